import { fail } from '../../../../../shared/result.ts'
import type { SheetCell } from '../../../../../shared/domain/sheet.ts'
import type { ReadLimits } from '../limits.ts'
import type { RowCollector } from '../row-collector.ts'
import type { MergedRange } from '../xlsx/merges.ts'
import type { XmlScanner } from '../xlsx/xml-scanner.ts'
import { odsCell } from './ods-cell.ts'
import { lookOf, type OdsStyles } from './ods-styles.ts'

/**
 * Rows of one table of an OpenDocument spreadsheet, element by element. Repeated blank cells and rows, which programs write to the end
 * of the sheet, are counted and cost nothing.
 */
export interface OdsTableReader {
  open(scanner: XmlScanner): void
  /** False when no more rows are wanted. */
  close(scanner: XmlScanner): boolean
  text(value: string): void
}

/** Elements inside a cell whose text is not the cell's. */
const foreignText = new Set(['annotation', 'frame', 'ruby-text', 'custom-shape', 'table', 'g'])

interface CellStart {
  readonly attribute: (name: string) => string | undefined
  readonly repeated: number
}

export function createOdsTableReader(styles: OdsStyles, limits: ReadLimits, collector: RowCollector): OdsTableReader {
  const columns: { readonly to: number; readonly isHidden: boolean; readonly style: string | undefined }[] = []
  let row = 0
  let rowRepeated = 1
  let isRowHidden = false
  let rowStyle: string | undefined
  let column = 0
  let cells: SheetCell[] = []
  let opened: MergedRange[] = []
  let cell: CellStart | undefined
  let text = ''
  let comment = ''
  let paragraphs = 0
  /** Nested elements whose text is left out, and whether the outermost is a comment. */
  let foreign = 0
  let isComment = false
  let isInParagraph = 0

  const positive = (value: string | undefined): number => Math.max(1, Math.floor(Number(value ?? 1)) || 1)

  function finishCell(start: CellStart): void {
    const { attribute, repeated } = start
    const place = columns.find(({ to }) => column <= to)
    const type = attribute('office:value-type')
    const found = odsCell({
      type,
      value: attribute(type === 'date' || type === 'time' || type === 'boolean' || type === 'string' ? `office:${type}-value` : 'office:value'),
      isError: attribute('calcext:value-type') === 'error',
      formula: attribute('table:formula'),
      text,
      comment: comment.trim(),
      look: lookOf(styles, attribute('table:style-name') ?? rowStyle ?? place?.style),
      isInHiddenColumn: place?.isHidden === true,
    })
    const width = positive(attribute('table:number-columns-spanned'))
    const height = positive(attribute('table:number-rows-spanned'))
    if (width > 1 || height > 1) opened.push({ left: column, right: column + width - 1, top: row + 1, bottom: row + height })
    if (found !== undefined) {
      if (column + repeated > limits.columns) fail('unreadable-file', 'error.file-too-many-columns', { limit: limits.columns })
      for (let at = 0; at < repeated; at++) cells.push({ column: column + at, ...found })
      if (found.formula?.includes("'file:")) collector.note('warning', 'finding.file.formulas-to-other-workbooks', column, row + 1)
    }
    column += repeated
  }

  function finishRow(): boolean {
    let isWanted = true
    if (cells.length === 0 && opened.length === 0) row += rowRepeated
    else for (let at = 0; at < rowRepeated && isWanted; at++) isWanted = collector.add(++row, cells, { isHidden: isRowHidden, opened: at === 0 ? opened : [] })
    return isWanted
  }

  function openInCell(scanner: XmlScanner): void {
    const name = scanner.name()
    if (foreign > 0 || foreignText.has(name)) {
      if (foreign === 0) isComment = name === 'annotation'
      if (!scanner.isSelfClosing) foreign++
    }
    if (name === 'p') {
      if (foreign === 0 && paragraphs++ > 0) text += '\n'
      if (foreign > 0 && isComment && comment !== '') comment += '\n'
      if (!scanner.isSelfClosing) isInParagraph++
    } else if (foreign > 0) return
    else if (name === 's') text += ' '.repeat(Math.min(1000, positive(scanner.attribute('text:c'))))
    else if (name === 'tab') text += '\t'
    else if (name === 'line-break') text += '\n'
  }

  return {
    open(scanner) {
      if (cell !== undefined) return openInCell(scanner)
      if (scanner.is('table-cell') || scanner.is('covered-table-cell')) {
        // The scanner moves on before the cell ends, so its attributes are taken now.
        const names = ['office:value-type', 'office:value', 'office:date-value', 'office:time-value', 'office:boolean-value', 'office:string-value', 'calcext:value-type', 'table:formula', 'table:style-name', 'table:number-columns-spanned', 'table:number-rows-spanned']
        const repeated = positive(scanner.attribute('table:number-columns-repeated'))
        text = ''
        comment = ''
        paragraphs = 0
        if (scanner.isSelfClosing && scanner.attribute('office:value-type') === undefined && scanner.attribute('table:formula') === undefined && scanner.attribute('table:number-columns-spanned') === undefined) {
          column += repeated
          return
        }
        const values = new Map(names.map((name) => [name, scanner.attribute(name)]))
        const start: CellStart = { attribute: (name) => values.get(name), repeated }
        if (scanner.isSelfClosing) finishCell(start)
        else cell = start
      } else if (scanner.is('table-row')) {
        rowRepeated = positive(scanner.attribute('table:number-rows-repeated'))
        isRowHidden = (scanner.attribute('table:visibility') ?? 'visible') !== 'visible'
        rowStyle = scanner.attribute('table:default-cell-style-name')
        column = 0
        cells = []
        opened = []
        if (scanner.isSelfClosing) row += rowRepeated
      } else if (scanner.is('table-column')) {
        const to = (columns.at(-1)?.to ?? -1) + positive(scanner.attribute('table:number-columns-repeated'))
        columns.push({ to, isHidden: (scanner.attribute('table:visibility') ?? 'visible') !== 'visible', style: scanner.attribute('table:default-cell-style-name') })
      }
    },
    close(scanner) {
      if (cell === undefined) return scanner.is('table-row') ? finishRow() : true
      if (foreign > 0) {
        if (scanner.is('p')) isInParagraph--
        foreign--
      } else if (scanner.is('p')) isInParagraph--
      else if (scanner.is('table-cell') || scanner.is('covered-table-cell')) {
        finishCell(cell)
        cell = undefined
        isInParagraph = 0
      }
      return true
    },
    text(value) {
      if (cell === undefined || isInParagraph === 0) return
      // Breaks of the XML's own lines are white space (ODF 1.3, 6.1.2); runs of spaces are kept, since programs write them plainly.
      const folded = value.replace(/ *[\t\n\r][\t\n\r ]*/g, ' ')
      if (foreign === 0) text += folded
      else if (isComment) comment += folded
    },
  }
}
