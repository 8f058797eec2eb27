/** What a window remembers for as long as it is open, a reload included: values by key, read back only where their schema still takes them. */
import type { z } from 'zod'

export function readStored<T>(key: string, schema: z.ZodType<T>): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(sessionStorage.getItem(key) ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Null forgets the value. */
export function writeStored(key: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Too large for the browser's store: it then lives as long as what shows it.
    sessionStorage.removeItem(key)
  }
}
