/** What belongs to single types: parts that follow from a symbol, trees without circles, shares that sum up, defaults of new records. */
import { checkSymbol } from '../../../shared/domain/register/check-symbol.ts'
import { modalityOfSymbol, parseProjectSymbol } from '../../../shared/domain/project-symbol.ts'
import type { RecordType } from '../../../shared/domain/register/record-types.ts'
import { textKey } from '../../../shared/domain/text-key.ts'
import type { WritableDb } from '../store/database.ts'
import type { Cell } from '../store/table-schema.ts'
import { amountHooks, convertOriginal, takeCurrency } from './money-hooks.ts'
import { numberIn, refuse, textIn, type Draft, type Hook } from './record-draft.ts'

const idOf = (db: WritableDb, table: string, key: string | null): number | null =>
  key === null ? null : (db.prepare<[string], number>(`SELECT id FROM ${table} WHERE natural_key = ? AND removed_in IS NULL`).pluck().get(key) ?? null)

/** Parts, scope, modality, recipient and parent as the symbol says them; what a person said otherwise stays, with a warning where they disagree. */
const settleSymbol: Hook = (draft, { db, warn }) => {
  if (draft.typed.has('symbol')) {
    const written = textIn(draft, 'symbol_written')
    const symbol = written === null ? null : parseProjectSymbol(written)
    Object.assign(draft.patch, {
      symbol: symbol?.normalized ?? null, symbol_programme: symbol?.programme ?? null, symbol_area: symbol?.area ?? null, symbol_serial: symbol?.serial ?? null,
      symbol_donor: symbol?.donor ?? null, symbol_suffix: symbol?.suffix ?? null, scope: symbol?.scope ?? null,
    })
    if (written !== null && symbol === null) warn(draft, 'symbol', { key: 'warned.no-symbol', params: { text: written } })
    if (symbol) {
      const area = db.prepare<[string, string], number>(
        `SELECT a.id FROM identifier i JOIN area a ON a.natural_key = i.entity_key AND a.removed_in IS NULL WHERE i.entity = 'area' AND i.system = 'fao-symbol' AND i.code = ? UNION SELECT id FROM area WHERE natural_key = ? AND kind <> 'country' AND removed_in IS NULL`,
      ).pluck().all(symbol.area, symbol.area)
      if (numberIn(draft, 'area_id') === null && area.length === 1) draft.patch['area_id'] = area[0] ?? null
      if (numberIn(draft, 'modality_id') === null) draft.patch['modality_id'] = idOf(db, 'modality', modalityOfSymbol(symbol))
      if (numberIn(draft, 'parent_id') === null && symbol.parent !== null) draft.patch['parent_id'] = db.prepare<[string], number>('SELECT id FROM project WHERE symbol = ? AND removed_in IS NULL').pluck().get(symbol.parent) ?? null
    }
  }
  const symbol = textIn(draft, 'symbol')
  if (symbol !== null && ['symbol', 'area', 'modality'].some((field) => draft.typed.has(field))) {
    const area = db.prepare<[number | null], { kind: string; code: string | null; name: string }>(
      `SELECT a.kind, (SELECT code FROM identifier WHERE entity = 'area' AND entity_key = a.natural_key AND system = 'fao-symbol' LIMIT 1) AS code,
         coalesce((SELECT text FROM label WHERE entity = 'area' AND entity_key = a.natural_key AND role = 'name' AND language = 'en'), a.natural_key) AS name FROM area a WHERE a.id = ?`,
    ).get(numberIn(draft, 'area_id')) ?? null
    const modality = db.prepare<[number | null], string>('SELECT natural_key FROM modality WHERE id = ?').pluck().get(numberIn(draft, 'modality_id')) ?? null
    for (const message of checkSymbol({ symbol, area, modality })) warn(draft, 'symbol', message)
    const twin = db.prepare<[string, number], number>('SELECT id FROM project WHERE symbol = ? AND id <> ? AND removed_in IS NULL').pluck().get(symbol, draft.id ?? -1)
    if (draft.typed.has('symbol') && twin !== undefined) refuse(draft, 'symbol', 'refused.symbol-taken', { symbol, id: twin })
  }
  if (textIn(draft, 'symbol_written') === null && textIn(draft, 'title') === null) refuse(draft, draft.typed.has('symbol') ? 'symbol' : 'title', 'refused.nameless')
}

