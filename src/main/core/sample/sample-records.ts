/**
 * Invented records of every kind that people keep by hand, as texts that a person would type: they go through the very writing that
 * a grid goes through. `@name` in a text stands for the record that was made under that name before.
 */
import type { RecordType } from '../../../shared/domain/register/record-types.ts'

export interface SampleRecord {
  /** By which later records refer to it; empty where none does. */
  readonly name: string
  /** Texts by field. */
  readonly fields: Readonly<Record<string, string>>
}

export interface SampleStep {
  readonly type: RecordType
  readonly records: readonly SampleRecord[]
}

/** Changes of records that are there already, found by a text that names them. */
export interface SampleEdit {
  readonly type: 'partner' | 'project'
  readonly record: string
  readonly fields: Readonly<Record<string, string>>
}

const nameless = (fields: Readonly<Record<string, string>>): SampleRecord => ({ name: '', fields })
const each = (type: RecordType, shared: Readonly<Record<string, string>>, ...records: readonly Readonly<Record<string, string>>[]): SampleStep => ({ type, records: records.map((fields) => nameless({ ...shared, ...fields })) })

const invented = 'invented for the sample'

export const sampleEdits: readonly SampleEdit[] = [
  { type: 'partner', record: 'Sweden', fields: { prospect: 'partner', responsible: 'A. Lind' } },
  { type: 'partner', record: 'Brazil', fields: { prospect: 'negotiating', responsible: 'C. Moura' } },
  { type: 'partner', record: 'Saudi Arabia', fields: { prospect: 'partner', responsible: 'A. Lind' } },
  { type: 'partner', record: 'Greece', fields: { prospect: 'lapsed' } },
  { type: 'project', record: 'GCP/KEN/902/NET', fields: { stage: 'active', 'operational-modality': 'direct' } },
  { type: 'project', record: 'OSRO/KEN/901/SWE', fields: { stage: 'operationally-closed', 'operational-modality': 'direct' } },
  { type: 'project', record: 'GCP/UGA/903/EC', fields: { stage: 'active', 'operational-modality': 'national-execution' } },
]

