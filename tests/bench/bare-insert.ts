/** The reference of a commit: bare SQLite, the same rows. */
import { rmSync } from 'node:fs'
import DatabaseFile from 'better-sqlite3'

/** What the commit wrote, its log included, put by SQLite alone into an empty workspace with the same indexes: nothing is computed, compared or chained. */
export function bareInsert(workspace: string, blank: string): number {
  const db = new DatabaseFile(blank)
  db.pragma('foreign_keys = OFF')
  db.pragma('journal_mode = WAL')
  db.prepare('ATTACH ? AS done').run(workspace)
  const start = performance.now()
  db.exec(`BEGIN; ${['project', 'contribution', 'amount', 'source_cell', 'note', 'change'].map((table) => `INSERT OR IGNORE INTO main.${table} SELECT * FROM done.${table};`).join(' ')} COMMIT`)
  const ms = performance.now() - start
  db.close()
  rmSync(blank, { force: true })
  return ms
}
