/** What a field may say, for typing ahead: codes of a choice, things that a reference may name, and texts that others of its kind have. */
import type { Database } from 'better-sqlite3'
import type { ReferenceTarget } from '../../../../../shared/domain/register/field.ts'
import { recordSpec } from '../../../../../shared/domain/register/record-catalogue.ts'
import { recordTypes, type RecordType } from '../../../../../shared/domain/register/record-types.ts'
import { nameOf } from '../names.ts'
import type { RowSet } from './row-set.ts'
import { bind, createStatements, isLiveSql, knownField, targetNameSql, textSql, type Reader } from './record-sql.ts'
import { foldSearch } from './text-order.ts'

export interface Choice { readonly text: string; readonly hint: string }
interface Candidate extends Choice { /** Folded: name, hint, other names and codes. */ readonly name: string; readonly other: string }

export interface ChoicesRequest extends Reader {
  readonly type: RecordType
  readonly field: string
  readonly find: string
  readonly limit: number
  /** What the window shows of the codes of a choice. */
  readonly texts?: ReadonlyMap<string, string>
}

/** Text fields whose values are keys of reference data. */
const keyed: Readonly<Partial<Record<RecordType, Readonly<Record<string, readonly (readonly [table: string, entity: 'result' | 'focus_area' | 'area'])[]>>>>> = {
  'project-share': { target: [['result', 'result'], ['focus', 'focus_area'], ['area', 'area']] },
}
/** A second field that tells records of one name apart. */
const hintField: Readonly<Partial<Record<ReferenceTarget, string>>> = { project: 'title', contribution: 'signatory', agreement: 'reference', modality: 'name', meeting: 'held-on', pool: 'modality', 'country-framework': 'area' }
const tables: Readonly<Partial<Record<ReferenceTarget, string>>> = { area: 'area', office: 'office', objective: 'objective', result: 'result', 'focus-area': 'focus', submission: 'submission' }
const withAliases: ReadonlySet<string> = new Set(['office', 'area', 'partner', 'modality'])
/** Reference tables whose rows are never removed. */
const unremovable: ReadonlySet<string> = new Set(['objective', 'result', 'focus'])

export function createRecordChoices(db: Database, changeset: () => number): (request: ChoicesRequest, set: () => RowSet) => { choices: Choice[]; more: number } {
  const statement = createStatements(db)
  const kept = new Map<string, { readonly changeset: number; readonly found: Candidate[] }>()

  const candidate = (text: string, hint: string, more = ''): Candidate => ({ text, hint, name: foldSearch(text), other: foldSearch(`${hint} ${more}`) })

  function pointable(target: ReferenceTarget, reader: Reader): Candidate[] {
    const key = `${target} ${reader.locale}`
    const known = kept.get(key)
    if (known?.changeset === changeset()) return known.found
    const found = readPointable(target, reader)
    kept.set(key, { changeset: changeset(), found })
    return found
  }
  function readPointable(target: ReferenceTarget, reader: Reader): Candidate[] {
    if (target === 'support-cost-category') {
      const sql = `SELECT DISTINCT entity_key AS key, ${nameOf('support_cost_category', 'k.entity_key')} AS name FROM label k WHERE entity = 'support_cost_category' UNION SELECT DISTINCT category, ${nameOf('support_cost_category', 's.category')} FROM support_cost_standard s WHERE removed_in IS NULL ORDER BY 2`
      return (statement(sql).all(bind(sql, { ...reader })) as { key: string; name: string }[]).map(({ key, name }) => candidate(name, key))
    }
    const type = recordTypes.find((known) => known === target)
    const table = type ? recordSpec(type).table : (tables[target] ?? target)
    const hintKey = hintField[target]
    const hint = type && hintKey ? textSql(type, knownField(type, hintKey), 'x') : target === 'submission' ? 'x.sheet' : hasKey(target) ? 'x.natural_key' : "''"
    const more = withAliases.has(table)
      ? `concat_ws(' ', x.natural_key, (SELECT group_concat(code, ' ') FROM identifier WHERE entity = '${table}' AND entity_key = x.natural_key), (SELECT group_concat(text, ' ') FROM alias WHERE entity = '${table}' AND entity_key = x.natural_key), (SELECT group_concat(text, ' ') FROM label WHERE entity = '${table}' AND entity_key = x.natural_key AND role = 'name'))`
      : "''"
    const live = unremovable.has(table) ? '1' : isLiveSql(table, 'x')
    const sql = `SELECT x.id, ${targetNameSql(target, 'id', 'x.id', 1)} AS name, ${hint} AS hint, ${more} AS more FROM ${table} x WHERE ${live}`
    const rows = statement(sql).all(bind(sql, { ...reader })) as { id: number; name: string | null; hint: string | null; more: string }[]
    const times = new Map<string, number>()
    for (const { name } of rows) if (name) times.set(name, (times.get(name) ?? 0) + 1)
    // What several are called names none of them: then the number does.
    return rows.map(({ id, name, hint, more }) => (name && times.get(name) === 1 ? candidate(name, hint ?? '', more) : candidate(`#${id}`, [name, hint].filter(Boolean).join(' · '), more)))
  }
  function textsOf(set: RowSet, key: string): Candidate[] {
    return set.column(key).counts(set.places()).sort((a, b) => b.rows - a.rows).flatMap(({ text }) => (text === null ? [] : [candidate(text, '')]))
  }

  return ({ type, field: key, find, limit, texts, ...reader }, set) => {
    const field = knownField(type, key)
    const keys = keyed[type]?.[key]
    const all = field.choices ? field.choices.codes.map((code) => candidate(texts?.get(code) ?? code, code))
      : field.to ? pointable(field.to.target, reader)
      : keys ? keys.flatMap(([table, entity]) => {
        const sql = `SELECT x.natural_key AS key, ${nameOf(entity, 'x.natural_key')} AS name FROM ${table} x ${table === 'focus' ? "WHERE x.kind = 'focus_area'" : unremovable.has(table) ? '' : 'WHERE x.removed_in IS NULL'} ORDER BY 1`
        return (statement(sql).all(bind(sql, { ...reader })) as { key: string; name: string }[]).map((row) => candidate(row.key, row.name))
      })
      : !field.isReadOnly && (field.type === 'text' || field.type === 'currency') ? textsOf(set(), key) : []
    const wanted = foldSearch(find.trim())
    const placed = all.map((one) => ({ one, place: placeOf(one, wanted) })).filter(({ place }) => place < 9)
    const best = wanted === '' ? placed : placed.sort((a, b) => a.place - b.place || (a.one.name < b.one.name ? -1 : 1))
    return { choices: best.slice(0, limit).map(({ one: { text, hint } }) => ({ text, hint })), more: Math.max(0, best.length - limit) }
  }
}

const hasKey = (target: ReferenceTarget): boolean => target !== 'submission' && target !== 'note' && target !== 'task'

/** Beginning of the name, of a word of it, anywhere in it, then codes and other names; 9 for none. */
function placeOf({ name, other }: Candidate, wanted: string): number {
  if (wanted === '' || name.startsWith(wanted)) return 0
  if (name.includes(` ${wanted}`)) return 1
  if (other.split(' ').includes(wanted)) return 2
  if (name.includes(wanted)) return 3
  return other.includes(wanted) ? 4 : 9
}
