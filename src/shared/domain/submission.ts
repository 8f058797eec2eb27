import { z } from 'zod'
import { AmountState, CurrencyCode, DecimalText, Measure, Period } from './amount.ts'

/**
 * The vocabulary of an import of project contributions: what a column can be, how a row was understood,
 * and what its figures sum to. One set of types for the pure stages, the store and the window.
 */

/** Fields that a column of a submission of project contributions can carry. */
export const contributionFields = [
  'identifier', 'title', 'partner', 'partner-parent', 'country', 'executing-agency', 'implementing-agency', 'modality', 'sector', 'status',
  'approval-date', 'start-date', 'end-date', 'revised-end-date', 'year', 'as-of-date', 'amount', 'currency', 'exchange-rate', 'note',
] as const
export type ContributionField = (typeof contributionFields)[number]
export const ContributionField = z.enum(contributionFields)

/** A text of the message files with what fills it; kept untranslated until it is shown. */
export const Message = z.object({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
export type Message = z.infer<typeof Message>

export const ColumnMapping = z.object({
  column: z.int().min(0),
  /** Header path as written, bands joined by " > ", line breaks folded. */
  header: z.string(),
  field: z.union([ContributionField, z.literal('ignore')]),
  /** Only of amounts: what the money is, in which currency, in which unit. */
  measure: Measure.optional(),
  currency: CurrencyCode.optional(),
  scale: z.union([z.literal(1), z.literal(1000), z.literal(1_000_000)]).optional(),
  /** Column that holds the same money in another currency; the pair is one amount. */
  sameMoneyAs: z.int().min(0).optional(),
  /** Only of amounts: a life-to-date figure, which belongs to no single year. */
  isCumulative: z.boolean().optional(),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).optional(),
  decimalMark: z.enum(['.', ',']).optional(),
  confidence: z.number().min(0).max(1),
  reason: Message,
  /** Set by a person (or by --yes); a proposal is not a decision. */
  isConfirmed: z.boolean(),
  /** First values of the column as the file shows them, for the mapping screen. */
  samples: z.array(z.string()).max(5),
})
export type ColumnMapping = z.infer<typeof ColumnMapping>

/** How a partner as written in a file was matched to the register. */
export const PartnerMatch = z.object({
  /** As written (white space folded); for FAO projects the donor part of the symbol, marked by `from`. */
  text: z.string(),
  from: z.enum(['column', 'symbol']),
  /** Key of the partner in the register, or null where none fits: then a new partner of this name is proposed. */
  partnerKey: z.string().nullable(),
  partnerName: z.string(),
  status: z.enum(['exact', 'alias', 'proposed', 'new', 'confirmed']),
  reason: Message,
  rows: z.int().min(0),
})
export type PartnerMatch = z.infer<typeof PartnerMatch>

export const SubmissionMapping = z.object({
  sheetIndex: z.int().min(0),
  sheetName: z.string(),
  /** One-based row of the last header row; 0 where the sheet has no header. */
  headerRow: z.int().min(0),
  /** How many rows the header takes, bands included. */
  headerRows: z.int().min(0),
  /** Each column once: one that stood twice would count its money twice. */
  columns: z.array(ColumnMapping).refine((columns) => new Set(columns.map(({ column }) => column)).size === columns.length, 'a column stands twice'),
  /** What holds for every row and stands in no column; keys of the reference data. */
  constants: z.object({ country: z.string().optional(), office: z.string().optional() }),
})
export type SubmissionMapping = z.infer<typeof SubmissionMapping>

export const severities = ['error', 'warning', 'info'] as const
export const Problem = z.object({
  /** `error` rejects the row; `warning` and `info` do not. */
  severity: z.enum(severities),
  /** Message key under `finding.*`; its params include the offending text. */
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Address of the cell, where one is at fault. */
  address: z.string().optional(),
  field: z.union([ContributionField, z.literal('row'), z.literal('file')]),
})
export type Problem = z.infer<typeof Problem>

export const symbolScopes = ['country', 'regional', 'interregional', 'global'] as const

/** A project symbol read from what a person typed (grammar: domain/project-symbol.ts). */
export const ParsedSymbol = z.object({
  written: z.string(),
  /** Canonical form, `OSRO/RAS/401/EC-BABY01`. */
  normalized: z.string(),
  programme: z.string(),
  area: z.string(),
  serial: z.string(),
  donor: z.string().nullable(),
  suffix: z.string().nullable(),
  /** Normalized symbol of the parent budget of a baby or component. */
  parent: z.string().nullable(),
  scope: z.enum(symbolScopes),
  /** Repairs that were needed to read it, as finding codes. */
  repairs: z.array(z.string()),
})
export type ParsedSymbol = z.infer<typeof ParsedSymbol>

/** A cell behind a figure or a field. */
export const CellRef = z.object({ field: z.string(), address: z.string(), raw: z.string() })
export type CellRef = z.infer<typeof CellRef>

export const AmountDraft = z.object({
  measure: Measure,
  state: AmountState,
  original: DecimalText.nullable(),
  currency: CurrencyCode.nullable(),
  /** The same money in the row's second currency column. */
  otherOriginal: DecimalText.nullable(),
  otherCurrency: CurrencyCode.nullable(),
  rate: DecimalText.nullable(),
  rateSource: z.string().nullable(),
  rateDate: z.iso.date().nullable(),
  /** Integer cents, rounded half-even once; null where no USD figure and no rate is known. */
  usdCents: z.int().nullable(),
  /** The source itself recorded the USD figure: it is never recomputed when rates change. */
  isUsdRecorded: z.boolean(),
  period: Period,
  cells: z.array(CellRef),
})
export type AmountDraft = z.infer<typeof AmountDraft>

export const ContributionDraft = z.object({
  identifier: z.string().nullable(),
  symbol: ParsedSymbol.nullable(),
  title: z.string().nullable(),
  /** Partner as written in its column, and the key it was matched to (null: a new partner of that name). */
  partnerText: z.string().nullable(),
  partnerKey: z.string().nullable(),
  partnerName: z.string(),
  isPartnerConfirmed: z.boolean(),
  partnerReason: Message,
  /** Parent partner as written, where the file has a column for it; used when a new partner is made. */
  partnerParentText: z.string().nullable(),
  countryText: z.string().nullable(),
  countryKey: z.string().nullable(),
  modality: z.string().nullable(),
  executingAgency: z.string().nullable(),
  implementingAgency: z.string().nullable(),
  sector: z.string().nullable(),
  status: z.string().nullable(),
  approvalDate: z.iso.date().nullable(),
  startDate: z.iso.date().nullable(),
  endDate: z.iso.date().nullable(),
  note: z.string().nullable(),
  amounts: z.array(AmountDraft),
})
export type ContributionDraft = z.infer<typeof ContributionDraft>

/** `above` the header, the `header` itself, `blank`, a `total` (control sum), or data that was `accepted` or `rejected`: every row is one of these. */
export const rowKinds = ['above', 'header', 'blank', 'total', 'accepted', 'rejected'] as const
export type RowKind = (typeof rowKinds)[number]

export interface ValidatedRow {
  readonly row: number
  readonly kind: RowKind
  readonly problems: readonly Problem[]
  /** Only of accepted rows. */
  readonly draft?: ContributionDraft
  /** Cells as read, for rejected rows and for the staging view: address and text. */
  readonly cells: readonly { readonly address: string; readonly text: string }[]
}

export const RowAccounting = z.object({ read: z.int(), above: z.int(), header: z.int(), blank: z.int(), total: z.int(), accepted: z.int(), rejected: z.int() })
export type RowAccounting = z.infer<typeof RowAccounting>

/** Exact decimal sums of one money column. accepted + rejected = sheet, with rows recognized as totals left out of all three and shown apart. */
export const ControlSum = z.object({
  column: z.int(),
  header: z.string(),
  currency: CurrencyCode.nullable(),
  sheet: DecimalText,
  accepted: DecimalText,
  rejected: DecimalText,
  totalRows: DecimalText,
  /** Cells of the column in data rows that are neither blank nor a readable number. */
  unreadable: z.int(),
})
export type ControlSum = z.infer<typeof ControlSum>
