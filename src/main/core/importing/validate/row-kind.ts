import type { SheetCell } from '../../../../shared/domain/sheet.ts'
import type { ColumnMapping } from '../../../../shared/domain/submission.ts'
import { textKey } from '../../../../shared/domain/text-key.ts'

/** Rows that are no data: blank ones, totals by their words, and header rows that a report repeats. */

/** Most texts show it by their first sign. */
function isBlankText(text: string): boolean {
  const first = text.charCodeAt(0)
  return !(first > 32 && first < 127) && text.trim() === ''
}

export const hasValue = (cell: SheetCell): boolean => cell.merge !== 'covered' && (cell.isUncached === true || (cell.type !== 'blank' && (cell.type !== 'text' || !isBlankText(cell.text))))

/** English, French, Spanish and Portuguese in Latin letters; Arabic with and without hamza and article; simplified and traditional Chinese. */
const latin = String.raw`(?:(?:grand|sub|sous|gran|overall|suma|sum|running|final|montant|importe|valor|ensemble|net)[\s-]*)?tota(?:l|les|is|ux)|subtota(?:l|les|is)|suma|soma|somme`
const arabic = String.raw`(?:ال)?(?:مجموع|[اإ]جمالي|جملة)`
const chinese = '(?:总计|合计|小计|总额|总和|共计|總計|合計|小計|總額|總和|共計)'
const rest = String.raw`(?:[\s:.()–-]+(?:g[ée]n[ée]ra(?:l|ux)|generales?|gerais|geral|amounts?|usd|us\$|eur|page|الكلي|العام|الفرعي|(?:ال)?جمالي))*`
const begins = new RegExp(String.raw`^[\s*:–-]*(?:(?:${latin})(?!\p{L})|${arabic}(?!\p{L})|${chinese})|^[\s*]*ensemble\s*:?\s*$`, 'iu')
const ends = new RegExp(String.raw`[\s:–-](?:(?:sub|sous)[\s-]*)?total\s*[:.*]*$|${chinese}\s*[:：]?$`, 'iu')
const whole = new RegExp(String.raw`^[\s*:–-]*(?:${latin}|${arabic}|${chinese}|ensemble)${rest}[\s*:：–.-]*$`, 'iu')

/** Some part of every one of these words: most texts are told by it at once. */
const mayBeTotal = /tota|suma|som[am]|sum|ensemble|مجموع|جمال|جملة|[计計额額和]/i

/** Fields that a total row may well fill, beside its label and its sums. */
const besideTotals: ReadonlySet<ColumnMapping['field']> = new Set<ColumnMapping['field']>(['ignore', 'amount', 'currency', 'year', 'month', 'as-of-date', 'unit', 'exchange-rate', 'quantity', 'note', 'progress', 'support-cost-rate', 'probability'])
const longestLabel = 80

/**
 * The cell whose text makes the row a total, or null. A row with an identifier of its own is data, whatever its title says;
 * a label with more words (`Total Japan`) counts where nothing beside it says what the row is about.
 */
export function totalLabel(cells: readonly SheetCell[], fieldOf: (column: number) => ColumnMapping['field']): SheetCell | null {
  let label: SheetCell | null = null
  for (const cell of cells) {
    if (cell.type !== 'text' || cell.text.length > longestLabel || cell.merge === 'covered' || !mayBeTotal.test(cell.text)) continue
    if (begins.test(cell.text) || ends.test(cell.text)) {
      label = cell
      break
    }
  }
  if (label === null) return null
  let hasIdentifier = false
  let others = 0
  for (const cell of cells) {
    if (cell === label || !hasValue(cell)) continue
    const field = fieldOf(cell.column)
    if (field === 'identifier' || field === 'entity-code') hasIdentifier = true
    else if (!besideTotals.has(field)) others += 1
  }
  if (hasIdentifier) return null
  return whole.test(label.text) || others === 0 ? label : null
}

const isBareYear = (text: string): boolean => /^(?:19|20)\d\d$/.test(text)

/** The last part of each column's header, as written and folded. */
export interface HeaderLeaf {
  readonly text: string
  readonly key: string
}

export const headerLeaves = (texts: readonly string[]): readonly HeaderLeaf[] => texts.map((text) => ({ text, key: textKey(text) }))

/** A row that says the column names again, word for word or folded: most of its cells equal the last part of their header. Figures are never a header. */
export function isRepeatedHeader(cells: readonly SheetCell[], leaves: readonly HeaderLeaf[]): boolean {
  for (const cell of cells) if (cell.type !== 'text' && hasValue(cell) && !(cell.type === 'number' && isBareYear(cell.text))) return false
  let same = 0
  let filled = 0
  for (const cell of cells) {
    if (!hasValue(cell)) continue
    filled += 1
    const leaf = leaves[cell.column]
    if (leaf !== undefined && leaf.text !== '' && (cell.text === leaf.text || (cell.text.length < longestLabel && textKey(cell.text) === leaf.key))) same += 1
    else if (filled >= 4 && same === 0) return false
  }
  return same >= 2 && same >= filled * 0.6
}
