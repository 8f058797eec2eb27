/**
 * What the query worker does for the staging grid beyond reading: it plans edits over the rows in memory, checks the few rows of a small
 * edit at once, and checks all rows of a file again, step by step, by the very validator that read them first.
 */
import type { Database } from 'better-sqlite3'
import { cellAddress, columnName } from '../../../../shared/domain/sheet.ts'
import { fail } from '../../../../shared/result.ts'
import type { ControlSum, PartnerMatch, Problem, RowAccounting, SubmissionMapping, ValueMatch } from '../../../../shared/domain/submission.ts'
import type { GridReading } from '../../store/reading/staging/grid-reading.ts'
import type { StagedRows } from '../../store/reading/staging/staged-rows.ts'
import type { RegisterSnapshot } from '../../store/reading/partner-register.ts'
import type { MemoryReading } from '../../store/reading/memory.ts'
import { namedDecisions } from '../map/named-decisions.ts'
import { createRowPipeline, type RowPipeline } from '../parser/pipeline.ts'
import { StoredDecisions } from '../stage/remember-import.ts'
import { checkPlanned } from './check-planned.ts'
import { toCheckedRow, type CheckedRow } from '../stage/checked-row.ts'
import { dataPlace, planEdits, planReplace, planRevert, rowsOfPlan, type CellChange, type EditPlan, type Replacement } from './edit-plan.ts'

export interface GridSources {
  readonly db: Database
  readonly grid: GridReading
  readonly register: () => RegisterSnapshot
  readonly memory: MemoryReading
}

/** What the cell that a question is about says, and of which project. */
export interface ParkTarget {
  readonly row: number
  readonly address: string
  readonly text: string
  readonly subject: string
}

export interface CheckStep {
  /** Rows of which something else is made than before. */
  readonly rows: readonly CheckedRow[]
  readonly done: number
  readonly total: number
  /** After the last row: the account of all. */
  readonly account: { readonly accounting: RowAccounting; readonly controlSums: readonly ControlSum[]; readonly fileProblems: readonly Problem[]; readonly partners: readonly PartnerMatch[]; readonly values: readonly ValueMatch[] } | null
}

export interface GridSession {
  edit(sources: GridSources, request: { readonly batch: number; readonly cells: readonly CellChange[] }): EditPlan
  revert(sources: GridSources, request: { readonly batch: number; readonly cells: readonly { readonly row: number; readonly column: number }[] | null }): EditPlan
  replace(sources: GridSources, request: Replacement & { readonly batch: number }): EditPlan
  parkTargets(sources: GridSources, request: { readonly batch: number; readonly rows: readonly number[]; readonly column: number | null }): { readonly edition: number; readonly targets: readonly ParkTarget[] }
  startCheck(sources: GridSources, request: { readonly batch: number }): { readonly check: number; readonly edition: number; readonly total: number }
  /** Null where somebody edited the rows since the step before: what was found so far may be otherwise. */
  checkStep(sources: GridSources, request: { readonly check: number; readonly edition: number }): CheckStep | null
}

/** Rows that are checked within the edit that changes them. */
const checkedAtOnce = 2000
const rowsOfStep = 5000
/** Checks that are under way: one that somebody gave up makes room for the next. */
const mostChecks = 4

interface Check {
  readonly batch: number
  readonly rows: StagedRows
  readonly pipeline: RowPipeline
  readonly lastRow: number
  place: number
  skipped: number
}

interface StoredRow {
  readonly row: number
  readonly kind: string
  readonly draft: string | null
  readonly problems: string
}

/** Where only rows that were parked wait, nothing else of the sheet is told again. */
function withoutRest({ label, accepted, rejected, parked, ...rest }: RowAccounting): RowAccounting {
  return { ...rest, read: label + accepted + rejected + parked, above: 0, header: 0, note: 0, blank: 0, total: 0, elsewhere: 0, label, accepted, rejected, parked }
}

