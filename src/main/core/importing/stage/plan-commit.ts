/**
 * What a staged file does to the register: one function for the dry run and for the commit. It reads staging and register and
 * writes through the writer it is given; the dry run gives one that keeps nothing. It never reads back what it wrote.
 *
 * A file of project contributions is not a full picture: what it does not hold stays as it is, nothing is ever deleted.
 */
import type { Database } from 'better-sqlite3'
import type { ChangedCell } from '../../../../shared/contract/submissions.ts'
import { contributionKinds } from '../../../../shared/domain/kinds.ts'
import type { ImportOptions } from '../../../../shared/domain/import-options.ts'
import type { AmountDraft, ContributionDraft, Problem, SubmissionMapping } from '../../../../shared/domain/submission.ts'
import { readDrafts } from '../../../../shared/domain/draft-text.ts'
import type { StoreTask } from '../../store/store-task.ts'
import type { Writer } from '../../store/write-gate.ts'
import { readAmountMeanings } from './amount-meanings.ts'
import { planBeside, type BesidePlace } from './figures-beside.ts'
import type { AmountOutcome } from './amount-outcome.ts'
import { planAmounts, type AmountOfRow } from './plan-amounts.ts'
import { planContributions } from './plan-contributions.ts'
import { readEarlier, senderOf } from './batch-sender.ts'
import { isBlankIn, type BlankField } from './blank-fields.ts'
import { createRefusal } from './change-limits.ts'
import { createFilePeriod } from './file-period.ts'
import { readLeftOutNames, type LeftOutNames } from './left-out-names.ts'
import { createPutCorrection, type CorrectionCounts } from './plan-corrections.ts'
import { createPlanEffect, type MoneyDelta } from './plan-effect.ts'
import { planPartners } from './plan-partners.ts'
import { nameOf, planProjects, type DraftOfRow } from './plan-projects.ts'
import { changeOf, countChange, createPlannedRows, keptFinding, type PlannedRow, type RowChange } from './planned-rows.ts'
import { planReplacement } from './plan-replacement.ts'
import { planSnapshot } from './plan-snapshot.ts'
import { readSourcesOfRecord } from './source-of-record.ts'
import { readStagedTexts, type StagedTexts } from './staged-texts.ts'
import { createStoreRules } from './store-rules.ts'
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
  /** Figures of the register that end, because the file replaces its office's period. */
  readonly removedFigures: number
  /** Projects of earlier snapshots that a person is asked about. */
  readonly missingProjects: number
  /** Fields of the register that change; the first of them with their values. */
  readonly changed: { readonly total: number; readonly cells: readonly ChangedCell[] }
  /** Figures of the file that are kept beside, because another source is the source of record. */
  readonly besideFigures: number
  readonly corrections: Readonly<CorrectionCounts>
  /** Null where nothing is written. */
  readonly submission: number | null
}

/** Accepted rows count as new: nothing in the register could hold them already. */
const planOfOtherKinds = ({ accepted, rejected }: StagedBatch): CommitPlan => ({
  rows: [], problems: new Map(), fileProblems: [], diff: { added: accepted, changed: 0, unchanged: 0, rejected }, money: [], usdByMeasure: [], refused: new Set(), matched: new Set(), removedFigures: 0, missingProjects: 0, changed: { total: 0, cells: [] }, besideFigures: 0, corrections: { kept: 0, retired: 0, asked: 0 }, submission: null,
})

/** Writes nothing and numbers what it is given below zero. */
export function createDryWriter(): Writer {
  let next = 0
  return { changeset: 0, insert: () => (next -= 1), update: () => undefined, remove: () => undefined, close: () => undefined, amend: (_table, id) => id }
}

const pageRows = 1000

