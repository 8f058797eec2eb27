/** The row sets of the types that were asked for, brought to the state of the file before each use. */
import type { Database } from 'better-sqlite3'
import { recordSpec } from '../../../../../shared/domain/register/record-catalogue.ts'
import type { RecordType } from '../../../../../shared/domain/register/record-types.ts'
import { headOf } from '../names.ts'
import { createRecordNames, type RecordNames } from './record-names.ts'
import type { Reader } from './record-sql.ts'
import { createRowSet, rereadAbove, type RowSet } from './row-set.ts'

/** Changes beyond which every set is made anew: an import. */
const dropAbove = 50_000

export interface RecordSets {
  readonly names: RecordNames
  of(type: RecordType, reader: Reader): RowSet
  /** Forgets what is no longer so. */
  refresh(): void
  /** Changeset of the last use. */
  changeset(): number
}

export function createRecordSets(db: Database): RecordSets {
  const head = headOf(db)
  const names = createRecordNames(db)
  const sets = new Map<RecordType, RowSet>()
  let changeset = head()
  const tablesSince = db.prepare<[number], { table_name: string; rows: number }>(`SELECT table_name, count(*) AS rows FROM (SELECT table_name FROM change WHERE changeset_id > ? LIMIT ${dropAbove + 1}) GROUP BY 1`)
  const rowsSince = db.prepare<[number, string], number>(`SELECT DISTINCT row_id FROM change WHERE changeset_id > ? AND table_name = ? LIMIT ${rereadAbove + 1}`).pluck()

  function refresh(): void {
    const now = head()
    if (now === changeset) return
    const changed = now < changeset ? [] : tablesSince.all(changeset)
    const rows = changed.reduce((sum, entry) => sum + entry.rows, 0)
    const tables = new Set(changed.map(({ table_name }) => table_name))
    if (now < changeset || rows > dropAbove) {
      sets.clear()
      names.drop(null)
    } else {
      names.drop(tables)
      for (const [type, set] of sets) {
        const { table } = recordSpec(type)
        const touched = tables.has(table) ? rowsSince.all(changeset, table) : []
        if (!set.follow(tables, touched.length > rereadAbove ? null : touched)) sets.delete(type)
      }
    }
    changeset = now
  }

  return {
    names,
    refresh,
    changeset: () => changeset,
    of(type, reader) {
      refresh()
      const kept = sets.get(type)
      // Names are of a language, and some fields of a day.
      if (kept && kept.reader.locale === reader.locale && kept.reader.today === reader.today) return kept
      const made = createRowSet(db, type, { locale: reader.locale, today: reader.today }, names.of)
      sets.set(type, made)
      return made
    },
  }
}