/** In the order of writing: what is referred to comes first. */
export const sampleSteps: readonly SampleStep[] = [
  {
    type: 'partner',
    records: [
      { name: 'lagoon', fields: { name: 'Lagoon Foundation (invented)', tier: 'partner', type: 'foundation', prospect: 'contacted', responsible: 'C. Moura', 'name-fr': 'Fondation Lagune (invention)' } },
      { name: 'harvest', fields: { name: 'Harvest Foods Company (invented)', tier: 'partner', type: 'private-sector', prospect: 'identified' } },
      { name: 'delta', fields: { name: 'Province of the Delta (invented)', tier: 'partner', type: 'local-authority', prospect: 'negotiating', responsible: 'A. Lind' } },
    ],
  },
  each('partner-flag', {}, { partner: '@lagoon', flag: 'emerging', 'valid-from': '2010-01-01', status: 'unverified' }, { partner: '@delta', flag: 'middle-income', 'valid-from': '2009-01-01', status: 'unverified' }),
  each('profile-statement', { partner: 'Sweden', document: 'Cooperation strategy (invented)', 'document-date': '2010-05-20' },
    { topic: 'overview', text: 'Pays without an earmark where results can be shown at the level of an objective.', audience: 'public' },
    { topic: 'priority-themes', text: 'Food security, adaptation to climate change, gender equality.', audience: 'public' },
    { topic: 'geographical-areas', text: 'Eastern Africa; countries in or after a crisis.', audience: 'public' },
    { topic: 'funding-bodies', text: 'The agency for development cooperation; the ministry for agriculture for standards.', audience: 'internal' },
    { topic: 'favoured-arrangements', text: 'FMM, SFERA, programmes of several years.', audience: 'internal' },
    { topic: 'funding-cycle', text: 'Requests until September, decisions in January.', audience: 'internal' },
    { topic: 'remarks', text: 'The desk officer changes in the spring.', audience: 'confidential' }),
  each('profile-statement', { partner: '@lagoon', document: 'Annual report (invented)', 'document-date': '2011-02-01' },
    { topic: 'priority-themes', text: 'Small-scale fisheries and mangroves.', audience: 'public' },
    { topic: 'application-and-negotiation', text: 'A concept note of two pages, then an invitation.', audience: 'internal' },
    { topic: 'accrued-interest', text: 'Goes back to the project.', audience: 'internal' }),
  each('contact', {},
    { partner: 'Sweden', name: 'K. Sandberg', post: 'Desk officer', email: 'k.sandberg@example.org', note: 'Prefers messages to calls.' },
    { partner: '@lagoon', name: 'M. Ferreira', post: 'Programme director', email: 'm.ferreira@example.org' },
    { partner: '@delta', name: 'Nguyen T. H.', post: 'Head of external relations', telephone: '+00 000 000' }),
  {
    type: 'meeting',
    records: [
      { name: 'stockholm', fields: { 'held-on': '2011-03-14', kind: 'mission', partner: 'Sweden', subject: 'Annual consultation', place: 'Stockholm', participants: 'K. Sandberg, A. Lind', summary: 'The pooled fund is to be renewed; a report on results is wanted before the summer.' } },
      { name: 'lagoon-call', fields: { 'held-on': '2011-06-02', kind: 'call', partner: '@lagoon', subject: 'First talk about mangroves', participants: 'M. Ferreira, C. Moura' } },
    ],
  },
  each('follow-up', {},
    { partner: 'Sweden', meeting: '@stockholm', kind: 'commitment', side: 'organization', text: 'Report on the results of the pooled fund', responsible: 'A. Lind', 'due-on': '2011-06-30', 'done-on': '2011-06-21' },
    { partner: 'Sweden', meeting: '@stockholm', kind: 'commitment', side: 'partner', text: 'Draft of the new agreement', 'due-on': '2011-09-15' },
    { partner: '@lagoon', meeting: '@lagoon-call', kind: 'follow-up', side: 'organization', text: 'Send the concept note', responsible: 'C. Moura', 'due-on': '2011-07-15' }),
  each('exchange-rate', { source: invented, status: 'unverified' },
    ...['2010-01', '2010-07', '2011-01', '2011-04', '2011-07', '2012-01'].flatMap((month, index) => [
      { currency: 'EUR', month: `${month}-01`, 'units-per-usd': ['0.695', '0.815', '0.755', '0.705', '0.692', '0.772'][index] ?? '' },
      { currency: 'SEK', month: `${month}-01`, 'units-per-usd': ['7.14', '7.75', '6.76', '6.31', '6.34', '6.87'][index] ?? '' },
    ])),
  {
    type: 'agreement',
    records: [
      { name: 'frame', fields: { title: 'Framework agreement with Sweden 2010-2013 (invented)', reference: 'FA/SWE/2010', kind: 'framework', partner: 'Sweden', state: 'signed', original: '120,000,000', currency: 'SEK', 'support-cost-category': 'technical-assistance', 'support-cost-rate': '13%', 'signed-on': '2010-07-01', 'start-date': '2010-07-01', 'end-date': '2013-12-31' } },
    ],
  },
  {
    type: 'agreement',
    records: [
      { name: 'relief', fields: { title: 'Drought relief in Kenya (invented)', reference: 'OSRO/KEN/901/SWE', kind: 'single', partner: 'Sweden', framework: '@frame', modality: 'OSRO', state: 'completed', original: '1,200,000', currency: 'USD', 'support-cost-category': 'emergency', 'support-cost-rate': '10%', 'signed-on': '2011-01-20', 'start-date': '2011-02-01', 'end-date': '2012-01-31' } },
      { name: 'kenya', fields: { title: 'Seeds for smallholders in Kenya (invented)', reference: 'GCP/KEN/902/NET', kind: 'single', partner: 'Netherlands', modality: 'GCP', state: 'signed', original: '2,400,000', currency: 'EUR', 'support-cost-category': 'technical-assistance', 'support-cost-rate': '7%', 'signed-on': '2011-04-11', 'start-date': '2011-05-01', 'end-date': '2014-04-30' } },
      { name: 'uganda', fields: { title: 'Extension services in Uganda (invented)', reference: 'GCP/UGA/903/EC', kind: 'single', partner: 'European Union', modality: 'GCP', state: 'signed', original: '3,000,000', currency: 'EUR', 'support-cost-category': 'technical-assistance', 'support-cost-rate': '7%', 'rate-exception': 'Rate of the framework with the European Union, accepted by the budget office', 'signed-on': '2010-07-15', 'end-date': '2013-07-14' } },
      { name: 'mangroves', fields: { title: 'Mangroves and small fisheries (invented)', kind: 'single', partner: '@lagoon', modality: 'GCP', state: 'negotiation', original: '750,000', currency: 'USD', audience: 'confidential' } },
      { name: 'packaging', fields: { title: 'Less loss in packaging (invented)', kind: 'single', partner: '@harvest', state: 'draft', audience: 'confidential' } },
    ],
  },
  each('signatory', {}, { agreement: '@frame', name: 'K. Sandberg', post: 'Desk officer', partner: 'Sweden', 'signed-on': '2010-07-01' }, { agreement: '@frame', name: 'Assistant Director-General', post: 'Technical Cooperation Department', 'signed-on': '2010-07-01' }),
  each('instalment', {},
    { agreement: '@frame', 'due-on': '2010-07-15', original: '40,000,000', currency: 'SEK', 'received-on': '2010-07-20', 'received-original': '40,000,000' },
    { agreement: '@frame', 'due-on': '2011-07-15', original: '40,000,000', currency: 'SEK', condition: 'Report on results of the year before', 'received-on': '2011-07-30', 'received-original': '40,000,000' },
    { agreement: '@frame', 'due-on': '2012-07-15', original: '40,000,000', currency: 'SEK' },
    { agreement: '@kenya', 'due-on': '2011-05-01', original: '1,200,000', currency: 'EUR', 'received-on': '2011-05-12', 'received-original': '1,200,000' },
    { agreement: '@kenya', 'due-on': '2012-05-01', original: '1,200,000', currency: 'EUR', 'received-on': '2012-06-20', 'received-original': '700,000', note: 'The rest follows after the audit.' },
    { agreement: '@relief', 'due-on': '2011-02-01', original: '1,200,000', currency: 'USD', 'received-on': '2011-02-03', 'received-original': '1,200,000' }),
  each('report-due', {},
    { agreement: '@frame', kind: 'progress', 'due-on': '2011-06-30', 'sent-on': '2011-06-21', 'accepted-on': '2011-07-04', responsible: 'A. Lind' },
    { agreement: '@frame', kind: 'financial', 'due-on': '2012-06-30', responsible: 'A. Lind' },
    { agreement: '@kenya', kind: 'interim', 'due-on': '2012-03-31', 'sent-on': '2012-05-08', project: 'GCP/KEN/902/NET' },
    { agreement: '@relief', kind: 'terminal', 'due-on': '2012-07-31', 'sent-on': '2012-07-28', project: 'OSRO/KEN/901/SWE' }),
  each('agreement-term', {},
    { agreement: '@frame', kind: 'condition', text: 'Yearly consultation on the use of the fund', 'due-on': '2011-03-31', 'met-on': '2011-03-14' },
    { agreement: '@kenya', kind: 'visibility', text: 'The partner’s mark on seed bags and at field days', 'due-on': '2012-03-31' }),
  each('clearance', {},
    ...(['legal', 'finance', 'technical'] as const).flatMap((kind) => [
      { agreement: '@frame', kind, 'asked-on': '2010-05-03', 'cleared-on': '2010-06-11', 'cleared-by': 'as recorded' },
      { agreement: '@kenya', kind, 'asked-on': '2011-02-01', ...(kind === 'technical' ? {} : { 'cleared-on': '2011-03-15', 'cleared-by': 'as recorded' }) },
      { agreement: '@relief', kind, 'asked-on': '2011-01-10', 'cleared-on': '2011-01-18', 'cleared-by': 'as recorded' },
    ]),
    { agreement: '@packaging', kind: 'private-sector', 'asked-on': '2011-10-03' }),
  each('agreement-project', {}, { agreement: '@relief', project: 'OSRO/KEN/901/SWE' }, { agreement: '@kenya', project: 'GCP/KEN/902/NET' }, { agreement: '@uganda', project: 'GCP/UGA/903/EC' }),
  {
    type: 'programme',
    records: [
      { name: 'seeds', fields: { title: 'Seed systems in Eastern Africa (invented)', objective: 'A', 'start-date': '2010-01-01', 'end-date': '2013-12-31', target: '12,000,000' } },
      { name: 'herders', fields: { title: 'Resilience of herders (invented)', objective: 'I', 'start-date': '2011-01-01', 'end-date': '2013-12-31', target: '20,000,000' } },
    ],
  },
  each('programme-result', {},
    { programme: '@seeds', title: 'Farmers’ groups multiply certified seed', result: 'A4', indicator: 'Groups with a licence', baseline: '12', target: '80', 'target-date': '2013-12-31', actual: '41' },
    { programme: '@herders', title: 'Early warning reaches herders in time', result: 'I1', indicator: 'Days between warning and message', baseline: '30', target: '7', 'target-date': '2013-12-31' }),
  each('project-share', { dimension: 'result' },
    { project: 'GCP/KEN/902/NET', target: 'A1', share: '60%' }, { project: 'GCP/KEN/902/NET', target: 'A4', share: '40%' },
    { project: 'GCP/UGA/903/EC', target: 'A1', share: '66.6%' }, { project: 'GCP/UGA/903/EC', target: 'H1', share: '33.3%' },
    { project: 'OSRO/KEN/901/SWE', target: 'I2', share: '75%', 'valid-from': '2011-01-01' }),
  each('project-share', { dimension: 'focus_area', project: 'GCP/KEN/902/NET' }, { target: 'IFA-1', share: '30%' }),
  each('follow-on', {}, { project: 'TCP/KEN/3902', 'followed-by': 'GCP/KEN/902/NET', note: 'The pilot districts became the project’s.' }),
  {
    type: 'project',
    records: [
      { name: 'south-south', fields: { title: 'Rice experts for Nigeria (South-South, invented)', area: 'Nigeria', modality: 'SSC', stage: 'active', 'start-date': '2010-03-01', 'end-date': '2012-02-29' } },
      { name: 'mangrove-project', fields: { title: 'Mangroves and small fisheries (invented)', area: 'Senegal', modality: 'GCP', stage: 'hard-pipeline', audience: 'confidential' } },
    ],
  },
  { type: 'contribution', records: [{ name: 'experts', fields: { project: '@south-south', signatory: 'China' } }, { name: 'mangrove-money', fields: { project: '@mangrove-project', signatory: '@lagoon', audience: 'confidential' } }] },
  each('amount', {},
    { contribution: '@experts', measure: 'in-kind', original: '432,000', currency: 'USD', 'period-start': '2010-01-01', 'period-end': '2010-12-31', 'period-precision': 'year' },
    { contribution: '@mangrove-money', measure: 'pipeline', original: '750,000', currency: 'USD', 'period-start': '2011-10-31', 'period-end': '2011-10-31', 'period-precision': 'day', audience: 'confidential' }),
  each('valuation', {}, { contribution: '@experts', description: 'Months of experts', quantity: '48', unit: 'months', 'unit-value': '9000', currency: 'USD', basis: 'standard-cost', 'valued-on': '2010-02-15', 'valued-by': 'Field Programme Officer', 'provider-area': 'China' }),
  each('payer-share', { contribution: '@experts' }, { partner: 'China', share: '70%' }, { partner: 'Nigeria', share: '20%' }),
  {
    type: 'pool',
    records: [
      { name: 'fmm', fields: { title: 'Multipartner Programme Support Mechanism (invented figures)', modality: 'FMM', project: 'FMM/GLO/905/MUL' } },
      { name: 'sfera', fields: { title: 'Emergency and rehabilitation fund (invented figures)', modality: 'SFERA', project: 'SFER/GLO/911/MUL' } },
      { name: 'mdtf', fields: { title: 'Multi-donor fund for the Delta (invented)', modality: 'MDTF' } },
    ],
  },
  { type: 'pool', records: [{ name: 'airc', fields: { title: 'AIRC window (invented figures)', modality: 'SFERA', parent: '@sfera', project: 'SFER/GLO/905/MUL' } }] },
  each('pool-movement', { currency: 'USD' },
    { pool: '@fmm', 'moved-on': '2011-02-10', kind: 'allocation', original: '300,000', project: 'GCP/GLO/912/JPN' },
    { pool: '@sfera', 'moved-on': '2011-01-25', kind: 'advance', original: '200,000', project: 'OSRO/KEN/901/SWE' },
    { pool: '@sfera', 'moved-on': '2011-03-02', kind: 'repayment', original: '150,000', project: 'OSRO/KEN/901/SWE', note: 'After the first instalment.' },
    { pool: '@airc', 'moved-on': '2011-08-19', kind: 'allocation', original: '80,000', project: 'OSRO/SOM/902/MUL' }),
  {
    type: 'country-framework',
    records: [
      { name: 'cpf-kenya', fields: { area: 'Kenya', title: 'Country programming framework Kenya 2010-2013 (invented)', state: 'signed', 'start-date': '2010-01-01', 'end-date': '2013-12-31' } },
      { name: 'cpf-uganda', fields: { area: 'Uganda', title: 'Country programming framework Uganda 2011-2014 (invented)', state: 'draft', 'start-date': '2011-01-01', 'end-date': '2014-12-31' } },
    ],
  },
  each('requirement', { 'period-start': '2012-01-01', 'period-end': '2013-12-31', source: invented },
    { result: 'A1', framework: '@cpf-kenya', required: '4,500,000', available: '2,800,000' },
    { result: 'A4', framework: '@cpf-kenya', required: '1,900,000', available: '1,100,000' },
    { result: 'I2', framework: '@cpf-uganda', required: '6,000,000', available: '900,000' },
    { result: 'H1', title: 'Policy work not tied to a country', required: '2,000,000', available: '2,300,000' }),
  each('budget-line', { source: invented },
    ...(['2010-01-01', '2012-01-01'] as const).flatMap((start, index) => [
      ...['A', 'B', 'H', 'I', 'L', 'X'].map((objective, at) => ({
        'biennium-start': start, objective, 'net-appropriation': String((30 + 4 * at + 3 * index) * 1_000_000), 'core-voluntary': String((8 + at) * 1_000_000), 'technical-assistance': String((60 - 5 * at) * 1_000_000), emergency: objective === 'I' ? '380000000' : '0',
      })),
      { 'biennium-start': start, line: 'tcp', 'net-appropriation': String(112_000_000 + index * 4_000_000) },
      { 'biennium-start': start, line: 'faor', 'net-appropriation': String(88_000_000 + index * 2_000_000) },
    ])),
]

/** Notes and tasks name the record that they are about. */
export const sampleNotes: readonly { readonly type: 'note' | 'task'; readonly about: string; readonly entity: string; readonly fields: Readonly<Record<string, string>> }[] = [
  { type: 'note', entity: 'partner', about: 'Sweden', fields: { text: 'Wants one contact for all pooled funds.', audience: 'internal' } },
  { type: 'note', entity: 'agreement', about: '@kenya', fields: { text: 'The lower rate was agreed by word of mouth; a letter is missing.', audience: 'confidential' } },
  { type: 'task', entity: 'agreement', about: '@kenya', fields: { text: 'Ask the technical division for its clearance', responsible: 'A. Lind', 'due-on': '2011-11-30' } },
  { type: 'task', entity: 'partner', about: '@lagoon', fields: { text: 'Prepare the concept note on mangroves', responsible: 'C. Moura', 'due-on': '2011-07-10' } },
]
