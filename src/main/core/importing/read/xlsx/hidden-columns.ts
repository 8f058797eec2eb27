import { columnName } from '../../../../../shared/domain/sheet.ts'
import { isTrue, type XmlScanner } from './xml-scanner.ts'

/** A `<col>` of a sheet: zero-based columns, ends included. */
interface ColumnRange {
  readonly from: number
  readonly to: number
  readonly isHidden: boolean
  readonly level: number
  readonly isCollapsed: boolean
}

/** Which columns no one sees: hidden, of no width, or in a group that is folded away. */
export interface HiddenColumns {
  /** An opened element before the rows. */
  visit(scanner: XmlScanner): void
  has(column: number): boolean
  /** Whether a column may be hidden at all. */
  isAny(): boolean
}

export function createHiddenColumns(): HiddenColumns {
  const ranges: ColumnRange[] = []
  const known = new Map<number, boolean>()
  let hidden: readonly ColumnRange[] | undefined
  let isSummaryLeft = false
  let isDefaultHidden = false
  const isAny = (): boolean => {
    hidden ??= hiddenRanges(ranges, isSummaryLeft)
    return isDefaultHidden || hidden.length > 0
  }
  return {
    isAny,
    visit(scanner) {
      if (scanner.is('outlinePr')) isSummaryLeft = scanner.attribute('summaryRight') !== undefined && !isTrue(scanner.attribute('summaryRight'))
      else if (scanner.is('sheetFormatPr')) isDefaultHidden = isZero(scanner.attribute('defaultColWidth'))
      else if (scanner.is('col')) {
        ranges.push({
          from: Number(scanner.attribute('min')) - 1,
          to: Number(scanner.attribute('max')) - 1,
          isHidden: isTrue(scanner.attribute('hidden')) || isZero(scanner.attribute('width')),
          level: Number(scanner.attribute('outlineLevel') ?? 0),
          isCollapsed: isTrue(scanner.attribute('collapsed')),
        })
      }
    },
    has(column) {
      const before = known.get(column)
      if (before !== undefined || !isAny()) return before ?? false
      const holds = ({ from, to }: ColumnRange): boolean => column >= from && column <= to
      const isHidden = (hidden ?? []).some(holds) || (isDefaultHidden && !ranges.some(holds))
      known.set(column, isHidden)
      return isHidden
    },
  }
}

/** `C, D, AA` of zero-based columns, shortened. */
export function columnList(columns: Iterable<number>): string {
  const names = [...columns].sort((a, b) => a - b).map(columnName)
  return names.length > 12 ? `${names.slice(0, 12).join(', ')}…` : names.join(', ')
}

/** A width or height that shows nothing. */
export const isZero = (value: string | undefined): boolean => value !== undefined && Number(value) === 0

/** A folded group is marked at the column that sums it up, which stands behind the group or, where the sheet says so, before it. */
function hiddenRanges(ranges: readonly ColumnRange[], isSummaryLeft: boolean): readonly ColumnRange[] {
  const fromSummary = ranges.toSorted((a, b) => (isSummaryLeft ? a.from - b.from : b.from - a.from))
  const found: ColumnRange[] = []
  let fold = Number.POSITIVE_INFINITY
  let previous: ColumnRange | undefined
  for (const range of fromSummary) {
    const isNext = previous !== undefined && (isSummaryLeft ? range.from === previous.to + 1 : range.to === previous.from - 1)
    if (!isNext || range.level <= fold) fold = Number.POSITIVE_INFINITY
    if (range.isHidden || fold < range.level) found.push(range)
    if (range.isCollapsed) fold = Math.min(fold, range.level)
    previous = range
  }
  return found
}
