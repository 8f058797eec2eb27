/** One text into many records, and texts found and replaced: both become edits and go the way of all edits. */
import type { RecordFilter } from '../../../shared/contract/records.ts'
import { plainFieldText } from '../../../shared/domain/register/field-text.ts'
import { fieldSpec } from '../../../shared/domain/register/record-catalogue.ts'
import type { RecordType } from '../../../shared/domain/register/record-types.ts'
import { fail } from '../../../shared/result.ts'
import type { WritableDb } from '../store/database.ts'
import { createRecordReading } from '../store/reading/records/record-reading.ts'
import type { StoreTask } from '../store/store-task.ts'
import { writeRecords, type WriteHow } from './write-records.ts'

interface Chosen extends WriteHow { readonly type: RecordType; readonly filter: RecordFilter }
export interface AssignRecords extends Chosen { readonly field: string; readonly text: string | null }
export interface ReplaceRecords extends Chosen { readonly fields: readonly string[]; readonly find: string; readonly replace: string; readonly isWhole: boolean; readonly isCaseSensitive: boolean }
type Outcome = ReturnType<typeof writeRecords>

/** Records that one request may change. */
const most = 40_000

function idsOf(db: WritableDb, { type, filter, locale, now }: Chosen): readonly number[] {
  const { ids, total } = createRecordReading(db).ids({ type, filter, locale, today: now.slice(0, 10), limit: most })
  return total > most ? fail('invalid-input', 'error.records-too-many', { total, most }) : ids
}

export function assignRecords(db: WritableDb, { field, text, ...request }: AssignRecords, task: StoreTask): Outcome {
  const { filter: _, ...how } = request
  return writeRecords(db, { ...how, edits: idsOf(db, request).map((id) => ({ id, field, text })), creates: [], removes: [] }, task)
}

/** Searched are the texts that a grid shows, names of references included; a text that would be no value of its field is refused as a typed one is. */
export function replaceRecords(db: WritableDb, request: ReplaceRecords, task: StoreTask): Outcome {
  const { filter: _, fields, find, replace, isWhole, isCaseSensitive, ...how } = request
  const typed = fields.filter((key) => fieldSpec(request.type, key)?.isReadOnly === false)
  const texts = createRecordReading(db).texts({ type: request.type, fields: typed, ids: idsOf(db, request), locale: request.locale, today: request.now.slice(0, 10) })
  const literal = find.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  const pattern = new RegExp(isWhole ? `^${literal}$` : literal, isCaseSensitive ? 'gu' : 'giu')
  const edits = [...texts].flatMap(([id, values]) => typed.flatMap((field, at) => {
    const spec = fieldSpec(request.type, field)
    const text = spec ? plainFieldText(spec, values[at] ?? null) : null
    const after = text?.replace(pattern, () => replace)
    return text === null || after === undefined || after === text ? [] : [{ id, field, text: after === '' ? null : after, was: text }]
  }))
  if (edits.length > most) fail('invalid-input', 'error.records-too-many', { total: edits.length, most })
  return writeRecords(db, { ...how, edits, creates: [], removes: [] }, task)
}
