/** The change log as people read it: changesets, latest first, and the rows that one of them changed. */
import type { Database } from 'better-sqlite3'
import type { ChangeEntry, ChangesetEntry } from '../../../../shared/contract/activity.ts'
import type { z } from 'zod'
import { isUndoable } from '../write-gate.ts'
import { containing } from './names.ts'
import type { PageRequest } from './table-page.ts'

type Change = z.infer<typeof ChangeEntry>
type EntryRow = Omit<ChangesetEntry, 'canUndo'>

export interface ActivityReading {
  changesetList(page: PageRequest): { total: number; entries: ChangesetEntry[] }
  changes(page: PageRequest & { readonly changeset: number }): { total: number; changes: Change[] }
}

const searched = `($search IS NULL OR c.reason LIKE $search ESCAPE '\\' OR c.kind LIKE $search ESCAPE '\\' OR p.name LIKE $search ESCAPE '\\')`

export function createActivityReading(db: Database): ActivityReading {
  const count = db.prepare<[{ search: string | null }], number>(`SELECT count(*) FROM changeset c JOIN person p ON p.id = c.person_id WHERE ${searched}`).pluck()
  const list = db.prepare<[{ search: string | null; limit: number; offset: number }], EntryRow>(
    `SELECT c.id, c.uuid, c.at, p.name AS person, c.kind, c.reason, c.changes, c.undoes, u.id AS undoneBy
     FROM changeset c JOIN person p ON p.id = c.person_id LEFT JOIN changeset u ON u.undoes = c.id
     WHERE ${searched} ORDER BY c.id DESC LIMIT $limit OFFSET $offset`,
  )
  const countChanges = db.prepare<[number], number>('SELECT changes FROM changeset WHERE id = ?').pluck()
  const changes = db.prepare<[number, number, number], Change>(
    `SELECT table_name AS "table", row_id AS "row", operation, before, after FROM change WHERE changeset_id = ? ORDER BY id LIMIT ? OFFSET ?`,
  )
  return {
    changesetList({ offset, limit, search }) {
      const pattern = search ? containing(search) : null
      const entries = list.all({ search: pattern, limit, offset }).map((row) => ({ ...row, kind: `changeset.${row.kind}`, canUndo: row.undoneBy === null && isUndoable(row.kind) }))
      return { total: count.get({ search: pattern }) ?? 0, entries }
    },
    changes: ({ changeset, offset, limit }) => ({ total: countChanges.get(changeset) ?? 0, changes: changes.all(changeset, limit, offset) }),
  }
}
