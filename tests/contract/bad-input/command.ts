/** The command line as a script runs it: its own process, its own data folder. */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { expect } from 'vitest'

export interface Run {
  readonly code: number
  readonly out: string
  readonly err: string
}

const entry = join(import.meta.dirname, '../../../src/main/hosts/cli/index.ts')

export interface CommandOptions {
  readonly cwd: string
  /** Runs as this user, where the test may become another one. */
  readonly uid?: number
}

const settings = ({ cwd, uid }: CommandOptions) => ({ cwd, env: { ...process.env, RMMS_DATA_DIR: join(cwd, 'data') }, ...(uid === undefined ? {} : { uid, gid: uid }) })

export function rmms(options: CommandOptions, ...args: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [entry, ...args], { ...settings(options), maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
      resolve({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, out, err })
    })
  })
}

export const startRmms = (options: CommandOptions, ...args: readonly string[]): ChildProcess => spawn(process.execPath, [entry, ...args], { ...settings(options), stdio: ['ignore', 'ignore', 'ignore'] })

/** A refusal: exit code 1, nothing on standard output, one sentence or two without a stack on standard error. */
export function expectRefused(run: Run, text: RegExp): void {
  expect(run, run.err).toMatchObject({ code: 1, out: '' })
  expect(run.err).toMatch(text)
  expect(run.err).not.toMatch(/\bat \w+ \(|node:|\.ts:\d|SQLITE_|undefined/)
}
