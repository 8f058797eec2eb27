/** What a record is called in a list of an undo, live or not: symbols, names and keys, in no language. */
import { storeContext, type WritableDb } from './database.ts'
import type { Dependent } from './dependents.ts'

const named: Readonly<Record<string, string>> = {
  project: `coalesce(x.symbol_written, x.title, x.natural_key)`,
  partner: `coalesce((SELECT text FROM label WHERE entity = 'partner' AND entity_key = x.natural_key AND role = 'name' AND language = 'en'), x.natural_key)`,
  source_file: 'x.name',
  submission: `coalesce((SELECT f.name FROM source_file f WHERE f.id = x.source_file_id) || ' · ' || x.sheet, x.sheet)`,
  label: `x.text`,
  alias: `x.text`,
  identifier: `x.system || ' ' || x.code`,
  note: `x.text`,
}

export function createUndoNames(db: WritableDb): (row: Dependent) => string {
  const { schema } = db[storeContext]
  return ({ table, id }) => {
    const expression = named[table] ?? (schema.get(table)?.names.has('natural_key') ? 'x.natural_key' : null)
    const name = expression === null ? undefined : db.prepare<[number], string>(`SELECT ${expression} FROM ${table} x WHERE x.id = ?`).pluck().get(id)
    return (name ?? String(id)).split('|').filter((part) => part !== '').join(' · ')
  }
}
