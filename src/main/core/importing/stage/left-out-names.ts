/** What rows speak of that are rejected or parked: they are in the file, though nothing of them is imported. */
import type { Database } from 'better-sqlite3'
import { parseProjectSymbol } from '../../../../shared/domain/project-symbol.ts'
import type { RowTexts } from '../../../../shared/domain/submission.ts'
import { textKey } from '../../../../shared/domain/text-key.ts'

export interface LeftOutNames {
  /** Does such a row hold a cell with this symbol, identifier or title? */
  has(name: string): boolean
}

/** An earlier version staged cells as a list with addresses. */
const textsOf = (cells: RowTexts | readonly { readonly text: string }[]): readonly string[] => ('texts' in cells ? cells.texts : cells.map(({ text }) => text))

export function readLeftOutNames(db: Database, batch: number): LeftOutNames {
  const names = new Set<string>()
  for (const cells of db.prepare<[number], string>(`SELECT cells FROM staged_row WHERE batch_id = ? AND kind IN ('rejected', 'parked')`).pluck().iterate(batch)) {
    // addRows stored this text from the cells of a ValidatedRow.
    for (const text of textsOf(JSON.parse(cells) as RowTexts | { text: string }[])) {
      names.add(textKey(text))
      const symbol = text.includes('/') ? parseProjectSymbol(text) : null
      if (symbol) names.add(textKey(symbol.normalized))
    }
  }
  return { has: (name) => names.has(textKey(name)) }
}
