/** Agreements and what they bind both sides to (rules of support costs, agreements, modality). */
import { audience, choice, derived, field, money, record, reference } from './field.ts'

export const agreementStates = ['draft', 'negotiation', 'signed', 'completed', 'terminated'] as const
export const clearanceKinds = ['legal', 'finance', 'technical', 'private-sector'] as const
export const reportKinds = ['progress', 'financial', 'interim', 'terminal', 'audit', 'evaluation', 'other'] as const

const ofAgreement = { type: 'agreement', field: 'agreement' } as const
const agreement = () => reference('agreement', 'agreement', { isRequired: true })

export const agreementRecords = [
  record({
    type: 'agreement', table: 'agreement', name: ['title', 'reference'], key: ['partner', 'reference', 'title'], moneyOn: 'signed-on',
    fields: [
      field('title', 'text', { isRequired: true }), field('reference', 'text'), choice('kind', 'agreement-kind', ['framework', 'single'], { isRequired: true }), reference('partner', 'partner', { isRequired: true }),
      choice('state', 'agreement-state', agreementStates), reference('framework', 'agreement', { isShown: false }), reference('modality', 'modality'), ...money(),
      reference('support-cost-category', 'support-cost-category', { by: 'key' }), field('support-cost-rate', 'share'), derived('standard-rate', 'share'), field('rate-exception', 'text', { isShown: false }),
      field('signed-on', 'date'), field('start-date', 'date', { isShown: false }), field('end-date', 'date'), derived('received', 'usd'), derived('instalments-late', 'integer'), audience(),
    ],
  }),
  record({
    type: 'signatory', table: 'agreement_signatory', parent: ofAgreement, name: ['name'], key: ['agreement', 'name'],
    fields: [field('name', 'text', { isRequired: true }), field('post', 'text'), reference('partner', 'partner'), field('signed-on', 'date'), agreement()],
  }),
  record({
    type: 'instalment', table: 'instalment', parent: ofAgreement, name: ['due-on'], key: ['agreement', 'due-on'], moneyOn: 'due-on',
    fields: [field('due-on', 'date', { isRequired: true }), ...money('', true), field('condition', 'text'), field('received-on', 'date'), ...money('received-'), field('note', 'text'), agreement()],
  }),
  record({
    type: 'report-due', table: 'report_due', parent: ofAgreement, name: ['kind', 'due-on'], key: ['agreement', 'kind', 'due-on'],
    fields: [choice('kind', 'report-kind', reportKinds, { isRequired: true }), field('due-on', 'date', { isRequired: true }), field('sent-on', 'date'), field('accepted-on', 'date'), reference('project', 'project'), field('responsible', 'text'), field('note', 'text'), agreement()],
  }),
  record({
    type: 'agreement-term', table: 'agreement_term', parent: ofAgreement, name: ['text'], key: ['agreement', 'kind', 'text'],
    fields: [choice('kind', 'term-kind', ['condition', 'visibility'], { isRequired: true }), field('text', 'long-text', { isRequired: true }), field('due-on', 'date'), field('met-on', 'date'), agreement()],
  }),
  record({
    type: 'clearance', table: 'clearance', parent: ofAgreement, name: ['kind'], key: ['agreement', 'kind'],
    fields: [choice('kind', 'clearance-kind', clearanceKinds, { isRequired: true }), field('asked-on', 'date'), field('cleared-on', 'date'), field('cleared-by', 'text'), field('note', 'text'), agreement()],
  }),
  record({
    type: 'agreement-project', table: 'agreement_project', parent: ofAgreement, name: ['project'], key: ['agreement', 'project'],
    fields: [reference('project', 'project', { isRequired: true }), field('note', 'text'), agreement()],
  }),
]
