/** Requirements, the integrated budget, and what people note on any record. */
import { audience, choice, derived, field, record, reference } from './field.ts'

export const budgetLines = ['faor', 'tcp', 'contingencies', 'capital-expenditure', 'security-expenditure', 'other'] as const
/** What notes and tasks may be on. */
export const notedEntities = ['office', 'partner', 'project', 'contribution', 'amount', 'submission', 'agreement', 'programme', 'pool', 'modality', 'requirement', 'meeting'] as const

export const planningRecords = [
  record({
    type: 'country-framework', table: 'country_framework', name: ['title'], key: ['area', 'title'],
    fields: [reference('area', 'area', { isRequired: true }), field('title', 'text', { isRequired: true }), choice('state', 'framework-state', ['draft', 'signed', 'ended']), field('start-date', 'date'), field('end-date', 'date'), derived('required', 'usd'), derived('available', 'usd'), derived('gap', 'usd'), audience()],
  }),
  record({
    type: 'requirement', table: 'requirement', name: ['title', 'result'], key: ['result', 'framework', 'period-start', 'title'],
    fields: [
      reference('result', 'result'), reference('framework', 'country-framework'), field('title', 'text'), field('period-start', 'date', { isRequired: true }), field('period-end', 'date', { isRequired: true }),
      field('required', 'usd', { column: 'required_cents' }), field('available', 'usd', { column: 'available_cents' }), derived('gap', 'usd'), field('source', 'text'), audience(),
    ],
  }),
  record({
    type: 'budget-line', table: 'budget_line', name: ['result', 'objective', 'line'], key: ['biennium-start', 'objective', 'result', 'line'],
    fields: [
      field('biennium-start', 'date', { isRequired: true }), reference('objective', 'objective'), reference('result', 'result'), choice('line', 'budget-line', budgetLines),
      field('net-appropriation', 'usd', { column: 'net_appropriation_cents' }), field('core-voluntary', 'usd', { column: 'core_voluntary_cents' }), field('technical-assistance', 'usd', { column: 'technical_assistance_cents' }), field('emergency', 'usd', { column: 'emergency_cents' }),
      derived('total', 'usd'), field('source', 'text'), audience(),
    ],
  }),
  record({
    type: 'note', table: 'note', name: ['text'], key: [],
    fields: [choice('entity', 'entity', notedEntities, { isRequired: true, isReadOnly: true }), field('about', 'text', { column: 'entity_uuid', isReadOnly: true }), field('text', 'long-text', { isRequired: true }), { ...audience(), isShown: true }],
  }),
  record({
    type: 'task', table: 'task', name: ['text'], key: [],
    fields: [
      field('text', 'long-text', { isRequired: true }), field('responsible', 'text'), field('due-on', 'date'), field('done-on', 'date'), choice('entity', 'entity', notedEntities, { isReadOnly: true }), field('about', 'text', { column: 'entity_uuid', isReadOnly: true }), audience(),
    ],
  }),
]
