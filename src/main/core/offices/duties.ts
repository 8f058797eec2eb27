/** Who owes a submission of which kind for which period, and until when. What became of it is read, never written: store/reading/office-tracker.ts. */
import type { SubmissionKind } from '../../../shared/domain/kinds.ts'
import { fail } from '../../../shared/result.ts'
import type { WritableDb } from '../store/database.ts'
import { inChangeset, type Writer } from '../store/write-gate.ts'

export interface Span {
  readonly start: string
  readonly end: string
}

interface By {
  readonly person: string
  /** ISO time in UTC. */
  readonly now: string
}

export interface NewDuties extends By {
  readonly offices: readonly string[]
  readonly kind: SubmissionKind
  readonly period: Span
  readonly dueOn: string
  readonly note: string
}

interface Written {
  readonly changeset: number
}

const dutyKey = (office: string, kind: string, { start, end }: Span): string => `${office}|${kind}|${start}/${end}`

/** An office that owes it already keeps its entry, with the new due date. Fails with invalid-input for an unknown office or a period that ends before it begins. */
export function addDuties(db: WritableDb, { offices, kind, period, dueOn, note, person, now }: NewDuties): Written {
  if (period.end < period.start) fail('invalid-input', 'error.period-reversed', { start: period.start, end: period.end })
  const office = db.prepare<[string], number>('SELECT id FROM office WHERE natural_key = ? AND removed_in IS NULL').pluck()
  const known = db.prepare<[string], number>('SELECT id FROM reporting_duty WHERE natural_key = ? AND removed_in IS NULL').pluck()
  const { changeset } = inChangeset(db, { person, kind: 'edit', reason: `${kind} ${period.start}/${period.end}`, now }, (writer) => {
    for (const key of new Set(offices)) {
      if (office.get(key) === undefined) fail('invalid-input', 'error.unknown-office', { key })
      const naturalKey = dutyKey(key, kind, period)
      const id = known.get(naturalKey)
      if (id === undefined) writer.insert('reporting_duty', { natural_key: naturalKey, office_key: key, kind, period_start: period.start, period_end: period.end, due_on: dueOn, note })
      else writer.update('reporting_duty', id, { due_on: dueOn, ...(note === '' ? {} : { note }) })
    }
  })
  return { changeset: changeset?.id ?? 0 }
}

/** Fails with not-found where one is gone; then none is removed. */
export function removeDuties(db: WritableDb, { duties, person, now }: By & { readonly duties: readonly number[] }): Written {
  return onDuties(db, duties, { person, now }, (writer, id) => writer.remove('reporting_duty', id))
}

/** "Nothing to report", as the office said it; null takes it back. */
export function markNil(db: WritableDb, { duty, saidBy, person, now }: By & { readonly duty: number; readonly saidBy: string | null }): Written {
  return onDuties(db, [duty], { person, now }, (writer, id) => writer.update('reporting_duty', id, { nil_on: saidBy === null ? null : now.slice(0, 10), nil_said_by: saidBy }))
}

function onDuties(db: WritableDb, duties: readonly number[], { person, now }: By, change: (writer: Writer, id: number) => void): Written {
  const live = db.prepare<[number], string>('SELECT natural_key FROM reporting_duty WHERE id = ? AND removed_in IS NULL').pluck()
  const ids = [...new Set(duties)]
  const reason = live.get(ids[0] ?? 0) ?? fail('not-found', 'error.duty-gone')
  const { changeset } = inChangeset(db, { person, kind: 'edit', reason: ids.length === 1 ? reason : `${reason} +${ids.length - 1}`, now }, (writer) => {
    for (const id of ids) {
      if (live.get(id) === undefined) fail('not-found', 'error.duty-gone')
      change(writer, id)
    }
  })
  return { changeset: changeset?.id ?? 0 }
}
