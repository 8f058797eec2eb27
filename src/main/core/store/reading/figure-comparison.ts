/** Rows for the reconciliation of sources, the rules that say which source counts, and projects that a full snapshot did not hold. */
import type { Database } from 'better-sqlite3'
import type { SnapshotGap, SourceRule } from '../../../../shared/contract/reconciliation.ts'
import type { AmountState, Measure, Period } from '../../../../shared/domain/amount.ts'
import type { FigureSource } from '../../../../shared/domain/import-options.ts'
import { containing, nameOf } from './names.ts'
import type { PageRequest } from './table-page.ts'

export interface ComparedFigure {
  readonly project_key: string
  readonly project: string
  readonly partner_key: string
  readonly partner: string
  readonly measure: Measure
  readonly period_start: string | null
  readonly period_end: string | null
  readonly period_precision: Period['precision']
  readonly state: AmountState
  readonly original: string | null
  readonly currency: string | null
  readonly usd_cents: number | null
  readonly office: string | null
}
export interface OwnFigure extends ComparedFigure {
  readonly amount: number
  readonly source: FigureSource | null
}
export interface OtherFigure extends ComparedFigure {
  readonly source: FigureSource
  readonly kind: string
  readonly file: string
  readonly sheet: string
  readonly address: string
}

export interface ComparisonReading {
  otherFigures(locale: string): OtherFigure[]
  /** Of measures that another source speaks of; repeats left out. */
  ownFigures(locale: string): OwnFigure[]
  rules(): SourceRule[]
  gaps(request: PageRequest & { readonly isOpen: boolean }): { readonly total: number; readonly gaps: SnapshotGap[] }
}

/** Names are looked up once a partner, not once a figure. */
const partnerNames = `partner_name (id, key, name) AS MATERIALIZED (SELECT t.id, t.natural_key, ${nameOf('partner', 't.natural_key')} FROM partner t WHERE t.removed_in IS NULL)`
/** Exported so that a test can look at its query plan. */
export const ownFiguresSql = `WITH ${partnerNames},
  spoken (measure) AS MATERIALIZED (SELECT DISTINCT measure FROM figure_beside WHERE removed_in IS NULL)
  SELECT a.id AS amount, p.natural_key AS project_key, coalesce(p.symbol, p.symbol_written, p.title, '…') AS project, g.key AS partner_key, g.name AS partner, a.measure, a.period_start, a.period_end, a.period_precision,
    a.state, a.original, a.currency, a.usd_cents, o.natural_key AS office, s.source
  FROM project p JOIN contribution c ON c.project_id = p.id AND c.removed_in IS NULL JOIN partner_name g ON g.id = c.signatory_id JOIN amount a ON a.contribution_id = c.id AND a.to_changeset IS NULL
    LEFT JOIN submission s ON s.id = a.submission_id LEFT JOIN office o ON o.id = p.office_id
  WHERE p.removed_in IS NULL AND a.is_repeat = 0 AND a.measure IN (SELECT measure FROM spoken)`

export function createComparisonReading(db: Database): ComparisonReading {
  const others = db.prepare<[{ locale: string }], OtherFigure>(
    `WITH ${partnerNames} SELECT b.project_key, b.project_name AS project, b.partner_key, coalesce(n.name, b.partner_name) AS partner,
       b.measure, b.period_start, b.period_end, b.period_precision, b.state, b.original, b.currency, b.usd_cents, b.office_key AS office, b.source, s.kind, f.name AS file, b.sheet, b.address
     FROM figure_beside b JOIN submission s ON s.id = b.submission_id JOIN source_file f ON f.id = s.source_file_id LEFT JOIN partner_name n ON n.key = b.partner_key WHERE b.removed_in IS NULL ORDER BY b.natural_key`,
  )
  const own = db.prepare<[{ locale: string }], OwnFigure>(ownFiguresSql)
  const rules = db.prepare<[], SourceRule>('SELECT id, measure, period_start AS start, period_end AS "end", source, reason FROM source_of_record WHERE removed_in IS NULL ORDER BY measure, period_start, period_end')
  const gapRows = (condition: string): string =>
    `FROM snapshot_gap x JOIN project p ON p.id = x.project_id JOIN submission s ON s.id = x.submission_id JOIN source_file f ON f.id = s.source_file_id WHERE x.removed_in IS NULL ${condition}`
  return {
    otherFigures: (locale) => others.all({ locale }),
    ownFigures: (locale) => own.all({ locale }),
    rules: () => rules.all(),
    gaps({ isOpen, offset, limit, search }) {
      const wanted = search?.trim() ?? ''
      const name = `coalesce(p.symbol, p.symbol_written, p.title, '…')`
      const from = gapRows(`${isOpen ? `AND x.state = 'open'` : ''} ${wanted === '' ? '' : `AND (${name} LIKE $search ESCAPE '\\' OR p.title LIKE $search ESCAPE '\\')`}`)
      const values = wanted === '' ? {} : { search: containing(wanted) }
      const total = db.prepare<[object], number>(`SELECT count(*) ${from}`).pluck().get(values) ?? 0
      const gaps = db.prepare<[object], SnapshotGap>(`SELECT x.id, p.id AS project, ${name} AS name, f.name AS file, s.received_at AS receivedAt, x.state, x.note ${from} ORDER BY x.id LIMIT $limit OFFSET $offset`).all({ ...values, limit, offset })
      return { total, gaps }
    },
  }
}
