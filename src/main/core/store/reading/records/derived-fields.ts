/** Fields that are computed when they are read: SQL over the record's row under the alias given, live rows only. */
import { periodText } from '../../../../../shared/domain/period.ts'
import type { Period } from '../../../../../shared/domain/amount.ts'
import { multiplyDecimals } from '../../../../../shared/domain/decimal.ts'
import type { ReferenceTarget } from '../../../../../shared/domain/register/field.ts'
import type { RecordType } from '../../../../../shared/domain/register/record-types.ts'
import { nameOf } from '../names.ts'

export interface DerivedField {
  /** Value of one record; null where nothing is known (which is not zero). */
  readonly sql: (alias: string) => string
  /** Id and value of every record that has one, in one pass: for columns of large registers. */
  readonly bulk?: string
  /** The value is the id of such a thing, and its name is shown. */
  readonly target?: ReferenceTarget
  /** What is shown of the value of `sql`. */
  readonly shown?: (value: string) => string | null
  /** Tables besides the record's own whose rows it depends on. */
  readonly tables: readonly string[]
  /** Costs much for a whole register: its column is made last, and free search leaves it out. */
  readonly isHeavy?: true
}

/** Live sums of a measure that no earlier row of the same file repeats (rules of what counts). */
const flow = (measure: 'approval' | 'receipt' | 'delivery'): string => `a.measure = '${measure}' AND a.to_changeset IS NULL AND a.is_repeat = 0`
const money = ['contribution', 'amount'] as const

function sumOf(measure: 'approval' | 'receipt' | 'delivery', column: 'project_id' | 'signatory_id'): DerivedField {
  return {
    sql: (t) => `(SELECT sum(a.usd_cents) FROM contribution c JOIN amount a ON a.contribution_id = c.id AND ${flow(measure)} WHERE c.${column} = ${t}.id AND c.removed_in IS NULL)`,
    bulk: `SELECT c.${column}, sum(a.usd_cents) FROM amount a JOIN contribution c ON c.id = a.contribution_id WHERE ${flow(measure)} AND c.removed_in IS NULL GROUP BY 1`,
    tables: money,
  }
}
const ofContribution = (measure: 'approval' | 'receipt' | 'delivery'): DerivedField => ({
  sql: (t) => `(SELECT sum(a.usd_cents) FROM amount a WHERE a.contribution_id = ${t}.id AND ${flow(measure)})`,
  bulk: `SELECT a.contribution_id, sum(a.usd_cents) FROM amount a WHERE ${flow(measure)} GROUP BY 1`,
  tables: ['amount'],
})

/** Standard of a category on a day, both SQL expressions; the latest where several hold. */
const standardOn = (category: string, day: string): string =>
  `(SELECT s.rate FROM support_cost_standard s WHERE s.category = ${category} AND s.removed_in IS NULL AND (s.valid_from IS NULL OR s.valid_from <= ${day}) AND (s.valid_to IS NULL OR s.valid_to >= ${day}) ORDER BY coalesce(s.valid_from, '') DESC LIMIT 1)`

const received = (t: string): string =>
  `(SELECT sum(a.usd_cents) FROM pool q JOIN contribution c ON c.project_id = q.project_id AND c.removed_in IS NULL JOIN amount a ON a.contribution_id = c.id AND ${flow('receipt')} WHERE q.id = ${t}.id)`
const moved = (t: string, kinds: string): string => `(SELECT sum(m.usd_cents) FROM pool_movement m WHERE m.pool_id = ${t}.id AND m.removed_in IS NULL AND m.kind IN (${kinds}))`
const poolTables = ['pool_movement', 'contribution', 'amount'] as const

const needed = (t: string, column: 'required_cents' | 'available_cents'): string => `(SELECT sum(q.${column}) FROM requirement q WHERE q.framework_id = ${t}.id AND q.removed_in IS NULL)`
const gap = (required: string, available: string): string => `(${required} - coalesce(${available}, 0))`

