/**
 * The partner matrix: one pass over the cube that adds each amount to its cell or to the category that leaves it out, then the
 * assembly of rows, columns and totals. Counted + left out = read is asserted, in rows and in cents.
 */
import type { AnnexTable } from '../../../shared/contract/annexes.ts'
import { leftOutCategories, type Matrix, type MatrixCell, type MatrixRow, type MatrixSpec, type Reconciliation } from '../../../shared/contract/matrices.ts'
import { measureKind, type Audience } from '../../../shared/domain/amount.ts'
import { formatMessage } from '../../../shared/messages/format.ts'
import type { Locale } from '../../../shared/messages/locales.ts'
import { proposedFlag, stateCodes, stateMask } from '../cube/amount-codes.ts'
import type { Cube } from '../cube/cube.ts'
import { aboveAudience, createClassifier, leftOutIndex, notRead } from './classify.ts'
import type { CountingRule } from './counting-rules.ts'
import type { Names } from './names.ts'
import { rowKeyOf } from './row-keys.ts'
import { planColumns, type ShownColumn } from './time-columns.ts'

export interface Labels { readonly locale: Locale; readonly names: Names }

export interface ComputedMatrix {
  readonly matrix: Matrix
  /** Amounts of the measure above the audience limit: neither read nor counted. */
  readonly aboveAudience: number
  /** The same by time, in its order. */
  readonly aboveAudienceBy: AnnexTable['aboveAudienceBy']
}

/** What a cell has seen, as bits. */
const seen = { figure: 1, missing: 2, notApplicable: 4 } as const

interface Sums {
  /** By (own line, row, column) and by (own line, row). */
  readonly cents: Float64Array
  readonly marks: Uint8Array
  readonly proposed: Int32Array
  readonly width: number
  /** Number of partners: own lines follow after so many rows. */
  readonly height: number
  readonly columnRows: Int32Array
  readonly leftRows: Int32Array
  readonly leftCents: Float64Array
  readRows: number
  readCents: number
  countedRows: number
  countedCents: number
  notReported: number
  withoutUsd: number
  above: number
  /** By slot of time. */
  readonly aboveBySlot: Int32Array
}

/** Throws where the books do not balance or a sum is too large to be exact: an internal failure, never a figure. */
export function computeMatrix(cube: Cube, spec: MatrixSpec, rule: CountingRule, labels: Labels, limit?: Audience): ComputedMatrix {
  const classifier = createClassifier(cube, spec, rule, limit)
  const sums = addUp(cube, spec, classifier)
  const { time } = classifier
  const shown = time.shown(time.keys.flatMap((_, column) => ((sums.columnRows[column] ?? 0) > 0 ? [column] : [])))
  const isFlow = measureKind(spec.measure) === 'flow'
  const rows = assembleRows(cube, rule, labels, sums, shown, isFlow)
  const matrix: Matrix = {
    spec,
    columns: shown.map(({ key }) => key),
    rows,
    totals: shown.map((_, index) => combineCells(rows.map((row) => row.cells[index] ?? null))),
    total: !isFlow ? 'not-applicable' : rows.length === 0 ? 0 : combineCells(rows.map((row) => row.total)),
    countingRule: { code: rule.code, name: labels.names('counting_rule', rule.code), validFrom: rule.validFrom },
    reconciliation: reconcile(sums),
    changeset: cube.changeset,
  }
  assertBalance(matrix)
  return { matrix, aboveAudience: sums.above, aboveAudienceBy: listAbove(cube, spec, sums) }
}

