/** Changes that a person makes to a mapping, as plain functions: what no longer fits goes with the change, and nothing is decided silently. */
import { catalogueOf, fieldType, measuresOf } from '../../../shared/domain/catalogue.ts'
import type { ColumnAsk, ColumnMapping, RepeatedAmounts, SectionMapping, SubmissionMapping } from '../../../shared/domain/submission.ts'

/** A change of a column; undefined takes a setting away. */
export type ColumnChange = { readonly [K in keyof ColumnMapping]?: ColumnMapping[K] | undefined }

/** Meanings that several columns may have in every kind. */
const shared: ReadonlySet<ColumnMapping['field']> = new Set<ColumnMapping['field']>(['amount', 'ignore', 'note', 'exchange-rate'])
/** In the workbook of a confirmation round the period stands twice: hidden and exact, and as the office reads it. */
const isRound = ({ columns }: SubmissionMapping): boolean => columns.some(({ reply }) => reply !== undefined)
const isShared = (field: ColumnMapping['field'], mapping: SubmissionMapping): boolean => shared.has(field) || (field === 'year' && isRound(mapping)) || catalogueOf(mapping.kind).fields.some((one) => one.field === field && one.isRepeatable)

/** Another column with the same meaning, where only one may have it. */
export const twinOf = ({ field, column }: ColumnMapping, mapping: SubmissionMapping): ColumnMapping | undefined => (isShared(field, mapping) ? undefined : mapping.columns.find((other) => other.column !== column && other.field === field))

const typeOf = (field: ColumnMapping['field']) => (field === 'ignore' ? null : fieldType(field))

/** What a person has to say of a column that got its meaning by hand; the same questions as of a proposal, and no others. */
function asksOf(column: ColumnMapping, mapping: SubmissionMapping): ColumnAsk[] {
  const { field, grammar } = column
  const type = typeOf(field)
  const isNumber = type === 'money' || type === 'number' || type === 'percent'
  return [
    ...(field === 'amount' && column.measure === undefined ? (['measure'] as const) : []),
    ...(field === 'amount' && column.currency === undefined && !mapping.columns.some((other) => other.field === 'currency') ? (['currency'] as const) : []),
    ...(isNumber && grammar?.number && !grammar.number.isCertain && column.decimalMark === undefined ? (['decimal-mark'] as const) : []),
    ...(type === 'date' && grammar?.date && !grammar.date.isCertain && column.dateOrder === undefined ? (['date-order'] as const) : []),
    ...(type === 'year' && grammar?.year && grammar.year.spans > 0 && !grammar.year.isCertain && column.spanMeaning === undefined ? (['span-meaning'] as const) : []),
  ]
}

const settingOf = { measure: 'measure', currency: 'currency', 'decimal-mark': 'decimalMark', 'date-order': 'dateOrder', 'span-meaning': 'spanMeaning' } as const satisfies Record<ColumnAsk, keyof ColumnMapping>

// A setting that was taken away is absent, not undefined: the mapping crosses the wire as JSON.
const compact = (column: ColumnChange): ColumnMapping => Object.fromEntries(Object.entries(column).filter(([, value]) => value !== undefined)) as unknown as ColumnMapping

const ofAmounts = ['measure', 'currency', 'scale', 'sameMoneyAs', 'isCumulative', 'period', 'partnerText'] as const

function changed(one: ColumnMapping, change: ColumnChange, mapping: SubmissionMapping): ColumnMapping {
  const next = compact({ ...one, ...change })
  const isNewField = next.field !== one.field
  if (isNewField && next.field === 'amount') {
    const [only, ...more] = measuresOf(mapping.kind)
    if (next.measure === undefined && only !== undefined && more.length === 0) next.measure = only
    next.scale ??= 1
  }
  if (isNewField && next.field !== 'amount') for (const name of ofAmounts) delete next[name]
  const asks = isNewField ? asksOf(next, mapping) : (next.asks ?? []).filter((ask) => !(settingOf[ask] in change))
  // A question that is open is a decision that was not made.
  return compact({ ...next, asks: asks.length === 0 ? undefined : asks, isConfirmed: next.isConfirmed && asks.length === 0 })
}

