/** Puts rows of a pack where they belong: an existing row of the same key is updated, a new one inserted. */
import type { Statement } from 'better-sqlite3'
import type { Names, PackStatus } from '../../../shared/domain/pack.ts'
import { storeContext, type WritableDb } from './database.ts'
import { liveCondition, type Cell, type Row } from './table-schema.ts'
import type { Writer } from './write-gate.ts'

export interface PackTables {
  /** Returns the id of the live row that holds these values now; `key` names the columns that identify it. */
  put(table: string, key: readonly string[], row: Row): number
  /** Id of the live row with this natural key, or null. */
  find(table: string, naturalKey: string): number | null
  /** `unverified` lists languages whose text is less certain than the entry itself. */
  putNames(entity: string, key: string, role: 'name' | 'description', names: Partial<Names>, status: PackStatus, unverified?: readonly string[]): void
  putAliases(entity: string, key: string, aliases: readonly string[]): void
  putIdentifiers(entity: string, key: string, identifiers: readonly { readonly system: string; readonly code: string; readonly status: PackStatus }[]): void
}

export function createPackTables(db: WritableDb, writer: Writer): PackTables {
  const finders = new Map<string, Statement<Cell[], number>>()
  const finder = (table: string, key: readonly string[]): Statement<Cell[], number> => {
    const schema = db[storeContext].schema.get(table)
    if (!schema) throw new Error(`no table ${table}`)
    const id = `${table} ${key.join(' ')}`
    const known = finders.get(id) ?? db.prepare<Cell[], number>(`SELECT id FROM ${table} x WHERE ${key.map((column) => `"${column}" IS ?`).join(' AND ')} AND ${liveCondition(schema, 'x')}`).pluck()
    finders.set(id, known)
    return known
  }
  const idOf = (table: string, key: readonly string[], row: Row): number | null => finder(table, key).get(...key.map((column) => row[column] ?? null)) ?? null
  const put = (table: string, key: readonly string[], row: Row): number => {
    const id = idOf(table, key, row)
    if (id === null) return writer.insert(table, row)
    writer.update(table, id, row)
    return id
  }
  return {
    put,
    find: (table, naturalKey) => finder(table, ['natural_key']).get(naturalKey) ?? null,
    putNames(entity, key, role, names, status, unverified = []) {
      for (const [language, text] of Object.entries(names)) {
        put('label', ['entity', 'entity_key', 'role', 'language'], { entity, entity_key: key, role, language, text, status: unverified.includes(language) ? 'unverified' : status })
      }
    },
    putAliases(entity, key, aliases) {
      // One that a person has added stays that person's.
      for (const text of aliases) {
        const row = { entity, entity_key: key, text, origin: 'pack' }
        if (idOf('alias', ['entity', 'entity_key', 'text'], row) === null) writer.insert('alias', row)
      }
    },
    putIdentifiers(entity, key, identifiers) {
      for (const { system, code, status } of identifiers) put('identifier', ['entity', 'system', 'code', 'entity_key'], { entity, entity_key: key, system, code, status })
    },
  }
}
