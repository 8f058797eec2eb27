/** A file of a recipe on its way to staged tables: which of its tables are meant, whether each is of a form that was confirmed before, and what staging says of it. */
import type { BatchReport, FileInspection, MappingProposal } from '../../../shared/contract/submissions.ts'
import { contributionKinds, type SubmissionKind } from '../../../shared/domain/kinds.ts'
import type { RecipeStep } from '../../../shared/domain/recipe.ts'
import type { Message } from '../../../shared/domain/submission.ts'
import type { RequestContext } from '../dispatcher.ts'
import type { SubmissionPipeline } from '../importing/pipeline.ts'
import { headerFingerprint } from '../importing/stage/header-fingerprint.ts'
import type { Ports } from '../ports.ts'
import type { FileState } from '../store/reading/recipes.ts'
import type { OpenWorkspace } from '../workspaces/open-workspace.ts'
import { batchReasons, confirmedMapping, isKnownForm, mappingReasons, type KnownForm } from './judge-table.ts'
import type { RecipeFile } from './recipe-files.ts'

export interface PreparedTable {
  readonly sheet: string
  readonly kind: SubmissionKind
  readonly table: number
  /** Empty where nothing keeps the table from being committed. */
  readonly reasons: readonly Message[]
  /** Null where the table was committed before or was not staged. */
  readonly batch: number | null
  /** Of a batch that this run staged. */
  readonly report: BatchReport | null
  readonly isCommitted: boolean
}

export interface RecipeDesk {
  readonly ports: Pick<Ports, 'files' | 'now'>
  readonly pipeline: SubmissionPipeline
  readonly workspace: OpenWorkspace
  readonly person: string
}

interface FoundTable {
  readonly proposal: MappingProposal
  readonly form: KnownForm | null
}

/** A table that is less likely of the kind than this, and of no known form, is none that the step means. */
const likelyKind = 0.5

/** Throws what the pipeline throws for a file that cannot be read; batches that were staged by then are discarded. */
export async function prepareFile(desk: RecipeDesk, step: RecipeStep, file: RecipeFile, context: RequestContext): Promise<readonly PreparedTable[]> {
  const { pipeline, ports, workspace } = desk
  const { token } = await ports.files.register(file.path, file.file)
  const inspection = await pipeline.inspect(workspace, token, context)
  const state = await workspace.query.request('fileState', { sha256: inspection.sha256 })
  if (inspection.returnOf !== null) return [returnedTable(state, step)]
  const prepared: PreparedTable[] = []
  try {
    for (const { proposal, form } of await tablesOf(desk, step, token, inspection, context)) {
      const { mapping, drift } = proposal
      const { sheetName: sheet, kind, table } = mapping
      const isThis = (other: { readonly sheet: string; readonly kind: SubmissionKind; readonly table: number }): boolean => other.sheet === sheet && other.kind === kind && other.table === table
      const unstaged = { sheet, kind, table, batch: null, report: null, isCommitted: false }
      const waiting = state.waiting.find(isThis)
      const reasons = mappingReasons(mapping, form, drift)
      // Rows that were parked wait on when the others are committed.
      if (waiting) prepared.push({ ...unstaged, batch: waiting.batch, reasons: [waitingReason(waiting)] })
      else if (state.committed.some(isThis)) prepared.push({ ...unstaged, reasons: [], isCommitted: true })
      else if (reasons.length > 0) prepared.push({ ...unstaged, reasons })
      else {
        const report = await pipeline.stage(workspace, { file: token, mapping: confirmedMapping(mapping, form, step.office), decisions: [], values: [], options: step.options, person: desk.person }, context)
        prepared.push({ ...unstaged, batch: report.batch, report, reasons: batchReasons(report) })
      }
    }
    return prepared
  } catch (error) {
    await discardStaged(desk, prepared)
    throw error
  }
}

/** What an office answered to us is looked at by the person who asked, whatever its columns. */
function returnedTable({ committed: [committed], waiting: [waiting] }: FileState, { kind }: RecipeStep): PreparedTable {
  const base = { kind: kind ?? 'project-contributions', table: 0, report: null } as const
  if (waiting) return { ...base, sheet: waiting.sheet, batch: waiting.batch, reasons: [waitingReason(waiting)], isCommitted: false }
  if (committed) return { ...base, sheet: committed.sheet, batch: null, reasons: [], isCommitted: true }
  return { ...base, sheet: '', batch: null, reasons: [{ key: 'recipe.reason.returned', params: {} }], isCommitted: false }
}

const waitingReason = ({ at, person }: FileState['waiting'][number]): Message => ({ key: 'recipe.reason.waiting', params: { at: at.slice(0, 10), person } })

/** Takes back what this run staged; what waited before stays. */
export async function discardStaged({ workspace }: Pick<RecipeDesk, 'workspace'>, tables: readonly PreparedTable[]): Promise<void> {
  for (const { report } of tables) if (report) await workspace.store.request('discardBatch', { batch: report.batch }).catch(() => undefined)
}

/** Tables of the step's kind on all sheets that are shown; where there is none, the sheet that looks most like data. */
async function tablesOf(desk: RecipeDesk, step: RecipeStep, token: string, inspection: FileInspection, context: RequestContext): Promise<FoundTable[]> {
  const isMeant = (kind: SubmissionKind): boolean => (step.kind === null ? contributionKinds.has(kind) : kind === step.kind)
  const propose = (sheetIndex: number, more: { readonly table?: number; readonly kind?: SubmissionKind }): Promise<MappingProposal> =>
    desk.pipeline.propose(desk.workspace, { file: token, sheetIndex, ...(step.office === null ? {} : { office: step.office }), ...more }, context)
  const found: FoundTable[] = []
  for (const { index } of inspection.sheets.filter(({ visibility }) => visibility === 'visible')) {
    const first = await propose(index, {})
    for (const { table, kind: guess } of first.tables) {
      const isThere = first.mapping.table === table
      const known = await formOf(desk, step, isThere ? first : await propose(index, { table }))
      if (!isMeant(guess.kind) && !(known.form !== null && isMeant(known.form.mapping.kind))) continue
      const kind = step.kind ?? known.form?.mapping.kind ?? guess.kind
      const settled = known.proposal.mapping.kind === kind ? known : await formOf(desk, step, await propose(index, { table, kind }))
      if (guess.confidence >= likelyKind || isKnownForm(settled.proposal.mapping, settled.form)) found.push(settled)
    }
  }
  if (found.length > 0) return found
  return [await formOf(desk, step, await propose(inspection.suggestedSheet, step.kind === null ? {} : { kind: step.kind }))]
}

/** With the form of the same header that was confirmed before, of the same office first. */
async function formOf({ workspace }: RecipeDesk, { office }: RecipeStep, proposal: MappingProposal): Promise<FoundTable> {
  const { sameHeader } = await workspace.query.request('recall', { fingerprint: headerFingerprint(proposal.mapping.columns), office })
  return { proposal, form: sameHeader }
}
