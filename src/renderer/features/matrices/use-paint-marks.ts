/** Marks on the browser's own timeline: when the first matrix was painted, and how long each change took until it was. */
import { useCallback, useEffect, useRef } from 'react'

/** Runs once what is drawn now is on the screen: a frame is painted between its callbacks and the next task. */
function afterPaint(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(run, 0)
  })
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}

/** Give it what is painted; the answer notes the moment of a change. */
export function usePaintMarks(painted: object | null): () => void {
  const since = useRef<number | null>(null)
  const isFirst = useRef(true)
  useEffect(() => {
    if (painted === null) return
    return afterPaint(() => {
      if (isFirst.current) performance.mark('matrix-painted')
      isFirst.current = false
      if (since.current !== null) performance.measure('matrix-click-to-paint', { start: since.current, end: performance.now() })
      since.current = null
    })
  }, [painted])
  return useCallback(() => {
    since.current = performance.now()
  }, [])
}
