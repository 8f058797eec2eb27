/** The reference of a commit: what it wrote, its log included, inserted by SQLite alone. */
import { rmSync } from 'node:fs'
import DatabaseFile from 'better-sqlite3'

const tables = ['project', 'contribution', 'amount', 'source_cell', 'note', 'change']
const rowsAtOnce = 10_000

/**
 * Milliseconds of one transaction of prepared inserts, a row a call, into an empty workspace with the same tables and indexes; nothing is
 * computed, compared, checked or chained, and reading the rows is not counted. (INSERT … SELECT from the other file would copy sorted
 * index pages, which no program that has its rows in hand can do.)
 */
export function bareInsert(workspace: string, blank: string): number {
  const from = new DatabaseFile(workspace, { readonly: true })
  const db = new DatabaseFile(blank)
  db.pragma('foreign_keys = OFF')
  db.pragma('journal_mode = WAL')
  let ms = 0
  const timed = (work: () => void): void => {
    const start = performance.now()
    work()
    ms += performance.now() - start
  }
  timed(() => db.exec('BEGIN'))
  for (const table of tables) {
    const width = from.prepare('SELECT * FROM pragma_table_info(?)').all(table).length
    const insert = db.prepare(`INSERT OR IGNORE INTO ${table} VALUES (${Array.from({ length: width }, () => '?').join(', ')})`)
    const page = from.prepare<[number], unknown[]>(`SELECT * FROM ${table} WHERE id > ? ORDER BY id LIMIT ${rowsAtOnce}`).raw()
    for (let rows = page.all(0); rows.length > 0; rows = page.all(Number(rows.at(-1)?.[0]))) timed(() => {
      for (const row of rows) insert.run(row)
    })
  }
  timed(() => db.exec('COMMIT'))
  from.close()
  db.close()
  rmSync(blank, { force: true })
  return ms
}
