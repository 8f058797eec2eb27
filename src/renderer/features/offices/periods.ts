/** Days that a form starts with, counted from the day at this desk. */
import { monthPeriod } from '../../../shared/domain/dates.ts'
import type { Span } from '../../ui/PeriodPicker.tsx'

const iso = (day: Date): string => `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`

/** The month before the one of this day. */
export function lastMonth(day: Date): Span {
  const before = new Date(day.getFullYear(), day.getMonth() - 1, 1)
  const { start, end } = monthPeriod(before.getFullYear(), before.getMonth() + 1)
  return { start: start ?? iso(before), end: end ?? iso(before) }
}

/** Two weeks later: time enough to fill in a workbook. */
export const dueDay = (day: Date): string => iso(new Date(day.getFullYear(), day.getMonth(), day.getDate() + 14))
