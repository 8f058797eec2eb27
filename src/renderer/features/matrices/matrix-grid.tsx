/** A matrix as rows and columns of the grid: groups of years, printed signs, marks beside names. */
import type { Matrix, MatrixCell, MatrixRow } from '../../../shared/contract/matrices.ts'
import type { GridColumn, GridColumns } from '../../grid/columns.ts'
import { Badge } from '../../ui/Badge.tsx'
import { figureText } from '../../ui/figure.ts'
import type { MoneyUnit } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { Text } from '../../ui/text.tsx'

export interface MatrixLine {
  /** Key of the row; null for the total of all. */
  readonly key: string | null
  readonly name: string
  readonly isOwnLine: boolean
  readonly proposed: number
  readonly cells: readonly MatrixCell[]
  readonly total: MatrixCell
}

export const nameColumn = 'partner'
export const totalColumn = 'total'
const noTotal: MatrixCell = 'not-applicable'

export const lineId = (line: MatrixLine): string => line.key ?? ' total'
export const toLine = (row: MatrixRow): MatrixLine => ({ key: row.key, name: row.name, isOwnLine: row.line === 'own-line', proposed: row.proposed, cells: row.cells, total: row.total ?? noTotal })
export const totalLine = (matrix: Matrix, name: string): MatrixLine => ({ key: null, name, isOwnLine: false, proposed: 0, cells: matrix.totals, total: matrix.total ?? noTotal })

/** Heading of a column: a year, a biennium, no date, or the biennium as a whole among years. */
export function columnLabel({ t }: Text, key: string, columns: Matrix['spec']['columns']): string {
  if (key === 'none') return t('matrices.no-date')
  return columns === 'year' && isBiennium(key) ? t('matrices.whole-biennium') : key
}

const isBiennium = (key: string): boolean => key.includes('-')
const bienniumOf = (key: string): string => {
  if (isBiennium(key)) return key
  const first = Number(key) - (Number(key) % 2)
  return `${first}-${String(first + 1).slice(-2)}`
}

/** What decides the columns of a matrix, as one text: their kind, the length of their longest figure, and their keys. */
export function matrixShape({ spec, columns, totals, rows }: Matrix, unit: MoneyUnit, { format }: Text): string {
  // A total may be smaller than what it adds, where some of that is negative.
  const largest = Math.max(0, ...[totals, ...rows.map(({ cells }) => cells)].flatMap((cells) => cells.map((cell) => (typeof cell === 'number' ? Math.abs(cell) : 0))))
  return [spec.columns, format.money(-largest, unit).length, ...columns].join(' ')
}

export function matrixColumns(shape: string, unit: MoneyUnit, text: Text): GridColumns<MatrixLine> {
  const { t } = text
  const [kind, length, ...keys] = shape.split(' ')
  const figureWidth = Number(length) * 7 + 22
  const figure = (key: string, header: string, cellOf: (line: MatrixLine) => MatrixCell): GridColumn<MatrixLine> => ({
    key,
    header,
    kind: 'number',
    flex: 1,
    minWidth: Math.max(figureWidth, kind === 'year' && isBiennium(key) ? 132 : key === 'none' ? 84 : 60),
    value: (line) => {
      const cell = cellOf(line)
      return typeof cell === 'number' ? cell : null
    },
    text: (line) => figureText(text, cellOf(line), unit),
    isAction: (line) => cellOf(line) !== null,
    ...(kind === 'year' && isBiennium(key) ? { headerHint: t('matrices.whole-biennium.hint', { biennium: key }) } : {}),
  })
  const years = keys.map((key, index) => ({ key, column: figure(key, columnLabel(text, key, kind === 'year' ? 'year' : 'biennium'), (line) => line.cells[index] ?? null) }))
  const name: GridColumn<MatrixLine> = {
    key: nameColumn,
    header: t('matrices.partner'),
    value: (line) => line.name,
    text: (line) => [line.name, ...(line.isOwnLine ? [t('matrices.own-line')] : []), ...(line.proposed > 0 ? [t('matrices.proposed', { count: line.proposed })] : [])].join(', '),
    render: (line) => <PartnerName line={line} text={text} />,
    width: 276,
    pin: 'start',
  }
  const total: GridColumn<MatrixLine> = { ...figure(totalColumn, t('matrices.total'), (line) => line.total), pin: 'end', flex: 0, width: Math.max(96, figureWidth + 16) }
  if (kind === 'biennium') return [name, ...years.map(({ column }) => column), total]

  const groups = new Map<string, GridColumn<MatrixLine>[]>()
  for (const { key, column } of years) if (key !== 'none') groups.set(bienniumOf(key), [...(groups.get(bienniumOf(key)) ?? []), column])
  return [name, ...[...groups].map(([header, columns]) => ({ header, columns })), ...years.flatMap(({ key, column }) => (key === 'none' ? [column] : [])), total]
}

function PartnerName({ line, text: { t } }: { readonly line: MatrixLine; readonly text: Text }) {
  return (
    <span className="matrix-name">
      <span className="truncate">{line.name}</span>
      {line.isOwnLine ? <Badge tone="neutral" title={t('matrices.own-line.hint')}>{t('matrices.own-line')}</Badge> : null}
      {line.proposed > 0 ? <span className="matrix-proposed" title={t('matrices.proposed', { count: line.proposed })}><Icon name="warning" />{t('matrices.proposed.short')}</span> : null}
    </span>
  )
}
