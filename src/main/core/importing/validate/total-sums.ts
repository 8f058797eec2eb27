/**
 * Totals as control sums. Running sums of the data rows are kept for the rows since the last total, since each open label, of
 * the block and of the table; a total is compared with the scope whose sum it equals, else with the innermost one. A total that
 * stands above its rows stays open until they have passed.
 */
import { addDecimals, createDecimalSum, subtractDecimals, type DecimalSum } from '../../../../shared/domain/decimal.ts'
import type { TotalCheck } from '../../../../shared/domain/submission.ts'

export interface PrintedTotal {
  readonly column: number
  readonly address: string
  /** As it stands in the column; null where it cannot be read. */
  readonly printed: string | null
}

export interface TotalRow {
  readonly row: number
  readonly label: string
  readonly totals: readonly PrintedTotal[]
}

export interface TotalSums {
  /** A figure of a data row; `isRepeat` where it stands for an amount that another row counts. */
  readonly add: (column: number, row: number, figure: string, isRepeat: boolean) => void
  readonly startBlock: () => void
  /** A label of this level, 0 the highest. */
  readonly startLabel: (level: number) => void
  /** A row of totals over the rows before it; over those that follow in the block where none came before. Gives the checks that are settled. */
  readonly total: (total: TotalRow) => readonly TotalCheck[]
  /** Totals that stand above their rows: up to a row, or to the next label of the level (-1: to the end of the block). */
  readonly totalAbove: (total: TotalRow, until: { readonly row: number } | { readonly level: number }) => void
  /** Do the figures equal the sum of at least two rows since the last total? */
  readonly isSum: (totals: readonly PrintedTotal[]) => boolean
  /** Checks of totals above their rows that have come to their end since the last call. */
  readonly settled: () => readonly TotalCheck[]
  /** Closes what is open. */
  readonly finish: () => readonly TotalCheck[]
}

interface ScopeSums {
  readonly once: DecimalSum
  readonly repeats: DecimalSum
}

interface Scope {
  from: number
  to: number
  rows: number
  /** By column. */
  readonly sums: readonly (ScopeSums | undefined)[]
}

interface OpenTotal {
  readonly total: TotalRow
  readonly untilRow: number
  /** -1: the block. */
  readonly level: number
  readonly scope: Scope
}

/** Spreadsheets sum binary fractions: their last digits differ from the exact sum without anything being wrong. */
export function differenceOf(printed: string, summed: string): string {
  const difference = subtractDecimals(printed, summed)
  const size = Math.abs(Number(difference))
  return size < 0.005 && size <= Math.abs(Number(printed)) * 1e-11 + 1e-9 ? '0' : difference
}

