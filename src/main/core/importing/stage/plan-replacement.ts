/**
 * `replace-period`: figures of the register that the same office gave before for a period, in submissions of the same kind and source,
 * and that its new file does not hold, end. What a person corrected stays and is said, and so does what a row speaks of that is left
 * out of the import.
 */
import type { Database } from 'better-sqlite3'
import type { Measure } from '../../../../shared/domain/amount.ts'
import type { ImportOptions } from '../../../../shared/domain/import-options.ts'
import type { Problem } from '../../../../shared/domain/submission.ts'
import type { Writer } from '../../store/write-gate.ts'
import type { BatchSender, EarlierSubmission } from './batch-sender.ts'
import { storedFigure, type OutcomeFigure } from './amount-outcome.ts'
import type { RegisterRows, StoredAmount } from './register-rows.ts'
import type { LeftOutNames } from './left-out-names.ts'
import { periodOf } from './redated-amounts.ts'
import type { SourcesOfRecord } from './source-of-record.ts'

interface ReplacedRow extends StoredAmount {
  readonly project: string
  readonly partner: string
  readonly correction_state: string | null
}

export interface RemovedFigure {
  readonly project: string
  /** Key of the partner. */
  readonly partner: string
  readonly measure: Measure
  readonly figure: OutcomeFigure
}

export interface BeforeTheFile {
  readonly earlier: Iterable<EarlierSubmission>
  readonly sources: Pick<SourcesOfRecord, 'isRecord'>
}

export interface PlanReplacement {
  /** Ids of amounts that end where the file does not hold them. */
  readonly replaced: ReadonlySet<number>
  /** Null where nothing is missing. */
  readonly problem: Problem | null
  finish(matched: ReadonlySet<number>, leftOut: () => LeftOutNames, writer: () => Writer): { readonly removed: readonly RemovedFigure[]; readonly problems: readonly Problem[] }
}

const nothing: PlanReplacement = { replaced: new Set(), problem: null, finish: () => ({ removed: [], problems: [] }) }

export function planReplacement(db: Database, rows: RegisterRows, { behaviour, period }: ImportOptions, sender: BatchSender, { earlier, sources }: BeforeTheFile): PlanReplacement {
  if (behaviour !== 'replace-period') return nothing
  if (sender.office === null || period === null) {
    return { ...nothing, problem: { severity: 'error', code: 'finding.store.replace-needs', params: { missing: sender.office === null ? (period === null ? 'both' : 'office') : 'period' }, field: 'file' } }
  }
  const submissions = [...earlier].filter(({ office, kind, source }) => office === sender.office && kind === sender.kind && source === sender.source).map(({ id }) => id)
  const all = db.prepare<[string, string, string], ReplacedRow>(
    `SELECT a.id, a.natural_key, a.measure, a.state, a.original, a.currency, a.other_original, a.other_currency, a.rate, a.rate_source, a.rate_date, a.usd_cents, a.is_usd_recorded, a.is_repeat,
       a.period_start, a.period_end, a.period_precision, a.submission_id, coalesce(p.symbol, p.symbol_written, p.title, '…') AS project, g.natural_key AS partner,
       (SELECT k.state FROM correction k WHERE k.amount_id = a.id AND k.removed_in IS NULL ORDER BY k.state IN ('live', 'asked') DESC LIMIT 1) AS correction_state
     FROM json_each(?) s JOIN amount a ON a.submission_id = s.value JOIN contribution c ON c.id = a.contribution_id JOIN project p ON p.id = c.project_id JOIN partner g ON g.id = c.signatory_id
     WHERE a.to_changeset IS NULL AND c.removed_in IS NULL AND a.period_start >= ? AND coalesce(a.period_end, a.period_start) <= ? ORDER BY a.id`,
  ).all(JSON.stringify(submissions), period.start, period.end)
  // Where another source is the source of record, the file's own figures stand beside and take nothing out.
  const found = all.filter((row) => sources.isRecord(sender.source, row.measure, periodOf(row)))
  const isCorrected = ({ correction_state: state }: ReplacedRow): boolean => state === 'live' || state === 'asked'
  return {
    replaced: new Set(found.filter((row) => !isCorrected(row)).map(({ id }) => id)),
    problem: null,
    finish(matched, leftOut, writer) {
      const missing = found.filter(({ id }) => !matched.has(id))
      if (missing.length === 0) return { removed: [], problems: [] }
      const names = leftOut()
      const corrected = missing.filter(isCorrected)
      const waiting = missing.filter((row) => !isCorrected(row) && names.has(row.project))
      const gone = missing.filter((row) => !isCorrected(row) && !names.has(row.project))
      const correctionsOf = db.prepare<[number], number>('SELECT id FROM correction WHERE amount_id = ? AND removed_in IS NULL').pluck()
      for (const { id, correction_state: state } of gone) {
        // Corrections that have ended go with their figure.
        if (state !== null) for (const correction of correctionsOf.all(id)) writer().remove('correction', correction)
        for (const cell of rows.cells(id)) writer().close('source_cell', cell)
        writer().close('amount', id)
      }
      const said = (code: string, kept: readonly ReplacedRow[]): Problem[] =>
        kept.length === 0 ? [] : [{ severity: 'warning', code, params: { count: kept.length, examples: [...new Set(kept.map(({ project }) => project))].slice(0, 10).join(', ') }, field: 'file' }]
      return {
        removed: gone.map((row) => ({ project: row.project, partner: row.partner, measure: row.measure, figure: storedFigure(row) })),
        problems: [...said('finding.store.replaced-corrected', corrected), ...said('finding.store.replaced-left-out', waiting)],
      }
    },
  }
}
