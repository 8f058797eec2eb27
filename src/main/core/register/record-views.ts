/** Views of grids by name: how a person looks at the record, no part of it. */
import type { z } from 'zod'
import type { RecordView, SavedView } from '../../../shared/contract/records.ts'
import type { RecordType } from '../../../shared/domain/register/record-types.ts'
import { fail } from '../../../shared/result.ts'
import { inStaging } from '../importing/stage/staging-transaction.ts'
import type { WritableDb } from '../store/database.ts'
import { createRecordReading } from '../store/reading/records/record-reading.ts'

interface Named { readonly type: RecordType; readonly name: string }
export interface SaveView extends Named { readonly view: RecordView; readonly person: string; readonly now: string }
type Views = z.infer<typeof SavedView>[]

const viewsOf = (db: WritableDb, type: RecordType): Views => createRecordReading(db).views(type)

/** A view of the same name is replaced. */
export function saveView(db: WritableDb, { type, name, view, person, now }: SaveView): Views {
  return inStaging(db, () => {
    db.prepare('INSERT INTO remembered_view (record_type, name, view, person, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (record_type, name) DO UPDATE SET view = excluded.view, person = excluded.person, at = excluded.at').run(type, name, JSON.stringify(view), person, now)
    return viewsOf(db, type)
  })
}

export function removeView(db: WritableDb, { type, name }: Named): Views {
  return inStaging(db, () => {
    const { changes } = db.prepare('DELETE FROM remembered_view WHERE record_type = ? AND name = ?').run(type, name)
    return changes === 1 ? viewsOf(db, type) : fail('not-found', 'error.view-gone', { name })
  })
}
