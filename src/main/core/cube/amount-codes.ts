/** How the words of an amount become small numbers: one expression in SQL, the same codes in the arrays. */
import { amountStates, audiences, measures, type Audience, type Measure } from '../../../shared/domain/amount.ts'

export const measureCode = (measure: Measure): number => measures.indexOf(measure)
/** In `Cube.measure`: the amount is no longer live. */
export const goneMeasure = 255

/** In `Cube.flags`: bits 0-1 state, 2 repeat, 3 partner proposed, 4-5 audience, 6 allocated from a pool. */
export const stateMask = 3
export const stateCodes = { value: 0, 'not-reported': 1, 'not-applicable': 2 } as const satisfies Record<(typeof amountStates)[number], number>
export const repeatFlag = 4
export const proposedFlag = 8
export const audienceShift = 4
export const pooledFlag = 64
/** Code of the audience in a flag. */
export const audienceOf = (flags: number): number => (flags >> audienceShift) & 3
export const audienceCode = (audience: Audience): number => audiences.indexOf(audience)

/** In a packed number of SQL: bits 0-3 measure, 4-5 state, 6-7 time, 8 repeat, 9-10 audience. */
export const timeCodes = { dated: 0, biennium: 1, undated: 2 } as const

const cases = (column: string, words: readonly string[], shift: number): string =>
  `(CASE ${column} ${words.map((word, index) => `WHEN '${word}' THEN ${index << shift}`).join(' ')} END)`

export const audienceSql = (column: string, shift: number): string => cases(column, audiences, shift)

/** SQL expression over a row `a` of amount. The words come from our own lists. */
export const packedAmountSql =
  `${cases('a.measure', measures, 0)} | ${cases('a.state', amountStates, 4)} | (CASE a.period_precision WHEN 'biennium' THEN ${timeCodes.biennium << 6} WHEN 'none' THEN ${timeCodes.undated << 6} ELSE 0 END)` +
  ` | (a.is_repeat << 8) | ${audienceSql('a.audience', 9)}`

/** SQL expression: the day of a row `a` of amount as the number 20120331, null where it has none. */
export const daySql = "CAST(replace(coalesce(a.period_start, a.period_end), '-', '') AS INTEGER)"
