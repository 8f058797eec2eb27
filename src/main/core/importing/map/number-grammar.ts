import type { NumberGrammar } from '../../../../shared/domain/column-grammar.ts'
import { exactExponent, parseNumberText, parsePercentText, type DecimalMark } from '../../../../shared/domain/number-text.ts'
import type { ColumnValues, TextEntry } from './column-values.ts'

/** How the numbers of a column are written, from every text in it: one that reads in only one way decides for those that read in two. */

export interface NumberFindings {
  /** Cells that are numbers as stored or read as numbers under the mark that was found. */
  readonly numeric: number
  readonly typed: number
  /** Cells that say that there is no figure, `n/a`, `-`. */
  readonly without: number
  readonly decimalMark: DecimalMark
  readonly isCertain: boolean
  /** Cells that read only under this mark, for the other columns of the table. */
  readonly votes: Readonly<Record<DecimalMark, number>>
  /** Null where too few cells are numbers to speak of a grammar. */
  readonly grammar: NumberGrammar | null
}

type Group = NumberGrammar['groupMark']
type Digits = NumberGrammar['digits']
type Negative = NumberGrammar['negatives'][number]

const numberLike = /^[^/\d\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]{0,24}[\d\u0660-\u0669\u06f0-\u06f9\uff10-\uff19](?:[\d\s.,'’‘\u0660-\u0669\u06f0-\u06f9\u066b\u066c\uff0c\uff0e\uff10-\uff19]|\p{Cf})*[^\d/]{0,24}$/u
const digitsOnly = /^\d+$/
const hasPercent = /[%٪％]/
const readUnder = (text: string, mark: DecimalMark): string | null => {
  if (hasPercent.test(text)) return parsePercentText(text, mark)
  const reading = parseNumberText(text, mark)
  return reading.kind === 'value' && !reading.isNil ? reading.value : null
}

/** A text that says that there is no figure: it belongs to a column of numbers without being one. */
function isNoFigure(text: string): boolean {
  const { kind } = text.length <= 24 ? parseNumberText(text) : { kind: 'unreadable' }
  return kind === 'blank' || kind === 'not-reported' || kind === 'not-applicable' || (kind === 'value' && !/\p{Nd}/u.test(text))
}

function groupOf(text: string, mark: DecimalMark): Group {
  const whole = text.normalize('NFKC')
  if (/\d['’‘\u066c]\d/.test(whole) || /[\u0660-\u0669\u06f0-\u06f9]\u066c/.test(whole)) return "'"
  if (/\d\s\d{3}/.test(whole)) return ' '
  const other = mark === '.' ? ',' : '.'
  return whole.includes(other) ? other : 'none'
}
const digitsOf = (text: string): Digits => (/[\u0660-\u0669]/.test(text) ? 'arabic-indic' : /[\u06f0-\u06f9]/.test(text) ? 'persian' : /[\uff10-\uff19]/.test(text) ? 'full-width' : 'western')
const negativeOf = (text: string): Negative => (/[(（]/.test(text) ? 'parentheses' : /\d\s*[-−–]\s*$/.test(text) ? 'trailing-minus' : 'minus')

/** `tableMark`: the mark that other columns of the table show, for a column whose texts read under both. */
export function findNumbers(values: ColumnValues, tableMark: DecimalMark | null = null): NumberFindings {
  const votes = { '.': 0, ',': 0 }
  const deciding: Partial<Record<DecimalMark, TextEntry>> = {}
  const typed: { readonly entry: TextEntry; readonly point: string | null; readonly comma: string | null }[] = []
  let unsure = 0
  let firstUnsure: TextEntry | null = null
  let percents = 0
  let without = 0
  let others = 0
  let firstOther: TextEntry | null = null
  for (const entry of values.texts) {
    const { text, count } = entry
    const isLike = text.length <= 80 && (numberLike.test(text) || exactExponent.test(text))
    const point = isLike ? readUnder(text, '.') : null
    const comma = isLike ? (digitsOnly.test(text) ? point : readUnder(text, ',')) : null
    if (point === null && comma === null) {
      if (isNoFigure(text)) without += count
      else {
        others += count
        firstOther ??= entry
      }
      continue
    }
    typed.push({ entry, point, comma })
    if (hasPercent.test(text)) percents += count
    if (point === null || comma === null) {
      const mark = point === null ? ',' : '.'
      votes[mark] += count
      deciding[mark] ??= entry
    } else if (point !== comma) {
      unsure += count
      firstUnsure ??= entry
    }
  }
  const isDecided = votes['.'] + votes[','] > 0
  const decimalMark: DecimalMark = isDecided ? (votes[','] > votes['.'] ? ',' : '.') : (tableMark ?? '.')
  const isCertain = unsure === 0 || (isDecided ? votes['.'] === 0 || votes[','] === 0 : tableMark !== null)
  const lost = decimalMark === '.' ? votes[','] : votes['.']
  const read = typed.reduce((sum, { entry }) => sum + entry.count, 0) - lost
  const numeric = values.numbers + read
  const findings = { numeric, typed: read, without, decimalMark, isCertain, votes }
  if (numeric === 0 || numeric < 0.3 * (numeric + others + lost)) return { ...findings, grammar: null }

  const groups = new Map<Group, number>()
  const negatives = new Set<Negative>()
  let digits: Digits = 'western'
  let hasUnitInCell = false
  let exponent: TextEntry | null = null
  for (const { entry, point, comma } of typed) {
    const { text, count } = entry
    const value = decimalMark === '.' ? point : comma
    if (value === null) continue
    if (digitsOnly.test(text)) continue
    if (exponent === null && exactExponent.test(text)) exponent = entry
    const group = groupOf(text, decimalMark)
    if (group !== 'none') groups.set(group, (groups.get(group) ?? 0) + count)
    if (value.startsWith('-')) negatives.add(negativeOf(text))
    if (digits === 'western') digits = digitsOf(text)
    if (!hasUnitInCell && /[\p{L}\p{Sc}]/u.test(text) && !exactExponent.test(text)) hasUnitInCell = true
  }
  const exampleOf = (entry: TextEntry | null | undefined): NumberGrammar['example'] => (entry ? { text: entry.text.slice(0, 80), read: readUnder(entry.text, decimalMark) ?? '', row: entry.row } : null)
  const firstExponent = exampleOf(exponent)
  const unreadable = deciding[decimalMark === '.' ? ',' : '.'] ?? firstOther
  return {
    ...findings,
    grammar: {
      stored: values.numbers, typed: read, decimalMark, digits, negatives: [...negatives], hasUnitInCell, isCertain,
      groupMark: [...groups].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'none',
      isPercent: percents + values.percentNumbers >= 0.5 * numeric,
      ...(firstExponent === null ? {} : { exponent: firstExponent }),
      example: exampleOf(deciding[decimalMark] ?? firstUnsure ?? typed[0]?.entry),
      unreadable: { count: others + lost, first: exampleOf(unreadable) },
    },
  }
}
