import { kindCatalogues } from './catalogue-kinds.ts'
import type { ColumnMeasure, SubmissionField, SubmissionKind } from './kinds.ts'

/**
 * What the columns of each kind of submission can carry: for the proposal of a mapping, the checks of its rows, the templates and the
 * choices of the window alike. A field is of the same type in every kind; what a kind needs of it differs.
 */

export const fieldTypes = ['text', 'code', 'date', 'year', 'month', 'number', 'percent', 'money', 'partner', 'country', 'office', 'result', 'modality', 'letter'] as const
export type FieldType = (typeof fieldTypes)[number]

/** `one-of:project`: at least one of the kind's fields with the same word has to be there. */
export type FieldNeed = 'must' | `one-of:${string}` | 'may'

export interface CatalogueField {
  readonly field: SubmissionField
  readonly need: FieldNeed
  readonly type: FieldType
  /** Several columns of one table may carry it. */
  readonly isRepeatable: boolean
}

export interface CatalogueMeasure {
  readonly measure: ColumnMeasure
  /** Flows may be summed over time, stocks hold at one date. */
  readonly nature: 'flow' | 'stock'
}

export interface KindCatalogue {
  readonly kind: SubmissionKind
  /** In the order in which a template shows them. */
  readonly fields: readonly CatalogueField[]
  /** What its amounts can measure, likeliest first; empty where it carries none. */
  readonly measures: readonly CatalogueMeasure[]
  /** What makes two rows of later submissions the same record; the ordinal among equals of one file ends every key. */
  readonly naturalKey: readonly (SubmissionField | 'measure' | 'period')[]
  /** What is missing from it is asked about: the sender means it to be whole. */
  readonly isFullSnapshot: boolean
  /** Whose definition it follows. */
  readonly source: string
}

const typesOfFields: Readonly<Record<SubmissionField, FieldType>> = {
  identifier: 'code', 'entity-code': 'code', title: 'text', description: 'text', agreement: 'code', programme: 'text', outcome: 'text', output: 'text', activity: 'text', responsibility: 'text',
  partner: 'partner', 'partner-parent': 'partner', 'partner-type': 'text', agency: 'text', office: 'office', 'executing-agency': 'text', 'implementing-agency': 'text', post: 'text', person: 'text', responsible: 'text',
  country: 'country', region: 'text', level: 'text', modality: 'modality', earmarking: 'text', sector: 'text', purpose: 'code', channel: 'code', 'flow-type': 'code', 'aid-type': 'code', 'finance-type': 'code',
  'strategic-objective': 'code', 'organizational-result': 'result', 'focus-area': 'text', theme: 'text', strength: 'text', assignment: 'letter', status: 'text', 'report-type': 'text',
  'approval-date': 'date', 'start-date': 'date', 'end-date': 'date', 'revised-end-date': 'date', 'receipt-date': 'date', 'due-date': 'date', 'submitted-date': 'date', 'expected-date': 'date', 'document-date': 'date',
  'valid-from': 'date', 'valid-to': 'date', year: 'year', month: 'month', 'as-of-date': 'date',
  amount: 'money', currency: 'code', 'exchange-rate': 'number', 'price-base': 'text', 'support-cost-rate': 'percent', probability: 'percent', progress: 'text', ceiling: 'money', quantity: 'number', unit: 'text',
  'valuation-basis': 'text', instalment: 'code', condition: 'text', document: 'text', highlights: 'text', note: 'text',
}

const stocks: ReadonlySet<ColumnMeasure> = new Set<ColumnMeasure>(['pipeline', 'undelivered', 'unpaid-pledge', 'available', 'gap'])

/** Flows are summed over time; of stocks only the latest holds. */
export const measureNature = (measure: ColumnMeasure): 'flow' | 'stock' => (stocks.has(measure) ? 'stock' : 'flow')

export const fieldType = (field: SubmissionField): FieldType => typesOfFields[field]

const catalogues: ReadonlyMap<SubmissionKind, KindCatalogue> = new Map(
  kindCatalogues.map(({ kind, fields, measures, ...rest }) => [
    kind,
    { ...rest, kind, fields: fields.map((field) => ({ ...field, type: typesOfFields[field.field] })), measures: measures.map((measure) => ({ measure, nature: measureNature(measure) })) },
  ]),
)

export function catalogueOf(kind: SubmissionKind): KindCatalogue {
  const catalogue = catalogues.get(kind)
  if (!catalogue) throw new RangeError(`no catalogue of ${kind}`)
  return catalogue
}

/** Fields that a column of this kind can carry, `amount` among them where it has money. */
export const fieldsOf = (kind: SubmissionKind): readonly SubmissionField[] => catalogueOf(kind).fields.map(({ field }) => field)

/** What its amounts can measure, likeliest first. */
export const measuresOf = (kind: SubmissionKind): readonly ColumnMeasure[] => catalogueOf(kind).measures.map(({ measure }) => measure)

/** What a table of this kind lacks: fields of which it needs each, and groups of which it needs one. */
export function missingFields(kind: SubmissionKind, present: ReadonlySet<SubmissionField>): readonly (readonly SubmissionField[])[] {
  const groups = new Map<string, SubmissionField[]>()
  for (const { field, need } of catalogueOf(kind).fields) {
    if (need === 'may') continue
    const group = need === 'must' ? field : need
    groups.set(group, [...(groups.get(group) ?? []), field])
  }
  return [...groups.values()].filter((fields) => !fields.some((field) => present.has(field)))
}
