/** What rows speak of that are rejected or parked: they are in the file, though nothing of them is imported. */
import type { Database } from 'better-sqlite3'
import { parseProjectSymbol } from '../../../../shared/domain/project-symbol.ts'
import type { SubmissionMapping } from '../../../../shared/domain/submission.ts'
import { textKey } from '../../../../shared/domain/text-key.ts'
import type { StagedTexts } from './staged-texts.ts'

export interface LeftOutNames {
  /** Does such a row give this symbol, identifier or title? */
  has(name: string): boolean
}

export function readLeftOutNames(db: Database, { id, mapping }: { readonly id: number; readonly mapping: SubmissionMapping }, texts: () => StagedTexts): LeftOutNames {
  const names = new Set<string>()
  const rows = db.prepare<[number], number>(`SELECT row FROM staged_row WHERE batch_id = ? AND kind IN ('rejected', 'parked')`).pluck().all(id)
  const columns = mapping.columns.filter(({ field }) => field === 'identifier' || field === 'title').map(({ column }) => column)
  for (const row of rows) for (const column of columns) {
    const text = texts().textOf(row, column)
    if (text === null) continue
    names.add(textKey(text))
    const symbol = text.includes('/') ? parseProjectSymbol(text) : null
    if (symbol) names.add(textKey(symbol.normalized))
  }
  return { has: (name) => names.has(textKey(name)) }
}
