/** Findings that a person puts off, and takes back: edits of the record, each one changeset. */
import { fail } from '../../../shared/result.ts'
import type { WritableDb } from '../store/database.ts'
import { inChangeset } from '../store/write-gate.ts'

interface By {
  readonly person: string
  /** ISO time in UTC. */
  readonly now: string
}

export interface SnoozeFindings extends By {
  /** Keys of findings with what they say now. */
  readonly findings: readonly { readonly key: string; readonly said: string }[]
  /** ISO date, after today: on that day they are back. */
  readonly until: string
  readonly reason: string
}

const snoozedId = 'SELECT id FROM finding_snooze WHERE natural_key = ? AND removed_in IS NULL'

/** Those that are put off already get the new day and reason. Fails with invalid-input for a day that has come. */
export function snoozeFindings(db: WritableDb, { findings, until, reason, person, now }: SnoozeFindings): { readonly changeset: number } {
  if (until <= now.slice(0, 10)) fail('invalid-input', 'error.finding-snooze-past', { date: until })
  const { changeset } = inChangeset(db, { person, kind: 'edit', reason, now }, (writer) => {
    const find = db.prepare<[string], number>(snoozedId).pluck()
    for (const { key, said } of findings) {
      const known = find.get(key)
      if (known === undefined) writer.insert('finding_snooze', { natural_key: key, said, until, reason, person })
      else writer.update('finding_snooze', known, { said, until, reason, person })
    }
  })
  return { changeset: changeset?.id ?? 0 }
}

/** Fails with not-found where one of them is not put off. */
export function wakeFindings(db: WritableDb, { keys, person, now }: By & { readonly keys: readonly string[] }): { readonly changeset: number } {
  const { changeset } = inChangeset(db, { person, kind: 'edit', reason: '', now }, (writer) => {
    const find = db.prepare<[string], number>(snoozedId).pluck()
    for (const key of new Set(keys)) writer.remove('finding_snooze', find.get(key) ?? fail('not-found', 'error.finding-awake'))
  })
  return { changeset: changeset?.id ?? 0 }
}
