import { useEffect, useState } from 'react'

const pauseMs = 180

/** What was typed, once the typing has paused: lists ask once a word, not once a letter. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
