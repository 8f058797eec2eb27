import { z } from 'zod'
import { measures } from './amount.ts'

/**
 * What offices and partners send, and what its columns can carry. One vocabulary of fields for all kinds, so that a field means the same
 * wherever it stands; which kind takes which field, and how, is said by `catalogue.ts`.
 */
export const submissionKinds = [
  'project-contributions', 'approvals-delivery', 'receipts', 'agreements', 'net-appropriation', 'pipeline', 'in-kind', 'requirements',
  'partner-priorities', 'aid-flows', 'accountability', 'work-plan',
] as const
export type SubmissionKind = (typeof submissionKinds)[number]
export const SubmissionKind = z.enum(submissionKinds)

/** Kinds whose rows are contributions, which the register takes; the others are read, mapped and checked. */
export const contributionKinds: ReadonlySet<SubmissionKind> = new Set<SubmissionKind>(['project-contributions', 'approvals-delivery', 'receipts', 'pipeline', 'in-kind'])

export const submissionFields = [
  // What it is about
  'identifier', 'entity-code', 'title', 'description', 'agreement', 'programme', 'outcome', 'output', 'activity', 'responsibility',
  // Who
  'partner', 'partner-parent', 'partner-type', 'agency', 'office', 'executing-agency', 'implementing-agency', 'post', 'person', 'responsible',
  // Where and under what
  'country', 'region', 'level', 'modality', 'earmarking', 'sector', 'purpose', 'channel', 'flow-type', 'aid-type', 'finance-type',
  'strategic-objective', 'organizational-result', 'focus-area', 'theme', 'strength', 'assignment', 'status', 'report-type',
  // When
  'approval-date', 'start-date', 'end-date', 'revised-end-date', 'receipt-date', 'due-date', 'submitted-date', 'expected-date', 'document-date', 'valid-from', 'valid-to',
  'year', 'month', 'as-of-date',
  // How much
  'amount', 'currency', 'exchange-rate', 'price-base', 'support-cost-rate', 'probability', 'progress', 'ceiling', 'quantity', 'unit', 'valuation-basis', 'instalment',
  // What else is said
  'condition', 'document', 'highlights', 'note',
] as const
export type SubmissionField = (typeof submissionFields)[number]
export const SubmissionField = z.enum(submissionFields)

/** What a column of money can measure: what amounts of the register measure, and what only plans and requirements know. */
export const columnMeasures = [...measures, 'requirement', 'available', 'gap', 'net-appropriation', 'planned-core', 'planned-field'] as const
export type ColumnMeasure = (typeof columnMeasures)[number]
export const ColumnMeasure = z.enum(columnMeasures)

/** A kind that a table may be, with what speaks for it. */
export const KindGuess = z.object({
  kind: SubmissionKind,
  confidence: z.number().min(0).max(1),
  /** `reason.kind-*` */
  reason: z.object({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
})
export type KindGuess = z.infer<typeof KindGuess>
