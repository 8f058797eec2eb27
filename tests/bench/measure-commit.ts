/** Commit of 100,000 rows and undo of the same through the core alone, beside a bare SQLite insert of the rows that were written. */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { contract, type AppContract } from '../../src/shared/contract/index.ts'
import type { InputOf, OutputOf } from '../../src/shared/contract/procedure.ts'
import { createCore } from '../../src/main/core/core.ts'
import { invoke, type MethodName, type ProcedureOf } from '../../src/main/core/dispatcher.ts'
import { createLocalPorts } from '../../src/main/core/local-ports.ts'
import { bareInsert } from './bare-insert.ts'
import { emptyWorkspace } from './bench-workspaces.ts'
import { contributionsWorkbook } from './contributions-workbook.ts'
import type { Figure } from './figures.ts'

const rows = 100_000
const mostOfCommit = 4
const mostOfUndo = 3

export async function measureCommit(folder: string): Promise<Figure[]> {
  const dataDir = join(folder, 'commit-data')
  const local = await createLocalPorts({ host: 'cli', dataDir })
  const core = createCore(local.ports)
  const ask = async <M extends MethodName<AppContract>>(method: M, input: InputOf<ProcedureOf<AppContract, M>>): Promise<OutputOf<ProcedureOf<AppContract, M>>> => {
    const result = await invoke(contract, core.handlers, method, input, { log: local.ports.log })
    if (!result.ok) throw new Error(`${method}: ${result.error.reason}`)
    return result.value
  }
  const timed = async <T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> => {
    const start = performance.now()
    const value = await work()
    return { ms: performance.now() - start, value }
  }
  try {
    const { id: workspace } = await ask('workspaces.create', { name: 'Bench commit' })
    const { token } = await local.files.register(await contributionsWorkbook(rows))
    await ask('submissions.inspect', { workspace, file: token })
    const { mapping } = await ask('submissions.propose', { workspace, file: token, sheetIndex: 0 })
    const { batch } = await ask('submissions.stage', { workspace, file: token, mapping, decisions: [] })
    const commit = await timed(() => ask('submissions.commit', { workspace, batch }))
    const empty = join(folder, 'commit-blank.rmms')
    emptyWorkspace(empty, 'Bench commit')
    const bare = [1, 2, 3].map((run) => {
      const blank = join(folder, `commit-blank-${run}.rmms`)
      copyFileSync(empty, blank)
      return bareInsert(join(dataDir, 'workspaces', 'Bench commit.rmms'), blank)
    }).sort((a, b) => a - b)
    const reference = { name: 'bare SQLite insert of the same rows', value: bare[1] ?? Number.NaN }
    const undo = await timed(() => ask('activity.undo', { workspace, changeset: commit.value.changeset }))
    const name = rows.toLocaleString('en')
    return [
      { name: `commit of ${name} rows, core alone`, unit: 'ms', samples: [commit.ms], target: Math.round(mostOfCommit * reference.value), reference },
      { name: `undo of these rows, core alone`, unit: 'ms', samples: [undo.ms], target: Math.round(mostOfUndo * reference.value), reference },
    ]
  } finally {
    await core.dispose()
    await local.dispose()
  }
}