export function createGridSession(): GridSession {
  const checks = new Map<number, Check>()
  let nextCheck = 1

  function pipelineOf({ db, grid, register, memory }: GridSources, batch: number, mapping: SubmissionMapping): RowPipeline {
    const decisions = StoredDecisions.parse(JSON.parse(db.prepare<[number], string>('SELECT decisions FROM staging_batch WHERE id = ?').pluck().get(batch) ?? '{"partners":[],"values":[]}'))
    const known = { ...register(), remembered: memory.rememberedNames(mapping.constants.office ?? null) }
    const rows = grid.rows(batch)
    const parked = new Set<number>()
    for (let place = 0; place < rows.length; place++) if (rows.kindAt(place) === 'parked') parked.add(rows.rowAt(place))
    return createRowPipeline({ mapping, register: known, decisions: namedDecisions(decisions.partners, known), values: decisions.values, isWithoutTexts: true, parked })
  }
  const hasContext = ({ blocks, sections, columns }: SubmissionMapping): boolean => blocks.length > 1 || sections.some(({ field }) => field !== 'ignore') || columns.some(({ isFilledDown }) => isFilledDown === true)

  function planned(sources: GridSources, batch: number, plan: (rows: StagedRows, shown: readonly number[]) => EditPlan): EditPlan {
    const rows = sources.grid.rows(batch)
    const mapping = sources.grid.mapping(batch)
    const made = plan(rows, sources.grid.shownColumns(rows, mapping))
    const count = rowsOfPlan(made).length
    return count === 0 || count > checkedAtOnce ? made : { ...made, checked: checkPlanned(rows, made, pipelineOf(sources, batch, mapping), hasContext(mapping)) }
  }

  return {
    edit: (sources, { batch, cells }) => planned(sources, batch, (rows, shown) => planEdits(rows, shown, cells)),
    revert: (sources, { batch, cells }) => planned(sources, batch, (rows, shown) => planRevert(rows, shown, cells)),
    replace: (sources, { batch, ...how }) => planned(sources, batch, (rows, shown) => planReplace(rows, shown, how)),
    parkTargets({ grid }, { batch, rows: asked, column }) {
      const [rows, mapping] = [grid.rows(batch), grid.mapping(batch)]
      const shown = grid.shownColumns(rows, mapping)
      if (column !== null && !shown.includes(column)) fail('invalid-input', 'error.staging-column', { column: columnName(column) })
      const named = ['identifier', 'title'].flatMap((field) => mapping.columns.filter((one) => one.field === field).map((one) => one.column))
      const targets = [...new Set(asked)].sort((a, b) => a - b).map((row): ParkTarget => {
        const place = dataPlace(rows, row)
        const about = column ?? shown.find((one) => rows.textAt(place, one) !== null) ?? shown[0] ?? 0
        return { row, address: cellAddress(about, row), text: rows.textAt(place, about) ?? '', subject: named.map((one) => rows.textAt(place, one)).find((text) => text !== null) ?? '' }
      })
      return { edition: rows.edition, targets }
    },
    startCheck(sources, { batch }) {
      const rows = sources.grid.rows(batch)
      if (!rows.isEditable) return fail('conflict', 'error.staging-not-editable')
      for (const oldest of [...checks.keys()].slice(0, Math.max(0, checks.size - mostChecks + 1))) checks.delete(oldest)
      const check = nextCheck++
      const lastRow = sources.db.prepare<[number], number>(`SELECT report ->> '$.accounting.read' FROM staging_batch WHERE id = ?`).pluck().get(batch) ?? 0
      checks.set(check, { batch, rows, pipeline: pipelineOf(sources, batch, sources.grid.mapping(batch)), lastRow, place: 0, skipped: 0 })
      return { check, edition: rows.edition, total: rows.length }
    },
    checkStep({ db, grid }, { check: id, edition }) {
      const check = checks.get(id)
      if (check === undefined) return null
      const { rows, pipeline } = check
      // The same object as long as it is the same sheet.
      if (grid.rows(check.batch) !== rows || rows.edition !== edition) {
        checks.delete(id)
        return null
      }
      const end = Math.min(rows.length, check.place + rowsOfStep)
      const stored = db.prepare<[number, number, number], StoredRow>('SELECT row, kind, draft, problems FROM staged_row WHERE batch_id = ? AND row BETWEEN ? AND ? ORDER BY row').all(check.batch, rows.rowAt(check.place), rows.rowAt(end - 1))
      const before = new Map(stored.map((row) => [row.row, row]))
      const changed: CheckedRow[] = []
      for (; check.place < end; check.place++) {
        const was = before.get(rows.rowAt(check.place))
        if (was === undefined) {
          // The register holds it already: it only speaks for the rows below.
          pipeline.skip(rows.sheetRow(check.place), 'accepted')
          check.skipped += 1
          continue
        }
        const [found] = pipeline.push([rows.sheetRow(check.place)])
        const now = found ? toCheckedRow(found) : null
        if (now && (now.kind !== was.kind || now.draft !== was.draft || now.problems !== was.problems)) changed.push(now)
      }
      if (check.place < rows.length) return { rows: changed, done: check.place, total: rows.length, account: null }
      checks.delete(id)
      const { accounting, controlSums, problems, partners, values } = pipeline.finish(check.lastRow)
      const findings = JSON.parse(db.prepare<[number], string>('SELECT findings FROM staged_sheet WHERE batch_id = ?').pluck().get(check.batch) ?? '[]') as Problem[]
      return { rows: changed, done: check.place, total: rows.length, account: { accounting: check.skipped === 0 ? accounting : withoutRest(accounting), controlSums, fileProblems: [...findings, ...problems], partners, values } }
    },
  }
}
