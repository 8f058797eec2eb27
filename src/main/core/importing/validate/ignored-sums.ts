import { columnName, type SheetCell } from '../../../../shared/domain/sheet.ts'
import type { ColumnMapping, Problem } from '../../../../shared/domain/submission.ts'
import { addDecimals, canonicalDecimal, createDecimalSum, type DecimalSum } from '../../../../shared/domain/decimal.ts'
import { parseNumberText, type DecimalMark } from '../../../../shared/domain/number-text.ts'
import { headerPeriods } from '../map/header-period.ts'
import { readHeader } from '../map/read-header.ts'
import { problem, quoted } from './problem.ts'

/**
 * What lies in columns that are not imported: money that nobody mapped is named with its exact sum, so that none drops out in
 * silence. A column counts as money by the words of its header, else by the size and shape of its numbers.
 */
export interface IgnoredSums {
  /** The cells with content of a data row, accepted or rejected. */
  readonly add: (cells: readonly SheetCell[]) => void
  readonly findings: () => Problem[]
}

interface Side {
  count: number
  readonly sum: DecimalSum
}

interface Tally {
  readonly header: string
  readonly reason: string
  readonly saysMoney: boolean
  filled: number
  years: number
  /** All numbers so far are whole and have this many digits; 0 once they differ. */
  digits: number | null
  round: number
  largest: number
  readonly numbers: Side
  /** Texts, as each decimal mark reads them. */
  readonly marks: Readonly<Record<DecimalMark, Side>>
}

/** Why a column was left out, where that already says that it holds no money. */
const noMoney: ReadonlySet<string> = new Set(['reason.rate', 'reason.physical', 'reason.bookkeeping'])
/** Reasons that a person has read as "this money is meant to stay out". */
const understood: ReadonlySet<string> = new Set(['reason.target', 'reason.requirement', 'reason.third-currency', 'reason.part-of-year'])
const counted = /(?:^| )(?:codes?|codigo|ids?|no|nr|num|numero|number|n|ref|reference|rank|row|line|phone|tel|telephone|lat|latitude|lon|lng|long|longitude|latitud|longitud|physical|physique|fisic[oa]|beneficiaries|beneficiaires|beneficiarios|population|households|menages|hogares|staff|days|months|years?|ano|annee)(?: |$)/
/** A lone number below this says too little. */
const leastAlone = 10_000
const leastInColumn = 1000
/** Fewer numbers of one length may be amounts as well as codes. */
const leastCodes = 8
/** Cells after which a column without numbers is not looked at any further. */
const patience = 200
const mostNamed = 40

export function createIgnoredSums(columns: readonly ColumnMapping[]): IgnoredSums {
  const known = new Map(columns.map((column) => [column.column, column]))
  const periods = headerPeriods(columns)
  const tallies: (Tally | null | undefined)[] = []

  function start(column: number): Tally | null {
    const mapping = known.get(column)
    if (mapping !== undefined && (mapping.field !== 'ignore' || noMoney.has(mapping.reason.key))) return null
    const header = mapping?.header ?? ''
    const reading = readHeader(header)
    const isOther = reading.fields.some(({ field, sureness }) => sureness >= 0.6 && (field.endsWith('-date') || field === 'year' || field === 'identifier' || field === 'exchange-rate'))
    const saysMoney = reading.currency !== null || (reading.measure !== null && !/ (?:ids?|codes?|types?)$/.test(reading.key)) || periods.get(column)?.isBare === true
    if (noMoney.has(reading.ignored?.reason ?? '') || (!saysMoney && (isOther || counted.test(reading.key)))) return null
    const side = (): Side => ({ count: 0, sum: createDecimalSum() })
    return { header, reason: mapping?.reason.key ?? '', saysMoney, filled: 0, years: 0, digits: null, round: 0, largest: 0, numbers: side(), marks: { '.': side(), ',': side() } }
  }
  function look(tally: Tally, value: string): void {
    const size = Math.abs(Number(value))
    if (size > tally.largest) tally.largest = size
    if (/^(?:19|20)\d\d$/.test(value)) tally.years += 1
    if (value.endsWith('00')) tally.round += 1
    const digits = /^\d+$/.test(value) ? value.length : 0
    tally.digits = tally.digits === null || tally.digits === digits ? digits : 0
  }
  function addCell(tally: Tally, cell: SheetCell): void {
    tally.filled += 1
    if (cell.type === 'number' && cell.format?.includes('%') !== true) {
      const value = canonicalDecimal(cell.text.trim())
      if (value === null) return
      tally.numbers.count += 1
      tally.numbers.sum.add(value)
      look(tally, value)
    } else if (cell.type === 'text' && /\d/.test(cell.text)) {
      let isSeen = false
      for (const mark of ['.', ','] as const) {
        const reading = parseNumberText(cell.text, mark)
        if (reading.kind !== 'value') continue
        tally.marks[mark].count += 1
        tally.marks[mark].sum.add(reading.value)
        if (!isSeen) look(tally, reading.value)
        isSeen = true
      }
    }
  }
  function moneyIn(tally: Tally): { readonly count: number; readonly sum: string } | null {
    const texts = tally.marks[','].count > tally.marks['.'].count ? tally.marks[','] : tally.marks['.']
    const count = tally.numbers.count + texts.count
    if (tally.largest === 0 || count < tally.filled / 2 || (count === 1 && tally.largest < leastAlone)) return null
    const money = { count, sum: addDecimals(tally.numbers.sum.value(), texts.sum.value()) }
    if (tally.saysMoney) return money
    const isCode = count >= leastCodes && tally.digits !== null && tally.digits > 0 && tally.round < count / 2
    return tally.largest < leastInColumn || tally.years >= count * 0.8 || isCode ? null : money
  }

  return {
    add(cells) {
      for (const cell of cells) {
        let tally = tallies[cell.column]
        if (tally === null) continue
        if (tally === undefined) {
          tally = start(cell.column)
          tallies[cell.column] = tally
          if (tally === null) continue
        }
        addCell(tally, cell)
        if (tally.filled === patience && tally.numbers.count + tally.marks['.'].count + tally.marks[','].count < patience / 10) tallies[cell.column] = null
      }
    },
    findings() {
      const found = tallies.flatMap((tally, column) => {
        const money = tally ? moneyIn(tally) : null
        return !tally || money === null ? [] : [{ column, tally, ...money }]
      }).sort((a, b) => a.column - b.column)
      const problems = found.slice(0, mostNamed).map(({ column, tally, count, sum }) =>
        problem(understood.has(tally.reason) ? 'info' : 'warning', 'finding.row.ignored-money', 'file', { column: columnName(column), text: quoted(tally.header) || '…', count, sum }))
      if (found.length > mostNamed) problems.push(problem('warning', 'finding.row.ignored-money-more', 'file', { count: found.length - mostNamed, columns: found.slice(mostNamed, mostNamed + 100).map(({ column }) => columnName(column)).join(', ') }))
      return problems
    },
  }
}