export function createTotalSums(columns: readonly number[]): TotalSums {
  const newScope = (): Scope => {
    const sums: ScopeSums[] = []
    for (const column of columns) sums[column] = { once: createDecimalSum(), repeats: createDecimalSum() }
    return { from: 0, to: 0, rows: 0, sums }
  }
  let group = newScope()
  let labels: { readonly level: number; readonly scope: Scope }[] = []
  let block = newScope()
  const table = newScope()
  /** Printed totals of groups, of the block and of the table. */
  const printed = { block: new Map<number, { sum: string; count: number }>(), table: new Map<number, { sum: string; count: number }>() }
  let open: OpenTotal[] = []
  let done: TotalCheck[] = []

  function fold(into: Scope, from: Scope): void {
    if (from.rows === 0) return
    if (into.rows === 0) into.from = from.from
    into.to = from.to
    into.rows += from.rows
    for (const column of columns) {
      const [own, other] = [into.sums[column], from.sums[column]]
      if (!own || !other) continue
      own.once.add(other.once.value())
      own.repeats.add(other.repeats.value())
    }
  }
  function closeGroup(): Scope {
    const closed = group
    for (const { scope } of labels) fold(scope, closed)
    fold(block, closed)
    fold(table, closed)
    if (closed.rows > 0) group = newScope()
    return closed
  }
  function count(row: number, scope: Scope): void {
    if (scope.to === row) return
    if (scope.rows === 0) scope.from = row
    scope.to = row
    scope.rows += 1
  }
  function put(scope: Scope, column: number, figure: string, isRepeat: boolean): void {
    const sums = scope.sums[column]
    if (isRepeat) sums?.repeats.add(figure)
    else sums?.once.add(figure)
  }
  /** Sums that a total over a scope may show: with each amount once, or with its repetitions as the cells stand. */
  function sumsOf(scope: Scope, column: number): string[] {
    const sums = scope.sums[column]
    if (!sums) return []
    const [once, repeats] = [sums.once.value(), sums.repeats.value()]
    return repeats === '0' ? [once] : [once, addDecimals(once, repeats)]
  }
  const checkOf = ({ row, label }: TotalRow, { column, address, printed: figure }: PrintedTotal, { from, to }: Pick<Scope, 'from' | 'to'>, summed: string): TotalCheck =>
    ({ row, address, column, label, from, to, printed: figure, summed, difference: figure === null ? null : differenceOf(figure, summed) })

  function check(total: TotalRow, one: PrintedTotal, closed: Scope): TotalCheck {
    const scopes = [closed, ...labels.toReversed().map(({ scope }) => scope), block, table].filter(({ rows }) => rows > 0)
    const candidates = scopes.flatMap((scope) => sumsOf(scope, one.column).map((summed) => ({ scope, summed })))
    for (const [kept, scope] of [[printed.block, block], [printed.table, table]] as const) {
      const sum = kept.get(one.column)
      if (sum && sum.count > 1) candidates.push({ scope, summed: sum.sum })
    }
    const figure = one.printed
    const found = figure === null ? undefined : candidates.find(({ summed }) => differenceOf(figure, summed) === '0')
    const taken = found ?? candidates[0] ?? { scope: table, summed: '0' }
    if (figure !== null && taken.scope === closed) {
      for (const kept of [printed.block, printed.table]) {
        const sum = kept.get(one.column)
        kept.set(one.column, { sum: addDecimals(sum?.sum ?? '0', figure), count: (sum?.count ?? 0) + 1 })
      }
    }
    return checkOf(total, one, taken.scope, taken.summed)
  }
  function settle(ended: readonly OpenTotal[]): void {
    if (ended.length === 0) return
    open = open.filter((one) => !ended.includes(one))
    for (const { total, scope } of ended) for (const one of total.totals) {
      const candidates = sumsOf(scope, one.column)
      const figure = one.printed
      const equal = figure === null ? undefined : candidates.find((summed) => differenceOf(figure, summed) === '0')
      done.push(checkOf(total, one, scope.rows === 0 ? { from: total.row, to: total.row } : scope, equal ?? candidates[0] ?? '0'))
    }
  }
  function totalAbove(total: TotalRow, until: { readonly row: number } | { readonly level: number }): void {
    open.push({ total, untilRow: 'row' in until ? until.row : Infinity, level: 'row' in until ? -1 : until.level, scope: newScope() })
  }

  return {
    totalAbove,
    add(column, row, figure, isRepeat) {
      count(row, group)
      put(group, column, figure, isRepeat)
      if (open.length === 0) return
      settle(open.filter(({ untilRow }) => row > untilRow))
      for (const { scope } of open) {
        count(row, scope)
        put(scope, column, figure, isRepeat)
      }
    },
    startBlock() {
      closeGroup()
      settle(open.filter(({ untilRow, level }) => untilRow === Infinity && level < 0))
      block = newScope()
      printed.block.clear()
    },
    startLabel(level) {
      closeGroup()
      settle(open.filter((one) => one.level >= level))
      labels = [...labels.filter((one) => one.level < level), { level, scope: newScope() }]
    },
    total(total) {
      const closed = closeGroup()
      if (table.rows === 0 || (block.rows === 0 && printed.table.size === 0)) {
        totalAbove(total, { level: -1 })
        return []
      }
      return total.totals.map((one) => check(total, one, closed))
    },
    isSum(totals) {
      const isEqual = (scope: Scope): boolean => scope.rows > 1 && totals.every(({ column, printed: figure }) => figure !== null && sumsOf(scope, column).some((summed) => differenceOf(figure, summed) === '0'))
      return totals.some(({ printed: figure }) => figure !== null && figure !== '0') && isEqual(group)
    },
    settled() {
      const found = done
      done = []
      return found
    },
    finish() {
      closeGroup()
      settle(open)
      return done
    },
  }
}
