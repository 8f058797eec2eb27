/** The records behind figures: what an amount says, and where it came from down to the cell. Live versions only. */
import type { Database } from 'better-sqlite3'
import type { AmountRecord, AmountTrace } from '../../../../shared/contract/matrices.ts'
import { CorrectedFigure } from '../../../../shared/domain/correction.ts'
import type { Measure, Period } from '../../../../shared/domain/amount.ts'
import { periodText } from '../../../../shared/domain/period.ts'
import type { Message } from '../../../../shared/domain/submission.ts'
import { fail } from '../../../../shared/result.ts'
import { nameOf } from './names.ts'

interface RecordRow {
  readonly amount: number
  readonly project: number
  readonly symbol: string | null
  readonly title: string | null
  readonly partner: string
  readonly partner_state: string
  readonly country: string | null
  readonly modality: string | null
  readonly state: string
  readonly original: string | null
  readonly currency: string | null
  readonly usd_cents: number | null
  readonly period_start: string | null
  readonly period_end: string | null
  readonly period_precision: Period['precision']
}

interface TraceRow extends RecordRow {
  readonly measure: Measure
  readonly other_original: string | null
  readonly other_currency: string | null
  readonly rate: string | null
  readonly rate_source: string | null
  readonly is_usd_recorded: number
  readonly audience: string
  readonly partner_reason: string | null
  readonly submission_id: number | null
  readonly file: string | null
  readonly received_at: string | null
  readonly from_changeset: number
  readonly at: string
  readonly person: string
}

const record = `a.id AS amount, p.id AS project, coalesce(p.symbol, p.symbol_written) AS symbol, p.title, ${nameOf('partner', 'g.natural_key')} AS partner,
  c.partner_state, ${nameOf('area', 'r.natural_key')} AS country, m.natural_key AS modality, a.state, a.original, a.currency, a.usd_cents,
  a.period_start, a.period_end, a.period_precision`
const joins = `JOIN contribution c ON c.id = a.contribution_id JOIN project p ON p.id = c.project_id JOIN partner g ON g.id = c.signatory_id
  LEFT JOIN area r ON r.id = p.area_id LEFT JOIN modality m ON m.id = p.modality_id`
const trace = `${record}, a.measure, a.other_original, a.other_currency, a.rate, a.rate_source, a.is_usd_recorded, a.audience, c.partner_reason,
  a.submission_id, f.name AS file, s.received_at, a.from_changeset, h.at, w.name AS person`
const traceJoins = `${joins} LEFT JOIN submission s ON s.id = a.submission_id LEFT JOIN source_file f ON f.id = s.source_file_id
  JOIN changeset h ON h.id = a.from_changeset JOIN person w ON w.id = h.person_id`

const toRecord = (row: RecordRow): AmountRecord => ({
  amount: row.amount,
  project: row.project,
  symbol: row.symbol,
  title: row.title,
  partner: row.partner,
  isPartnerConfirmed: row.partner_state === 'confirmed',
  country: row.country,
  modality: row.modality,
  state: row.state,
  original: row.original,
  currency: row.currency,
  usdCents: row.usd_cents,
  period: periodText({ start: row.period_start, end: row.period_end, precision: row.period_precision }),
})

export interface AmountReading {
  /** Records of live amounts in the order of the ids; ids that are not live are left out. */
  recordsById(ids: readonly number[], locale: string): AmountRecord[]
  /** Fails with not-found. */
  trace(amount: number, locale: string): AmountTrace
  tracesOfProject(project: number, locale: string): AmountTrace[]
}

export function createAmountReading(db: Database): AmountReading {
  const byIds = db.prepare<[{ ids: string; locale: string }], RecordRow>(`SELECT ${record} FROM json_each($ids) i JOIN amount a ON a.id = i.value AND a.to_changeset IS NULL ${joins}`)
  const one = db.prepare<[{ amount: number; locale: string }], TraceRow>(`SELECT ${trace} FROM amount a ${traceJoins} WHERE a.id = $amount AND a.to_changeset IS NULL`)
  const ofProject = db.prepare<[{ project: number; locale: string }], TraceRow>(
    `SELECT ${trace} FROM amount a ${traceJoins} WHERE c.project_id = $project AND c.removed_in IS NULL AND a.to_changeset IS NULL ORDER BY a.period_start, a.measure, a.id`,
  )
  const cellsOf = db.prepare<[number], AmountTrace['cells'][number]>(
    'SELECT field, f.name AS file, sheet, address, raw FROM source_cell x JOIN source_file f ON f.id = x.source_file_id WHERE amount_id = ? AND to_changeset IS NULL ORDER BY x.id',
  )
  const correctionOf = db.prepare<[number], Omit<NonNullable<AmountTrace['correction']>, 'source'> & { readonly source: string }>(
    `SELECT said_by AS saidBy, channel, said_on AS saidOn, note, source_figure AS source FROM correction WHERE amount_id = ? AND state IN ('live', 'asked') AND removed_in IS NULL`,
  )
  const readCorrection = (amount: number): AmountTrace['correction'] => {
    const row = correctionOf.get(amount)
    return row ? { ...row, source: CorrectedFigure.parse(JSON.parse(row.source)) } : null
  }
  const toTrace = (row: TraceRow): AmountTrace => ({
    record: toRecord(row),
    measure: row.measure,
    otherOriginal: row.other_original,
    otherCurrency: row.other_currency,
    rate: row.rate,
    rateSource: row.rate_source,
    isUsdRecorded: row.is_usd_recorded === 1,
    audience: row.audience,
    // The store wrote this text itself, from a Message.
    partnerReason: row.partner_reason === null ? null : (JSON.parse(row.partner_reason) as Message),
    cells: cellsOf.all(row.amount),
    submission: row.submission_id === null || row.file === null || row.received_at === null ? null : { id: row.submission_id, file: row.file, at: row.received_at },
    correction: readCorrection(row.amount),
    changeset: { id: row.from_changeset, at: row.at, person: row.person },
  })
  return {
    recordsById(ids, locale) {
      const found = new Map(byIds.all({ ids: JSON.stringify(ids), locale }).map((row) => [row.amount, row]))
      return ids.flatMap((id) => {
        const row = found.get(id)
        return row ? [toRecord(row)] : []
      })
    },
    trace(amount, locale) {
      const row = one.get({ amount, locale })
      return row ? toTrace(row) : fail('not-found', 'error.not-found', { name: String(amount) })
    },
    tracesOfProject: (project, locale) => ofProject.all({ project, locale }).map(toTrace),
  }
}
