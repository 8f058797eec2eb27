/**
 * Rules that only file and register together can tell (rules of an amount): a reduction of what was never approved, delivery of a
 * project that nobody approved, and life totals: delivery above what was approved, or above what was received. Periods are never
 * compared: in one of them delivery may well exceed approvals.
 */
import type { Measure, Period } from '../../../../shared/domain/amount.ts'
import { exceededLimits, lifeMeasureOf, type LifeMeasure, type LifeSums } from '../../../../shared/domain/register/life-total.ts'
import type { Problem } from '../../../../shared/domain/submission.ts'
import type { AmountOutcome, OutcomeFigure } from './amount-outcome.ts'
import type { AmountOfRow } from './plan-amounts.ts'
import type { StoredAmount } from './register-rows.ts'

type Sums = { -readonly [K in keyof LifeSums]: LifeSums[K] }

interface ProjectFlows {
  readonly id: number
  readonly name: string
  /** Of a component or a baby: the approval may be that of its parent. */
  readonly isPart: boolean
  readonly row: number
  deliveryRow: number | null
  receiptRow: number | null
  readonly reductions: { readonly row: number; readonly measure: Measure; readonly text: string }[]
  hasApproval: boolean
  readonly sums: Record<LifeMeasure, Sums>
}

export interface StoreRules {
  note(item: AmountOfRow, outcome: AmountOutcome): void
  /** In: what the register held of each project before the file. */
  finish(storedOf: (project: number) => readonly StoredAmount[], say: (row: number, problem: Problem) => void): void
}

const noSums = (): Sums => ({ dated: 0, undated: 0, figures: 0, unknown: 0 })
const isUndated = ({ precision }: Period): boolean => precision === 'none'

function count(sums: Sums, figure: Pick<OutcomeFigure, 'period' | 'cents' | 'text' | 'isRepeat'> | null, sign: 1 | -1): void {
  if (!figure || figure.text === null || figure.isRepeat) return
  sums.figures += sign
  if (figure.cents === null) sums.unknown += sign
  else if (isUndated(figure.period)) sums.undated += sign * figure.cents
  else sums.dated += sign * figure.cents
}

export function createStoreRules(): StoreRules {
  const projects = new Map<number, ProjectFlows>()

  function check(flows: ProjectFlows, storedOf: (project: number) => readonly StoredAmount[], say: (row: number, problem: Problem) => void): void {
    const { id, name, row, sums } = flows
    for (const stored of storedOf(id)) {
      const key = lifeMeasureOf[stored.measure]
      if (!key || stored.state !== 'value') continue
      if (stored.measure === 'approval' && stored.original?.startsWith('-') === false) flows.hasApproval = true
      count(sums[key], { period: { start: stored.period_start, end: stored.period_end, precision: stored.period_precision }, cents: stored.usd_cents, text: '', isRepeat: stored.is_repeat === 1 }, 1)
    }
    if (!flows.hasApproval && !flows.isPart) {
      for (const { row: at, measure, text } of flows.reductions) say(at, { severity: 'warning', code: 'finding.store.no-original', params: { project: name, measure, figure: text }, field: 'amount' })
      const spoken = flows.deliveryRow ?? flows.receiptRow
      if (spoken !== null) say(spoken, { severity: 'warning', code: 'finding.store.no-approval', params: { project: name, measure: flows.deliveryRow === null ? 'receipt' : 'delivery' }, field: 'amount' })
    }
    for (const { measure, delivered, limit } of exceededLimits(sums)) {
      say(flows.deliveryRow ?? row, { severity: 'warning', code: 'finding.store.life-total', params: { project: name, measure, delivered: delivered / 100, limit: limit / 100 }, field: 'amount' })
    }
  }

  return {
    note({ row, subject: { id, name, isPart }, amount: { measure, state } }, { kind, before, after }) {
      const key = lifeMeasureOf[measure]
      if (!key || kind === 'asked') return
      let flows = projects.get(id)
      if (!flows) projects.set(id, (flows = { id, name, isPart, row, deliveryRow: null, receiptRow: null, reductions: [], hasApproval: false, sums: { approval: noSums(), receipt: noSums(), delivery: noSums() } }))
      const isValue = state === 'value' && after !== null && after.text !== null
      if (isValue && key === 'delivery') flows.deliveryRow ??= row
      if (isValue && key === 'receipt') flows.receiptRow ??= row
      const isReduction = isValue && key === 'approval' && (after.text?.startsWith('-') ?? false)
      if (isReduction) flows.reductions.push({ row, measure, text: after.text ?? '' })
      if (isValue && measure === 'approval' && !isReduction) flows.hasApproval = true
      if (kind !== 'added' && kind !== 'changed') return
      count(flows.sums[key], before, -1)
      count(flows.sums[key], after, 1)
    },
    finish(storedOf, say) {
      for (const flows of projects.values()) check(flows, storedOf, say)
    },
  }
}