function addUp(cube: Cube, spec: MatrixSpec, { classify, isOwnLine, time }: ReturnType<typeof createClassifier>): Sums {
  const { cents, partner, modality, flags, slot } = cube.columns
  const { length } = cube
  const rowOf = cube.dimensions.partners.rowOf[spec.level]
  const height = cube.dimensions.partners.keys.length
  const width = time.keys.length
  const sums: Sums = {
    cents: new Float64Array(2 * height * width),
    marks: new Uint8Array(2 * height * width),
    proposed: new Int32Array(2 * height),
    width,
    height,
    columnRows: new Int32Array(width),
    leftRows: new Int32Array(leftOutCategories.length),
    leftCents: new Float64Array(leftOutCategories.length),
    readRows: 0, readCents: 0, countedRows: 0, countedCents: 0, notReported: 0, withoutUsd: 0, above: 0,
    aboveBySlot: new Int32Array(cube.slots.length),
  }
  // Everything the loop touches is a local variable.
  const { cents: cellCents, marks, proposed, columnRows, leftRows, leftCents, aboveBySlot } = sums
  let readRows = 0, readCents = 0, countedRows = 0, countedCents = 0, notReported = 0, withoutUsd = 0, above = 0
  for (let position = 0; position < length; position++) {
    const verdict = classify(position)
    if (verdict === notRead) continue
    if (verdict === aboveAudience) {
      above += 1
      const time = slot[position] ?? 0
      aboveBySlot[time] = (aboveBySlot[time] ?? 0) + 1
      continue
    }
    const value = cents[position] ?? Number.NaN
    const hasUsd = value === value
    readRows += 1
    if (hasUsd) readCents += value
    if (verdict < 0) {
      const category = leftOutIndex(verdict)
      leftRows[category] = (leftRows[category] ?? 0) + 1
      if (hasUsd) leftCents[category] = (leftCents[category] ?? 0) + value
      continue
    }
    const flag = flags[position] ?? 0
    const row = (rowOf[partner[position] ?? 0] ?? 0) + (isOwnLine[modality[position] ?? 0] === 1 ? height : 0)
    const cell = row * width + verdict
    countedRows += 1
    columnRows[verdict] = (columnRows[verdict] ?? 0) + 1
    if ((flag & proposedFlag) !== 0) proposed[row] = (proposed[row] ?? 0) + 1
    if (hasUsd) {
      countedCents += value
      cellCents[cell] = (cellCents[cell] ?? 0) + value
      marks[cell] = (marks[cell] ?? 0) | seen.figure
      continue
    }
    const state = flag & stateMask
    if (state === stateCodes.value) withoutUsd += 1
    if (state === stateCodes['not-reported']) notReported += 1
    marks[cell] = (marks[cell] ?? 0) | (state === stateCodes['not-applicable'] ? seen.notApplicable : seen.missing)
  }
  return Object.assign(sums, { readRows, readCents, countedRows, countedCents, notReported, withoutUsd, above })
}

/** Whatever the period of the spec: what may not be seen is told as a whole. */
function listAbove(cube: Cube, { measure }: MatrixSpec, { aboveBySlot }: Sums): AnnexTable['aboveAudienceBy'] {
  const time = planColumns(cube.slots, { columns: 'year', fromYear: null, toYear: null })
  const rows = new Map<number, number>()
  for (const [slot, count] of aboveBySlot.entries()) {
    const column = time.ofSlot[slot]
    if (count > 0 && typeof column === 'number') rows.set(column, (rows.get(column) ?? 0) + count)
  }
  return [...rows].sort(([a], [b]) => a - b).map(([column, count]) => ({ measure, period: time.keys[column] ?? 'none', rows: count }))
}

const cellOf = (mark: number, cents: number): MatrixCell =>
  (mark & seen.figure) !== 0 ? cents : (mark & seen.missing) !== 0 ? 'not-reported' : (mark & seen.notApplicable) !== 0 ? 'not-applicable' : null

/** Sum of the figures; without one, what the cells say instead of a figure. */
export function combineCells(cells: readonly MatrixCell[]): MatrixCell {
  const figures = cells.filter((cell) => typeof cell === 'number')
  if (figures.length > 0) return figures.reduce((sum, cell) => sum + cell, 0)
  return cells.find((cell) => cell === 'not-reported') ?? cells.find((cell) => cell === 'not-applicable') ?? null
}

