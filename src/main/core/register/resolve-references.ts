/**
 * What a person typed for a reference, found in the register by any of its names and codes: names in every language, aliases, codes,
 * symbols in any spelling, natural keys, `#` and a number. Exactly one thing or a refusal that names what it could be.
 */
import type { Database } from 'better-sqlite3'
import type { ReferenceTarget } from '../../../shared/domain/register/field.ts'
import { parseProjectSymbol } from '../../../shared/domain/project-symbol.ts'
import { recordSpec } from '../../../shared/domain/register/record-catalogue.ts'
import { recordTypes } from '../../../shared/domain/register/record-types.ts'
import type { Message } from '../../../shared/domain/submission.ts'
import { textKey } from '../../../shared/domain/text-key.ts'
import { bind, isLiveSql, nameSql } from '../store/reading/records/record-sql.ts'

export type Resolution = { readonly ok: true; readonly id: number; readonly key: string; readonly name: string } | { readonly ok: false; readonly reason: Message }
export type ResolveReference = (target: ReferenceTarget, text: string) => Resolution

interface Entry { readonly id: number; readonly key: string; readonly name: string; /** A group of partners pays nothing: of one name, the partner is meant. */ readonly isGroup?: number }
interface Index { readonly byText: Map<string, Entry[]>; readonly byId: Map<number, Entry>; readonly tokens: readonly { readonly folded: string; readonly entry: Entry }[] }

const tableOf: Readonly<Partial<Record<ReferenceTarget, string>>> = { area: 'area', office: 'office', objective: 'objective', result: 'result', 'focus-area': 'focus' }
const entityOf: Readonly<Record<string, string>> = { area: 'area', office: 'office', objective: 'objective', result: 'result', focus: 'focus_area', partner: 'partner', modality: 'modality' }
const unremovable: ReadonlySet<string> = new Set(['objective', 'result', 'focus'])

/** Codes of the results framework as they are written: A1, A01, A.1, OR A1, SO A. */
const frameworkCode = (text: string): string | null => {
  const match = /^(?:OR|SO|FO)?[\s-]*([A-LXY])[\s.]*0?(\d{1,2})?$/i.exec(text.trim())
  return match ? `${match[1] ?? ''}${match[2] === undefined ? '' : Number(match[2])}`.toUpperCase() : null
}

