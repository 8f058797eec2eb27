import type { ColumnMeasure, SubmissionField, SubmissionKind } from './kinds.ts'

/** The kinds themselves: fields, measures and keys as written down; read through `catalogue.ts`. */

interface KindField {
  readonly field: SubmissionField
  readonly need: 'must' | `one-of:${string}` | 'may'
  readonly isRepeatable: boolean
}

interface KindDefinition {
  readonly kind: SubmissionKind
  readonly fields: readonly KindField[]
  readonly measures: readonly ColumnMeasure[]
  readonly naturalKey: readonly (SubmissionField | 'measure' | 'period')[]
  readonly isFullSnapshot: boolean
  readonly source: string
}

const must = (...fields: readonly SubmissionField[]): KindField[] => fields.map((field) => ({ field, need: 'must', isRepeatable: field === 'amount' }))
const may = (...fields: readonly SubmissionField[]): KindField[] => fields.map((field) => ({ field, need: 'may', isRepeatable: field === 'amount' }))
const oneOf = (group: string, ...fields: readonly SubmissionField[]): KindField[] => fields.map((field) => ({ field, need: `one-of:${group}`, isRepeatable: false }))
const several = (fields: readonly KindField[]): KindField[] => fields.map((field) => ({ ...field, isRepeatable: true }))

const ofContributions = ['identifier', 'partner', 'measure', 'period', 'currency'] as const