const fields: Readonly<Partial<Record<RecordType, Readonly<Record<string, DerivedField>>>>> = {
  partner: {
    approved: sumOf('approval', 'signatory_id'),
    flags: { sql: (t) => `(SELECT group_concat(f.flag || coalesce(' ' || substr(f.valid_from, 1, 4), '') || iif(f.valid_to IS NULL, '', '–' || substr(f.valid_to, 1, 4)), '; ' ORDER BY f.flag, f.id) FROM partner_flag f WHERE f.partner_id = ${t}.id)`, tables: ['partner_flag'] },
  },
  agreement: {
    'standard-rate': { sql: (t) => standardOn(`coalesce(${t}.support_cost_category, (SELECT m.support_cost_category FROM modality m WHERE m.id = ${t}.modality_id))`, `coalesce(${t}.signed_on, ${t}.start_date, $today)`), tables: ['support_cost_standard', 'modality'] },
    // An instalment's receipt is in its own currency, at the rate of the instalment: its USD figure in proportion to what came.
    received: { sql: (t) => `(SELECT sum(iif(i.received_original = i.original, i.usd_cents, CAST(round(i.usd_cents * CAST(i.received_original AS REAL) / nullif(CAST(i.original AS REAL), 0)) AS INTEGER))) FROM instalment i WHERE i.agreement_id = ${t}.id AND i.removed_in IS NULL AND i.received_original IS NOT NULL)`, tables: ['instalment'] },
    'instalments-late': { sql: (t) => `(SELECT count(*) FROM instalment i WHERE i.agreement_id = ${t}.id AND i.removed_in IS NULL AND (i.received_original IS NULL OR CAST(i.received_original AS REAL) < CAST(i.original AS REAL)) AND i.due_on < $today)`, tables: ['instalment'] },
  },
  project: {
    partners: { sql: (t) => `(SELECT group_concat(n, '; ' ORDER BY n) FROM (SELECT DISTINCT ${nameOf('partner', 'g.natural_key')} AS n FROM contribution c JOIN partner g ON g.id = c.signatory_id WHERE c.project_id = ${t}.id AND c.removed_in IS NULL))`, tables: ['contribution', 'partner', 'label'] },
    approved: sumOf('approval', 'project_id'),
    delivered: sumOf('delivery', 'project_id'),
  },
  programme: {
    approved: { sql: (t) => `(SELECT sum(a.usd_cents) FROM project p JOIN contribution c ON c.project_id = p.id AND c.removed_in IS NULL JOIN amount a ON a.contribution_id = c.id AND ${flow('approval')} WHERE p.programme_id = ${t}.id AND p.removed_in IS NULL)`, tables: ['project', ...money] },
    projects: { sql: (t) => `(SELECT count(*) FROM project p WHERE p.programme_id = ${t}.id AND p.removed_in IS NULL)`, tables: ['project'] },
  },
  contribution: {
    approved: ofContribution('approval'), received: ofContribution('receipt'), delivered: ofContribution('delivery'),
    unattributed: { sql: (t) => `(SELECT 1000000 - sum(s.millionths) FROM payer_share s WHERE s.contribution_id = ${t}.id AND s.to_changeset IS NULL)`, tables: ['payer_share'] },
  },
  valuation: {
    value: {
      sql: (t) => `(${t}.quantity || '*' || ${t}.unit_value)`, tables: [],
      shown(value) {
        const [quantity = '', unit = ''] = value.split('*')
        return multiplyDecimals(quantity, unit)
      },
    },
  },
  amount: {
    project: { sql: (t) => `(SELECT c.project_id FROM contribution c WHERE c.id = ${t}.contribution_id)`, target: 'project', tables: ['contribution'] },
    partner: { sql: (t) => `(SELECT c.signatory_id FROM contribution c WHERE c.id = ${t}.contribution_id)`, target: 'partner', tables: ['contribution'] },
    // In the order of time: its text is made from what sorts.
    period: {
      sql: (t) => `nullif(coalesce(${t}.period_start, '') || '/' || coalesce(${t}.period_end, '') || '/' || ${t}.period_precision, '//none')`, tables: [],
      shown(value) {
        const [start, end, precision] = value.split('/')
        // The precision is one of the table's own list.
        return periodText({ start: start || null, end: end || null, precision: precision as Period['precision'] })
      },
    },
    'source-cell': { sql: (t) => `(SELECT s.sheet || '!' || s.address FROM source_cell s WHERE s.amount_id = ${t}.id AND s.to_changeset IS NULL ORDER BY s.field <> 'amount', s.id LIMIT 1)`, tables: ['source_cell'], isHeavy: true },
  },
  pool: {
    'contributions-in': { sql: received, tables: poolTables },
    'allocations-out': { sql: (t) => moved(t, "'allocation', 'advance'"), tables: poolTables },
    balance: { sql: (t) => `(coalesce(${received(t)}, 0) - coalesce(${moved(t, "'allocation', 'advance'")}, 0) + coalesce(${moved(t, "'repayment'")}, 0) - coalesce(${moved(t, "'refund'")}, 0))`, tables: poolTables },
  },
  modality: {
    'standard-rate': { sql: (t) => standardOn(`${t}.support_cost_category`, '$today'), tables: ['support_cost_standard'] },
    // As the default rule of voluntary contributions in force today says.
    counted: {
      sql: (t) => `(SELECT CASE WHEN EXISTS (SELECT 1 FROM json_each(r.definition, '$.never') e WHERE e.value ->> '$.modality' = ${t}.natural_key) THEN 'never' WHEN ${t}.natural_key IN (SELECT value FROM json_each(r.definition, '$.ownLine')) THEN 'own-line'
        WHEN ${t}.natural_key IN (SELECT value FROM json_each(r.definition, '$.apart')) THEN 'apart' WHEN ${t}.natural_key IN (SELECT value FROM json_each(r.definition, '$.counts')) THEN 'counted' ELSE r.definition ->> '$.otherModalities' END
        FROM counting_rule r WHERE r.code = 'voluntary-contributions' AND (r.valid_from IS NULL OR r.valid_from <= $today) AND (r.valid_to IS NULL OR r.valid_to >= $today) ORDER BY coalesce(r.valid_from, '') DESC LIMIT 1)`,
      tables: ['counting_rule'],
    },
  },
  'country-framework': {
    required: { sql: (t) => needed(t, 'required_cents'), tables: ['requirement'] },
    available: { sql: (t) => needed(t, 'available_cents'), tables: ['requirement'] },
    gap: { sql: (t) => gap(needed(t, 'required_cents'), needed(t, 'available_cents')), tables: ['requirement'] },
  },
  requirement: { gap: { sql: (t) => gap(`${t}.required_cents`, `${t}.available_cents`), tables: [] } },
  'budget-line': {
    total: { sql: (t) => `(coalesce(${t}.net_appropriation_cents, 0) + coalesce(${t}.core_voluntary_cents, 0) + coalesce(${t}.technical_assistance_cents, 0) + coalesce(${t}.emergency_cents, 0))`, tables: [] },
  },
}

export function derivedField(type: RecordType, key: string): DerivedField {
  const found = fields[type]?.[key]
  if (!found) throw new Error(`the derived field ${key} of ${type} is not described`)
  return found
}
