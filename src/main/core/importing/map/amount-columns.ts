import type { Period } from '../../../../shared/domain/amount.ts'
import type { ColumnMeasure } from '../../../../shared/domain/kinds.ts'
import { columnName } from '../../../../shared/domain/sheet.ts'
import type { ColumnMapping } from '../../../../shared/domain/submission.ts'
import { currencyOfText } from '../../../../shared/domain/currency.ts'
import { foldSpace, textKey } from '../../../../shared/domain/text-key.ts'
import { periodKey } from '../../../../shared/domain/period.ts'
import { headerPeriods } from './header-period.ts'

/**
 * The money columns of a table as a whole: columns that give the same money in two currencies become one amount, and a measure
 * stands once a period, so that nothing is counted twice.
 */

const lifeToDate: ReadonlySet<ColumnMeasure> = new Set<ColumnMeasure>(['delivery', 'disbursement', 'expenditure'])
const mayCumulate: ReadonlySet<ColumnMeasure> = new Set<ColumnMeasure>([...lifeToDate, 'receipt', 'commitment'])

/** Can a header's "as of" make a figure of this measure life-to-date? Approvals keep their own date. */
export const canBeCumulative = (measure: ColumnMeasure): boolean => mayCumulate.has(measure)

/** The header without what names its currency, so that `Grant (in US$)` and `Grant (in PhP)` are equal. */
function keyWithoutCurrency(header: string): string {
  const tokens = foldSpace(header).replace(/(\p{Ll})(\p{Lu}{3})\b/gu, '$1 $2').split(/[\s()[\],:/]+/)
  const kept = tokens.filter((token) => !/^(?:in|en|us|local|currency|devise|monnaie|locale?|moneda)$/i.test(token) && (token === '' || currencyOfText(token.replace(/[.']$/, '')) === null))
  return textKey(kept.join(' '))
}

const ignored = (column: ColumnMapping, key: string, params: ColumnMapping['reason']['params']): ColumnMapping => ({
  column: column.column, header: column.header, field: 'ignore', confidence: column.confidence, reason: { key, params }, isConfirmed: column.isConfirmed, samples: column.samples, ...(column.grammar ? { grammar: column.grammar } : {}),
})
const named = (column: ColumnMapping): ColumnMapping['reason']['params'] => ({ column: columnName(column.column), header: column.header })

/** The later word on a figure goes before the first one. */
const isRevised = ({ header }: ColumnMapping): boolean => /\brevised|\bcurrent\b|\br[ée]vis|\brevisad|\bactuali[sz]ad/i.test(header)
const fineness = { month: 0, year: 1, biennium: 2, 'fiscal-year': 2 } as const
const isWithin = (part: Period, whole: Period): boolean => part.start !== null && part.end !== null && ((whole.start !== null && part.start >= whole.start && part.start <= (whole.end ?? part.start)) || (whole.end !== null && part.end === whole.end))

/** Bare periods that follow a column which says its measure, `Delivery 2008-09 (USD) | 2010-11 | 2012-13`, go on with it. */
function continueSeries(columns: readonly ColumnMapping[]): ColumnMapping[] {
  const periods = headerPeriods(columns)
  let lead: ColumnMapping | null = null
  let previous = -2
  return columns.map((column) => {
    const period = periods.get(column.column)
    const isNext = column.column === previous + 1
    previous = column.column
    if (column.field !== 'amount' || !period) lead = null
    else if (column.reason.key !== 'reason.amount-year') lead = column
    else if (lead?.measure !== undefined && isNext && (column.currency === undefined || column.currency === lead.currency)) {
      return { ...column, measure: lead.measure, ...(lead.currency === undefined ? {} : { currency: lead.currency }), scale: lead.scale ?? 1, confidence: 0.5, reason: { key: 'reason.amount-continued', params: { ...named(lead), year: period.text } } }
    }
    return column
  })
}

/** `remembered` columns keep what a person once decided. */
export function settleAmounts(proposed: readonly ColumnMapping[]): ColumnMapping[] {
  const columns = continueSeries(proposed)
  const periods = headerPeriods(columns)
  const periodOf = (column: ColumnMapping): string | null => {
    const found = periods.get(column.column)
    return found ? periodKey(found.period) : null
  }
  const settled = new Map(columns.map((column) => [column.column, column]))
  const amounts = (): ColumnMapping[] => [...settled.values()].filter((column) => column.field === 'amount')
  const hasYearColumn = columns.some((column) => column.field === 'year')
  const hasCurrencyColumn = columns.some((column) => column.field === 'currency')
  const isRemembered = (column: ColumnMapping): boolean => column.reason.key === 'reason.remembered' || column.reason.key === 'reason.template-tag'

  // A lone "engagement" is what a partner granted; beside an approved amount it is a commitment.
  if (amounts().every((column) => column.measure === 'commitment' && column.reason.params['phrase'] !== undefined)) {
    for (const column of amounts()) {
      if (/^(?:engagements?|montant engage)$/.test(String(column.reason.params['phrase']))) settled.set(column.column, { ...column, measure: 'approval', confidence: Math.min(column.confidence, 0.6), reason: { key: 'reason.engagement', params: {} } })
    }
  }

  const groups = Map.groupBy(amounts(), (column) => `${column.measure ?? ''} ${keyWithoutCurrency(column.header)}|${column.partnerText ?? ''}`)
  for (const group of groups.values()) {
    const kept = group.find((column) => column.currency === 'USD') ?? group[0]
    const others = group.filter((column) => column !== kept && column.currency !== undefined && column.currency !== kept?.currency)
    others.forEach((other, index) => {
      if (!kept || isRemembered(other)) return
      settled.set(other.column, index === 0 ? { ...other, ...(kept.measure === undefined ? {} : { measure: kept.measure }), sameMoneyAs: kept.column, reason: { key: 'reason.same-money', params: named(kept) } } : ignored(other, 'reason.third-currency', named(kept)))
    })
  }
  if (hasCurrencyColumn) {
    const unpaired = amounts().filter((column) => column.sameMoneyAs === undefined && !isRemembered(column))
    for (const original of unpaired.filter((column) => column.currency === undefined)) {
      const dollars = unpaired.filter((column) => column.currency === 'USD' && (column.measure === original.measure || original.measure === undefined) && periodOf(column) === periodOf(original) && column.partnerText === original.partnerText)
      const [only] = dollars
      if (only && dollars.length === 1 && amounts().every((column) => column.sameMoneyAs !== only.column)) settled.set(original.column, { ...original, ...(only.measure === undefined ? {} : { measure: only.measure }), sameMoneyAs: only.column, reason: { key: 'reason.same-money', params: named(only) } })
    }
  }

  const taken = new Map<string, ColumnMapping>()
  const byRank = amounts().filter((column) => column.sameMoneyAs === undefined).sort((a, b) => Number(isRemembered(b)) - Number(isRemembered(a)) || Number(isRevised(b)) - Number(isRevised(a)) || b.confidence - a.confidence)
  const seriesOf = (column: ColumnMapping): string => `${column.measure ?? ''} ${column.partnerText ?? ''}`
  const withPeriods = new Set(byRank.filter((column) => periods.has(column.column)).map(seriesOf))
  const isTotalOfYears = (column: ColumnMapping): boolean => {
    const found = periods.get(column.column)
    if (!found) return withPeriods.has(seriesOf(column))
    return byRank.some((other) => {
      const part = periods.get(other.column)
      return part !== undefined && seriesOf(other) === seriesOf(column) && fineness[part.kind] < fineness[found.kind] && isWithin(part.period, found.period)
    })
  }
  const pairs = Map.groupBy(amounts(), ({ sameMoneyAs }) => sameMoneyAs)
  const drop = (column: ColumnMapping, key: string, by: ColumnMapping | null): void => {
    settled.set(column.column, ignored(column, key, by ? named(by) : {}))
    for (const other of pairs.get(column.column) ?? []) settled.set(other.column, ignored(other, key, by ? named(by) : {}))
  }
  for (const column of byRank) {
    const slot = `${seriesOf(column)} ${periodOf(column) ?? ''}`
    // Columns that nothing is known of may be different things: each is asked.
    const winner = column.measure === undefined && !periods.has(column.column) ? undefined : taken.get(slot)
    if (isRemembered(column)) taken.set(slot, column)
    else if (isTotalOfYears(column)) drop(column, 'reason.total-of-years', null)
    else if (winner) drop(column, 'reason.less-sure', winner)
    else taken.set(slot, column)
  }
  // Without a period of its own a figure of spending covers the project's life so far.
  for (const column of amounts()) {
    if (column.measure !== undefined && lifeToDate.has(column.measure) && !hasYearColumn && !periods.has(column.column) && !isRemembered(column)) settled.set(column.column, { ...column, isCumulative: true })
  }
  return columns.map((column) => settled.get(column.column) ?? column)
}
