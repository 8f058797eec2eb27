import type { SheetCell } from '../../../../shared/domain/sheet.ts'
import type { ColumnMapping, Problem } from '../../../../shared/domain/submission.ts'
import { canonicalDecimal, shiftDecimal } from '../../../../shared/domain/decimal.ts'
import { parseNumberText } from '../../../../shared/domain/number-text.ts'
import { problem, quoted, type FindingKey } from './problem.ts'

/** One cell of a money column, read or refused; never zero for what cannot be read. */
export type AmountReading =
  /** `amount` in full units of the currency; `inColumn` as it stands in the column, before its unit is applied, for the control sum. */
  | { readonly state: 'value'; readonly amount: string; readonly inColumn: string; readonly currency: string | null }
  | { readonly state: 'not-reported' | 'not-applicable' | 'unreadable' }
  /** Stands for an amount of an earlier row; `repeated` in full units of the currency. */
  | { readonly state: 'not-reported'; readonly repeated: string }

const places = { 1: 0, 1000: 3, 1_000_000: 6 } as const
const notReported: AmountReading = { state: 'not-reported' }
const unreadable: AmountReading = { state: 'unreadable' }
const whyKeys = { percent: 'finding.cell.percent-as-amount', 'decimal-mark': 'finding.cell.decimal-mark', text: 'finding.cell.unreadable-number' } as const

const valueOf = (value: string, shift: number): AmountReading => ({ state: 'value', amount: shift === 0 ? value : shiftDecimal(value, shift), inColumn: value, currency: null })

type Refuse = (code: FindingKey, params?: Problem['params']) => AmountReading

function readNumber(cell: SheetCell, shift: number, refuse: Refuse): AmountReading {
  const value = canonicalDecimal(cell.text.trim())
  return value === null ? refuse('finding.cell.unreadable-number') : valueOf(value, shift)
}

function readText(cell: SheetCell, mapping: ColumnMapping, shift: number, refuse: Refuse, noteNil: () => void): AmountReading {
  const reading = parseNumberText(cell.text, mapping.decimalMark ?? '.')
  if (reading.kind === 'unreadable') return refuse(whyKeys[reading.why])
  if (reading.kind === 'not-applicable') return { state: 'not-applicable' }
  if (reading.kind !== 'value') return notReported
  const { value, currency, hasUnit, isNil } = reading
  if (currency !== null && mapping.currency !== undefined && currency !== mapping.currency) return refuse('finding.cell.other-currency', { text: quoted(cell.text), currency, expected: mapping.currency })
  if (isNil) noteNil()
  return hasUnit ? { state: 'value', amount: value, inColumn: shiftDecimal(value, -shift), currency } : { state: 'value', amount: shiftDecimal(value, shift), inColumn: value, currency }
}

/** Pushes what is wrong with the cell to `problems`; an `error` there means that the row is refused. */
export function readAmountCell(cell: SheetCell | undefined, mapping: ColumnMapping, row: number, address: (column: number, row: number) => string, problems: Problem[]): AmountReading {
  if (!cell) return notReported
  const shift = places[mapping.scale ?? 1]
  // Most figures of most files: a stored number with nothing odd about it.
  if (cell.type === 'number' && cell.merge === undefined && cell.isUncached !== true && cell.isStruck !== true) {
    const value = canonicalDecimal(cell.text)
    if (value !== null) return valueOf(value, shift)
  }
  const note = (severity: Problem['severity'], code: FindingKey, params: Problem['params'] = { text: quoted(cell.text) }): void => {
    problems.push(problem(severity, code, 'amount', params, address(mapping.column, row)))
  }
  const refuse: Refuse = (code, params) => {
    note('error', code, params)
    return unreadable
  }
  if (cell.merge !== undefined) note('warning', 'finding.cell.merged-amount')
  if (cell.merge === 'covered' || (cell.type === 'blank' && !cell.isUncached)) return notReported
  if (cell.isUncached) return refuse('finding.cell.uncached-formula', { text: quoted(cell.formula ?? cell.text) })
  // A figure that somebody crossed out is neither taken nor dropped: its money stands among the rejected.
  if (cell.isStruck) note('error', 'finding.cell.struck-amount')
  if (cell.type === 'number') return readNumber(cell, shift, refuse)
  if (cell.type === 'text') return readText(cell, mapping, shift, refuse, () => note('info', 'finding.cell.nil-sign'))
  return refuse(cell.type === 'error' ? 'finding.cell.error-value' : cell.type === 'date' ? 'finding.cell.date-as-amount' : 'finding.cell.unreadable-number')
}
