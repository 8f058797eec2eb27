/** What the reader hands to the pure stages: rows of cells with their address, exactly as the file holds them. */

export type CellType = 'text' | 'number' | 'date' | 'boolean' | 'error' | 'blank'

export interface SheetCell {
  /** Zero-based column. */
  readonly column: number
  readonly type: CellType
  /** As stored in the file: number text unrounded, text with its white space. */
  readonly raw: string
  /** What a person reads: for dates ISO text computed from the serial, for numbers the plain decimal text without exponent. */
  readonly text: string
  /** Number format code, where the file has one other than General. */
  readonly format?: string
  readonly formula?: string
  /** A formula whose value the file does not hold: a finding, never a missing number. */
  readonly isUncached?: true
  /** Cell inside a merged range: `origin` holds the value, `covered` repeats nothing. */
  readonly merge?: 'origin' | 'covered'
  /** Set where true; what a format cannot know is named by the workbook's `unknown`. */
  readonly isInHiddenColumn?: true
  readonly isStruck?: true
  readonly comment?: string
  /** What the program shows, where the reader was told; else `displayedText` computes it. */
  readonly displayed?: string
}

export interface SheetRow {
  /** One-based row number as the program that wrote it shows it. */
  readonly row: number
  readonly isHidden: boolean
  /** Cells that hold something, in column order. */
  readonly cells: readonly SheetCell[]
}

export type SheetVisibility = 'visible' | 'hidden' | 'very-hidden'

export interface SheetInfo {
  readonly index: number
  readonly name: string
  readonly visibility: SheetVisibility
}

/** What a file is, by its bytes: packages of Excel and OpenDocument, old binary workbooks, text with delimiters, tables of web pages and documents. */
export const fileKinds = ['xlsx', 'xlsb', 'xls', 'ods', 'csv', 'html', 'docx'] as const
export type SpreadsheetKind = (typeof fileKinds)[number]

/** What a reader may know of a cell beside its value; a format whose reader cannot know one names it. */
export const cellFacts = ['type', 'number-format', 'displayed-text', 'merge', 'hidden', 'strike-through', 'comment', 'formula', 'cached-value'] as const
export type CellFact = (typeof cellFacts)[number]

/** `0 -> A`, `27 -> AB`. */
export function columnName(column: number): string {
  let name = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  return name
}

/** Address of a cell as people write it: `H163`. */
export const cellAddress = (column: number, row: number): string => `${columnName(column)}${row}`
