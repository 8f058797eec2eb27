/**
 * Table 1, voluntary contributions by resource partner: the largest partners by rank, "Others", the lines of their own, and the
 * total, for the two years of a biennium. No figure is rounded or adjusted here; printing rounds each line by itself.
 */
import type { z } from 'zod'
import type { AnnexRow, AnnexSpec, AnnexTable } from '../../../shared/contract/annexes.ts'
import { MatrixSpec, type MatrixCell, type MatrixRow } from '../../../shared/contract/matrices.ts'
import { measureKind } from '../../../shared/domain/amount.ts'
import { bienniumLabel } from '../../../shared/domain/dates.ts'
import { formatMessage } from '../../../shared/messages/format.ts'
import { fail } from '../../../shared/result.ts'
import { annexNotes } from './annex-notes.ts'
import { combineCells, type ComputedMatrix, type Labels } from './compute-matrix.ts'
import type { CountingRule } from './counting-rules.ts'

type Row = z.infer<typeof AnnexRow>

export const othersKey = 'others'
export const totalKey = 'total'

const centsOf = (cell: MatrixCell): number => (typeof cell === 'number' ? cell : 0)

/** The matrix that the table is made of. Fails with invalid-input for a stock, which two years cannot be added of. */
export function annexMatrixSpec(spec: AnnexSpec): MatrixSpec {
  if (measureKind(spec.measure) === 'stock') fail('invalid-input', 'error.annex-stock', { measure: formatMessage(spec.locale, `measure.${spec.measure}`) })
  return MatrixSpec.parse({ measure: spec.measure, columns: 'year', level: 'partner', countingRule: spec.countingRule, fromYear: spec.biennium, toYear: spec.biennium + 1 })
}

/** In: the matrix of `annexMatrixSpec`, computed for the audience of the spec. */
export function buildAnnexTable({ matrix, aboveAudience, aboveAudienceBy }: ComputedMatrix, spec: AnnexSpec, rule: CountingRule, labels: Labels, isSample: boolean, blocking: AnnexTable['blocking']): AnnexTable {
  const text = (key: Parameters<typeof formatMessage>[1], params = {}): string => formatMessage(spec.locale, key, params)
  const years = [String(spec.biennium), String(spec.biennium + 1)] as const
  const biennium = bienniumLabel(spec.biennium)
  const cellOf = (row: MatrixRow, column: string): MatrixCell => row.cells[matrix.columns.indexOf(column)] ?? null
  const figures = (rows: readonly MatrixRow[]): Row['cents'] => [
    combineCells(rows.map((row) => cellOf(row, years[0]))),
    combineCells(rows.map((row) => cellOf(row, years[1]))),
    combineCells(rows.flatMap((row) => row.cells)),
  ]
  const all = centsOf(matrix.total)
  const line = (kind: Row['kind'], key: string, name: string, rows: readonly MatrixRow[], rank: number | null = null): Row => {
    const cents = figures(rows)
    return { kind, rank, key, name, cents, share: typeof cents[2] === 'number' && all !== 0 ? Math.round((cents[2] / all) * 1_000_000) : 0 }
  }
  const { named, others, ownLines } = splitRows(matrix.rows, spec.ranks)
  const whole = matrix.rows.map((row) => cellOf(row, biennium))
  return {
    spec,
    caption: text('annex.caption', { rule: spec.countingRule === 'voluntary-contributions' ? 'voluntary' : 'other', measure: spec.measure, biennium, unit: text(`unit.${spec.unit}`) }),
    headings: [text('annex.heading.rank'), text('annex.heading.partner'), ...years, text('annex.heading.total'), text('annex.heading.share')],
    rows: [
      ...named.map((row, index) => line('partner', row.key, row.type === 'several' ? text('annex.multilateral') : row.name, [row], index + 1)),
      ...(others.length > 0 ? [line('others', othersKey, text('annex.others', { count: others.length }), others)] : []),
      ...ownLines.map((row) => line('own-line', row.key, row.name, [row])),
      line('total', totalKey, text('annex.total'), matrix.rows),
    ],
    notes: annexNotes({ spec, rule, labels, isSample, aboveAudience, matrix, wholeBiennium: combineCells(whole) }),
    reconciliation: matrix.reconciliation,
    blocking,
    aboveAudience,
    aboveAudienceBy,
    changeset: matrix.changeset,
  }
}

/** Partners and lines of their own, each largest first; the order of equals is that of the matrix, by name. */
export function splitRows(rows: readonly MatrixRow[], ranks: number): { named: MatrixRow[]; others: MatrixRow[]; ownLines: MatrixRow[] } {
  const largest = (line: MatrixRow['line']): MatrixRow[] => rows.filter((row) => row.line === line).sort((a, b) => centsOf(b.total) - centsOf(a.total))
  const partners = largest('partner')
  return { named: partners.slice(0, ranks), others: partners.slice(ranks), ownLines: largest('own-line') }
}
