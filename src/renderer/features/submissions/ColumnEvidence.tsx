/** How the values of a column are written, in words, each with the cell that shows it. */
import type { ColumnGrammar, listSeparators } from '../../../shared/domain/column-grammar.ts'
import type { ColumnMapping } from '../../../shared/domain/submission.ts'
import { fieldType } from '../../../shared/domain/catalogue.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useText, type Text } from '../../ui/text.tsx'

interface Line { readonly key: string; readonly text: string; readonly isWarning?: true }
type Example = NonNullable<ColumnGrammar['number']>['example']

const groupWords = { none: 'none', ',': 'comma', '.': 'point', ' ': 'space', "'": 'apostrophe' } as const
/** A separator as a sentence names it. */
export const separatorText = ({ t }: Text, separator: (typeof listSeparators)[number]): string =>
  separator === '\n' ? t('import.grammar.separator.line') : separator === 'and' ? t('import.grammar.separator.and') : t('import.grammar.separator.mark', { mark: separator })

function example({ t, format }: Text, found: Example, read: (value: string) => string): string {
  return found === null ? '' : t('import.grammar.example', { text: found.text, row: format.integer(found.row), read: read(found.read) })
}

function numberLines(text: Text, number: NonNullable<ColumnGrammar['number']>): Line[] {
  const { t, format } = text
  const lines: Line[] = []
  if (number.typed > 0 && number.isCertain) {
    const marks = t('import.grammar.number', { decimal: number.decimalMark === ',' ? 'comma' : 'point', group: groupWords[number.groupMark] })
    lines.push({ key: 'number', text: number.example === null ? marks : t('ui.name-value', { name: marks, value: example(text, number.example, (value) => format.original(value)) }) })
  } else if (number.stored > 0) lines.push({ key: 'stored', text: t('import.grammar.stored', { count: number.stored }) })
  if (number.digits !== 'western') lines.push({ key: 'digits', text: t(`import.grammar.digits.${number.digits}`) })
  for (const style of number.negatives) if (style !== 'minus') lines.push({ key: style, text: t(`import.grammar.negative.${style}`) })
  if (number.isPercent) lines.push({ key: 'percent', text: t('import.grammar.percent') })
  if (number.hasUnitInCell) lines.push({ key: 'unit', text: t('import.grammar.unit-in-cell') })
  return [...lines, ...unreadableLine(text, number.unreadable)]
}

function unreadableLine({ t, format }: Text, { count, first }: { readonly count: number; readonly first: Example }): Line[] {
  return count === 0 ? [] : [{ key: 'unreadable', isWarning: true, text: t('import.grammar.unreadable', { count, text: first?.text ?? '…', row: format.integer(first?.row ?? 0) }) }]
}

/** Dates such as 2011-03-04 say themselves what is the year: no order of day and month bears on them. */
export const isYearFirst = (grammar: Pick<ColumnGrammar, 'date'> | undefined): boolean => /^\D*\d{4}\D/.test(grammar?.date?.example?.text ?? '')

function dateLines(text: Text, date: NonNullable<ColumnGrammar['date']>): Line[] {
  const { t, format } = text
  const order = t('import.grammar.date', { order: isYearFirst({ date }) ? 'ymd' : date.order })
  const lines: Line[] = date.typed > 0 && date.isCertain ? [{ key: 'date', text: date.example === null ? order : t('ui.name-value', { name: order, value: example(text, date.example, (value) => format.date(value)) }) }] : date.stored > 0 ? [{ key: 'stored-dates', text: t('import.grammar.stored-dates', { count: date.stored }) }] : []
  return [...lines, ...unreadableLine(text, date.unreadable)]
}

function yearLines(text: Text, year: NonNullable<ColumnGrammar['year']>): Line[] {
  const { t } = text
  return [
    ...(year.spans > 0 && year.isCertain ? [{ key: 'spans', text: t('import.grammar.spans', { count: year.spans, meaning: year.spanMeaning === 'fiscal-year' ? 'fiscal' : year.spanMeaning, text: year.example?.text ?? '2010-11' }) }] : []),
    ...(year.several > 0 ? [{ key: 'several-years', text: t('import.grammar.several-years', { count: year.several }) }] : []),
  ]
}

/** Only what bears on the meaning that the column has now: a title that happens to hold numbers needs no decimal mark. */
function linesOf(text: Text, { field, grammar }: ColumnMapping): Line[] {
  if (!grammar || field === 'ignore') return []
  const { t, format } = text
  const type = fieldType(field)
  const { number, date, year, list } = grammar
  return [
    ...(grammar.filled < grammar.rows ? [{ key: 'filled', text: t('import.grammar.filled', { filled: format.integer(grammar.filled), rows: format.integer(grammar.rows) }) }] : []),
    ...(number && ['money', 'number', 'percent'].includes(type) ? numberLines(text, number) : []),
    ...(date && (type === 'date' || type === 'month') ? dateLines(text, date) : []),
    ...(year && (type === 'year' || type === 'month') ? yearLines(text, year) : []),
    ...(list ? [{ key: 'list', text: t('import.grammar.list', { separator: separatorText(text, list.separator), most: list.most, shares: list.hasShares ? 'yes' : 'no' }) }] : []),
    ...(grammar.errors > 0 ? [{ key: 'errors', isWarning: true as const, text: t('import.grammar.errors', { count: grammar.errors }) }] : []),
  ]
}

export function ColumnEvidence({ column }: { readonly column: ColumnMapping }) {
  const text = useText()
  const lines = linesOf(text, column)
  if (lines.length === 0) return null
  return (
    <ul className="evidence">
      {lines.map((line) => <li key={line.key}>{line.isWarning ? <span className="finding" data-severity="warning"><Icon name="warning" /><span>{line.text}</span></span> : line.text}</li>)}
    </ul>
  )
}
