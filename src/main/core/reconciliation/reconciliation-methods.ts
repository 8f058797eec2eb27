/** The reconciliation list over a reading connection: compared once for each state of the file, then filtered, sorted and cut. */
import type { ReconciliationRow, ReconciliationState } from '../../../shared/contract/reconciliation.ts'
import { reconciliationStates } from '../../../shared/contract/reconciliation.ts'
import type { Measure } from '../../../shared/domain/amount.ts'
import { fullSnapshotKinds, type FigureSource } from '../../../shared/domain/import-options.ts'
import type { ComparedFigure, ComparisonReading } from '../store/reading/figure-comparison.ts'
import type { PageRequest } from '../store/reading/table-page.ts'
import { reconcile, type FigureThere, type Reconciled } from './reconcile.ts'

export interface ReconciliationRequest extends PageRequest {
  readonly states?: readonly ReconciliationState[] | undefined
  readonly measure?: Measure | undefined
  readonly source?: FigureSource | undefined
  /** Key of an office: of the sender, of the project. */
  readonly office?: string | undefined
  readonly locale: string
}

export interface ReconciliationPage {
  readonly total: number
  /** Of everything that the other conditions let through, whatever states are asked for. */
  readonly counts: { readonly state: ReconciliationState; readonly rows: number; readonly difference: number }[]
  readonly rows: ReconciliationRow[]
}

/** How far another source stands from the register in one measure: figures, and cents of USD where both are known. */
export interface SourceDifference {
  readonly source: FigureSource
  readonly measure: Measure
  readonly differ: number
  readonly onlyHere: number
  readonly onlyThere: number
  readonly cents: number
}

export interface ReconciliationReading {
  /** Sources and measures in which something does not agree. */
  differences(changeset: number, locale: string): SourceDifference[]
  /** At the head that is read now. */
  page(request: ReconciliationRequest, changeset: number): ReconciliationPage
}

const full: ReadonlySet<string> = fullSnapshotKinds
const placed = (row: ComparedFigure) => ({
  projectKey: row.project_key, project: row.project, partnerKey: row.partner_key, partner: row.partner, measure: row.measure,
  period: { start: row.period_start, end: row.period_end, precision: row.period_precision }, state: row.state, original: row.original, currency: row.currency, usdCents: row.usd_cents, office: row.office,
})

const sortKeys = ['project', 'partner', 'measure', 'period', 'state', 'source', 'file'] as const
/** The largest differences first; those that are not known, since no dollars are, before what agrees. */
const weight = ({ difference, state }: ReconciliationRow): number => (difference === null ? (state === 'agree' ? -1 : 0.5) : Math.abs(difference))
const searched = ({ project, partner, file }: ReconciliationRow): string => `${project}\n${partner}\n${file ?? ''}`

export function createReconciliationReading(reading: ComparisonReading): ReconciliationReading {
  let made: { readonly changeset: number; readonly locale: string; readonly rows: readonly Reconciled[] } | null = null
  function compared(changeset: number, locale: string): readonly Reconciled[] {
    if (made?.changeset === changeset && made.locale === locale) return made.rows
    const there = reading.otherFigures(locale).map((row): FigureThere => ({ ...placed(row), source: row.source, isFull: full.has(row.kind), file: row.file, cell: `${row.sheet}!${row.address}` }))
    const here = there.length === 0 ? [] : reading.ownFigures(locale).map((row) => ({ ...placed(row), amount: row.amount, source: row.source }))
    const rows = reconcile(here, there).sort((a, b) => weight(b.row) - weight(a.row) || (a.row.project < b.row.project ? -1 : a.row.project > b.row.project ? 1 : 0))
    made = { changeset, locale, rows }
    return rows
  }
  return {
    differences(changeset, locale) {
      const apart = compared(changeset, locale).map(({ row }) => row).filter(({ state }) => state !== 'agree')
      return [...Map.groupBy(apart, ({ source, measure }) => `${source}|${measure}`).values()].flatMap((rows) => {
        const [first] = rows
        const of = (state: ReconciliationState): number => rows.filter((row) => row.state === state).length
        return first ? [{ source: first.source, measure: first.measure, differ: of('differ'), onlyHere: of('only-here'), onlyThere: of('only-there'), cents: rows.reduce((sum, { difference }) => sum + (difference ?? 0), 0) }] : []
      })
    },
    page({ states, measure, source, office, locale, offset, limit, sort, search }, changeset) {
      const wanted = search?.trim().toLocaleLowerCase(locale) ?? ''
      const found = compared(changeset, locale).filter(({ row, office: of }) =>
        (measure === undefined || row.measure === measure) && (source === undefined || row.source === source) && (office === undefined || of === office) && (wanted === '' || searched(row).toLocaleLowerCase(locale).includes(wanted)))
      const counts = reconciliationStates.map((state) => {
        const ofState = found.filter(({ row }) => row.state === state)
        return { state, rows: ofState.length, difference: ofState.reduce((sum, { row }) => sum + (row.difference ?? 0), 0) }
      })
      const rows = found.map(({ row }) => row).filter(({ state }) => states === undefined || states.includes(state))
      const by = sortKeys.find((key) => key === sort?.key)
      const sign = sort?.direction === 'desc' ? -1 : 1
      if (by) {
        const collator = new Intl.Collator(locale, { numeric: true })
        rows.sort((a, b) => sign * collator.compare(a[by] ?? '', b[by] ?? ''))
      } else if (sort?.key === 'difference') rows.sort((a, b) => sign * ((a.difference ?? 0) - (b.difference ?? 0)))
      return { total: rows.length, counts, rows: rows.slice(offset, offset + limit) }
    },
  }
}
