/** What a row says that cannot all be so: dates out of order, a government that pays in another partner's currency, shares that do not sum to 100. */
import type { ListSeparator } from '../../../../shared/domain/list-text.ts'
import { readShare, splitList } from '../../../../shared/domain/list-text.ts'
import { addDecimals, compareDecimals } from '../../../../shared/domain/decimal.ts'
import type { SubmissionField } from '../../../../shared/domain/kinds.ts'
import type { SheetCell } from '../../../../shared/domain/sheet.ts'
import type { ColumnMapping, ContributionDraft, Problem } from '../../../../shared/domain/submission.ts'
import type { PartnerRegister } from '../map/partner-register.ts'
import { problem, quoted } from './problem.ts'
import type { DateField } from './read-date-cell.ts'
import type { AddressOf, RowCells } from './row-cells.ts'

export interface RowDates {
  readonly approval: DateField
  readonly start: DateField
  readonly end: DateField
  readonly endField: SubmissionField
  readonly received: DateField
}

/** Approval, start and end in this order; money that came before anybody approved it. Dates without a day are in order as long as they may be. */
export function checkDates(cells: RowCells, { approval, start, end, endField, received }: RowDates): void {
  const isBefore = (one: DateField, other: DateField): boolean => {
    const [last, first] = [one.period?.end ?? one.iso, other.period?.start ?? other.iso]
    return last !== null && first !== null && last < first
  }
  const params = (one: DateField, oneField: SubmissionField, other: DateField, otherField: SubmissionField): Problem['params'] =>
    ({ date: one.iso ?? '', cell: cells.where(oneField) ?? '…', other: other.iso ?? '', otherCell: cells.where(otherField) ?? '…' })
  if (start.iso !== null && end.iso !== null && end.iso < start.iso) cells.note('warning', 'finding.row.end-before-start', endField, params(end, endField, start, 'start-date'))
  if (isBefore(start, approval)) cells.note('warning', 'finding.row.start-before-approval', 'start-date', params(start, 'start-date', approval, 'approval-date'))
  else if (isBefore(end, approval)) cells.note('warning', 'finding.row.end-before-approval', endField, params(end, endField, approval, 'approval-date'))
  if (isBefore(received, approval)) cells.note('info', 'finding.row.receipt-before-approval', 'receipt-date', params(received, 'receipt-date', approval, 'approval-date'))
}

/** Countries that share the currency of another: ISO 4217 codes begin with the code of the country that issues them. */
const sharers: Readonly<Record<string, readonly string[]>> = {
  AUD: ['KI', 'NR', 'TV'], CHF: ['LI'], DKK: ['FO', 'GL'], GBP: ['GG', 'IM', 'JE'], ILS: ['PS'], INR: ['BT'], NZD: ['CK', 'NU', 'TK'], ZAR: ['LS', 'NA', 'SZ'],
}

/** Everybody pays in dollars and euros; a local trust fund pays in the currency of its country. */
export function createCurrencyCheck(register: PartnerRegister): (cells: RowCells, drafts: readonly ContributionDraft[]) => void {
  const iso2 = new Map(register.countries.flatMap((country) => [country.key, country.iso3].flatMap((key) => (key === null || country.iso2 === null ? [] : [[key, country.iso2] as const]))))
  const governments = new Map<string, { readonly name: string; readonly country: string }>()
  const owners = new Map<string, string>()
  for (const { key, name, type, identifiers } of register.partners) {
    const country = identifiers.find(({ system }) => system === 'iso2')?.code ?? iso2.get(key) ?? null
    if (type !== 'government' || country === null) continue
    governments.set(key, { name, country })
    owners.set(country, name)
  }
  return (cells, drafts) => {
    for (const { partnerKey, countryKey, amounts } of drafts) {
      const payer = partnerKey === null ? undefined : governments.get(partnerKey)
      if (!payer) continue
      const said = new Set<string>()
      for (const { state, currency, cells: [from] } of amounts) {
        if (state !== 'value' || currency === null || currency === 'USD' || currency === 'EUR' || said.has(currency)) continue
        said.add(currency)
        const issuer = currency.slice(0, 2)
        const owner = owners.get(issuer)
        const own = [payer.country, countryKey === null ? null : (iso2.get(countryKey) ?? null)]
        if (owner === undefined || own.some((country) => country !== null && (country === issuer || sharers[currency]?.includes(country) === true))) continue
        cells.note('warning', 'finding.row.currency-of-other', cells.mapping('currency') === undefined ? 'amount' : 'currency', { currency, partner: payer.name, owner, cell: from?.address ?? '…' })
      }
    }
  }
}

/** Fields whose shares cover the whole; those of focus areas may sum to less. */
const partitions: ReadonlySet<SubmissionField | 'ignore'> = new Set(['partner', 'organizational-result', 'strategic-objective'])

/** Columns whose cells give each of several values its share, `A1 60%; B2 40%`. A cell where not every value has one says nothing that could be summed. */
export function createShareCheck(columns: readonly ColumnMapping[], address: AddressOf): (row: number, slots: readonly (SheetCell | undefined)[], problems: Problem[]) => void {
  const withShares = columns.flatMap(({ column, field, listSeparator, grammar }) => {
    const separator: ListSeparator | undefined = listSeparator ?? grammar?.list?.separator
    return grammar?.list?.hasShares !== true || separator === undefined || !(partitions.has(field) || field === 'focus-area') ? [] : [{ column, field, separator }]
  })
  return (row, slots, problems) => {
    for (const { column, field, separator } of withShares) {
      const text = slots[column]?.text ?? ''
      const shares = splitList(text, separator).map(readShare)
      if (shares.length === 0 || shares.includes(null)) continue
      const sum = shares.reduce((total, share) => addDecimals(total, share?.percent ?? '0'), '0')
      const side = compareDecimals(sum, '100')
      if (side === 0 || (side < 0 && !partitions.has(field))) continue
      problems.push(problem('annex', side > 0 ? 'finding.cell.shares-above' : 'finding.cell.shares-below', field === 'ignore' ? 'row' : field, { text: quoted(text), sum }, address(column, row)))
    }
  }
}
