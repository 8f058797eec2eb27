import { columnName } from '../../../../../shared/domain/sheet.ts'

const parts = /"(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\]]*\]|(?<![A-Za-z0-9_.$\\])(\$?)([A-Z]{1,3})(\$?)([1-9]\d{0,6})(?![A-Za-z0-9_(.!])/g

/** The formula of a cell that shares another's, with relative references moved by the distance between the two. */
export function shiftFormula(formula: string, columns: number, rows: number): string {
  return formula.replace(parts, (all: string, fixedColumn?: string, letters?: string, fixedRow?: string, digits?: string) => {
    if (letters === undefined || digits === undefined) return all
    const column = fixedColumn === '$' ? columnIndex(letters) : columnIndex(letters) + columns
    const row = fixedRow === '$' ? Number(digits) : Number(digits) + rows
    if (column < 0 || row < 1) return '#REF!'
    return `${fixedColumn ?? ''}${columnName(column)}${fixedRow ?? ''}${row}`
  })
}

/** `A -> 0`, `AB -> 27`; -1 where there are no letters. */
export function columnIndex(letters: string): number {
  let index = 0
  for (let at = 0; at < letters.length; at++) index = index * 26 + ((letters.charCodeAt(at) & 0xdf) - 64)
  return index - 1
}
