/** A rectangle of cells as a spreadsheet has it, by indexes of shown rows and columns: how it grows, what it copies, and which cells a pasted or filled block touches. Pure. */
export interface CellAt { readonly row: number; readonly column: number }

/** From where it was begun to where it was drawn. */
export interface CellRange { readonly anchor: CellAt; readonly end: CellAt }

/** Both ends included. */
export interface Span { readonly top: number; readonly bottom: number; readonly first: number; readonly last: number }

/** How many rows and columns there are. */
export interface Bounds { readonly rows: number; readonly columns: number }

/** A text for a cell; null empties it. */
export interface CellText extends CellAt { readonly text: string | null }

export const spanOf = ({ anchor, end }: CellRange): Span => ({
  top: Math.min(anchor.row, end.row), bottom: Math.max(anchor.row, end.row),
  first: Math.min(anchor.column, end.column), last: Math.max(anchor.column, end.column),
})

export const isWithin = ({ top, bottom, first, last }: Span, { row, column }: CellAt): boolean => row >= top && row <= bottom && column >= first && column <= last

export const countCells = ({ top, bottom, first, last }: Span): number => (bottom - top + 1) * (last - first + 1)

const clamp = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value))

/** The range with its end moved; `toEdge` goes as far as there are cells. */
export function extended({ anchor, end }: CellRange, by: CellAt, bounds: Bounds, toEdge: boolean): CellRange {
  const move = (at: number, step: number, count: number) => clamp(toEdge && step !== 0 ? Math.sign(step) * Infinity : at + step, count)
  return { anchor, end: { row: move(end.row, by.row, bounds.rows), column: move(end.column, by.column, bounds.columns) } }
}

/** As spreadsheets put a block on the clipboard: tabs between cells, a line a row, quotes around a cell that holds either. */
export const blockText = (rows: readonly (readonly (string | null)[])[]): string => rows.map((cells) => cells.map(quoted).join('\t')).join('\n')

const quoted = (text: string | null): string => (text === null ? '' : /[\t\r\n]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Rows of cells of a clipboard's text. A quote that nothing closes is a character like any other. */
export function parseBlock(text: string): string[][] {
  const rows: string[][] = [[]]
  const whole = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  const cell = /"((?:[^"]|"")*)"(?=[\t\n]|$)|[^\t\n]*/y
  for (;;) {
    const found = cell.exec(whole)
    rows.at(-1)?.push(found?.[1]?.replaceAll('""', '"') ?? found?.[0] ?? '')
    const at = cell.lastIndex
    if (at >= whole.length) return rows
    if (whole[at] === '\n') rows.push([])
    cell.lastIndex = at + 1
  }
}

/** Where a block lands: from the first cell of the span on; a single cell fills the whole span. `dropped` cells lie beyond the last row or column. */
export function pastedCells(block: readonly (readonly string[])[], span: Span, bounds: Bounds): { readonly cells: readonly CellText[]; readonly dropped: number } {
  const toText = (text: string): string | null => (text === '' ? null : text)
  const single = block.length === 1 && block[0]?.length === 1 ? block[0][0] : undefined
  if (single !== undefined) return { cells: cellsOf(span).map((at) => ({ ...at, text: toText(single) })), dropped: 0 }
  const all = block.flatMap((texts, row) => texts.map((text, column) => ({ row: span.top + row, column: span.first + column, text: toText(text) })))
  const cells = all.filter(({ row, column }) => row < bounds.rows && column < bounds.columns)
  return { cells, dropped: all.length - cells.length }
}

export function cellsOf({ top, bottom, first, last }: Span): CellAt[] {
  return Array.from({ length: bottom - top + 1 }, (_, row) => Array.from({ length: last - first + 1 }, (_each, column) => ({ row: top + row, column: first + column }))).flat()
}

/** The rows that a fill reads from and writes to: the first row fills those below; one row alone is filled from the row above it. Null where there is none. */
export function fillSpans(span: Span): { readonly from: number; readonly to: Span } | null {
  if (span.bottom > span.top) return { from: span.top, to: { ...span, top: span.top + 1 } }
  return span.top > 0 ? { from: span.top - 1, to: span } : null
}
