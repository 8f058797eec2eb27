/**
 * Drafts as the text that staging keeps. A register has hundreds of thousands of them, and the names of their forty fields would be two
 * thirds of the text: so values stand in the order of these lists, behind the number of the form. What earlier versions wrote, objects
 * with their names, is understood as well.
 */
import type { AmountDraft, ContributionDraft, ParsedSymbol, RecordDraft } from './submission.ts'

const form = 1
/** A list of another order, or with another field, is another form. */
const symbolKeys = ['written', 'normalized', 'programme', 'area', 'serial', 'donor', 'suffix', 'parent', 'scope', 'repairs'] as const satisfies readonly (keyof ParsedSymbol)[]
const amountKeys = [
  'measure', 'state', 'original', 'currency', 'otherOriginal', 'otherCurrency', 'rate', 'rateSource', 'rateDate', 'usdCents', 'isUsdRecorded', 'period', 'cells', 'repeated',
] as const satisfies readonly (keyof AmountDraft)[]
const draftKeys = [
  'identifier', 'symbol', 'title', 'partnerText', 'partnerKey', 'partnerName', 'isPartnerConfirmed', 'partnerReason', 'partnerParentText', 'countryText', 'countryKey', 'modality', 'executingAgency',
  'implementingAgency', 'sector', 'status', 'approvalDate', 'startDate', 'endDate', 'note', 'amounts', 'isReply',
] as const satisfies readonly (keyof ContributionDraft)[]
/** Fails to compile where a field of a draft is in no list. */
type Unlisted = Exclude<keyof ParsedSymbol, (typeof symbolKeys)[number]> | Exclude<keyof AmountDraft, (typeof amountKeys)[number]> | Exclude<keyof ContributionDraft, (typeof draftKeys)[number]>
const isComplete: [Unlisted] extends [never] ? true : never = true

type Packed = readonly unknown[]

const pack = <T extends object>(value: T, keys: readonly (keyof T)[]): unknown[] => keys.map((key) => value[key])
const packAmount = (amount: AmountDraft): Packed => {
  const packed = pack(amount, amountKeys)
  packed[11] = [amount.period.start, amount.period.end, amount.period.precision]
  packed[12] = amount.cells.map(({ field, address, raw }) => [field, address, raw])
  if (amount.repeated === undefined) packed.pop()
  return packed
}
function packDraft(draft: ContributionDraft): Packed {
  const packed = pack(draft, draftKeys)
  packed[1] = draft.symbol === null ? null : pack(draft.symbol, symbolKeys)
  packed[20] = draft.amounts.map(packAmount)
  if (draft.isReply === undefined) packed.pop()
  return packed
}

/** A record has its values by name already. */
export const draftText = (drafts: readonly ContributionDraft[] | RecordDraft): string => JSON.stringify('values' in drafts && !isList(drafts) ? drafts : [isComplete && form, ...(drafts as readonly ContributionDraft[]).map(packDraft)])
const isList = (value: object): value is readonly unknown[] => Array.isArray(value)

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
  const [start, end, precision] = packed[11] as Packed
  amount['period'] = { start, end, precision }
  amount['cells'] = (packed[12] as Packed[]).map(([field, address, raw]) => ({ field, address, raw }))
  return amount as unknown as AmountDraft
}
function unpackDraft(packed: Packed): ContributionDraft {
  const draft = unpack(packed, draftKeys)
  if (packed[1] !== null) draft['symbol'] = unpack(packed[1] as Packed, symbolKeys)
  draft['amounts'] = (packed[20] as Packed[]).map(unpackAmount)
  return draft as unknown as ContributionDraft
}

/** In: what `draftText` wrote, or an earlier version. */
export function readDraftText(text: string): ContributionDraft[] | RecordDraft {
  const parsed = JSON.parse(text) as RecordDraft | ContributionDraft[] | [typeof form, ...Packed[]]
  if (!isList(parsed) || parsed[0] !== form) return parsed as RecordDraft | ContributionDraft[]
  return (parsed.slice(1) as Packed[]).map(unpackDraft)
}

/** The same of rows of contributions; none of a record. */
export function readDrafts(text: string): ContributionDraft[] {
  const drafts = readDraftText(text)
  return Array.isArray(drafts) ? drafts : []
}
