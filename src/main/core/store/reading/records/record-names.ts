/** Names of what references point to, read once for each target and language and kept until their tables change. */
import type { Database } from 'better-sqlite3'
import type { ReferenceTarget } from '../../../../../shared/domain/register/field.ts'
import { allNamesSql, bind, nameTables, type Reader } from './record-sql.ts'

export type Names = ReadonlyMap<string | number, string>
export type NamesOf = (target: ReferenceTarget, by: 'id' | 'key', reader: Reader) => Names

export interface RecordNames {
  readonly of: NamesOf
  /** Forgets what was read from any of these tables; everything for null. */
  drop(tables: ReadonlySet<string> | null): void
}

export function createRecordNames(db: Database): RecordNames {
  const known = new Map<string, { readonly names: Names; readonly tables: readonly string[] }>()
  return {
    of(target, by, { locale }) {
      const place = `${target} ${locale}`
      const kept = known.get(place)
      if (kept) return kept.names
      const sql = allNamesSql(target)
      // Id (or key) and name of each.
      const rows = db.prepare(sql).raw().all(bind(sql, { locale })) as [string | number, string | null][]
      const names = new Map(rows.map(([id, name]) => [id, name ?? `#${id}`]))
      if (by === 'key' && target !== 'support-cost-category') throw new Error(`names of ${target} are kept by id`)
      known.set(place, { names, tables: nameTables(target) })
      return names
    },
    drop(tables) {
      for (const [place, { tables: from }] of known) if (tables === null || from.some((table) => tables.has(table))) known.delete(place)
    },
  }
}
