/** A note beside the file that says who is writing. It decides nothing: it lets whoever waits in vain be told for whom. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const Holder = z.object({ pid: z.int(), person: z.string(), since: z.string() })
export type Holder = z.infer<typeof Holder>

/** Name of the note for a workspace file. */
export const holderPath = (path: string): string => `${path}-writer`

export const writeHolder = (path: string, holder: Holder): void => writeFileSync(holderPath(path), JSON.stringify(holder))
export const clearHolder = (path: string): void => rmSync(holderPath(path), { force: true })

/** Null where there is no note, or where the process that left it was killed. */
export function readHolder(path: string): Holder | null {
  try {
    const holder = Holder.parse(JSON.parse(readFileSync(holderPath(path), 'utf8')))
    return isRunning(holder.pid) ? holder : null
  } catch {
    return null
  }
}

/** Whether a process of this number lives, of whatever user. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