const partnerRank: Readonly<Record<string, number>> = { group: 2, partner: 1, body: 0 }
const settlePartner: Hook = (draft, { db }) => {
  if (draft.id === null) draft.patch['state'] ??= 'confirmed'
  const parent = numberIn(draft, 'parent_id')
  if (parent === null || !(draft.typed.has('parent') || draft.typed.has('tier'))) return
  const tier = db.prepare<[number], string>('SELECT tier FROM partner WHERE id = ?').pluck().get(parent) ?? 'group'
  const own = textIn(draft, 'tier') ?? 'partner'
  if ((partnerRank[tier] ?? 0) < (partnerRank[own] ?? 0)) refuse(draft, draft.typed.has('parent') ? 'parent' : 'tier', 'refused.tier', { tier: own, parent: tier })
}

const settleContribution: Hook = (draft) => {
  if (draft.id === null) Object.assign(draft.patch, { partner_state: 'confirmed', source_text: '' })
  else if (draft.typed.has('signatory')) draft.patch['partner_state'] = 'confirmed'
}

/** The target is the key of a result, focus area or area, found by any of its names. */
const shareTargets = { result: 'result', focus_area: 'focus', area: 'area' } as const
const settleShare: Hook = (draft, { db }) => {
  const dimension = textIn(draft, 'dimension')
  const target = textIn(draft, 'target_key')
  if (target === null || dimension === null || !(dimension in shareTargets)) return
  const table = shareTargets[dimension === 'result' ? 'result' : dimension === 'area' ? 'area' : 'focus_area']
  const live = table === 'area' ? 'x.removed_in IS NULL' : table === 'focus' ? "x.kind = 'focus_area'" : '1'
  const code = /^(?:OR\s*)?([A-LXY])[\s.]*0?(\d{1,2})$/i.exec(target)
  const wanted = [target, ...(code ? [`${code[1] ?? ''}${code[2] ?? ''}`.toUpperCase()] : [])].map(textKey)
  const rows = db.prepare<[string], { key: string; text: string }>(
    `SELECT x.natural_key AS key, x.natural_key AS text FROM ${table} x WHERE ${live}
     UNION ALL SELECT x.natural_key, substr(x.natural_key, instr(x.natural_key, '/') + 1) FROM ${table} x WHERE ${live}
     UNION ALL SELECT x.natural_key, l.text FROM ${table} x JOIN label l ON l.entity = ? AND l.entity_key = x.natural_key AND l.role = 'name' WHERE ${live}`,
  ).all(dimension)
  const keys = [...new Set(rows.filter(({ text }) => wanted.includes(textKey(text))).map(({ key }) => key))]
  if (keys.length === 1) draft.patch['target_key'] = keys[0] ?? null
  else refuse(draft, 'target', 'refused.unknown-reference', { text: target, suggestions: keys.slice(0, 3).join('; '), has: keys.length > 0 ? 'yes' : 'no' })
}

const notBefore = (startField: string, endField: string): Hook => (draft) => {
  const start = textIn(draft, startField.replaceAll('-', '_'))
  const end = textIn(draft, endField.replaceAll('-', '_'))
  if (start !== null && end !== null && end < start && (draft.typed.has(startField) || draft.typed.has(endField))) refuse(draft, draft.typed.has(endField) ? endField : startField, 'refused.ends-before', { start, end })
}

