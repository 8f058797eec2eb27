/** The staged tables of one file of a recipe: all committed, or none. */
import type { RecipeItem } from '../../../shared/contract/recipes.ts'
import type { BatchReport, CommitReport } from '../../../shared/contract/submissions.ts'
import type { Message } from '../../../shared/domain/submission.ts'
import { AppFailure } from '../../../shared/result.ts'
import { batchReasons, hasNews } from './judge-table.ts'
import type { PreparedTable, RecipeDesk } from './prepare-file.ts'

export interface CommittedTable extends Pick<RecipeItem, 'outcome' | 'batch' | 'commit'> {
  readonly sheet: string
  readonly reasons: readonly Message[]
  readonly moneyEffect: BatchReport['moneyEffect']
}

interface Commit {
  readonly commit: CommitReport
  readonly moneyEffect: BatchReport['moneyEffect']
}

/** The difference is computed again where another commit came in between; more often than this, somebody else is at work. */
const mostAttempts = 5

/** `isDry`: nothing is committed, and everything is told as it would be. Throws what a commit throws; then no table of the file is committed. */
export async function commitFile(desk: RecipeDesk, tables: readonly PreparedTable[], isDry: boolean): Promise<readonly CommittedTable[]> {
  if (tables.some(({ reasons }) => reasons.length > 0)) return tables.map((table) => left(table, isDry))
  const done: { readonly table: PreparedTable; readonly commit: Commit }[] = []
  try {
    for (const table of tables) {
      if (table.report === null) continue
      const commit = isDry ? imagined(table.report) : await commitOrAsk(desk, table.report)
      if ('reasons' in commit) {
        await takeBack(desk, done.map(({ commit: { commit: { changeset } } }) => changeset))
        return tables.map((other) => left(other === table ? { ...other, reasons: commit.reasons } : done.some(({ table: { batch } }) => batch === other.batch) ? { ...other, batch: null, reasons: [withFile] } : other, isDry))
      }
      done.push({ table, commit })
    }
  } catch (error) {
    await takeBack(desk, done.map(({ commit: { commit: { changeset } } }) => changeset))
    throw error
  }
  return tables.map((table): CommittedTable => {
    const found = done.find(({ table: other }) => other === table)?.commit
    const isNew = found !== undefined && (isDry ? table.report !== null && hasNews(table.report) : found.commit.changeset > 0)
    return { sheet: table.sheet, outcome: isNew ? 'committed' : 'unchanged', reasons: [], batch: null, commit: isNew ? found.commit : null, moneyEffect: isNew ? found.moneyEffect : [] }
  })
}

const withFile: Message = { key: 'recipe.reason.with-file', params: {} }

/** Stays staged for a person; a table that could go on waits for the others of its file. */
const left = ({ sheet, reasons, batch, isCommitted }: PreparedTable, isDry: boolean): CommittedTable =>
  isCommitted
    ? { sheet, outcome: 'unchanged', reasons: [], batch: null, commit: null, moneyEffect: [] }
    : { sheet, outcome: 'needs-person', reasons: reasons.length > 0 ? reasons : [withFile], batch: isDry ? null : batch, commit: null, moneyEffect: [] }

const imagined = (report: BatchReport): Commit => ({ commit: { submission: 0, changeset: 0, diff: report.diff, usdByMeasure: [] }, moneyEffect: report.moneyEffect })

async function commitOrAsk({ ports, workspace, person }: RecipeDesk, staged: BatchReport): Promise<Commit | { readonly reasons: readonly Message[] }> {
  let report = staged
  for (let attempt = 1; ; attempt++) {
    try {
      const commit = await workspace.store.request('commitBatch', { batch: report.batch, person, now: ports.now() })
      workspace.noteChanged(commit.changeset)
      return { commit, moneyEffect: report.moneyEffect }
    } catch (error) {
      const refusal = error instanceof AppFailure ? error.error : null
      // What the register refuses of the content is a person's to settle; a disk that is full is not.
      if (refusal?.code === 'invalid-input' || (refusal?.reason.startsWith('error.batch-') === true && refusal.reason !== 'error.batch-register-moved')) return { reasons: [{ key: refusal.reason, params: { ...refusal.params } }] }
      if (refusal?.reason !== 'error.batch-register-moved' || attempt === mostAttempts) throw error
      report = await workspace.query.request('batch', { batch: report.batch })
      const reasons = batchReasons(report)
      if (reasons.length > 0) return { reasons }
    }
  }
}

/** In reverse: a later table may build on an earlier one. */
async function takeBack({ ports, workspace, person }: RecipeDesk, changesets: readonly number[]): Promise<void> {
  for (const changeset of changesets.filter((id) => id > 0).toReversed()) workspace.noteChanged((await workspace.store.request('undo', { changeset, person, now: ports.now() })).id)
}
