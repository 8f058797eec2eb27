/** What a plan does to the money and to the fields of the register: by partner, year and measure, and field by field. */
import type { ChangedCell } from '../../../../shared/contract/submissions.ts'
import { periodText, periodYear } from '../../../../shared/domain/period.ts'
import { createChangedFields } from './changed-fields.ts'
import type { OutcomeFigure } from './amount-outcome.ts'

export interface MoneyDelta {
  readonly partner: string
  readonly partnerName: string
  readonly year: string
  readonly measure: string
  /** Integer cents of USD. */
  cents: number
}

interface Payer {
  readonly key: string
  readonly name: string
}

export interface PlanEffect {
  /** A figure that comes, goes or becomes another one; what repeats an amount counts nothing. */
  moved(partner: Payer, measure: string, before: OutcomeFigure | null, after: OutcomeFigure | null): void
  /** A figure of what the register held before; `row` as in ChangedCell. */
  figureChanged(row: number | null, name: string, measure: string, before: OutcomeFigure | null, after: OutcomeFigure | null): void
  readonly fieldChanged: (cell: ChangedCell) => void
  money(): readonly MoneyDelta[]
  changed(): { readonly total: number; readonly cells: readonly ChangedCell[] }
}

export function createPlanEffect(): PlanEffect {
  const money = new Map<string, MoneyDelta>()
  const changed = createChangedFields()
  function add({ key: partner, name }: Payer, measure: string, { period, cents, isRepeat }: OutcomeFigure, sign: 1 | -1): void {
    const year = periodYear(period)
    const key = `${partner}|${year}|${measure}`
    const delta = isRepeat ? 0 : sign * (cents ?? 0)
    const line = money.get(key)
    if (line) line.cents += delta
    else money.set(key, { partner, partnerName: name, year, measure, cents: delta })
  }
  return {
    moved(partner, measure, before, after) {
      if (before) add(partner, measure, before, -1)
      if (after) add(partner, measure, after, 1)
    },
    figureChanged(row, name, measure, before, after) {
      const period = after?.period ?? before?.period
      changed.note({ row, name, field: `${measure} ${period ? periodText(period) : ''}`.trim(), before: before?.text ?? null, after: after?.text ?? null })
    },
    fieldChanged: changed.note,
    money: () => [...money.values()],
    changed: () => ({ total: changed.total(), cells: changed.cells() }),
  }
}
