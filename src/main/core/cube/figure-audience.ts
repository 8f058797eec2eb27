/**
 * Audiences set for single fields and for whole submissions: a figure is as confidential as the most confidential thing that
 * makes it (the money, its date, who pays, the file that brought it). Fields that only describe a project do not hide its money.
 */
import type { Database } from 'better-sqlite3'
import { audienceSql } from './amount-codes.ts'

export interface FigureAudience {
  readonly amount: (id: number) => number
  readonly contribution: (id: number) => number
  readonly partner: (id: number) => number
  /** Null for an amount that no file brought. */
  readonly submission: (id: number | null) => number
}

const fields = {
  amount: ['original', 'currency', 'usd_cents', 'measure', 'period_start', 'period_end'],
  contribution: ['signatory_id'],
  partner: ['natural_key', 'name'],
} as const

export function readFigureAudience(db: Database): FigureAudience {
  return { amount: readTable(db, 'amount'), contribution: readTable(db, 'contribution'), partner: readTable(db, 'partner'), submission: readSubmissionAudience(db) }
}

export function readSubmissionAudience(db: Database): FigureAudience['submission'] {
  const levels = new Map<number | null, number>(db.prepare<[], [number, number]>(`SELECT id, ${audienceSql('audience', 0)} FROM submission`).raw().all())
  return (id) => levels.get(id) ?? 0
}

function readTable(db: Database, table: keyof typeof fields): (id: number) => number {
  const names = JSON.stringify(fields[table])
  const level = audienceSql('f.audience', 0)
  const all = db.prepare<[string, string], number | null>(`SELECT max(${level}) FROM field_audience f WHERE table_name = ? AND row_uuid = '*' AND field IN (SELECT value FROM json_each(?))`).pluck().get(table, names) ?? 0
  const single = new Map(
    db
      .prepare<[string, string], [number, number]>(
        `SELECT t.id, max(${level}) FROM field_audience f JOIN ${table} t ON t.uuid = f.row_uuid WHERE f.table_name = ? AND f.field IN (SELECT value FROM json_each(?)) GROUP BY t.id`,
      )
      .raw()
      .all(table, names),
  )
  return single.size === 0 ? () => all : (id) => Math.max(all, single.get(id) ?? 0)
}
