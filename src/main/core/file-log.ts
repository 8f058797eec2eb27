/**
 * The application's log: one JSON line an entry, a few files of limited size. It holds what went wrong and where in the code,
 * never who or what data: the home folder, which bears the user's name, is written as `~`.
 */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Log } from './ports.ts'

export interface FileLogOptions {
  readonly folder: string
  readonly now: () => string
  /** A file above this size is put aside. */
  readonly maxBytes?: number
  /** How many files that were put aside are kept. */
  readonly keep?: number
}

export function createFileLog({ folder, now, maxBytes = 1024 * 1024, keep = 3 }: FileLogOptions): Log {
  const file = (age: number): string => join(folder, age === 0 ? 'rmms.log' : `rmms.${age}.log`)
  const home = homedir()

  const rotate = (): void => {
    const { size } = statSync(file(0), { throwIfNoEntry: false }) ?? { size: 0 }
    if (size < maxBytes) return
    for (let age = keep - 1; age >= 0; age -= 1) {
      if (statSync(file(age), { throwIfNoEntry: false })) renameSync(file(age), file(age + 1))
    }
  }
  const write = (level: 'info' | 'error', message: string, details?: Readonly<Record<string, unknown>>): void => {
    // A log that cannot be written must not stop the work that it tells of.
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      rotate()
      const line = JSON.stringify({ at: now(), level, message, ...(details && { details }) })
      const homeInJson = JSON.stringify(home).slice(1, -1)
      appendFileSync(file(0), `${home.length > 1 ? line.replaceAll(homeInJson, '~') : line}\n`, { mode: 0o600 })
    } catch {
      return
    }
  }
  return { info: (message, details) => write('info', message, details), error: (message, details) => write('error', message, details) }
}
