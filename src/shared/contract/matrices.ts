import { z } from 'zod'
import { Measure } from '../domain/amount.ts'
import { CorrectedFigure, CorrectionChannel } from '../domain/correction.ts'
import { InWorkspace, Page, WorkspaceId } from './common.ts'
import { call } from './procedure.ts'

export const matrixColumns = ['year', 'biennium'] as const
/** Level of the partner tree that makes a row. */
export const partnerLevels = ['group', 'partner', 'body'] as const

export const MatrixSpec = z.object({
  measure: Measure.default('approval'),
  columns: z.enum(matrixColumns).default('year'),
  level: z.enum(partnerLevels).default('partner'),
  /** Code of the counting rule in force (reference data). */
  countingRule: z.string().default('everything'),
  /** Area keys and modality codes; empty means all. `none` stands for rows without one. */
  countries: z.array(z.string()).default([]),
  modalities: z.array(z.string()).default([]),
  /**
   * First and last year, both included; null leaves the side open. Rows without a date are kept only where both sides are open;
   * a figure of a whole biennium is within where both its years are.
   */
  fromYear: z.int().nullable().default(null),
  toYear: z.int().nullable().default(null),
})
export type MatrixSpec = z.infer<typeof MatrixSpec>

/**
 * Integer cents; null where there is no row (nil), `not-reported` where rows exist but none has a figure in USD,
 * `not-applicable` where the only rows say that a figure does not apply.
 */
export const MatrixCell = z.union([z.int(), z.null(), z.literal('not-reported'), z.literal('not-applicable')])
export type MatrixCell = z.infer<typeof MatrixCell>

export const MatrixRow = z.object({
  key: z.string(),
  name: z.string(),
  type: z.string(),
  /** `own-line` rows are counted but printed apart (unilateral trust funds). */
  line: z.enum(['partner', 'own-line']),
  cells: z.array(MatrixCell),
  /** What the cells give together: without a figure, what they say instead; `not-applicable` for stocks at a date, which no total over time has. */
  total: MatrixCell,
  /** How many of its amounts stand on a partner that nobody has confirmed yet. */
  proposed: z.int(),
})
export type MatrixRow = z.infer<typeof MatrixRow>

/** Why an amount is not in a total. */
export const leftOutCategories = ['not-with-fao', 'assessed', 'counted-twice', 'apart', 'other-modality', 'filtered-country', 'filtered-modality', 'outside-period', 'no-date'] as const
export const LeftOutCategory = z.enum(leftOutCategories)

/** left in + left out = read, in rows and in cents, for the measure of the spec. */
export const Reconciliation = z.object({
  read: z.object({ rows: z.int(), cents: z.int() }),
  counted: z.object({ rows: z.int(), cents: z.int() }),
  leftOut: z.array(z.object({ category: LeftOutCategory, rows: z.int(), cents: z.int() })),
  /** Of the counted rows: without a figure, and with a figure in a currency that has no USD value. */
  notReported: z.int(),
  withoutUsd: z.int(),
})
export type Reconciliation = z.infer<typeof Reconciliation>

export const Matrix = z.object({
  spec: MatrixSpec,
  /**
   * Keys `2010`, `2010-11` or `none` (no date), in order of time, `none` last. Among years, `2010-11` follows `2011` and holds
   * the figures of the biennium as a whole, which belong to neither year.
   */
  columns: z.array(z.string()),
  rows: z.array(MatrixRow),
  totals: z.array(MatrixCell),
  /** The same for all rows; zero where there is none. */
  total: MatrixCell,
  countingRule: z.object({ code: z.string(), name: z.string(), validFrom: z.string().nullable() }),
  reconciliation: Reconciliation,
  changeset: z.int(),
})
export type Matrix = z.infer<typeof Matrix>

const Choice = z.object({ key: z.string(), name: z.string(), rows: z.int() })
export const MatrixOptions = z.object({
  measures: z.array(z.object({ measure: Measure, rows: z.int() })),
  countries: z.array(Choice),
  modalities: z.array(Choice),
  countingRules: z.array(z.object({ code: z.string(), name: z.string() })),
  years: z.object({ first: z.int().nullable(), last: z.int().nullable() }),
})
export type MatrixOptions = z.infer<typeof MatrixOptions>

/** An amount behind a figure. */
export const AmountRecord = z.object({
  amount: z.int(),
  project: z.int(),
  symbol: z.string().nullable(),
  title: z.string().nullable(),
  partner: z.string(),
  isPartnerConfirmed: z.boolean(),
  country: z.string().nullable(),
  modality: z.string().nullable(),
  state: z.string(),
  original: z.string().nullable(),
  currency: z.string().nullable(),
  usdCents: z.int().nullable(),
  period: z.string(),
})
export type AmountRecord = z.infer<typeof AmountRecord>

export const AmountTrace = z.object({
  record: AmountRecord,
  measure: Measure,
  otherOriginal: z.string().nullable(),
  otherCurrency: z.string().nullable(),
  rate: z.string().nullable(),
  rateSource: z.string().nullable(),
  isUsdRecorded: z.boolean(),
  audience: z.string(),
  partnerReason: z.object({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
  cells: z.array(z.object({ field: z.string(), file: z.string(), sheet: z.string(), address: z.string(), raw: z.string() })),
  submission: z.object({ id: z.int(), file: z.string(), at: z.string() }).nullable(),
  /** In force: the figure is what a person said, the cells are what its source says. */
  correction: z.object({ saidBy: z.string(), channel: CorrectionChannel, saidOn: z.iso.date(), note: z.string(), source: CorrectedFigure }).nullable(),
  changeset: z.object({ id: z.int(), at: z.string(), person: z.string() }),
})
export type AmountTrace = z.infer<typeof AmountTrace>

const CellChoice = z.object({
  /** Row key, or null for the total row. */
  row: z.string().nullable(),
  /** Column key, or null for the total column. */
  column: z.string().nullable(),
  /** Set to list what the counting rule or the filter left out instead. */
  leftOut: LeftOutCategory.optional(),
})
export const MatrixCellChoice = CellChoice

export const matrices = {
  options: call(InWorkspace, MatrixOptions),
  compute: call(InWorkspace.extend({ spec: MatrixSpec }), Matrix),
  records: call(z.object({ workspace: WorkspaceId, spec: MatrixSpec, cell: CellChoice }).extend(Page.shape), z.object({ total: z.int(), cents: z.int(), records: z.array(AmountRecord) })),
  trace: call(InWorkspace.extend({ amount: z.int() }), AmountTrace),
}