/** Reads each target once, when it is first asked for; `forget` after a record of it was made. */
export function createReferences(db: Database, locale: string, today: string): { readonly resolve: ResolveReference; readonly forget: (table: string) => void } {
  const indexes = new Map<ReferenceTarget, Index>()

  function read(target: ReferenceTarget): Index {
    const byText = new Map<string, Entry[]>()
    const byId = new Map<number, Entry>()
    const tokens: { folded: string; entry: Entry }[] = []
    const add = (text: string | null, entry: Entry): void => {
      const folded = textKey(text ?? '')
      if (folded === '') return
      const known = byText.get(folded) ?? []
      if (known.some(({ id }) => id === entry.id)) return
      byText.set(folded, [...known, entry])
      tokens.push({ folded, entry })
    }
    if (target === 'support-cost-category') {
      const rows = db.prepare<[], { key: string; name: string }>(
        `SELECT entity_key AS key, text AS name FROM label WHERE entity = 'support_cost_category' UNION SELECT category, category FROM support_cost_standard WHERE removed_in IS NULL ORDER BY 1, 2`,
      ).all()
      for (const { key, name } of rows) for (const text of [key, name]) add(text, { id: -1, key, name })
      return { byText, byId, tokens }
    }
    const type = recordTypes.find((known) => known === target)
    const table = type ? recordSpec(type).table : (tableOf[target] ?? target)
    const name = type ? nameSql(type, 'x') : `coalesce((SELECT text FROM label l WHERE l.entity = '${entityOf[table] ?? table}' AND l.entity_key = x.natural_key AND l.role = 'name' AND l.language = 'en'), x.natural_key)`
    const sql = `SELECT x.id, x.natural_key AS key, ${name} AS name${table === 'partner' ? ", x.tier = 'group' AS isGroup" : ''} FROM ${table} x WHERE ${unremovable.has(table) ? '1' : isLiveSql(table, 'x')}${table === 'focus' ? " AND x.kind = 'focus_area'" : ''}`
    const keyed = new Map<string, Entry>()
    for (const entry of db.prepare<[object], Entry>(sql).iterate(bind(sql, { locale, today }))) {
      byId.set(entry.id, entry)
      keyed.set(entry.key, entry)
      add(entry.name, entry)
      add(entry.key, entry)
    }
    if (table === 'project') {
      for (const { id, ...texts } of db.prepare<[], { id: number; symbol: string | null; written: string | null; title: string | null; entity: string | null }>('SELECT id, symbol, symbol_written AS written, title, entity_code AS entity FROM project WHERE removed_in IS NULL').iterate()) {
        const entry = byId.get(id)
        if (entry) for (const text of Object.values(texts)) add(text, entry)
      }
    } else if (table === 'agreement') {
      for (const { id, title } of db.prepare<[], { id: number; title: string }>('SELECT id, title FROM agreement WHERE removed_in IS NULL').iterate()) add(title, byId.get(id) ?? { id, key: '', name: title })
      for (const { id, reference } of db.prepare<[], { id: number; reference: string }>('SELECT id, reference FROM agreement WHERE removed_in IS NULL AND reference IS NOT NULL').iterate()) add(reference, byId.get(id) ?? { id, key: '', name: reference })
    } else if (table === 'objective' || table === 'result') {
      for (const entry of keyed.values()) add(entry.key.slice(entry.key.indexOf('/') + 1), entry)
    }
    const entity = entityOf[table]
    if (entity !== undefined) {
      const more = db.prepare<[string, string, string], { key: string; text: string }>(
        `SELECT entity_key AS key, text FROM label WHERE entity = ? AND role = 'name' UNION ALL SELECT entity_key, text FROM alias WHERE entity = ? UNION ALL SELECT entity_key, code FROM identifier WHERE entity = ?`,
      )
      for (const { key, text } of more.iterate(entity, entity, entity)) {
        const entry = keyed.get(key)
        if (entry) add(text, entry)
      }
    }
    return { byText, byId, tokens }
  }

  const indexOf = (target: ReferenceTarget): Index => {
    const known = indexes.get(target) ?? read(target)
    indexes.set(target, known)
    return known
  }
  const found = ({ id, key, name }: Entry): Resolution => ({ ok: true, id, key, name })

  function resolve(target: ReferenceTarget, text: string): Resolution {
    const index = indexOf(target)
    const numbered = /^#(\d{1,15})$/.exec(text.trim())
    if (numbered) {
      const entry = index.byId.get(Number(numbered[1]))
      return entry ? found(entry) : { ok: false, reason: { key: 'refused.unknown-reference', params: { text, suggestions: '', has: 'no' } } }
    }
    const symbol = target === 'project' ? parseProjectSymbol(text)?.normalized : undefined
    const code = target === 'result' || target === 'objective' ? frameworkCode(text) : null
    const entries = index.byText.get(textKey(symbol ?? code ?? text)) ?? index.byText.get(textKey(text)) ?? []
    const [only, ...others] = entries
    if (only !== undefined && others.length === 0) return found(only)
    const paying = entries.filter(({ isGroup }) => isGroup === 0)
    if (paying[0] !== undefined && paying.length === 1) return found(paying[0])
    // A code or key that is somebody else's name as well: the exact key decides.
    const exact = entries.filter(({ key }) => key.toUpperCase() === text.trim().toUpperCase())
    if (exact[0] !== undefined && exact.length === 1) return found(exact[0])
    if (only !== undefined) return { ok: false, reason: { key: 'refused.ambiguous-reference', params: { text, candidates: entries.slice(0, 5).map(({ id, name }) => `${name} (#${id})`).join('; ') } } }
    const folded = textKey(text)
    const near = [...new Set(index.tokens.filter((token) => folded.length > 2 && (token.folded.includes(folded) || folded.includes(token.folded))).map(({ entry }) => entry.name))].slice(0, 3)
    return { ok: false, reason: { key: 'refused.unknown-reference', params: { text, suggestions: near.join('; '), has: near.length > 0 ? 'yes' : 'no' } } }
  }
  return {
    resolve,
    forget(table) {
      for (const target of indexes.keys()) {
        const type = recordTypes.find((known) => known === target)
        if (type && recordSpec(type).table === table) indexes.delete(target)
      }
    },
  }
}
