import { useEffect, useState } from 'react'

/** How many of `total` things to draw now: a portion at once and another one with each frame, so that a long list holds up no frame. */
export function useGrowing(total: number, portion: number): number {
  const [portions, setPortions] = useState(1)
  const isWhole = portions * portion >= total
  useEffect(() => {
    if (isWhole) return
    const frame = requestAnimationFrame(() => setPortions((count) => count + 1))
    return () => cancelAnimationFrame(frame)
  }, [isWhole, portions])
  return Math.min(portions * portion, total)
}
