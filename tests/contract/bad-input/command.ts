/** The command line as a script runs it: its own process, its own data folder. */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { withoutRights } from '../../helpers/without-rights.ts'

// A test here starts up to nine commands one after the other, a second each where nothing else runs; all test files run at once.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

export interface Run {
  readonly code: number
  readonly out: string
  readonly err: string
}

const entry = join(import.meta.dirname, '../../../src/main/hosts/cli/index.ts')

export interface CommandOptions {
  readonly cwd: string
  /** Permissions bind it, also where the test is run by root. */
  readonly isWithoutRights?: boolean
}

const started = (options: CommandOptions, args: readonly string[]) => {
  const { file, args: all, ids } = options.isWithoutRights ? withoutRights(process.execPath, [entry, ...args]) : { file: process.execPath, args: [entry, ...args], ids: {} }
  return { file, args: [...all], settings: { cwd: options.cwd, env: { ...process.env, RMMS_DATA_DIR: join(options.cwd, 'data') }, ...ids } }
}

export function rmms(options: CommandOptions, ...args: readonly string[]): Promise<Run> {
  const start = started(options, args)
  return new Promise((resolve) => {
    execFile(start.file, start.args, { ...start.settings, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
      resolve({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, out, err })
    })
  })
}

export function startRmms(options: CommandOptions, ...args: readonly string[]): ChildProcess {
  const start = started(options, args)
  return spawn(start.file, start.args, { ...start.settings, stdio: ['ignore', 'ignore', 'ignore'] })
}

/** A refusal: exit code 1, nothing on standard output, one sentence or two without a stack on standard error. */
export function expectRefused(run: Run, text: RegExp): void {
  expect(run, run.err).toMatchObject({ code: 1, out: '' })
  expect(run.err).toMatch(text)
  expect(run.err).not.toMatch(/\bat \w+ \(|node:|\.ts:\d|SQLITE_|undefined/)
}