export const kindCatalogues: readonly KindDefinition[] = [
  {
    kind: 'project-contributions',
    fields: [
      ...oneOf('project', 'identifier', 'title'), ...may('entity-code', 'partner', 'partner-parent', 'partner-type', 'country', 'region', 'modality', 'earmarking', 'office'), ...must('amount'),
      ...may('currency', 'exchange-rate', 'support-cost-rate', 'year', 'approval-date', 'start-date', 'end-date', 'revised-end-date', 'as-of-date', 'status', 'agreement', 'programme', 'description', 'sector', 'purpose', 'aid-type',
        'strategic-objective', 'organizational-result', 'focus-area', 'theme', 'executing-agency', 'implementing-agency', 'responsible', 'note'),
    ],
    measures: ['approval', 'commitment', 'disbursement', 'receipt', 'delivery', 'expenditure', 'pledge', 'unpaid-pledge', 'undelivered', 'revision', 'pipeline', 'in-kind'],
    naturalKey: ofContributions,
    isFullSnapshot: false,
    source: 'FAO: voluntary contributions by project symbol; receipts, commitments and disbursements as national aid management systems list them',
  },
  {
    kind: 'approvals-delivery',
    fields: [
      ...must('identifier'), ...may('entity-code', 'title', 'partner', 'country', 'modality', 'office', 'responsible', 'strategic-objective', 'organizational-result', 'status', 'approval-date', 'start-date', 'end-date', 'revised-end-date'),
      ...must('amount'), ...may('currency', 'exchange-rate', 'support-cost-rate', 'year', 'month', 'as-of-date', 'person', 'region', 'sector', 'note'),
    ],
    measures: ['approval', 'delivery', 'revision', 'undelivered', 'expenditure', 'commitment', 'receipt', 'pipeline'],
    naturalKey: ofContributions,
    isFullSnapshot: true,
    source: 'FAO, Field Programme Management Information System: approvals and delivery (actuals and commitments) by month',
  },
  {
    kind: 'receipts',
    fields: [
      ...oneOf('project', 'identifier', 'agreement', 'title'), ...must('partner', 'amount'), ...may('currency', 'exchange-rate'), ...oneOf('when', 'receipt-date', 'month', 'year'),
      ...may('instalment', 'document', 'entity-code', 'country', 'modality', 'office', 'status', 'as-of-date', 'note'),
    ],
    measures: ['receipt', 'pledge', 'unpaid-pledge', 'commitment'],
    naturalKey: ['identifier', 'agreement', 'partner', 'measure', 'period', 'currency', 'instalment'],
    isFullSnapshot: false,
    source: 'FAO: contributions received, the cash side of an agreement',
  },
  {
    kind: 'agreements',
    fields: [
      ...oneOf('agreement', 'agreement', 'identifier'), ...must('partner'), ...may('title', 'country', 'modality', 'approval-date', 'start-date', 'end-date', 'revised-end-date', 'amount', 'currency', 'exchange-rate', 'support-cost-rate', 'instalment'),
      ...may('report-type', 'due-date', 'submitted-date', 'receipt-date', 'condition', 'status', 'responsible', 'office', 'document', 'programme', 'note'),
    ],
    measures: ['approval', 'receipt', 'pledge', 'unpaid-pledge'],
    naturalKey: ['agreement', 'identifier', 'partner', 'instalment', 'report-type', 'due-date'],
    isFullSnapshot: false,
    source: 'FAO: agreements with resource partners, their instalments and the reports they ask for',
  },
  {
    kind: 'net-appropriation',
    fields: [...oneOf('result', 'organizational-result', 'strategic-objective'), ...may('title', 'office', 'region', 'level'), ...must('amount'), ...may('currency', 'year', 'note')],
    measures: ['net-appropriation', 'planned-core', 'planned-field'],
    naturalKey: ['organizational-result', 'strategic-objective', 'office', 'measure', 'period'],
    isFullSnapshot: true,
    source: 'FAO, Programme of Work and Budget: resources by objective from net appropriation and estimated voluntary contributions',
  },
  {
    kind: 'pipeline',
    fields: [
      ...must('title'), ...may('identifier', 'partner', 'country', 'region', 'office', 'modality', 'earmarking'), ...must('amount'),
      ...may('currency', 'exchange-rate', 'probability', 'status', 'expected-date', 'submitted-date', 'start-date', 'end-date', 'year', 'as-of-date', 'description', 'strategic-objective', 'organizational-result', 'focus-area', 'theme', 'sector', 'programme', 'responsible', 'condition', 'note'),
    ],
    measures: ['pipeline', 'pledge'],
    naturalKey: ['identifier', 'title', 'partner', 'country', 'measure', 'period', 'currency'],
    isFullSnapshot: true,
    source: 'FAO, project cycle: concept notes and proposals in negotiation (hard) or in preparation (soft)',
  },
  {
    kind: 'in-kind',
    fields: [
      ...must('partner'), ...oneOf('what', 'description', 'title'), ...may('identifier', 'agreement', 'country', 'region', 'office', 'modality', 'quantity', 'unit', 'valuation-basis', 'amount'),
      ...may('currency', 'exchange-rate', 'year', 'start-date', 'end-date', 'receipt-date', 'as-of-date', 'theme', 'sector', 'strategic-objective', 'organizational-result', 'status', 'implementing-agency', 'note'),
    ],
    measures: ['in-kind'],
    naturalKey: ['identifier', 'agreement', 'partner', 'description', 'title', 'measure', 'period', 'currency'],
    isFullSnapshot: false,
    source: 'FAO: contributions in kind and South-South cooperation, valued apart and never added to cash',
  },
  {
    kind: 'requirements',
    fields: [
      ...oneOf('what', 'title', 'programme', 'outcome', 'output', 'sector', 'activity', 'identifier'), ...must('amount'),
      ...may('country', 'region', 'office', 'strategic-objective', 'organizational-result', 'focus-area', 'theme', 'partner', 'implementing-agency', 'executing-agency', 'currency', 'year', 'start-date', 'end-date', 'as-of-date', 'status', 'note'),
    ],
    measures: ['requirement', 'available', 'gap', 'unpaid-pledge', 'pledge', 'commitment', 'disbursement'],
    naturalKey: ['country', 'identifier', 'programme', 'outcome', 'output', 'title', 'sector', 'activity', 'implementing-agency', 'measure', 'period', 'currency'],
    isFullSnapshot: true,
    source: 'FAO, country programming frameworks; OCHA, Financial Tracking Service: requirements, funding and what is unmet',
  },
  {
    kind: 'partner-priorities',
    fields: [
      ...must('partner'), ...oneOf('what', 'theme', 'sector', 'purpose', 'strategic-objective', 'organizational-result', 'focus-area'),
      ...may('country', 'region', 'strength', 'agency', 'partner-type', 'modality', 'earmarking', 'document', 'document-date', 'valid-from', 'valid-to', 'year', 'condition', 'responsible', 'office', 'description', 'note'),
    ],
    measures: [],
    naturalKey: ['partner', 'theme', 'sector', 'purpose', 'strategic-objective', 'organizational-result', 'focus-area', 'country', 'region'],
    isFullSnapshot: false,
    source: 'FAO, resource partner profiles: stated priorities of a partner by theme, result and place',
  },
  {
    kind: 'aid-flows',
    fields: [
      ...must('year', 'partner'), ...may('partner-type', 'agency'), ...must('country'), ...may('region', 'identifier', 'entity-code', 'title', 'description'), ...oneOf('what', 'purpose', 'sector'),
      ...may('channel', 'implementing-agency', 'flow-type', 'aid-type', 'finance-type'), ...must('amount'), ...may('currency', 'price-base', 'start-date', 'end-date', 'approval-date', 'status', 'note'),
    ],
    measures: ['commitment', 'disbursement', 'receipt', 'pledge', 'expenditure'],
    naturalKey: ['year', 'partner', 'agency', 'identifier', 'country', 'purpose', 'channel', 'measure', 'price-base'],
    isFullSnapshot: false,
    source: 'OECD, Creditor Reporting System: aid activities, amounts in millions of US dollars',
  },
  {
    kind: 'accountability',
    fields: [
      ...oneOf('what', 'responsibility', 'activity', 'output', 'outcome'), ...oneOf('who', 'post', 'office', 'person', 'responsible', 'level'), ...several(must('assignment')),
      ...may('modality', 'ceiling', 'currency', 'valid-from', 'valid-to', 'document', 'condition', 'region', 'country', 'note'),
    ],
    measures: [],
    naturalKey: ['outcome', 'output', 'activity', 'responsibility', 'level', 'office', 'post', 'person', 'modality', 'valid-from'],
    isFullSnapshot: true,
    source: 'FAO, resource mobilization and management strategy: roles by level of office; letters R, A, C, I and S',
  },
  {
    kind: 'work-plan',
    fields: [
      ...may('outcome', 'output', 'identifier'), ...must('activity'), ...may('responsible', 'office', 'status', 'progress', 'highlights', 'start-date', 'end-date', 'due-date', 'revised-end-date', 'amount', 'currency', 'year', 'as-of-date', 'document', 'note'),
    ],
    measures: ['requirement', 'available', 'expenditure'],
    naturalKey: ['outcome', 'output', 'identifier', 'activity'],
    isFullSnapshot: true,
    source: 'FAO, resource mobilization and management work plan 2010-13: outcomes, outputs, key activities, highlights to date',
  },
]
