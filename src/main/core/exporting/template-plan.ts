/** What stands in a template workbook of a kind: its columns, with the tag by which each is read back, its header, its instruction and its example. */
import { catalogueOf, fieldType, measuresOf, type CatalogueField, type FieldType } from '../../../shared/domain/catalogue.ts'
import type { SubmissionField, SubmissionKind } from '../../../shared/domain/kinds.ts'
import type { MessageKey } from '../../../shared/messages/en/index.ts'
import { formatMessage, type MessageParams } from '../../../shared/messages/format.ts'
import type { Locale } from '../../../shared/messages/locales.ts'
import type { TemplateTag } from '../importing/map/template-tags.ts'

export const templateLists = ['country', 'office', 'modality', 'result', 'partner', 'currency', 'letter'] as const
export type TemplateList = (typeof templateLists)[number]

export interface TemplateColumn {
  readonly tag: TemplateTag
  readonly type: FieldType
  readonly header: string
  readonly need: string
  readonly format: string
  /** As a person would type it. */
  readonly example: string
  readonly list: TemplateList | null
}

/** How many of a kind's measures its template asks for, likeliest first; a contribution list needs one, a table of needs all three. */
const measureCounts: Readonly<Partial<Record<SubmissionKind, number>>> = { 'approvals-delivery': 2, 'net-appropriation': 3, requirements: 3, 'aid-flows': 2 }
/** Kinds whose figures are dollars by definition. */
const inDollars: ReadonlySet<SubmissionKind> = new Set<SubmissionKind>(['approvals-delivery', 'net-appropriation', 'aid-flows'])
const currencyFields: ReadonlySet<SubmissionField> = new Set<SubmissionField>(['currency', 'exchange-rate'])

const examplesOfTypes: Readonly<Record<FieldType, string>> = {
  text: '…', code: 'A-1', date: '2011-03-25', year: '2011', month: '2011-03', number: '12', percent: '13', money: '125000', partner: 'Japan', country: 'Kenya', office: 'FAO Kenya', result: 'A1', modality: 'GCP', letter: 'R',
}
const examplesOfFields: Readonly<Partial<Record<SubmissionField, string>>> = {
  identifier: 'GCP/KEN/123/JPN', 'entity-code': 'TFJP110012345', currency: 'USD', 'exchange-rate': '1', 'strategic-objective': 'A', purpose: '31120', channel: '41301', agreement: 'AGR-2011-07', instalment: '1', unit: 'kg', quantity: '40', level: 'country', probability: '75',
}

const textExamples = ['title', 'description', 'outcome', 'output', 'activity', 'responsibility', 'theme', 'sector', 'status', 'highlights', 'note'] as const

const listOf = (field: SubmissionField): TemplateList | null => (field === 'currency' ? 'currency' : (templateLists.find((list) => list === fieldType(field)) ?? null))

export function planTemplate(kind: SubmissionKind, locale: Locale): TemplateColumn[] {
  const text = (key: MessageKey, params: MessageParams = {}): string => formatMessage(locale, key, params)
  const { fields } = catalogueOf(kind)
  const needOf = ({ field, need }: CatalogueField): string => {
    if (need === 'must' || need === 'may') return text(`template.need.${need}`)
    return text('template.need.one-of', { others: fields.filter((other) => other.need === need && other.field !== field).map((other) => text(`field.${other.field}`)).join(', ') })
  }
  const isDollars = inDollars.has(kind)
  return fields.flatMap((entry): TemplateColumn[] => {
    const { field, type } = entry
    if (isDollars && currencyFields.has(field)) return []
    const worded = textExamples.find((known) => known === field)
    const example = worded === undefined ? (examplesOfFields[field] ?? examplesOfTypes[type]) : text(`template.text.${worded}`)
    const common = { type, need: needOf(entry), format: text(`field-type.${type}`), example, list: listOf(field) }
    if (field === 'amount') {
      return measuresOf(kind).slice(0, measureCounts[kind] ?? 1).map((measure) => {
        const name = text(`measure.${measure}`)
        return { ...common, tag: { field, measure, ...(isDollars ? { currency: 'USD' } : {}) }, header: isDollars ? text('template.unit.money', { name, currency: 'USD' }) : text('template.unit.original', { name }) }
      })
    }
    const name = text(`field.${field}`)
    return [{ ...common, tag: { field }, header: type === 'date' ? text('template.unit.date', { name }) : type === 'percent' ? `${name} (%)` : name }]
  })
}