/** The mapping after a change of one column; columns that leaned on its money stand alone when it is none any more. */
export function withColumn(mapping: SubmissionMapping, column: number, change: ColumnChange): SubmissionMapping {
  const columns = mapping.columns.map((one) => (one.column === column ? changed(one, change, mapping) : one))
  const amounts = new Set(columns.filter(({ field }) => field === 'amount').map((one) => one.column))
  return {
    ...mapping,
    columns: columns.map((one) => (one.sameMoneyAs === undefined || amounts.has(one.sameMoneyAs) ? one : compact({ ...one, sameMoneyAs: undefined }))),
    repeatedAmounts: mapping.repeatedAmounts.filter((one) => amounts.has(one.column)),
  }
}

/** One answer for every column that asks the same question, this one among them. */
export const withAnswer = (mapping: SubmissionMapping, ask: ColumnAsk, change: ColumnChange): SubmissionMapping =>
  mapping.columns.filter((column) => hasAsks(column) && column.asks?.includes(ask)).reduce((before, { column }) => withColumn(before, column, change), mapping)

/** How many columns ask each question. */
export function askCounts(mapping: SubmissionMapping): Readonly<Partial<Record<ColumnAsk, number>>> {
  const counts: Partial<Record<ColumnAsk, number>> = {}
  for (const column of mapping.columns) if (hasAsks(column)) for (const ask of column.asks ?? []) counts[ask] = (counts[ask] ?? 0) + 1
  return counts
}

export const withSection = (mapping: SubmissionMapping, level: number, change: Partial<SectionMapping>): SubmissionMapping => ({ ...mapping, sections: mapping.sections.map((one) => (one.level === level ? { ...one, ...change } : one)) })
export const withRepeated = (mapping: SubmissionMapping, column: number, isOneAmount: boolean): SubmissionMapping => ({ ...mapping, repeatedAmounts: mapping.repeatedAmounts.map((one): RepeatedAmounts => (one.column === column ? { ...one, isOneAmount } : one)) })

/** Everything that is only suggested becomes decided, except what only an answer can decide. */
export const withAllConfirmed = (mapping: SubmissionMapping): SubmissionMapping => ({
  ...mapping,
  columns: mapping.columns.map((column) => (column.field === 'ignore' || hasAsks(column) ? column : { ...column, isConfirmed: true })),
  sections: mapping.sections.map((section) => ({ ...section, isConfirmed: true })),
})

export const hasAsks = ({ field, asks }: ColumnMapping): boolean => field !== 'ignore' && asks !== undefined && asks.length > 0

/** What only a person can answer: questions of columns, money that is repeated, a meaning that two columns claim. */
export function openQuestions(mapping: SubmissionMapping): number {
  const ofColumns = mapping.columns.reduce((count, column) => count + (hasAsks(column) ? (column.asks?.length ?? 0) : 0) + (twinOf(column, mapping) ? 1 : 0), 0)
  return ofColumns + mapping.repeatedAmounts.filter((one) => one.isOneAmount === null).length
}

/** What "Confirm all suggestions" would decide. */
export const openSuggestions = (mapping: SubmissionMapping): number =>
  mapping.columns.filter((column) => column.field !== 'ignore' && !column.isConfirmed && !hasAsks(column)).length + mapping.sections.filter((section) => section.field !== 'ignore' && !section.isConfirmed).length

/** Is there something left to decide about a column? */
export const isOpenColumn = (column: ColumnMapping, mapping: SubmissionMapping): boolean => column.field !== 'ignore' && (!column.isConfirmed || hasAsks(column) || twinOf(column, mapping) !== undefined)
