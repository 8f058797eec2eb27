/**
 * What a staged file does to the register: one function for the dry run and for the commit. It reads staging and register and
 * writes through the writer it is given; the dry run gives one that keeps nothing. It never reads back what it wrote.
 *
 * A file of project contributions is not a full picture: what it does not hold stays as it is, nothing is ever deleted.
 */
import type { Database } from 'better-sqlite3'
import { contributionKinds } from '../../../../shared/domain/kinds.ts'
import type { ImportOptions } from '../../../../shared/domain/import-options.ts'
import { periodYear } from '../../../../shared/domain/period.ts'
import type { ContributionDraft, Problem, SubmissionMapping } from '../../../../shared/domain/submission.ts'
import type { StoreTask } from '../../store/store-task.ts'
import type { Writer } from '../../store/write-gate.ts'
import { planAmounts, type AmountOutcome } from './plan-amounts.ts'
import { planContributions, type PlannedContribution } from './plan-contributions.ts'
import { planPartners } from './plan-partners.ts'
import { planProjects } from './plan-projects.ts'
import { createRegisterRows } from './register-rows.ts'

export interface StagedBatch {
  readonly id: number
  readonly at: string
  readonly person: string
  readonly file_name: string
  readonly file_sha256: string
  readonly file_size: number
  readonly sheet: string
  readonly mapping: SubmissionMapping
  readonly options: ImportOptions
  readonly accounting: string
  readonly controlSums: string
  readonly accepted: number
  readonly rejected: number
  /** Of what its rows say (submission-content.ts); null until it is staged. */
  readonly contentHash: string | null
}

export type RowChange = 'added' | 'changed' | 'unchanged'

export interface MoneyDelta {
  readonly partner: string
  readonly partnerName: string
  readonly year: string
  readonly measure: string
  /** Integer cents of USD. */
  cents: number
}

export interface CommitPlan {
  readonly rows: readonly { readonly row: number; readonly change: RowChange }[]
  readonly problems: ReadonlyMap<number, readonly Problem[]>
  readonly fileProblems: readonly Problem[]
  readonly diff: { readonly added: number; readonly changed: number; readonly unchanged: number; readonly rejected: number }
  /** Only of what is added or changed. */
  readonly money: readonly MoneyDelta[]
  /** USD of the accepted rows by measure, integer cents. */
  readonly usdByMeasure: readonly { readonly measure: string; readonly cents: number }[]
  /** Rows that must not be written as they are; a plan with such rows is shown, never committed. Their problems hold the errors. */
  readonly refused: ReadonlySet<number>
  /** Amounts of the register that the file holds. */
  readonly matched: ReadonlySet<number>
  /** Null where nothing is written. */
  readonly submission: number | null
}

/** Accepted rows count as new: nothing in the register could hold them already. */
const planOfOtherKinds = ({ accepted, rejected }: StagedBatch): CommitPlan => ({
  rows: [], problems: new Map(), fileProblems: [], diff: { added: accepted, changed: 0, unchanged: 0, rejected }, money: [], usdByMeasure: [], refused: new Set(), matched: new Set(), submission: null,
})

interface PlannedRow {
  readonly row: number
  isNew: boolean
  isTouched: boolean
  amounts: number
  added: number
  changed: number
}

const changeOf = ({ isNew, isTouched, amounts, added, changed }: PlannedRow): RowChange => {
  if (isNew || (added > 0 && added === amounts)) return 'added'
  return added + changed > 0 || isTouched ? 'changed' : 'unchanged'
}

/** Writes nothing and numbers what it is given below zero. */
export function createDryWriter(): Writer {
  let next = 0
  return { changeset: 0, insert: () => (next -= 1), update: () => undefined, remove: () => undefined, close: () => undefined, amend: (_table, id) => id }
}

const pageRows = 1000

