/**
 * Takes back of a changeset what nobody has touched since; the rest stays as it is and is listed with the reason.
 *
 * What stays is found in rounds: rows that later changesets touched, with everything that must stay with them; then the rest is
 * inverted, and where a row stands in the way of another (a key is taken, a row is used or gone) that row stays too, all is
 * rolled back and tried again. The rows that stay only ever grow in number, so this ends; without any the result is that of
 * undoChangeset. To look only is the same, rolled back. What stayed can be taken back later, once nothing holds it any more.
 */
import type { ChangesetEntry, UndoItem, UndoOutcome } from '../../../shared/contract/activity.ts'
import type { WritableDb } from './database.ts'
import type { Dependent } from './dependents.ts'
import { findDependents } from './dependents.ts'
import { quietTask, type StoreTask } from './store-task.ts'
import { invertChanges } from './undo-inverse.ts'
import { createUndoNames } from './undo-names.ts'
import { checkRestUndoable, writersOf } from './undo-plan.ts'
import { createCompanions } from './undo-wholes.ts'
import { readHead, runChangeset } from './write-gate.ts'

export interface UndoImportRequest {
  readonly changeset: number
  readonly person: string
  readonly now: string
  /** Only says what it would do. */
  readonly isDry: boolean
}

type Reason = 'edited' | 'in-use' | 'whole' | 'key-taken' | 'reference-gone'
interface Staying extends Dependent {
  readonly reason: Reason
  /** Kept because of later work, or not to be restored. */
  readonly outcome: 'kept' | 'failed'
  readonly by: readonly number[]
}

const listed = 1000
/** Ways of referring are many, rows of one import more: what is not found in this round is in the next. */
const dependentsAtOnce = 20_000
const keyOf = ({ table, id }: Dependent): string => `${table} ${id}`

/** Fails with not-found, invalid-input (`create`, `packs`) or conflict (already undone; the record changed meanwhile). */
export function undoImport(db: WritableDb, { changeset, person, now, isDry }: UndoImportRequest, task: StoreTask = quietTask): UndoOutcome {
  const expectedHead = readHead(db).id
  const { reason, isRest, touched, undone } = checkRestUndoable(db, changeset)
  const gone = new Set(undone.map(keyOf))
  const companionsOf = createCompanions(db, changeset)
  const staying = new Map<string, Staying>()
  const isOfChangeset = db.prepare<[number, string, number]>('SELECT 1 FROM change WHERE changeset_id = ? AND table_name = ? AND row_id = ?')

  const isNews = (row: Dependent): boolean => !staying.has(keyOf(row)) && !gone.has(keyOf(row)) && isOfChangeset.get(changeset, row.table, row.id) !== undefined
  /** The rows and whatever must stay with them; a row that has a reason of its own is not said to stay for another. */
  function stay(rows: readonly Staying[]): void {
    const waiting = rows.filter(isNews)
    for (const row of waiting) staying.set(keyOf(row), row)
    for (let row = waiting.pop(); row; row = waiting.pop()) {
      for (const { table, id, reason: why } of companionsOf(row)) {
        const other: Staying = { table, id, reason: why, outcome: row.outcome, by: row.by }
        if (!isNews(other)) continue
        staying.set(keyOf(other), other)
        waiting.push(other)
      }
    }
  }
  /** Who wrote the rows in the way; rows of the changeset itself are in the way because of others. */
  const blamed = (rows: readonly Dependent[]): readonly number[] =>
    [...new Set(rows.flatMap((row) => staying.get(keyOf(row))?.by ?? writersOf(db, [row])))].filter((id) => id > changeset && id <= expectedHead).sort((a, b) => a - b)

  stay(touched.map(({ table, id, by }) => ({ table, id, reason: 'edited', outcome: 'kept', by: by.toSorted((a, b) => a - b) })))

  /** One round; null where more rows turned out to stay. */
  function round(): ChangesetEntry | 'nothing' | null {
    const known = staying.size
    const found: Staying[] = []
    const stopped = new Error('rolled back: only looked at')
    try {
      const { changeset: entry } = runChangeset(
        db,
        // A changeset has one undo; what a later one takes back of the rest stands for itself.
        { person, now, kind: 'undo', reason, ...(isRest ? {} : { undoes: changeset }), expectedHead },
        (writer) => {
          invertChanges(db, changeset, writer, {
            stays: (table, id) => (known > 0 && staying.has(`${table} ${id}`)) || (isRest && gone.has(`${table} ${id}`)),
            onObstacle: (row, { reason: why, rows }) => void found.push({ ...row, reason: why, outcome: why === 'in-use' ? 'kept' : 'failed', by: blamed(rows) }),
          }, task)
          for (const { parent, ...child } of findDependents(db, writer.changeset, dependentsAtOnce)) found.push({ ...parent, reason: 'in-use', outcome: 'kept', by: blamed([child]) })
          if (found.length > 0 || isDry) throw stopped
        },
        () => { throw new Error('rows hang on rows that were taken back') },
      )
      return entry ?? 'nothing'
    } catch (error) {
      if (error !== stopped) throw error
    }
    stay(found)
    if (found.length > 0 && staying.size === known) throw new Error(`changeset ${changeset} stands in its own way`)
    return found.length > 0 ? null : 'nothing'
  }

  let result = round()
  while (result === null) result = round()
  return { changeset: result === 'nothing' ? null : result, ...account(db, changeset, [...staying.values()], undone) }
}

/** Counted and listed are records as people know them: a source cell speaks through its amount. */
function account(db: WritableDb, changeset: number, staying: readonly Staying[], undone: readonly Dependent[]): Omit<UndoOutcome, 'changeset'> {
  const total = db.prepare<[number, number], number>(
    `SELECT count(*) FROM (SELECT table_name, row_id FROM change WHERE changeset_id = ? AND table_name <> 'source_cell'
     UNION SELECT 'amount', s.amount_id FROM change c JOIN source_cell s ON s.id = c.row_id WHERE c.changeset_id = ? AND c.table_name = 'source_cell')`,
  ).pluck().get(changeset, changeset) ?? 0
  const amountOf = db.prepare<[number], number>('SELECT amount_id FROM source_cell WHERE id = ?').pluck()
  const recordOf = ({ table, id }: Dependent): Dependent => (table === 'source_cell' ? { table: 'amount', id: amountOf.get(id) ?? 0 } : { table, id })
  const records = new Map<string, Staying>()
  for (const row of staying) {
    const record = { ...row, ...recordOf(row) }
    const known = records.get(keyOf(record))
    // The amount itself says best why it stays.
    if (!known || known.reason === 'whole') records.set(keyOf(record), record)
  }
  const names = createUndoNames(db)
  const ordered = [...records.values()].sort((a, b) => (a.reason === 'edited' ? 0 : 1) - (b.reason === 'edited' ? 0 : 1) || (a.table < b.table ? -1 : a.table > b.table ? 1 : a.id - b.id))
  const of = (outcome: Staying['outcome']): readonly Staying[] => ordered.filter((row) => row.outcome === outcome)
  const items = (rows: readonly Staying[]): UndoItem[] => rows.slice(0, listed).map((row) => ({ table: row.table, name: names(row), by: [...row.by], reason: `undo.reason.${row.reason}` }))
  const [kept, failed] = [of('kept'), of('failed')]
  return { restored: total - new Set(undone.map((row) => keyOf(recordOf(row)))).size - ordered.length, kept: kept.length, failed: failed.length, keptItems: items(kept), failedItems: items(failed) }
}