/** In: a batch that is staged, with its accepted rows, which `onRow` sees as they are read. Throws `cancelled` between pages of rows. Records that the register does not hold change nothing in it. */
export function planCommit(db: Database, batch: StagedBatch, writer: Writer, task: StoreTask, receivedAt: string, onRow: (row: number, drafts: readonly ContributionDraft[]) => void = () => undefined): CommitPlan {
  if (!contributionKinds.has(batch.mapping.kind)) return planOfOtherKinds(batch)
  const { options } = batch
  const rows = createRegisterRows(db)
  const sender = senderOf(batch)
  const earlier = readEarlier(db)
  const isAddOnly = options.behaviour === 'add-only'
  let sourceFile = rows.sourceFile(batch.file_sha256)
  let submission: number | null = null
  const hasBytes = db.prepare('SELECT 1 FROM source_chunk WHERE file_sha256 = ?').get(batch.file_sha256) !== undefined || batch.file_size === 0

  const putFile = (): number => (sourceFile ??= writer.insert('source_file', { sha256: batch.file_sha256, name: batch.file_name, size: batch.file_size, has_bytes: hasBytes ? 1 : 0 }))
  /** The submission comes with the first thing that is written, so that a file without news leaves no trace. */
  const putSubmission = (): number =>
    (submission ??= writer.insert('submission', {
      source_file_id: putFile(), sheet: batch.sheet, kind: batch.mapping.kind, office_id: sender.office === null ? null : (rows.idsByKey('office').get(sender.office) ?? null), received_at: receivedAt, accepted: batch.accepted, rejected: batch.rejected,
      mapping: JSON.stringify(batch.mapping), accounting: batch.accounting, control_sums: batch.controlSums, content_hash: batch.contentHash,
      options: JSON.stringify(batch.options), source: sender.source,
    }))
  const writing = (): Writer => {
    putSubmission()
    return writer
  }

  const effect = createPlanEffect()
  const filePeriod = createFilePeriod()
  const rules = createStoreRules()
  const sources = readSourcesOfRecord(db)
  const replacement = planReplacement(db, rows, options, sender, { earlier: earlier.values(), sources })
  let names: LeftOutNames | null = null
  const leftOut = (): LeftOutNames => (names ??= readLeftOutNames(db, batch, texts))
  let cellTexts: StagedTexts | null = null
  const texts = (): StagedTexts => (cellTexts ??= readStagedTexts(db, batch.id))
  const partners = planPartners(rows, writing)
  const projects = planProjects(rows, partners, { fileName: batch.file_name, mapping: batch.mapping, options, onChange: effect.fieldChanged }, writing)
  const contributions = planContributions(rows, partners, writing, { submission: putSubmission, isAddOnly })
  const meanings = readAmountMeanings(db, batch)
  const amounts = planAmounts(rows, writing, {
    submission: putSubmission, sourceFile: putFile, sheet: batch.sheet, options, today: receivedAt.slice(0, 10), meanings, putCorrection: createPutCorrection(db),
    replaced: replacement.replaced, refusal: createRefusal({ sender, earlier, sources }),
  })

  const beside = planBeside(db, writing, { source: sender.source, office: sender.office, sheet: batch.sheet, submission: putSubmission, isAddOnly })
  const isBeside = ({ measure, period }: AmountDraft): boolean => !sources.isRecord(sender.source, measure, period)

  const outcomes = createPlannedRows()
  const refused = new Set<number>()
  const problems = new Map<number, Problem[]>()
  const diff = { added: 0, changed: 0, unchanged: 0, rejected: batch.rejected }
  const usd = new Map<string, number>()

  function note(row: number, found: readonly Problem[]): void {
    if (found.length > 0) problems.set(row, [...(problems.get(row) ?? []), ...found])
    if (found.some(({ severity }) => severity === 'error')) refused.add(row)
  }
  const noted = new Set<string>()
  function addNote(project: { readonly id: number; readonly isNew: boolean }, text: string): boolean {
    const uuid = rows.projectUuid(project.id)
    if (noted.has(`${project.id} ${text}`) || (!project.isNew && (isAddOnly || rows.hasNote(uuid, text)))) return false
    noted.add(`${project.id} ${text}`)
    writing().insert('note', { entity: 'project', entity_uuid: uuid, text })
    return true
  }

  const present = new Set<number>()
  const onlyBeside: DraftOfRow[] = []
  function leaveNamed(draft: ContributionDraft, found: Problem[]): void {
    if (draft.partnerText !== null) found.push({ severity: 'warning', code: 'finding.store.reply-without-figure', params: { partner: draft.partnerName, project: nameOf(draft) }, field: 'partner' })
  }
  function planRow(row: number, drafts: readonly ContributionDraft[], isBlank: (field: BlankField) => boolean): void {
    const found: Problem[] = []
    let planned: PlannedRow | null = null
    for (const draft of drafts) {
      if (draft.amounts.length > 0 && draft.amounts.every(isBeside)) {
        onlyBeside.push({ row, draft, isBlank })
        continue
      }
      // A row of a round without a figure of the office's own: what it names otherwise than the register makes neither project nor payer.
      const isOnlyNamed = draft.isReply === true && draft.amounts.length === 0
      if (isOnlyNamed && !projects.place(draft).isThere) {
        leaveNamed(draft, found)
        planned ??= outcomes.open(row)
        continue
      }
      const of = projects.of({ row, draft, isBlank }, found)
      if (!of) continue
      const { project } = of
      present.add(project.id)
      if (isOnlyNamed && contributions.known(project, draft) === null) {
        leaveNamed(draft, found)
        planned ??= outcomes.open(row)
        planned.isTouched ||= of.isTouched
        continue
      }
      const { contribution, isNew, isTouched } = contributions.of(project, draft, found)
      if (isTouched && !isNew) effect.fieldChanged({ row, name: nameOf(draft), field: 'partner-state', before: 'proposed', after: 'confirmed' })
      const isNoted = draft.note !== null && addNote(project, draft.note)
      planned ??= outcomes.open(row)
      planned.isNew ||= isNew
      planned.isTouched ||= of.isTouched || isTouched || isNoted
      planned.isKept ||= of.isKept
      const at = { projectKey: project.key, partnerKey: contribution.partner.key, partnerName: contribution.partner.name }
      keepBeside(planned, draft, draft.amounts.filter(isBeside), at)
      for (const amount of draft.amounts) {
        if (isBeside(amount)) continue
        planned.amounts += 1
        if (beside.drop(at, amount)) planned.isTouched = true
        const item: AmountOfRow = { row, contribution, amount, hasIdentifier: draft.symbol !== null || draft.identifier !== null, subject: { id: project.id, name: nameOf(draft), isNew: project.isNew, isPart: draft.symbol?.parent != null } }
        filePeriod.note(amount.period)
        if (amount.usdCents !== null) usd.set(amount.measure, (usd.get(amount.measure) ?? 0) + amount.usdCents)
        const outcome = amounts.of(item)
        if (outcome) settle(planned, item, outcome)
      }
    }
    note(row, found)
  }
  /** Once the whole file is read, since another row may make the project: rows whose figures only stand beside make neither project nor contribution. */
  function planBesideRow({ row, draft, isBlank }: DraftOfRow): void {
    const planned = outcomes.open(row)
    const found: Problem[] = []
    const { key, isThere } = projects.place(draft)
    const of = isThere ? projects.of({ row, draft, isBlank }, found) : null
    if (of) {
      present.add(of.project.id)
      planned.isTouched ||= of.isTouched
      planned.isKept ||= of.isKept
    }
    const partner = of && contributions.known(of.project, draft)?.partner
    if (of || !isThere) keepBeside(planned, draft, draft.amounts, { projectKey: of?.project.key ?? key, partnerKey: partner?.key ?? partners.keyOf(draft), partnerName: partner?.name ?? draft.partnerName })
    note(row, found)
  }
  function keepBeside(planned: PlannedRow, draft: ContributionDraft, figures: readonly AmountDraft[], place: Omit<BesidePlace, 'projectName'>): void {
    for (const amount of figures) {
      planned.amounts += 1
      filePeriod.note(amount.period)
      const item = { row: planned.row, place: { ...place, projectName: nameOf(draft) }, amount, hasIdentifier: draft.symbol !== null || draft.identifier !== null, isCleared: meanings.blankOf(amount) === 'clear' }
      countChange(planned, beside.of(item))
    }
  }
  function settle(planned: PlannedRow, item: AmountOfRow, outcome: AmountOutcome): void {
    const { row, contribution: { partner }, amount: { measure }, subject } = item
    const { kind, before, after } = outcome
    rules.note(item, outcome)
    countChange(planned, kind)
    if (kind === 'kept') planned.isKept = true
    if (kind !== 'added' && kind !== 'changed') return
    effect.moved(partner, measure, before, after)
    if (!subject.isNew) effect.figureChanged(row, subject.name, measure, before, after)
  }

  const page = db.prepare<[number, number], { row: number; draft: string }>(`SELECT row, draft FROM staged_row WHERE batch_id = ? AND kind = 'accepted' AND row > ? ORDER BY row LIMIT ${pageRows}`)
  for (let last = 0, done = 0; ; ) {
    task.throwIfCancelled()
    const rowsOfPage = page.all(batch.id, last)
    for (const { row, draft } of rowsOfPage) {
      // addRows stored this text from the ContributionDrafts of the row.
      const drafts = readDrafts(draft)
      planRow(row, drafts, (field) => isBlankIn(field, texts(), row))
      onRow(row, drafts)
      last = row
    }
    task.report({ phase: 'progress.compare', done: (done += rowsOfPage.length), total: batch.accepted })
    if (rowsOfPage.length < pageRows) break
  }
  for (const one of onlyBeside) planBesideRow(one)
  for (const { row, problem } of projects.finish()) {
    const planned = outcomes.get(row)
    if (problem) note(row, [problem])
    else if (planned) planned.isTouched = true
  }
  amounts.finish((item, outcome, problem) => {
    const planned = outcomes.get(item.row)
    if (planned) settle(planned, item, outcome)
    if (problem) note(item.row, [problem])
  })
  beside.finish((row, change) => {
    const planned = outcomes.get(row)
    if (planned) countChange(planned, change)
  })
  const replacing = replacement.finish(amounts.matched, leftOut, writing)
  for (const { project, partner: key, measure, figure } of replacing.removed) {
    const partner = partners.byKey(key)
    if (partner) effect.moved(partner, measure, figure, null)
    effect.figureChanged(null, project, measure, figure, null)
  }
  rules.finish(contributions.storedOf, (row, problem) => note(row, [problem]))
  const covered = filePeriod.columns(options)
  const snapshot = planSnapshot(db, writing, { sender, options, earlier: earlier.values(), asAt: covered.as_at, present, leftOut, submission: putSubmission })
  if (submission !== null) writer.update('submission', submission, covered)

  const planned = outcomes.all()
  const changes = planned.map((one) => ({ row: one.row, change: changeOf(one) }))
  for (const { row, change } of changes) if (!refused.has(row)) diff[change] += 1
  diff.rejected += refused.size
  const unknown = [...projects.unknownKeys].map((kindAndKey): Problem => {
    const [kind = '', key = ''] = kindAndKey.split(' ')
    return { severity: 'warning', code: `finding.store.unknown-${kind}`, params: { key }, field: 'file' }
  })
  return {
    rows: changes, problems, refused, diff, money: effect.money(), usdByMeasure: [...usd].map(([measure, cents]) => ({ measure, cents })), matched: amounts.matched,
    fileProblems: [...(replacement.problem ? [replacement.problem] : []), ...snapshot.problems, ...replacing.problems, ...keptFinding(planned), ...unknown],
    removedFigures: replacing.removed.length, missingProjects: snapshot.missing, besideFigures: beside.count(), corrections: amounts.corrections, changed: effect.changed(), submission,
  }
}
