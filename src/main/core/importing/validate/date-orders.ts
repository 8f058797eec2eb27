import { columnName, type SheetCell } from '../../../../shared/domain/sheet.ts'
import type { ColumnMapping, Problem } from '../../../../shared/domain/submission.ts'
import { parseDateText } from '../../../../shared/domain/dates.ts'
import { problem, quoted } from './problem.ts'

/** Looks for typed dates that make sense in either order of day and month, in columns where no date settles it. */
export interface DateOrders {
  readonly add: (cell: SheetCell | undefined, mapping: ColumnMapping) => void
  /** One finding a column. */
  readonly findings: () => Problem[]
}

const typed = /^\s*\d{1,2} ?[/. -] ?\d{1,2} ?[/. -] ?\d{2,4}(?!\d)/

export function createDateOrders(): DateOrders {
  const found = new Map<number, { readonly mapping: ColumnMapping; sample: string; date: string; count: number; isSettled: boolean }>()
  return {
    add(cell, mapping) {
      if (cell?.type !== 'text' || cell.merge === 'covered' || !typed.test(cell.text)) return
      const known = found.get(mapping.column) ?? { mapping, sample: '', date: '', count: 0, isSettled: false }
      found.set(mapping.column, known)
      if (known.isSettled) return
      const order = mapping.dateOrder ?? 'dmy'
      const read = parseDateText(cell.text, order)
      if (read.kind !== 'day') return
      const others = (['dmy', 'mdy'] as const).filter((other) => other !== order).map((other) => parseDateText(cell.text, other)).filter((other) => other.kind === 'day')
      if (others.length === 0) known.isSettled = true
      else if (others.some(({ iso }) => iso !== read.iso)) {
        if (known.count === 0) [known.sample, known.date] = [quoted(cell.text), read.iso]
        known.count += 1
      }
    },
    findings: () => [...found.values()].filter(({ count, isSettled }) => count > 0 && !isSettled).map(({ mapping, sample, date, count }) =>
      problem('info', 'finding.row.date-order', 'file', { column: columnName(mapping.column), text: quoted(mapping.header) || '…', sample, date, count, order: mapping.dateOrder ?? 'dmy' })),
  }
}
