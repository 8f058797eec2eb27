/** The period of each money column, as far as the column itself says it: set by a person, else read from its header. */
import type { Period } from '../../../../shared/domain/amount.ts'
import { noPeriod, periodOfSpan } from '../../../../shared/domain/dates.ts'
import type { ColumnMapping } from '../../../../shared/domain/submission.ts'
import { headerPeriods } from '../map/header-period.ts'

/** Periods by column; a column that says none is missing. Life-to-date figures have none of their own. */
export function columnPeriods(columns: readonly ColumnMapping[]): ReadonlyMap<number, Period> {
  const read = headerPeriods(columns)
  const periods = new Map<number, Period>()
  for (const { column, field, period, spanMeaning, isCumulative } of columns) {
    if (field !== 'amount') continue
    if (period !== undefined) periods.set(column, period ?? noPeriod)
    else if (isCumulative !== true) {
      const found = read.get(column)
      const said = found && spanMeaning !== undefined ? periodOfSpan(found.text, spanMeaning) : null
      if (found) periods.set(column, said ?? found.period)
    }
  }
  return periods
}
