/** What whoever takes a workspace over must know: what is open, what waits, what was corrected, and what changed since a day. */
import type { Database } from 'better-sqlite3'
import type { ChangesetEntry } from '../../../shared/contract/activity.ts'
import type { HandoverSummary } from '../../../shared/contract/handover.ts'
import { nameOf } from '../store/reading/names.ts'
import { isUndoable } from '../store/write-gate.ts'

/** All but the findings, which have a reading of their own. */
export type WorkInHand = Omit<HandoverSummary, 'findings' | 'openFindings'>
export interface Received { readonly at: string; readonly person: string; readonly to: string; readonly note: string; readonly since: string | null }

export interface HandoverReading {
  /** `since`: ISO date from which changes are told; null for all of them. */
  workInHand(since: string | null, locale: string): WorkInHand
  /** Null for a file that nobody handed over. */
  received(): Received | null
}

const listed = 200

export function createHandoverReading(db: Database): HandoverReading {
  const tasks = db.prepare<[], HandoverSummary['openTasks'][number]>(
    `SELECT * FROM (SELECT text, responsible, due_on AS dueOn FROM task WHERE done_on IS NULL AND removed_in IS NULL
     UNION ALL SELECT text, responsible, due_on FROM follow_up WHERE done_on IS NULL AND removed_in IS NULL) ORDER BY dueOn IS NULL, dueOn, text`,
  )
  const questions = db.prepare<[{ locale: string }], HandoverSummary['openQuestions'][number]>(
    `SELECT coalesce(${nameOf('office', 'q.office_key')}, '') AS office, q.text, q.asked_on AS askedOn FROM office_question q WHERE q.state = 'open' AND q.removed_in IS NULL ORDER BY q.asked_on, q.id`,
  )
  const corrections = db.prepare<[], { project: string; saidBy: string; saidOn: string; effect: number | null }>(
    `SELECT coalesce(p.symbol, p.symbol_written, p.title, '') AS project, k.said_by AS saidBy, k.said_on AS saidOn, (k.figure ->> '$.usdCents') - (k.source_figure ->> '$.usdCents') AS effect
     FROM correction k JOIN amount a ON a.id = k.amount_id JOIN contribution c ON c.id = a.contribution_id JOIN project p ON p.id = c.project_id
     WHERE k.state IN ('live', 'asked') AND k.removed_in IS NULL ORDER BY k.said_on, k.id`,
  )
  const waiting = db.prepare<[], HandoverSummary['waiting'][number]>(
    `SELECT b.file_name AS file, b.at, (SELECT count(*) FROM staged_row r WHERE r.batch_id = b.id AND r.kind IN ('accepted', 'rejected', 'parked')) AS rows FROM staging_batch b WHERE b.state = 'staged' ORDER BY b.at, b.id`,
  )
  const drafts = db.prepare<[], number>(`SELECT count(*) FROM agreement WHERE state IN ('draft', 'negotiation') AND removed_in IS NULL`).pluck()
  const count = db.prepare<[string | null, string | null], number>('SELECT count(*) FROM changeset WHERE ? IS NULL OR at >= ?').pluck()
  const changes = db.prepare<[string | null, string | null, number], Omit<ChangesetEntry, 'canUndo'>>(
    `SELECT c.id, c.uuid, c.at, p.name AS person, c.kind, c.reason, c.changes, c.undoes, u.id AS undoneBy FROM changeset c JOIN person p ON p.id = c.person_id LEFT JOIN changeset u ON u.undoes = c.id
     WHERE ? IS NULL OR c.at >= ? ORDER BY c.id DESC LIMIT ?`,
  )
  const received = db.prepare<[], Received>('SELECT at, person, to_person AS "to", note, since FROM remembered_handover ORDER BY id DESC LIMIT 1')
  return {
    workInHand(since, locale) {
      const openTasks = tasks.all()
      const openQuestions = questions.all({ locale })
      const liveCorrections = corrections.all()
      const waitingFiles = waiting.all()
      return {
        since,
        questions: openQuestions.length, tasks: openTasks.length, corrections: liveCorrections.length, drafts: waitingFiles.length + (drafts.get() ?? 0), changesets: count.get(since, since) ?? 0,
        openTasks: openTasks.slice(0, listed), openQuestions: openQuestions.slice(0, listed), liveCorrections: liveCorrections.slice(0, listed), waiting: waitingFiles.slice(0, listed),
        changes: changes.all(since, since, listed).map((entry) => ({ ...entry, kind: `changeset.${entry.kind}`, canUndo: entry.undoneBy === null && isUndoable(entry.kind) })),
      }
    },
    received: () => received.get() ?? null,
  }
}
