/** Takes records away with what is merely part of them; what others rest on stays, and the refusal says what rests on it. */
import type { CellRefusal, WriteOutcome } from '../../../shared/contract/records.ts'
import type { RecordSpec } from '../../../shared/domain/register/field.ts'
import { fieldSpec, partsOf, recordSpec } from '../../../shared/domain/register/record-catalogue.ts'
import type { RecordType } from '../../../shared/domain/register/record-types.ts'
import type { z } from 'zod'
import { storeContext, type WritableDb } from '../store/database.ts'
import { findDependents } from '../store/dependents.ts'
import { isRecordSql } from '../store/reading/records/record-sql.ts'
import type { Writer } from '../store/write-gate.ts'

/** Parts that carry money or history of their own: their removal is asked for by itself. */
const ownStanding: ReadonlySet<RecordType> = new Set<RecordType>(['contribution', 'amount', 'pool-movement'])

interface Removal { /** Others rest on what was taken away: all of it has to be taken back. */ readonly isBlocked: boolean; readonly removed: number; readonly refused: CellRefusal[]; readonly warnings: z.infer<typeof WriteOutcome>['warnings'] }

export function removeRecords(db: WritableDb, writer: Writer, spec: RecordSpec, ids: readonly number[]): Removal {
  const refused: CellRefusal[] = []
  const warnings: Removal['warnings'] = []
  let removed = 0
  const refuse = (id: number, key: string, params: Readonly<Record<string, string | number>> = {}): void => void refused.push({ id, rowKey: null, field: spec.name[0] ?? '', text: null, reason: { key, params }, now: null })
  for (const id of new Set(ids)) {
    const row = db.prepare<[number], { submission_id?: number | null; uuid?: string; natural_key?: string }>(`SELECT * FROM ${spec.table} t WHERE t.id = ? AND ${isRecordSql(spec, 't')}`).get(id)
    if (!row) refuse(id, 'refused.gone')
    else if (!spec.canRemove) refuse(id, 'refused.not-removed')
    else if ((row.submission_id ?? null) !== null) refuse(id, 'refused.imported-record')
    else {
      const standing = standingParts(db, spec, id)
      if (standing) refuse(id, 'refused.in-use', standing)
      else {
        const parts = removeWhole(db, writer, spec, id, row)
        removed += 1
        if (parts > 0) warnings.push({ id, field: null, message: { key: 'warned.parts-removed', params: { count: parts } } })
      }
    }
  }
  const dependents = removed > 0 ? findDependents(db, writer.changeset) : []
  for (const [id, resting] of Map.groupBy(dependents, ({ parent }) => parent.id)) refuse(id, 'refused.in-use', { what: resting[0]?.table ?? '', count: resting.length })
  return { isBlocked: dependents.length > 0, removed, refused, warnings }
}

function standingParts(db: WritableDb, spec: RecordSpec, id: number): { readonly what: string; readonly count: number } | null {
  for (const part of partsOf(spec.type)) {
    const count = livePartIds(db, spec.type, part, id).length
    if (count > 0 && ownStanding.has(part)) return { what: part, count }
  }
  return null
}

function livePartIds(db: WritableDb, type: RecordType, part: RecordType, id: number): number[] {
  const own = recordSpec(part)
  const field = own.parent?.type === type ? fieldSpec(part, own.parent.field) : undefined
  if (!field || field.store.in !== 'column') return []
  return db.prepare<[number], number>(`SELECT t.id FROM ${own.table} t WHERE t."${field.store.column}" = ? AND ${isRecordSql(own, 't')}`).pluck().all(id)
}

/** The record, its parts, its notes, tasks, names and codes. Gives how many parts, notes and tasks went along. */
function removeWhole(db: WritableDb, writer: Writer, spec: RecordSpec, id: number, row: { readonly uuid?: string; readonly natural_key?: string }): number {
  let count = 0
  const schema = db[storeContext].schema
  const take = (table: string, rowId: number): void => (schema.get(table)?.form === 'versioned' ? writer.close(table, rowId) : writer.remove(table, rowId))
  for (const part of partsOf(spec.type)) {
    for (const partId of livePartIds(db, spec.type, part, id)) {
      count += 1 + removeWhole(db, writer, recordSpec(part), partId, db.prepare<[number], { uuid?: string }>(`SELECT * FROM ${recordSpec(part).table} WHERE id = ?`).get(partId) ?? {})
    }
  }
  if (row.uuid !== undefined && fieldSpec('note', 'entity')?.choices?.codes.includes(spec.table) === true) {
    for (const table of ['note', 'task'] as const) {
      const live = table === 'task' ? ' AND removed_in IS NULL' : ''
      for (const noted of db.prepare<[string, string], number>(`SELECT id FROM ${table} WHERE entity = ? AND entity_uuid = ?${live}`).pluck().all(spec.table, row.uuid)) {
        writer.remove(table, noted)
        count += 1
      }
    }
  }
  if (spec.type === 'partner' && row.natural_key !== undefined) {
    for (const table of ['label', 'identifier', 'alias'] as const) for (const named of db.prepare<[string], number>(`SELECT id FROM ${table} WHERE entity = 'partner' AND entity_key = ?`).pluck().all(row.natural_key)) writer.remove(table, named)
  }
  take(spec.table, id)
  return count
}
