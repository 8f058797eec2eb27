/** Every kind of record that people keep, in the order of menus; texts are the messages `record.<type>` and `records.<type>`. */
export const recordTypes = [
  'partner', 'partner-flag', 'profile-statement', 'contact', 'meeting', 'follow-up',
  'agreement', 'signatory', 'instalment', 'report-due', 'agreement-term', 'clearance', 'agreement-project',
  'project', 'project-share', 'follow-on', 'programme', 'programme-result',
  'contribution', 'payer-share', 'valuation', 'amount', 'pool', 'pool-movement',
  'modality', 'support-cost-standard', 'exchange-rate',
  'country-framework', 'requirement', 'budget-line',
  'note', 'task',
] as const
export type RecordType = (typeof recordTypes)[number]