function assembleRows(cube: Cube, rule: CountingRule, labels: Labels, sums: Sums, shown: readonly ShownColumn[], isFlow: boolean): MatrixRow[] {
  const { keys, types } = cube.dimensions.partners
  const rows: (MatrixRow & { readonly partner: string; readonly weight: number })[] = []
  for (let index = 0; index < 2 * sums.height; index++) {
    const start = index * sums.width
    if (!sums.marks.subarray(start, start + sums.width).some((mark) => mark !== 0)) continue
    const isOwnLine = index >= sums.height
    const code = isOwnLine ? index - sums.height : index
    const partner = keys[code] ?? 'none'
    const name = labels.names('partner', partner)
    const cells = shown.map(({ column }) => (column < 0 ? null : cellOf(sums.marks[start + column] ?? 0, sums.cents[start + column] ?? 0)))
    const weight = cells.reduce<number>((sum, cell) => sum + (typeof cell === 'number' ? cell : 0), 0)
    rows.push({
      key: rowKeyOf(partner, isOwnLine),
      name: isOwnLine ? ownLineName(name, rule, labels) : name,
      type: types[code] ?? 'unknown',
      line: isOwnLine ? 'own-line' : 'partner',
      cells,
      total: isFlow ? combineCells(cells) : 'not-applicable',
      proposed: sums.proposed[index] ?? 0,
      partner,
      weight,
    })
  }
  // Largest first; a line of its own follows its partner.
  const leading = new Map<string, number>()
  for (const row of rows) if (row.line === 'partner' || !leading.has(row.partner)) leading.set(row.partner, row.weight)
  const byName = new Intl.Collator(labels.locale)
  rows.sort((a, b) => (leading.get(b.partner) ?? 0) - (leading.get(a.partner) ?? 0) || byName.compare(labels.names('partner', a.partner), labels.names('partner', b.partner)) || byName.compare(a.partner, b.partner) || (a.line === 'partner' ? -1 : 1))
  return rows.map(({ partner: _partner, weight: _weight, ...row }) => row)
}

function ownLineName(name: string, rule: CountingRule, { locale, names }: Labels): string {
  if (rule.ownLine.length === 1 && rule.ownLine[0] === 'UTF') return formatMessage(locale, 'matrix.unilateral-trust-fund', { name })
  return formatMessage(locale, 'matrix.own-line', { name, modalities: rule.ownLine.map((key) => names('modality', key)).join(', ') })
}

function reconcile(sums: Sums): Reconciliation {
  return {
    read: { rows: sums.readRows, cents: sums.readCents },
    counted: { rows: sums.countedRows, cents: sums.countedCents },
    leftOut: leftOutCategories.flatMap((category, index) => {
      const rows = sums.leftRows[index] ?? 0
      return rows === 0 ? [] : [{ category, rows, cents: sums.leftCents[index] ?? 0 }]
    }),
    notReported: sums.notReported,
    withoutUsd: sums.withoutUsd,
  }
}

function assertBalance({ rows, totals, reconciliation: { read, counted, leftOut } }: Matrix): void {
  const left = leftOut.reduce((sum, part) => ({ rows: sum.rows + part.rows, cents: sum.cents + part.cents }), { rows: 0, cents: 0 })
  const shownCents = totals.reduce<number>((sum, cell) => sum + (typeof cell === 'number' ? cell : 0), 0)
  const cells = rows.flatMap((row) => row.cells).filter((cell) => typeof cell === 'number')
  if (![read.cents, counted.cents, ...leftOut.map((part) => part.cents), ...cells].every(Number.isSafeInteger)) throw new Error('a sum of the matrix is not an exact integer of cents')
  if (counted.rows + left.rows !== read.rows || counted.cents + left.cents !== read.cents) throw new Error(`the matrix does not balance: ${JSON.stringify({ read, counted, left })}`)
  if (shownCents !== counted.cents) throw new Error(`the cells of the matrix do not sum to what it counted: ${shownCents}, ${counted.cents}`)
}
