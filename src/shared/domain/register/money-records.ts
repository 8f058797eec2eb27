/** Contributions, amounts, pools and rates. */
import { amountStates, measures, precisions } from '../amount.ts'
import { audience, choice, derived, field, label, money, record, reference } from './field.ts'

export const poolMovementKinds = ['allocation', 'advance', 'repayment', 'refund'] as const
export const valuationBases = ['market-price', 'provider-statement', 'standard-cost', 'estimate'] as const
export const earmarkings = ['earmarked', 'lightly-earmarked', 'unearmarked', 'assessed', 'not-applicable'] as const
export const fundingNatures = ['voluntary', 'assessed', 'in-kind'] as const
/** Grand Bargain scale: unearmarked, softly earmarked, earmarked, tightly earmarked (IATI codelist EarmarkingCategory). */
export const grandBargain = ['1', '2', '3', '4'] as const

export const moneyRecords = [
  record({
    type: 'contribution', table: 'contribution', parent: { type: 'project', field: 'project' }, name: ['project', 'signatory'], key: [],
    fields: [
      reference('project', 'project', { isRequired: true }), reference('signatory', 'partner', { isRequired: true }), reference('source', 'partner'), reference('channel', 'partner'), choice('partner-state', 'partner-state', ['confirmed', 'proposed'], { isReadOnly: true }),
      reference('pool', 'pool', { isShown: false }), derived('approved', 'usd'), derived('received', 'usd'), derived('delivered', 'usd'), derived('unattributed', 'share', { isShown: false }),
      reference('submission', 'submission', { isReadOnly: true }), audience(),
    ],
  }),
  record({
    type: 'payer-share', table: 'payer_share', parent: { type: 'contribution', field: 'contribution' }, name: ['partner'], key: [],
    fields: [reference('contribution', 'contribution', { isRequired: true }), reference('partner', 'partner', { isRequired: true }), field('share', 'share', { column: 'millionths', isRequired: true })],
  }),
  record({
    type: 'valuation', table: 'valuation', parent: { type: 'contribution', field: 'contribution' }, name: ['description'], key: ['contribution', 'description'],
    fields: [
      reference('contribution', 'contribution', { isRequired: true }), field('description', 'text', { isRequired: true }), field('quantity', 'decimal'), field('unit', 'text'), field('unit-value', 'decimal'), field('currency', 'currency'), derived('value', 'decimal'),
      choice('basis', 'valuation-basis', valuationBases, { isRequired: true }), field('valued-on', 'date'), field('valued-by', 'text'), reference('provider-area', 'area'),
    ],
  }),
  record({
    type: 'amount', table: 'amount', parent: { type: 'contribution', field: 'contribution' }, name: ['measure'], key: [], moneyOn: 'period-start',
    fields: [
      derived('project', 'text'), derived('partner', 'text'), choice('measure', 'measure', measures, { isRequired: true }), { ...derived('period', 'period'), isReadOnly: false },
      choice('amount-state', 'amount-state', amountStates, { column: 'state' }), ...money(), reference('contribution', 'contribution', { isRequired: true, isShown: false }),
      field('period-start', 'date', { isShown: false }), field('period-end', 'date', { isShown: false }), choice('period-precision', 'precision', precisions, { isShown: false }),
      field('other-original', 'decimal', { isReadOnly: true, isShown: false }), field('other-currency', 'currency', { isReadOnly: true, isShown: false }), field('includes-support-costs', 'flag', { isShown: false }),
      field('is-repeat', 'flag', { isReadOnly: true, isShown: false }), reference('submission', 'submission', { isReadOnly: true }), derived('source-cell', 'text'), audience(),
    ],
  }),
  record({
    type: 'pool', table: 'pool', name: ['title'], key: ['title'],
    fields: [
      field('title', 'text', { isRequired: true }), reference('modality', 'modality', { isRequired: true }), reference('parent', 'pool'), reference('project', 'project'),
      derived('contributions-in', 'usd'), derived('allocations-out', 'usd'), derived('balance', 'usd'), audience(),
    ],
  }),
  record({
    type: 'pool-movement', table: 'pool_movement', parent: { type: 'pool', field: 'pool' }, name: ['kind', 'moved-on'], key: ['pool', 'kind', 'moved-on', 'project'], moneyOn: 'moved-on',
    fields: [field('moved-on', 'date', { isRequired: true }), choice('kind', 'pool-movement-kind', poolMovementKinds, { isRequired: true }), reference('project', 'project'), ...money('', true), field('note', 'text'), reference('pool', 'pool', { isRequired: true })],
  }),
  record({
    type: 'modality', table: 'modality', name: ['code', 'name'], key: [], canRemove: false,
    fields: [
      field('code', 'text', { column: 'natural_key', isReadOnly: true }), label('name', 'en', { isRequired: true, isShown: true }), label('name-fr', 'fr'), choice('earmarking', 'earmarking', earmarkings, { isRequired: true }), choice('grand-bargain', 'grand-bargain', grandBargain, { column: 'iati_earmarking' }),
      choice('funding-nature', 'funding-nature', fundingNatures, { isRequired: true }), field('is-pool', 'flag'), field('is-emergency', 'flag'), reference('support-cost-category', 'support-cost-category', { by: 'key' }), derived('standard-rate', 'share'), derived('counted', 'text'),
      reference('parent', 'modality', { isShown: false }), field('valid-from', 'date', { isShown: false }), field('valid-to', 'date', { isShown: false }), choice('status', 'check-status', ['verified', 'unverified'], { isShown: false }),
    ],
  }),
  record({
    type: 'support-cost-standard', table: 'support_cost_standard', name: ['category'], key: ['category', 'valid-from'],
    fields: [reference('category', 'support-cost-category', { by: 'key', isRequired: true }), field('standard-rate', 'share', { column: 'rate', isRequired: true }), field('valid-from', 'date'), field('valid-to', 'date'), field('source', 'text'), choice('status', 'check-status', ['verified', 'unverified'])],
  }),
  record({
    type: 'exchange-rate', table: 'exchange_rate', name: ['currency', 'month'], key: ['currency', 'month'],
    fields: [field('currency', 'currency', { isRequired: true }), field('month', 'date', { isRequired: true }), field('units-per-usd', 'decimal', { column: 'rate', isRequired: true }), field('source', 'text', { isRequired: true }), choice('status', 'check-status', ['verified', 'unverified'])],
  }),
]
