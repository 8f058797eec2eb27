/** Names of what a matrix shows, in one language: the label in that language, else in English, else the key. */
import type { Database } from 'better-sqlite3'

export type Named = 'partner' | 'area' | 'modality' | 'counting_rule'
export type Names = (entity: Named, key: string) => string

export function readNames(db: Database, locale: string): Names {
  const statement = db.prepare<[string, string], [string, string]>(
    "SELECT entity_key, text FROM label WHERE entity = ? AND role = 'name' AND language IN ('en', ?) ORDER BY language <> 'en'",
  ).raw()
  const maps = new Map<Named, Map<string, string>>()
  return (entity, key) => {
    let names = maps.get(entity)
    if (!names) {
      names = new Map(statement.all(entity, locale))
      maps.set(entity, names)
    }
    return names.get(key) ?? key
  }
}