/** In: a batch that is staged, with its accepted rows, which `onRow` sees as they are read. Throws `cancelled` between pages of rows. Records that the register does not hold change nothing in it. */
export function planCommit(db: Database, batch: StagedBatch, writer: Writer, task: StoreTask, receivedAt: string, onRow: (row: number, drafts: readonly ContributionDraft[]) => void = () => undefined): CommitPlan {
  if (!contributionKinds.has(batch.mapping.kind)) return planOfOtherKinds(batch)
  const rows = createRegisterRows(db)
  let sourceFile = rows.sourceFile(batch.file_sha256)
  let submission: number | null = null
  const hasBytes = db.prepare('SELECT 1 FROM source_chunk WHERE file_sha256 = ?').get(batch.file_sha256) !== undefined || batch.file_size === 0

  const putFile = (): number => (sourceFile ??= writer.insert('source_file', { sha256: batch.file_sha256, name: batch.file_name, size: batch.file_size, has_bytes: hasBytes ? 1 : 0 }))
  /** The submission comes with the first thing that is written, so that a file without news leaves no trace. */
  const putSubmission = (): number =>
    (submission ??= writer.insert('submission', {
      source_file_id: putFile(), sheet: batch.sheet, kind: batch.mapping.kind, office_id: null, received_at: receivedAt, accepted: batch.accepted, rejected: batch.rejected,
      mapping: JSON.stringify(batch.mapping), accounting: batch.accounting, control_sums: batch.controlSums, content_hash: batch.contentHash,
    }))
  const writing = (): Writer => {
    putSubmission()
    return writer
  }

  const partners = planPartners(rows, writing)
  const projects = planProjects(rows, partners, { fileName: batch.file_name, mapping: batch.mapping }, writing)
  const contributions = planContributions(rows, partners, writing, putSubmission)
  const amounts = planAmounts(rows, writing, { submission: putSubmission, sourceFile: putFile, sheet: batch.sheet, options: batch.options, replaced: new Set(), refusal: () => null })

  const outcomes: PlannedRow[] = []
  const unsettled = new Map<number, PlannedRow>()
  const refused = new Set<number>()
  const problems = new Map<number, Problem[]>()
  const diff = { added: 0, changed: 0, unchanged: 0, rejected: batch.rejected }
  const money = new Map<string, MoneyDelta>()
  const usd = new Map<string, number>()

  function note(row: number, found: readonly Problem[]): void {
    if (found.length > 0) problems.set(row, [...(problems.get(row) ?? []), ...found])
    if (found.some(({ severity }) => severity === 'error')) refused.add(row)
  }
  const noted = new Set<string>()
  function addNote(project: { readonly id: number; readonly isNew: boolean }, text: string): boolean {
    const uuid = rows.projectUuid(project.id)
    if (noted.has(`${project.id} ${text}`) || (!project.isNew && rows.hasNote(uuid, text))) return false
    noted.add(`${project.id} ${text}`)
    writing().insert('note', { entity: 'project', entity_uuid: uuid, text })
    return true
  }

  function planRow(row: number, drafts: readonly ContributionDraft[]): void {
    const found: Problem[] = []
    let planned: PlannedRow | null = null
    for (const draft of drafts) {
      const of = projects.of(draft, found)
      if (!of) continue
      const { contribution, isNew, isTouched } = contributions.of(of.project, draft, found)
      const isNoted = draft.note !== null && addNote(of.project, draft.note)
      if (planned === null) {
        planned = { row, isNew, isTouched: false, amounts: 0, added: 0, changed: 0 }
        outcomes.push(planned)
      }
      planned.isNew ||= isNew
      planned.isTouched ||= of.isTouched || isTouched || isNoted
      planned.amounts += draft.amounts.length
      for (const amount of draft.amounts) {
        const outcome = amounts.of({ row, contribution, amount, hasIdentifier: draft.symbol !== null || draft.identifier !== null })
        if (amount.usdCents !== null) usd.set(amount.measure, (usd.get(amount.measure) ?? 0) + amount.usdCents)
        if (outcome) settle(planned, contribution, amount.measure, outcome)
        else unsettled.set(row, planned)
      }
    }
    note(row, found)
  }
  function settle(planned: PlannedRow, { partner }: PlannedContribution, measure: string, { kind, before, after }: AmountOutcome): void {
    if (kind === 'added') planned.added += 1
    if (kind === 'changed') planned.changed += 1
    if (kind !== 'added' && kind !== 'changed') return
    if (before) addMoney(partner, periodYear(before.period), measure, -(before.cents ?? 0))
    if (after) addMoney(partner, periodYear(after.period), measure, after.cents ?? 0)
  }
  function addMoney(partner: { readonly key: string; readonly name: string }, year: string, measure: string, cents: number): void {
    const key = `${partner.key}|${year}|${measure}`
    const line = money.get(key)
    if (line) line.cents += cents
    else money.set(key, { partner: partner.key, partnerName: partner.name, year, measure, cents })
  }

  const page = db.prepare<[number, number], { row: number; draft: string }>(`SELECT row, draft FROM staged_row WHERE batch_id = ? AND kind = 'accepted' AND row > ? ORDER BY row LIMIT ${pageRows}`)
  for (let last = 0, done = 0; ; ) {
    task.throwIfCancelled()
    const rowsOfPage = page.all(batch.id, last)
    for (const { row, draft } of rowsOfPage) {
      // addRows stored this text from the ContributionDrafts of the row.
      const drafts = JSON.parse(draft) as ContributionDraft[]
      planRow(row, drafts)
      onRow(row, drafts)
      last = row
    }
    task.report({ phase: 'progress.compare', done: (done += rowsOfPage.length), total: batch.accepted })
    if (rowsOfPage.length < pageRows) break
  }
  projects.finish()
  amounts.finish(({ row, contribution, amount }, outcome, problem) => {
    const planned = unsettled.get(row)
    if (planned) settle(planned, contribution, amount.measure, outcome)
    if (problem) note(row, [problem])
  })
  const changes = outcomes.map((planned) => ({ row: planned.row, change: changeOf(planned) }))
  for (const { change } of changes) diff[change] += 1
  diff.rejected += refused.size
  const fileProblems = [...projects.unknownKeys].map((kindAndKey): Problem => {
    const [kind = '', key = ''] = kindAndKey.split(' ')
    return { severity: 'warning', code: `finding.store.unknown-${kind}`, params: { key }, field: 'file' }
  })
  return { rows: changes, problems, refused, fileProblems, diff, money: [...money.values()], usdByMeasure: [...usd].map(([measure, cents]) => ({ measure, cents })), matched: amounts.matched, submission }
}