const settleMovement: Hook = (draft) => {
  if ((textIn(draft, 'original') ?? '').startsWith('-')) refuse(draft, 'original', 'refused.negative')
}

const anyOf = (fields: readonly string[], columns: readonly string[]): Hook => (draft) => {
  if (columns.every((column) => (draft.patch[column] === undefined ? (draft.before[column] ?? null) : draft.patch[column]) === null)) refuse(draft, fields.find((field) => draft.typed.has(field)) ?? fields[0] ?? '', 'refused.one-of', { fields: fields.join(', ') })
}

const settleFollowOn: Hook = (draft) => {
  if (numberIn(draft, 'project_id') !== null && numberIn(draft, 'project_id') === numberIn(draft, 'followed_by_id')) refuse(draft, 'followed-by', 'refused.itself')
}

const byType: Readonly<Partial<Record<RecordType, readonly Hook[]>>> = {
  partner: [settlePartner],
  'partner-flag': [notBefore('valid-from', 'valid-to')],
  contact: [notBefore('valid-from', 'valid-to')],
  meeting: [notBefore('held-on', 'ended-on')],
  agreement: [notBefore('start-date', 'end-date'), notBefore('signed-on', 'end-date')],
  instalment: [settleMovement],
  project: [settleSymbol, notBefore('start-date', 'end-date')],
  'project-share': [settleShare, notBefore('valid-from', 'valid-to')],
  'follow-on': [settleFollowOn],
  programme: [notBefore('start-date', 'end-date')],
  contribution: [settleContribution],
  amount: amountHooks,
  'pool-movement': [settleMovement],
  modality: [notBefore('valid-from', 'valid-to')],
  'support-cost-standard': [notBefore('valid-from', 'valid-to')],
  'country-framework': [notBefore('start-date', 'end-date')],
  requirement: [notBefore('period-start', 'period-end'), anyOf(['result', 'framework'], ['result_id', 'framework_id'])],
  'budget-line': [anyOf(['objective', 'result', 'line'], ['objective_id', 'result_id', 'line'])],
}

export function hooksOf({ type, moneyOn, fields }: Draft['spec']): readonly Hook[] {
  const own = byType[type] ?? []
  if (moneyOn === null || !fields.some(({ key }) => key === 'usd')) return own
  return [...own, ...(type === 'amount' ? [] : [takeCurrency]), convertOriginal(moneyOn.replaceAll('-', '_'))]
}

/** Columns that name a record of the same table above: no row may be below itself. */
const parentColumns: Readonly<Partial<Record<RecordType, readonly [field: string, column: string]>>> = {
  partner: ['parent', 'parent_id'], project: ['parent', 'parent_id'], pool: ['parent', 'parent_id'], modality: ['parent', 'parent_id'], agreement: ['framework', 'framework_id'],
}

/** Refuses the edits that would close a circle, the others of the same request counted in. */
export function checkCircles(db: WritableDb, type: RecordType, drafts: readonly Draft[]): void {
  const parent = parentColumns[type]
  if (!parent) return
  const [field, column] = parent
  const moved = drafts.filter((draft) => draft.id !== null && draft.typed.has(field))
  if (moved.length === 0) return
  const above = new Map<number, Cell>(moved.map((draft) => [draft.id ?? -1, draft.patch[column] ?? null]))
  const stored = db.prepare<[number], Cell>(`SELECT "${column}" FROM ${moved[0]?.spec.table ?? ''} WHERE id = ?`).pluck()
  const aboveOf = (id: number): number | null => {
    const value = above.has(id) ? above.get(id) : stored.get(id)
    return typeof value === 'number' ? value : null
  }
  for (const draft of moved) {
    const seen = new Set<number>()
    for (let at = draft.id; at !== null; at = aboveOf(at)) {
      if (seen.has(at)) {
        refuse(draft, field, 'refused.circle')
        break
      }
      seen.add(at)
    }
  }
}
