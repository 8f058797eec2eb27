/**
 * Drafts as the text that staging keeps. A register has hundreds of thousands of them, and the names of their forty fields would be two
 * thirds of the text: so values stand in the order of these lists, behind the number of the form. What earlier versions wrote, objects
 * with their names, is understood as well.
 */
import type { AmountDraft, ContributionDraft, ParsedSymbol, RecordDraft } from './submission.ts'

const form = 1
/** Names in their order, optional ones last; fails to compile where one is missing or unknown. A list of another order, or with another field, is another form. */
const keysOf = <T extends object>(order: Record<keyof T, true>): readonly string[] => Object.keys(order)
const symbolKeys = keysOf<ParsedSymbol>({ written: true, normalized: true, programme: true, area: true, serial: true, donor: true, suffix: true, parent: true, scope: true, repairs: true })
const amountKeys = keysOf<AmountDraft>({
  measure: true, state: true, original: true, currency: true, otherOriginal: true, otherCurrency: true, rate: true, rateSource: true, rateDate: true, usdCents: true, isUsdRecorded: true, period: true, cells: true, repeated: true,
})
const draftKeys = keysOf<ContributionDraft>({
  identifier: true, symbol: true, title: true, partnerText: true, partnerKey: true, partnerName: true, isPartnerConfirmed: true, partnerReason: true, partnerParentText: true, countryText: true, countryKey: true,
  modality: true, executingAgency: true, implementingAgency: true, sector: true, status: true, approvalDate: true, startDate: true, endDate: true, note: true, amounts: true, isReply: true,
})
const [periodAt, cellsAt, symbolAt, amountsAt] = [amountKeys.indexOf('period'), amountKeys.indexOf('cells'), draftKeys.indexOf('symbol'), draftKeys.indexOf('amounts')]

type Packed = readonly unknown[]

/** An optional value at the end that is absent is left out. */
function pack(value: Readonly<Record<string, unknown>>, keys: readonly string[]): unknown[] {
  const packed = keys.map((key) => value[key])
  if (packed.at(-1) === undefined) packed.pop()
  return packed
}
function packAmount(amount: AmountDraft): Packed {
  const packed = pack(amount, amountKeys)
  packed[periodAt] = [amount.period.start, amount.period.end, amount.period.precision]
  packed[cellsAt] = amount.cells.map(({ field, address, raw }) => [field, address, raw])
  return packed
}
function packDraft(draft: ContributionDraft): Packed {
  const packed = pack(draft, draftKeys)
  packed[symbolAt] = draft.symbol === null ? null : pack(draft.symbol, symbolKeys)
  packed[amountsAt] = draft.amounts.map(packAmount)
  return packed
}

/** A record has its values by name already. */
export const draftText = (drafts: readonly ContributionDraft[] | RecordDraft): string => JSON.stringify(isList(drafts) ? [form, ...drafts.map(packDraft)] : drafts)
const isList = <T>(value: readonly T[] | object): value is readonly T[] => Array.isArray(value)

// What is unpacked was packed above, by the same lists.
function unpack(packed: Packed, keys: readonly string[]): Record<string, unknown> {
  const value: Record<string, unknown> = {}
  for (let index = 0; index < packed.length; index++) {
    const key = keys[index]
    if (key !== undefined) value[key] = packed[index]
  }
  return value
}
function unpackAmount(packed: Packed): AmountDraft {
  const amount = unpack(packed, amountKeys)
  const [start, end, precision] = packed[periodAt] as Packed
  amount['period'] = { start, end, precision }
  amount['cells'] = (packed[cellsAt] as Packed[]).map(([field, address, raw]) => ({ field, address, raw }))
  return amount as unknown as AmountDraft
}
function unpackDraft(packed: Packed): ContributionDraft {
  const draft = unpack(packed, draftKeys)
  if (packed[symbolAt] !== null) draft['symbol'] = unpack(packed[symbolAt] as Packed, symbolKeys)
  draft['amounts'] = (packed[amountsAt] as Packed[]).map(unpackAmount)
  return draft as unknown as ContributionDraft
}

/** In: what `draftText` wrote, or an earlier version. */
export function readDraftText(text: string): ContributionDraft[] | RecordDraft {
  const parsed = JSON.parse(text) as RecordDraft | readonly unknown[]
  if (!isList(parsed) || parsed[0] !== form) return parsed as RecordDraft | ContributionDraft[]
  return (parsed.slice(1) as Packed[]).map(unpackDraft)
}

/** The same of rows of contributions; none of a record. */
export function readDrafts(text: string): ContributionDraft[] {
  const drafts = readDraftText(text)
  return Array.isArray(drafts) ? drafts : []
}
