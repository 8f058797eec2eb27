/** Names of entities in a language, as SQL over the label table. Entities and columns are texts of our own code, never input. */
import type { Database } from 'better-sqlite3'

export type NamedEntity = 'office' | 'area' | 'partner' | 'objective' | 'result' | 'modality' | 'counting_rule' | 'focus_area' | 'core_function' | 'pack' | 'support_cost_category'

const label = (entity: NamedEntity, key: string, language: string): string =>
  `(SELECT text FROM label WHERE entity = '${entity}' AND entity_key = ${key} AND role = 'name' AND language = ${language})`

/** SQL expression: the name in the language bound as $locale, else in English, else the key itself; null for a null key. */
export const nameOf = (entity: NamedEntity, key: string): string => `coalesce(${label(entity, key, '$locale')}, ${label(entity, key, `'en'`)}, ${key})`

/** Last changeset of the file; 0 before the first. */
export const headOf = (db: Database): (() => number) => {
  const statement = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM changeset').pluck()
  return () => statement.get() ?? 0
}

/** In: what a person typed. Out: a pattern for LIKE … ESCAPE '\' that finds it anywhere. */
export const containing = (search: string): string => `%${search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
