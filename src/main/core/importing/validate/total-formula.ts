import { columnName } from '../../../../shared/domain/sheet.ts'

/** Rows of its own column that a formula sums; null for every other formula. */
export interface SummedRows {
  readonly from: number
  readonly to: number
}

const call = /^=?\+?(?:SUM\(|SUBTOTAL\(\d+[,;]|AGGREGATE\(\d+[,;]\d+[,;])([^()]*)\)$/
const chain = /^=?\+?[A-Z]{1,3}\d+(?:\+[A-Z]{1,3}\d+)+$/
const reference = /^([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?$/

/** In: a formula as the file holds it and where it stands. A sum over other columns of its own row is no total. */
export function summedRows(formula: string, column: number, row: number): SummedRows | null {
  const text = formula.replace(/[\s$]/g, '').toUpperCase()
  const inside = call.exec(text)?.[1] ?? (chain.test(text) ? text.replace(/^=?\+?/, '').replaceAll('+', ',') : null)
  if (inside === null) return null
  const own = columnName(column)
  let from = Infinity
  let to = 0
  for (const part of inside.split(/[,;]/)) {
    const [, left, first = '', right = left, last = first] = reference.exec(part) ?? []
    if (left !== own || right !== own) return null
    from = Math.min(from, Number(first), Number(last))
    to = Math.max(to, Number(first), Number(last))
  }
  return from > row || to < row ? { from, to } : null
}
