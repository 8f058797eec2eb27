import { useState } from 'react'

/** The last value that was there: what is shown stays in view while the next answer is on its way. */
export function useKept<T>(value: T | null): T | null {
  const [kept, setKept] = useState(value)
  if (value === null || value === kept) return kept
  setKept(value)
  return value
}
