/** Amounts of an import: the nth of its equals in the file is the nth of its equals in the register. */
import { periodText } from '../../../../shared/domain/period.ts'
import type { AmountDraft, Problem } from '../../../../shared/domain/submission.ts'
import type { Writer } from '../../store/write-gate.ts'
import { amountGroup, amountKey, ordinalOf } from './natural-keys.ts'
import type { PlannedContribution } from './plan-contributions.ts'
import type { AmountFigure, RegisterRows, StoredAmount } from './register-rows.ts'

export type AmountOutcome = { readonly kind: 'added' | 'changed' | 'unchanged'; readonly before: number | null; readonly after: number | null }

export interface PlanAmounts {
  of(contribution: PlannedContribution, amount: AmountDraft, row: number, hasIdentifier: boolean, problems: Problem[]): AmountOutcome
  /** Ids of the register's amounts that this file holds. */
  readonly matched: ReadonlySet<number>
  /** Looks at new amounts beside others of the same measure that the file did not hold: perhaps the same money, redated. */
  finish(warn: (row: number, problem: Problem) => void): void
}

export interface AmountSource {
  readonly submission: () => number
  readonly sourceFile: () => number
  readonly sheet: string
}

const figureOf = (amount: AmountDraft, isRepeat: boolean): AmountFigure => ({
  state: amount.state,
  original: amount.original,
  currency: amount.currency,
  other_original: amount.otherOriginal,
  other_currency: amount.otherCurrency,
  rate: amount.rate,
  rate_source: amount.rateSource,
  rate_date: amount.rateDate,
  usd_cents: amount.usdCents,
  is_usd_recorded: amount.isUsdRecorded ? 1 : 0,
  is_repeat: isRepeat ? 1 : 0,
})
const figureColumns = ['state', 'original', 'currency', 'other_original', 'other_currency', 'rate', 'rate_source', 'rate_date', 'usd_cents', 'is_usd_recorded', 'is_repeat'] as const
const isSame = (stored: StoredAmount, figure: AmountFigure): boolean => figureColumns.every((column) => stored[column] === figure[column])
const inOtherWords = (stored: StoredAmount): string => `${periodText({ start: stored.period_start, end: stored.period_end, precision: stored.period_precision }) || '…'} ${stored.original ?? '…'} ${stored.currency ?? ''}`.trim()

export function planAmounts(rows: RegisterRows, writer: () => Writer, source: AmountSource): PlanAmounts {
  const matched = new Set<number>()
  const beside: { readonly row: number; readonly contribution: PlannedContribution; readonly measure: AmountDraft['measure'] }[] = []

  function writeCells(id: number, amount: AmountDraft): void {
    for (const cell of amount.cells) writer().insert('source_cell', { amount_id: id, field: cell.field, source_file_id: source.sourceFile(), sheet: source.sheet, address: cell.address, raw: cell.raw })
  }
  /** A figure whose currency was not known while it was missing: same measure and period, one side without a figure. */
  function missingTwin(contribution: PlannedContribution, amount: AmountDraft): StoredAmount | undefined {
    const prefix = amountGroup(amount.measure, amount.period, '')
    for (const [group, stored] of contribution.stored) {
      if (!group.startsWith(prefix)) continue
      const twin = stored.find((candidate) => !matched.has(candidate.id) && (candidate.state === 'not-reported' || amount.state === 'not-reported'))
      if (twin) return twin
    }
    return undefined
  }
  function change(contribution: PlannedContribution, stored: StoredAmount, amount: AmountDraft, figure: AmountFigure, group: string): void {
    const isMoved = amountGroup(amount.measure, amount.period, stored.currency) !== group
    const moved = isMoved ? { natural_key: amountKey(contribution.key, group, nextOrdinal(contribution, group)) } : {}
    writer().amend('amount', stored.id, { ...figure, ...moved, submission_id: source.submission() })
    for (const cell of rows.cells(stored.id)) writer().close('source_cell', cell)
    writeCells(stored.id, amount)
  }
  function nextOrdinal(contribution: PlannedContribution, group: string): number {
    const last = contribution.stored.get(group)?.at(-1)
    const held = contribution.stored.get(group)?.length ?? 0
    return (last ? ordinalOf(last.natural_key) : 0) + Math.max(1, (contribution.seen.get(group) ?? 1) - held)
  }

  return {
    matched,
    of(contribution, amount, row, hasIdentifier, problems) {
      const group = amountGroup(amount.measure, amount.period, amount.currency)
      const nth = contribution.seen.get(group) ?? 0
      contribution.seen.set(group, nth + 1)
      const figureKey = `${group}|${amount.original}`
      const first = contribution.firstRows.get(figureKey)
      if (first === undefined) contribution.firstRows.set(figureKey, row)
      const figure = figureOf(amount, hasIdentifier && amount.original !== null && first !== undefined && first < row)
      const held = contribution.stored.get(group)?.[nth]
      const stored = held && !matched.has(held.id) ? held : contribution.isNew ? undefined : missingTwin(contribution, amount)
      if (!stored) {
        const id = writer().insert('amount', {
          natural_key: amountKey(contribution.key, group, nextOrdinal(contribution, group)), contribution_id: contribution.id, measure: amount.measure, ...figure,
          // Pipeline is not signed yet: who may see it is for a person to say.
          audience: amount.measure === 'pipeline' ? 'confidential' : 'internal',
          period_start: amount.period.start, period_end: amount.period.end, period_precision: amount.period.precision, submission_id: source.submission(),
        })
        writeCells(id, amount)
        if (contribution.stored.size > 0) beside.push({ row, contribution, measure: amount.measure })
        return { kind: 'added', before: null, after: figure.usd_cents }
      }
      matched.add(stored.id)
      const same: AmountOutcome = { kind: 'unchanged', before: stored.usd_cents, after: stored.usd_cents }
      if (isSame(stored, figure)) return same
      if (figure.state === 'not-reported' && stored.state === 'value') {
        problems.push({ severity: 'warning', code: 'finding.store.blank-kept', params: { figure: `${stored.original ?? ''} ${stored.currency ?? ''}`.trim() }, field: 'amount' })
        return same
      }
      change(contribution, stored, amount, figure, group)
      return { kind: 'changed', before: stored.usd_cents, after: figure.usd_cents }
    },
    finish(warn) {
      for (const { row, contribution, measure } of beside) {
        const others = [...contribution.stored.values()].flat().filter((stored) => stored.measure === measure && stored.state === 'value' && !matched.has(stored.id))
        if (others.length > 0) warn(row, { severity: 'warning', code: 'finding.store.other-period', params: { periods: others.slice(0, 5).map(inOtherWords).join('; ') }, field: 'amount' })
      }
    },
  }
}
