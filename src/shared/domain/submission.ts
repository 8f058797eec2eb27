import { z } from 'zod'
import { AmountState, CurrencyCode, DecimalText, Measure, Period } from './amount.ts'
import { ColumnGrammar, listSeparators, spanMeanings } from './column-grammar.ts'
import { ColumnMeasure, SubmissionField, SubmissionKind } from './kinds.ts'

/**
 * The vocabulary of an import: how a sheet is laid out, what a column can be, how a row was understood, and what its figures sum to. One set of types for the pure stages, the store and the window.
 */

/** A text of the message files with what fills it; kept untranslated until it is shown. */
export const Message = z.object({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
export type Message = z.infer<typeof Message>

/** What only a person can say of a column, because its values fit more than one reading. */
export const columnAsks = ['measure', 'currency', 'decimal-mark', 'date-order', 'span-meaning'] as const
export type ColumnAsk = (typeof columnAsks)[number]

export const ColumnMapping = z.object({
  column: z.int().min(0),
  /** Header path as written, bands joined by " > ", line breaks folded. */
  header: z.string(),
  field: z.union([SubmissionField, z.literal('ignore')]),
  /** Only of amounts: what the money is, in which currency, in which unit. */
  measure: ColumnMeasure.optional(),
  currency: CurrencyCode.optional(),
  scale: z.union([z.literal(1), z.literal(1000), z.literal(1_000_000)]).optional(),
  /** Column that holds the same money in another currency; the pair is one amount. */
  sameMoneyAs: z.int().min(0).optional(),
  /** Only of amounts: a life-to-date figure, which belongs to no single year. */
  isCumulative: z.boolean().optional(),
  /** Only of amounts: the period of all figures of the column, where a person set another than its header says; null for none. */
  period: Period.nullable().optional(),
  /** Only of amounts: the partner that the header names, where partners stand as columns. */
  partnerText: z.string().optional(),
  /** Only of amounts: cells of a confirmation round, blank where the office leaves our figure as it is; columns with our figures and with the keys of the rows, null where they were taken out. */
  reply: z.object({ ours: z.int().min(0).nullable(), key: z.int().min(0).nullable() }).optional(),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).optional(),
  decimalMark: z.enum(['.', ',']).optional(),
  /** What `2010-11` means in the column or in its header. */
  spanMeaning: z.enum(spanMeanings).optional(),
  /** A cell holds several values, parted so. */
  listSeparator: z.enum(listSeparators).optional(),
  /** A blank stands for the value above it, as far as the block goes. */
  isFilledDown: z.boolean().optional(),
  /** Open questions; a column that has one is neither confirmed nor committed. */
  asks: z.array(z.enum(columnAsks)).optional(),
  /** How the values are written, as found; evidence, never a setting. */
  grammar: ColumnGrammar.optional(),
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

export const valueTypes = ['country', 'office', 'result', 'modality'] as const
export type ValueType = (typeof valueTypes)[number]

/** How a country, office, organizational result or modality as written was matched to the reference data; no guess counts before it is confirmed. */
export const ValueMatch = z.object({
  type: z.enum(valueTypes),
  text: z.string(),
  key: z.string().nullable(),
  name: z.string(),
  status: z.enum(['exact', 'alias', 'proposed', 'new', 'confirmed']),
  reason: Message,
  rows: z.int().min(0),
})
export type ValueMatch = z.infer<typeof ValueMatch>

/** A row of its own that says what holds for the rows below it: a country, a partner, a section. */
export const BlockLabel = z.object({ row: z.int(), column: z.int().min(0), text: z.string(), level: z.int().min(0) })
export type BlockLabel = z.infer<typeof BlockLabel>

export const noteKinds = ['instruction', 'example', 'units', 'footnote'] as const

/**
 * One block of a table: its labels, its header (repeated or not), its rows. Rows are one-based, both ends included; all rows of a block
 * lie between `firstRow` and `lastRow`. Blocks of one table do not overlap; those of two tables do only where these stand side by side,
 * in other columns.
 */
export const TableBlock = z.object({
  firstRow: z.int().min(1),
  /** Null: to the end of the sheet. */
  lastRow: z.int().min(0).nullable(),
  /** Last row of the header; 0 where the block has none. */
  headerRow: z.int().min(0),
  /** How many rows the header takes, bands included. */
  headerRows: z.int().min(0),
  /** Above the header and among the rows. A label holds until the next of its level or of a higher one (a lower number), over blocks. */
  labels: z.array(BlockLabel),
  /** Rows under the header or the data that are neither: what to fill in, an example, units, a footnote. */
  notes: z.array(z.object({ row: z.int(), kind: z.enum(noteKinds) })),
})
export type TableBlock = z.infer<typeof TableBlock>

/** What the labels of one level say; `ignore` where it is of no use. */
export const SectionMapping = z.object({
  level: z.int().min(0),
  field: z.union([SubmissionField, z.literal('ignore')]),
  confidence: z.number().min(0).max(1),
  reason: Message,
  isConfirmed: z.boolean(),
  samples: z.array(z.string()).max(5),
})
export type SectionMapping = z.infer<typeof SectionMapping>

/** The same figure in several rows of one project (a row a place): one amount, or one each? Null until somebody says. */
export const RepeatedAmounts = z.object({ column: z.int().min(0), projects: z.int(), rows: z.int(), firstRows: z.array(z.int()).max(5), isOneAmount: z.boolean().nullable(), reason: Message })
export type RepeatedAmounts = z.infer<typeof RepeatedAmounts>

export const mappingVersion = 2

export const SubmissionMapping = z.object({
  version: z.literal(mappingVersion),
  kind: SubmissionKind,
  sheetIndex: z.int().min(0),
  sheetName: z.string(),
  /** Which table of the sheet: blocks with the same columns are one table. */
  table: z.int().min(0),
  /** In ascending order; at least one. */
  blocks: z.array(TableBlock).min(1),
  /** By level of the blocks' labels. */
  sections: z.array(SectionMapping),
  /** Header of the first block: one-based row of its last header row; 0 where the table has no header. */
  headerRow: z.int().min(0),
  /** How many rows the header takes, bands included. */
  headerRows: z.int().min(0),
  /** Each column once: one that stood twice would count its money twice. */
  columns: z.array(ColumnMapping).refine((columns) => new Set(columns.map(({ column }) => column)).size === columns.length, 'a column stands twice'),
  repeatedAmounts: z.array(RepeatedAmounts),
  /** Columns of other tables that stand beside this one. */
  otherColumns: z.array(z.int().min(0)).optional(),
  /** What holds for every row and stands in no column; keys of the reference data. */
  constants: z.object({ country: z.string().optional(), office: z.string().optional(), /** Marker of the workbook of a confirmation round. */ round: z.string().optional() }),
})
export type SubmissionMapping = z.infer<typeof SubmissionMapping>

/** By use: `error` blocks the commit of the row, `annex` lets it into the register but blocks an annex that would print the figure, `warning` and `info` are said. */
export const severities = ['error', 'annex', 'warning', 'info'] as const
export const Problem = z.object({
  severity: z.enum(severities),
  /** Message key under `finding.*`; its params include the offending text. */
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Address of the cell, where one is at fault. */
  address: z.string().optional(),
  field: z.union([SubmissionField, z.literal('row'), z.literal('file')]),
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
  /** Figure of a cell that repeats an amount of an earlier row, so that its own amount is not reported. */
  repeated: DecimalText.optional(),
})
export type AmountDraft = z.infer<typeof AmountDraft>

export const ContributionDraft = z.object({
  /** A row of a confirmation round: what the office left as it was says nothing new. */
  isReply: z.boolean().optional(),
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

/** A row of a kind whose records the register does not hold yet, as typed values; a row of contributions is a ContributionDraft. */
export const RecordDraft = z.object({
  values: z.array(z.object({ field: SubmissionField, text: z.string(), /** ISO date, decimal text, or the text itself. */ value: z.string(), /** Of the reference data, where it was matched. */ key: z.string().nullable(), address: z.string() })),
  amounts: z.array(z.object({ measure: ColumnMeasure, state: AmountState, original: DecimalText.nullable(), currency: CurrencyCode.nullable(), period: Period, address: z.string(), raw: z.string() })),
})
export type RecordDraft = z.infer<typeof RecordDraft>

/**
 * Every row of a sheet is one of these: `above` the table, its `header`, a `label` of its own, a `note` (instruction, example, units, footnote),
 * `blank`, a `total` (control sum), `elsewhere` (another table of the sheet), or data that was `accepted`, `rejected`, or `parked` with a question by a person.
 */
export const rowKinds = ['above', 'header', 'label', 'note', 'blank', 'total', 'elsewhere', 'accepted', 'rejected', 'parked'] as const
export type RowKind = (typeof rowKinds)[number]

export interface ValidatedRow {
  readonly row: number
  readonly kind: RowKind
  readonly problems: readonly Problem[]
  /** Only of accepted rows: one, or one a partner where partners stand as columns. */
  readonly drafts?: readonly ContributionDraft[]
  /** Only of accepted rows of other kinds. */
  readonly record?: RecordDraft
  /** Cells with content as read, for rejected rows and for the staging view. */
  readonly cells: RowTexts
}

/** Texts of a row and the columns in which they stand, as two lists: a large sheet has millions of them. */
export interface RowTexts {
  readonly columns: readonly number[]
  readonly texts: readonly string[]
}

export const RowAccounting = z.object({ read: z.int(), above: z.int(), header: z.int(), label: z.int(), note: z.int(), blank: z.int(), total: z.int(), elsewhere: z.int(), accepted: z.int(), rejected: z.int(), parked: z.int() })
export type RowAccounting = z.infer<typeof RowAccounting>

/** A row recognized as a total, beside the sum of the rows that it stands for. `difference` = printed - summed; null where the printed figure cannot be read. */
export const TotalCheck = z.object({
  row: z.int(), address: z.string(), column: z.int(), label: z.string(),
  /** Rows that it sums, both ends included. */
  from: z.int(), to: z.int(),
  printed: DecimalText.nullable(), summed: DecimalText, difference: DecimalText.nullable(),
})
export type TotalCheck = z.infer<typeof TotalCheck>

/** Exact decimal sums of one money column. accepted + rejected + parked = sheet + edited, with rows recognized as totals left out of all three and shown apart. */
export const ControlSum = z.object({
  column: z.int(),
  header: z.string(),
  currency: CurrencyCode.nullable(),
  sheet: DecimalText,
  accepted: DecimalText,
  rejected: DecimalText,
  /** Of rows that wait for an answer of the office; absent where none does. */
  parked: DecimalText.optional(),
  /** By how much a person's edits changed what the sheet says; absent where they did not. */
  edited: DecimalText.optional(),
  totalRows: DecimalText,
  /** Cells that repeat one amount over several rows: left out of the three like totals; absent where none does. */
  repeated: DecimalText.optional(),
  /** Cells of the column in data rows that are neither blank nor a readable number. */
  unreadable: z.int(),
  /** Totals of the column, the first hundred; how many there are, and how many differ from what they sum. */
  totals: z.array(TotalCheck).max(100),
  totalCount: z.int(),
  totalsDiffering: z.int(),
})
export type ControlSum = z.infer<typeof ControlSum>
