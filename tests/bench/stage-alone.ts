/** Stages a workbook through the core in a process of its own, then works in its staging grid. Usage: stage-alone.ts FILE FOLDER */
import { contract, type AppContract } from '../../src/shared/contract/index.ts'
import type { InputOf, OutputOf } from '../../src/shared/contract/procedure.ts'
import { createCore } from '../../src/main/core/core.ts'
import { invoke, type MethodName, type ProcedureOf } from '../../src/main/core/dispatcher.ts'
import { createLocalPorts } from '../../src/main/core/local-ports.ts'
import { watchMemory } from './process-memory.ts'

const [file = '', dataDir = ''] = process.argv.slice(2)
const local = await createLocalPorts({ host: 'cli', dataDir })
const core = createCore(local.ports)
let comparedAt = 0
async function ask<M extends MethodName<AppContract>>(method: M, input: InputOf<ProcedureOf<AppContract, M>>): Promise<OutputOf<ProcedureOf<AppContract, M>>> {
  const result = await invoke(contract, core.handlers, method, input, { log: local.ports.log, onProgress: ({ phase }) => { if (phase === 'progress.compare' && comparedAt === 0) comparedAt = performance.now() } })
  if (!result.ok) throw new Error(`${method}: ${result.error.reason}`)
  return result.value
}
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const { id: workspace } = await ask('workspaces.create', { name: 'Bench staging' })
const { token } = await local.files.register(file)
await ask('submissions.inspect', { workspace, file: token })
const { mapping } = await ask('submissions.propose', { workspace, file: token, sheetIndex: 0 })
const memory = watchMemory(process.pid)
const start = performance.now()
const { batch } = await ask('submissions.stage', { workspace, file: token, mapping, decisions: [] })
const staged = performance.now() - start
const peak = memory.stop()
const inBatch = { workspace, batch }
const columnOf = (field: string): number => mapping.columns.find((column) => column.field === field)?.column ?? 0
const open = await timed(async () => {
  await ask('staging.columns', inBatch)
  await ask('staging.page', inBatch)
})
const facets: number[] = []
for (const field of ['title', 'partner', 'status', 'identifier']) facets.push(await timed(() => ask('staging.facet', { ...inBatch, column: columnOf(field) })))
const replacement = { ...inBatch, columns: [columnOf('status')], isWhole: true }
const replaced: number[] = []
for (const [find, replace] of [['Pipeline', 'Planned'], ['Planned', 'Foreseen'], ['Foreseen', 'Pipeline']] as const) replaced.push(await timed(() => ask('staging.replace', { ...replacement, find, replace })))
const check = await timed(() => ask('staging.check', inBatch))
await core.dispose()
await local.dispose()
process.stdout.write(`${JSON.stringify({ read: comparedAt - start, staged, peakMb: peak?.together ?? null, open, facets, replaced, check })}\n`)
