/**
 * The core as a host has it (real ports, real worker threads, real parser processes) over a temporary data folder, with what
 * every test of bad input asks: is the refusal clear in both languages, and is everything as it was.
 */
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, vi } from 'vitest'
import { contract, type AppContract } from '../../../src/shared/contract/index.ts'
import type { InputOf, OutputOf } from '../../../src/shared/contract/procedure.ts'
import { formatMessage } from '../../../src/shared/messages/format.ts'
import type { AppError, Result } from '../../../src/shared/result.ts'
import { createCore, type Core } from '../../../src/main/core/core.ts'
import { invoke, type InvokeOptions, type MethodName, type ProcedureOf } from '../../../src/main/core/dispatcher.ts'
import { createLocalPorts, type LocalPorts } from '../../../src/main/core/local-ports.ts'
import type { Ports } from '../../../src/main/core/ports.ts'
import { eventually } from '../../helpers/eventually.ts'
import { copyWorkspace } from '../../fixtures/workspace-template.ts'
import { buildWorkbook, type CellInput, type WorkbookInput } from '../../fixtures/workbook-builder.ts'

// Most of these tests start processes, and the machine is shared by all test files at once.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

type Method = MethodName<AppContract>
type Input<M extends Method> = InputOf<ProcedureOf<AppContract, M>>
type Output<M extends Method> = OutputOf<ProcedureOf<AppContract, M>>

export interface Desk {
  readonly folder: string
  readonly core: Core
  readonly local: LocalPorts
  /** Id of the workspace, and its file. */
  readonly workspace: string
  readonly path: string
  readonly try: <M extends Method>(method: M, input: Input<M>, options?: Omit<InvokeOptions, 'log'>) => Promise<Result<Output<M>>>
  readonly ask: <M extends Method>(method: M, input: Input<M>) => Promise<Output<M>>
  /** The refusal of a request; its text is looked at by `expectClear`. */
  readonly refusal: <M extends Method>(method: M, input: Input<M>, options?: Omit<InvokeOptions, 'log'>) => Promise<AppError>
  /** Any input, as it comes over a wire. */
  readonly raw: (method: string, input: unknown) => Promise<Result<unknown>>
  readonly token: (name: string, content: string | Uint8Array) => Promise<string>
  /** Inspect, propose and stage one sheet. */
  readonly stage: (file: string, sheetIndex?: number) => Promise<Output<'submissions.stage'>>
  readonly state: () => Promise<{ readonly contentHash: string; readonly changeset: number }>
  /** Runs `work` and proves that the workspace is whole and as it was, that nothing waits or lies about, and that the core answers. */
  readonly untouched: <T>(work: () => Promise<T>) => Promise<T>
  readonly dispose: () => Promise<void>
}

