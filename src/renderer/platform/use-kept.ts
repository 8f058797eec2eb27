import { useState } from 'react'

/** The last value that was there: what is shown stays in view while the next answer is on its way. */
export function useKept<T>(value: T | null): T | null {
  const [kept, setKept] = useState(value)
  if (value === null || value === kept) return kept
  setKept(value)
  return value
}

/** The value that came first with this key: the same object for as long as the key says that nothing changed. */
export function useKeptBy<T>(key: string, value: T): T {
  const [kept, setKept] = useState({ key, value })
  if (kept.key === key) return kept.value
  setKept({ key, value })
  return value
}
