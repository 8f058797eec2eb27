/** Rows of a staged file in the order of a column. */
import type { ColumnMapping } from '../../../../../shared/domain/submission.ts'
import { parseNumberText } from '../../../../../shared/domain/number-text.ts'
import { textKey } from '../../../../../shared/domain/text-key.ts'
import type { Places } from './row-filter.ts'
import type { StagedColumn } from './staged-column.ts'

/** Figures as figures where the column holds money, texts folded; what has neither stands last. Rows that are equal keep the order of the sheet. */
export function sortedPlaces(places: Places, column: StagedColumn, mapping: ColumnMapping | undefined, isDescending: boolean): Places {
  const codes = column.codes()
  const used = new Set<number>()
  for (const place of places) used.add(codes[place] ?? -1)
  const ranks = mapping?.field === 'amount' ? figures(column, used, mapping) : ranksOfTexts(column, used)
  const sign = isDescending ? -1 : 1
  const rankAt = (place: number): number => ranks.get(codes[place] ?? -1) ?? Number.NaN
  return places.slice().sort((a, b) => {
    const [left, right] = [rankAt(a), rankAt(b)]
    if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right)) || a - b
    return (left - right) * sign || a - b
  })
}

/** For the order only: no sum is made of these. */
function figures(column: StagedColumn, used: ReadonlySet<number>, { decimalMark = '.' }: ColumnMapping): Map<number, number> {
  const found = new Map<number, number>()
  for (const entry of used) {
    const cell = column.cell(entry)
    if (cell === undefined) continue
    const reading = parseNumberText(cell.text, cell.type === 'number' ? '.' : decimalMark)
    if (reading.kind === 'value') found.set(entry, Number(reading.value))
  }
  return found
}

function ranksOfTexts(column: StagedColumn, used: ReadonlySet<number>): Map<number, number> {
  const keys = [...used].flatMap((entry) => {
    const text = column.shown(entry)
    return text === null ? [] : [{ entry, key: textKey(text) }]
  }).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  const ranks = new Map<number, number>()
  let rank = 0
  let last: string | null = null
  for (const { entry, key } of keys) {
    if (key !== last) rank += 1
    last = key
    ranks.set(entry, rank)
  }
  return ranks
}
