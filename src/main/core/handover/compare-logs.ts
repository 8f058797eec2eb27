/**
 * Two files of one workspace, told apart by their logs. Each changeset's hash covers everything before it, so the logs are the
 * same up to the last changeset with equal hashes: found by halving, not by reading both.
 */
import type { Database } from 'better-sqlite3'
import type { ChangesetEntry } from '../../../shared/contract/activity.ts'
import type { TwinReport } from '../../../shared/contract/handover.ts'
import { closeStore, openForReading } from '../store/database.ts'
import { isUndoable } from '../store/write-gate.ts'

/** Changesets of a side that are listed; more are counted. */
const listed = 500

interface Log {
  readonly uuid: string
  readonly head: number
  readonly hashOf: (changeset: number) => string | undefined
  readonly after: (changeset: number) => ChangesetEntry[]
  readonly atOf: (changeset: number) => string | null
}

function readLog(db: Database): Log {
  const uuid = db.prepare<[], string>('SELECT uuid FROM workspace').pluck().get() ?? ''
  const hash = db.prepare<[number], string>('SELECT hash FROM changeset WHERE id = ?').pluck()
  const at = db.prepare<[number], string>('SELECT at FROM changeset WHERE id = ?').pluck()
  const later = db.prepare<[number, number], Omit<ChangesetEntry, 'canUndo'>>(
    `SELECT c.id, c.uuid, c.at, p.name AS person, 'changeset.' || c.kind AS kind, c.reason, c.changes, c.undoes, u.id AS undoneBy
     FROM changeset c JOIN person p ON p.id = c.person_id LEFT JOIN changeset u ON u.undoes = c.id WHERE c.id > ? ORDER BY c.id DESC LIMIT ?`,
  )
  return {
    uuid,
    head: db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM changeset').pluck().get() ?? 0,
    hashOf: (changeset) => hash.get(changeset),
    atOf: (changeset) => at.get(changeset) ?? null,
    after: (changeset) => later.all(changeset, listed).map((entry) => ({ ...entry, canUndo: entry.undoneBy === null && isUndoable(entry.kind.slice('changeset.'.length)) })),
  }
}

/** Last changeset that both logs hold; 0 where not even the first is the same. Changesets are numbered from 1 without gaps. */
function lastCommon(here: Log, there: Log): number {
  let low = 0
  let high = Math.min(here.head, there.head)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const hash = here.hashOf(middle)
    if (hash !== undefined && hash === there.hashOf(middle)) low = middle
    else high = middle - 1
  }
  return low
}

const nothing = { commonChangeset: null, commonAt: null, here: [], there: [], hereCount: 0, thereCount: 0 } as const

/** In: an open workspace and the path of another file, which is opened for reading alone. Fails as opening does: not a workspace, damaged, not there. */
export function compareLogs(db: Database, path: string): TwinReport {
  const other = openForReading(path)
  try {
    const here = readLog(db)
    const there = readLog(other)
    if (here.uuid !== there.uuid) return { relation: 'unrelated', ...nothing, here: [], there: [] }
    const common = lastCommon(here, there)
    const hereCount = here.head - common
    const thereCount = there.head - common
    const relation = hereCount > 0 ? (thereCount > 0 ? 'diverged' : 'this-is-ahead') : thereCount > 0 ? 'other-is-ahead' : 'same'
    return { relation, commonChangeset: common || null, commonAt: common === 0 ? null : here.atOf(common), here: here.after(common), there: there.after(common), hereCount, thereCount }
  } finally {
    closeStore(other)
  }
}
