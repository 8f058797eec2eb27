/** Sources of record and the answers about projects that a full snapshot did not hold: edits of the record, each one changeset. */
import type { Measure } from '../../../shared/domain/amount.ts'
import type { FigureSource } from '../../../shared/domain/import-options.ts'
import { fail } from '../../../shared/result.ts'
import type { WritableDb } from '../store/database.ts'
import { inChangeset } from '../store/write-gate.ts'

interface By {
  readonly person: string
  readonly now: string
}

export interface SetSourceRule extends By {
  readonly measure: Measure
  /** ISO dates, both included; null is open on that side. */
  readonly start: string | null
  readonly end: string | null
  readonly source: FigureSource
  readonly reason: string
}

/** One rule for a measure and period: a new one, or another source for it. Holds for later imports; figures of the register stay. */
export function setSourceRule(db: WritableDb, { measure, start, end, source, reason, person, now }: SetSourceRule): { readonly changeset: number } {
  if (start !== null && end !== null && end < start) fail('invalid-input', 'error.source-rule-dates', { start, end })
  const key = `${measure}|${start ?? ''}/${end ?? ''}`
  const { changeset } = inChangeset(db, { person, kind: 'edit', reason, now }, (writer) => {
    const known = db.prepare<[string], number>('SELECT id FROM source_of_record WHERE natural_key = ? AND removed_in IS NULL').pluck().get(key)
    if (known === undefined) writer.insert('source_of_record', { natural_key: key, measure, period_start: start, period_end: end, source, reason })
    else writer.update('source_of_record', known, { source, reason })
  })
  return { changeset: changeset?.id ?? 0 }
}

export function removeSourceRule(db: WritableDb, { rule, person, now }: By & { readonly rule: number }): { readonly changeset: number } {
  const { changeset } = inChangeset(db, { person, kind: 'edit', reason: '', now }, (writer) => {
    const known = db.prepare<[number], number>('SELECT 1 FROM source_of_record WHERE id = ? AND removed_in IS NULL').pluck().get(rule)
    if (known === undefined) fail('not-found', 'error.source-rule-gone')
    writer.remove('source_of_record', rule)
  })
  return { changeset: changeset?.id ?? 0 }
}

export interface SettleGaps extends By {
  readonly gaps: readonly number[]
  readonly as: 'kept' | 'closed'
  readonly note: string
}

interface GapRow {
  readonly id: number
  readonly project_id: number
  readonly state: string
}

/** `closed` also ends the projects in the register. Fails with not-found where a gap is unknown, with conflict where its project is in a snapshot again. */
export function settleGaps(db: WritableDb, { gaps, as, note, person, now }: SettleGaps): { readonly changeset: number } {
  const { changeset } = inChangeset(db, { person, kind: 'edit', reason: note, now }, (writer) => {
    const wanted = new Set(gaps)
    const found = db.prepare<[string], GapRow>('SELECT g.id, g.project_id, g.state FROM json_each(?) i JOIN snapshot_gap g ON g.id = i.value AND g.removed_in IS NULL').all(JSON.stringify([...wanted]))
    if (found.length < wanted.size) fail('not-found', 'error.gap-gone')
    if (found.some(({ state }) => state === 'returned')) fail('conflict', 'error.gap-returned')
    for (const { id, project_id: project } of found) {
      writer.update('snapshot_gap', id, { state: as, note })
      if (as === 'closed') writer.update('project', project, { status: 'closed' })
    }
  })
  return { changeset: changeset?.id ?? 0 }
}
