/**
 * The only way into the record. Every write is part of a changeset that says who, when and why; what was there before stands
 * in the log, so that undo, the history of a figure and the audit trail are readings of the same rows.
 */
import type { ChangesetEntry } from '../../../shared/contract/activity.ts'
import { fail } from '../../../shared/result.ts'
import { chainStart, createChangeDigest, linkHash } from './chain.ts'
import { storeContext, type ReadableDb, type WritableDb } from './database.ts'
import { findDependents, type Dependent } from './dependents.ts'
import { createLoggedWriter, type LoggedWriter, type Writer } from './logged-writer.ts'
import { withStoreErrors } from './store-error.ts'
import { checkVersion, inTransaction } from './write-lock.ts'

export type { Writer } from './logged-writer.ts'

export const changesetKinds = ['create', 'packs', 'import', 'edit', 'undo'] as const
export type ChangesetKind = (typeof changesetKinds)[number]

export interface ChangesetHeader {
  /** Name of the person record; made where it is new. */
  readonly person: string
  readonly kind: ChangesetKind
  readonly reason: string
  /** ISO time in UTC. */
  readonly now: string
  readonly undoes?: number
  /** Head that the caller saw; another one now is a conflict. */
  readonly expectedHead?: number
}

/** What may be taken back: the first content of a workspace and its code lists may not. */
export const isUndoable = (kind: string): boolean => kind !== 'create' && kind !== 'packs'

/**
 * Runs `work` in one transaction. Where it changed no logged row everything is rolled back, unlogged writes included, and
 * `changeset` is null. Fails with busy (names the holder), newer-file, conflict, or internal (disk full, I/O); nothing is written then.
 */
export function inChangeset<T>(db: WritableDb, header: ChangesetHeader, work: (writer: Writer) => T): { changeset: ChangesetEntry | null; value: T } {
  return runChangeset(db, header, work, (dependents) => {
    throw new Error(`rows would be left behind: ${dependents.map(({ table, id }) => `${table} ${id}`).join(', ')}`)
  })
}

/** The same, with what else undo needs: the writer that revives, and a say when live rows depend on removed ones. */
export function runChangeset<T>(db: WritableDb, header: ChangesetHeader, work: (writer: LoggedWriter) => T, refuse: (dependents: readonly Dependent[]) => never): { changeset: ChangesetEntry | null; value: T } {
  const context = db[storeContext]
  const result = withStoreErrors(context.path, () =>
    inTransaction<{ changeset: ChangesetEntry | null; value: T }>(db, header.person, header.now, () => {
      const head = checkHead(db, header)
      const personUuid = putPerson(db, header.person)
      const draft = { id: head.id + 1, uuid: context.ids.next(), at: header.now, personUuid, personName: header.person, kind: header.kind, reason: header.reason, undoes: header.undoes ?? null }
      db.prepare("INSERT INTO changeset (id, uuid, at, person_id, kind, reason, undoes, changes, digest, hash) VALUES (@id, @uuid, @at, (SELECT id FROM person WHERE uuid = @personUuid), @kind, @reason, @undoes, 0, '', '')").run({
        id: draft.id, uuid: draft.uuid, at: draft.at, personUuid, kind: draft.kind, reason: draft.reason, undoes: draft.undoes,
      })
      const digest = createChangeDigest()
      const writer = createLoggedWriter(db, draft.id, digest)
      const value = work(writer)
      const changes = writer.count()
      if (changes === 0) return { keep: false, value: { changeset: null, value } }
      const dependents = findDependents(db, draft.id)
      if (dependents.length > 0) refuse(dependents)
      const sum = digest.finish()
      const update = db.prepare('UPDATE changeset SET changes = ?, digest = ?, hash = ? WHERE id = ?').run(changes, sum, linkHash(head.hash, { ...draft, changes }, sum), draft.id)
      if (update.changes !== 1) throw new Error('the changeset is gone')
      const changeset: ChangesetEntry = { id: draft.id, uuid: draft.uuid, at: draft.at, person: header.person, kind: `changeset.${header.kind}`, reason: header.reason, changes, undoes: draft.undoes, undoneBy: null, canUndo: isUndoable(header.kind) }
      return { keep: true, value: { changeset, value } }
    }),
  )
  if (result.changeset) context.onCommitted(result.changeset.id)
  return result
}

/** Last changeset of a workspace; 0 and the start of the chain where there is none. */
export function readHead(db: ReadableDb): { readonly id: number; readonly hash: string } {
  return db.prepare<[], { id: number; hash: string }>('SELECT id, hash FROM changeset ORDER BY id DESC LIMIT 1').get() ?? { id: 0, hash: chainStart }
}

function checkHead(db: WritableDb, header: ChangesetHeader): { readonly id: number; readonly hash: string } {
  checkVersion(db)
  const head = readHead(db)
  if (header.expectedHead !== undefined && header.expectedHead !== head.id) fail('conflict', 'error.store-head-moved', { expected: header.expectedHead, found: head.id })
  return head
}

function putPerson(db: WritableDb, name: string): string {
  const known = db.prepare<[string], string>('SELECT uuid FROM person WHERE name = ?').pluck().get(name)
  if (known !== undefined) return known
  const uuid = db[storeContext].ids.next()
  db.prepare('INSERT INTO person (uuid, name) VALUES (?, ?)').run(uuid, name)
  return uuid
}
