import type { SheetCell } from '../../../../shared/domain/sheet.ts'
import type { ColumnMapping } from '../../../../shared/domain/submission.ts'
import { foldSpace } from '../../../../shared/domain/text-key.ts'

/** Rows that are no data: blank ones, totals, and header rows that a report repeats. */

export const hasValue = (cell: SheetCell): boolean => cell.merge !== 'covered' && (cell.isUncached === true || (cell.type !== 'blank' && (cell.type !== 'text' || cell.text.trim() !== '')))

const begins = /^[\s*:–-]*(?:(?:grand|sub|sous|gran|overall|suma)[\s-]*)?tota(?:l|les|ux)(?![a-zà-ÿ])|^[\s*]*suma(?![a-z])|^[\s*]*ensemble\s*:?\s*$/i
const whole = /^[\s*:–-]*(?:(?:grand|sub|sous|gran|overall|suma)[\s-]*)?(?:tota(?:l|les|ux)|suma)(?:\s+(?:g[ée]n[ée]ra(?:l|ux)|generales?|amounts?|usd|us\$|eur|page))*[\s*:–.-]*$/i

/**
 * The cell whose text makes the row a total, or null. A row with an identifier of its own is data, whatever its title says;
 * a label with more words (`Total Japan`) counts where the row has no title and partner beside it.
 */
export function totalLabel(cells: readonly SheetCell[], fieldOf: (column: number) => ColumnMapping['field']): SheetCell | null {
  let label: SheetCell | null = null
  let hasIdentifier = false
  let others = 0
  for (const cell of cells) {
    if (!hasValue(cell)) continue
    const field = fieldOf(cell.column)
    if (label === null && cell.type === 'text' && cell.text.length <= 80 && begins.test(cell.text)) label = cell
    else if (field === 'identifier') hasIdentifier = true
    else if (field === 'title' || field === 'partner' || field === 'start-date' || field === 'approval-date') others += 1
  }
  if (label === null || hasIdentifier) return null
  return whole.test(label.text) || others === 0 ? label : null
}

/** A row that says the column names again: most of its cells equal the last part of their header. */
export function isRepeatedHeader(cells: readonly SheetCell[], leafOf: (column: number) => string | undefined): boolean {
  let same = 0
  let filled = 0
  for (const cell of cells) {
    if (!hasValue(cell)) continue
    filled += 1
    const leaf = leafOf(cell.column)
    if (cell.type === 'text' && leaf !== undefined && leaf !== '' && (cell.text === leaf || foldSpace(cell.text) === leaf)) same += 1
    else if (filled >= 4 && same === 0) return false
  }
  return same >= 2 && same >= filled * 0.6
}