/** `isOwn`: a workspace with an identity of its own, where two are told apart; else a copy, which takes a third of the time. */
export async function openDesk(change: (ports: Ports) => Partial<Ports> = () => ({}), isOwn = false): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'rmms-bad-'))
  const dataDir = join(folder, 'data')
  const local = await createLocalPorts({ host: 'browser', dataDir })
  const changed: Ports = { ...local.ports, ...change(local.ports) }
  const parsers: (number | undefined)[] = []
  const ports: Ports = {
    ...changed,
    spawnParser: () => {
      const child = changed.spawnParser()
      parsers.push(child.pid)
      return child
    },
  }
  const core = createCore(ports)
  const { log } = ports
  const attempt: Desk['try'] = (method, input, options = {}) => invoke(contract, core.handlers, method, input, { log, ...options })
  const ask: Desk['ask'] = async (method, input) => {
    const result = await attempt(method, input)
    if (!result.ok) throw new Error(`${method} was refused: ${JSON.stringify(result.error)} ${logged(dataDir)}`)
    return result.value
  }
  const refusal: Desk['refusal'] = async (method, input, options) => {
    const result = await attempt(method, input, options)
    if (result.ok) throw new Error(`${method} was not refused`)
    expectClear(result.error)
    return result.error
  }
  const path = join(dataDir, 'workspaces', 'Register.rmms')
  mkdirSync(dirname(path), { recursive: true })
  if (!isOwn) copyWorkspace(path)
  const { id: workspace } = isOwn ? await ask('workspaces.create', { name: 'Register' }) : await ask('workspaces.open', { file: (await local.files.register(path)).token })
  const state: Desk['state'] = () => ask('workspaces.contentHash', { workspace })
  return {
    folder, core, local, workspace, path, ask, refusal, state,
    try: attempt,
    raw: (method, input) => attempt(method as Method, input as never),
    async token(name, content) {
      const file = join(mkdtempSync(join(folder, 'in-')), name)
      await writeFile(file, content)
      return (await local.files.register(file)).token
    },
    async stage(file, sheetIndex = 0) {
      await ask('submissions.inspect', { workspace, file })
      const { mapping } = await ask('submissions.propose', { workspace, file, sheetIndex })
      return ask('submissions.stage', { workspace, file, mapping, decisions: [] })
    },
    async untouched(work) {
      const [before, waiting, files] = [await state(), await ask('submissions.list', { workspace }), leftovers(dataDir)]
      const value = await work()
      expect(await state()).toEqual(before)
      expect(await ask('submissions.list', { workspace })).toEqual(waiting)
      expect(await ask('workspaces.verify', { workspace })).toMatchObject({ isWhole: true })
      expect(leftovers(dataDir)).toEqual(files)
      return value
    },
    async dispose() {
      await core.dispose()
      await local.dispose()
      await eventually('every parser of this core has ended', () => childProcesses().every((pid) => !parsers.includes(Number(pid))))
      const left = leftovers(dataDir)
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
      expect(left.filter((name) => /-wal|-shm|-writer|\.new-|\.part|\.tmp/.test(name))).toEqual([])
    },
  }
}

/** Every file below the data folder but logs and what SQLite has beside an open workspace. */
export function leftovers(dataDir: string): string[] {
  return readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.log') && !/\.rmms-(wal|shm)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(dataDir.length + 1))
    .sort()
}

/** Child processes of this test that are parsers, alive or not yet reaped. */
export function childProcesses(): string[] {
  if (process.platform !== 'linux') return []
  const tasks = readdirSync('/proc/self/task').flatMap((task) => readFileSync(`/proc/self/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean))
  return tasks.filter((pid) => commandLine(pid).includes('parser'))
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

function logged(dataDir: string): string {
  const logs = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.log'))
  return logs.map((name) => readFileSync(join(dataDir, name), 'utf8').slice(-3000)).join('\n')
}

/** A refusal that a person can act on: whole sentences in both languages, never the same ones, no stack, no path, nothing left to fill in. */
export function expectClear(error: AppError): void {
  expect(error, JSON.stringify(error)).not.toMatchObject({ reason: 'error.unexpected' })
  const [en, fr] = (['en', 'fr'] as const).map((locale) => formatMessage(locale, error.reason, error.params))
  expect(en).not.toBe(fr)
  for (const text of [en, fr]) {
    expect(text).toMatch(/^[^a-z].{30,}[.?)]$/s)
    expect(text).not.toMatch(/\{\w+|undefined|\[object|node:|\bat \w+ \(|SQLITE_|\/tmp\/|\.ts:/)
  }
}

export const heading = ['Project symbol', 'Project title', 'Resource partner', 'Country', 'Approved budget (USD)', 'Start date'] as const

/** A small register of contributions; `count` rows, figures from the row's number. */
export const goodRows = (count = 5): CellInput[][] => [
  [...heading],
  ...Array.from({ length: count }, (_, index): CellInput[] => [`GCP/PHI/${String(100 + index)}/JPN`, `Seeds and tools ${index + 1}`, 'Japan', 'Philippines', 1000 * (index + 1), { v: `${2010 + (index % 4)}-03-01`, t: 'd' }]),
]

export const goodBook = (count = 5, more: Partial<WorkbookInput> = {}): Buffer => buildWorkbook({ sheets: [{ name: 'Grants', rows: goodRows(count) }], ...more })

export const unique = (): string => randomUUID().slice(0, 8)
