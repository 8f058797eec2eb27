/**
 * Amounts of an import beside those of the register. The same figure is found first, wherever it stands in the file; what is
 * left waits until the whole file is read, then the nth figure of a group is the nth that is left in the register, and what is
 * still left may be the same money under another date (redated-amounts.ts).
 */
import type { Period } from '../../../../shared/domain/amount.ts'
import type { ImportOptions } from '../../../../shared/domain/import-options.ts'
import type { AmountDraft, Problem } from '../../../../shared/domain/submission.ts'
import type { Writer } from '../../store/write-gate.ts'
import { amountGroup, amountKey, ordinalOf } from './natural-keys.ts'
import type { PlannedContribution } from './plan-contributions.ts'
import { judgeDates, periodOf } from './redated-amounts.ts'
import type { AmountFigure, RegisterRows, StoredAmount } from './register-rows.ts'

/** `kept`: the register holds another figure, which stays since the file may only add; `asked`: nothing is written, the row is an error. */
export type AmountOutcome = { readonly kind: 'added' | 'changed' | 'unchanged' | 'kept' | 'asked'; readonly before: OutcomeFigure | null; readonly after: OutcomeFigure | null }
export interface OutcomeFigure {
  readonly period: Period
  /** Of USD. */
  readonly cents: number | null
  /** Figure and currency as a person reads them; null where none is reported. */
  readonly text: string | null
  readonly isRepeat: boolean
}

export interface AmountOfRow {
  readonly row: number
  readonly contribution: PlannedContribution
  readonly amount: AmountDraft
  /** Rows without an identifier are never repeats of each other. */
  readonly hasIdentifier: boolean
}

export interface PlanAmounts {
  /** Null where the outcome is known only once the file is read. */
  of(amount: AmountOfRow): AmountOutcome | null
  /** Ids of the register's amounts that this file holds. */
  readonly matched: ReadonlySet<number>
  /** The outcomes that waited, in order of rows. */
  finish(settle: (of: AmountOfRow, outcome: AmountOutcome, problem: Problem | null) => void): void
}

export interface AmountSource {
  readonly submission: () => number
  readonly sourceFile: () => number
  readonly sheet: string
  readonly options: ImportOptions
  /** Ids of the register's amounts that end where the file does not hold them. */
  readonly replaced: ReadonlySet<number>
  /** Why this file may not write its figure over that of the register, as an error; null where it may. */
  readonly refusal: (stored: StoredAmount, amount: AmountDraft) => Problem | null
}

const figureText = ({ state, original, currency }: Pick<AmountFigure, 'state' | 'original' | 'currency'>): string | null =>
  state === 'value' ? `${original ?? ''} ${currency ?? ''}`.trim() : state === 'not-applicable' ? 'n/a' : null
const outcomeFigure = (period: Period, figure: AmountFigure): OutcomeFigure => ({ period, cents: figure.usd_cents, text: figureText(figure), isRepeat: figure.is_repeat === 1 })
export const storedFigure = (stored: StoredAmount): OutcomeFigure => outcomeFigure(periodOf(stored), stored)

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
const figureKeyOf = (figure: AmountFigure): string => JSON.stringify(figureColumns.map((column) => figure[column]))
const isSame = (stored: StoredAmount, figure: AmountFigure): boolean => figureColumns.every((column) => stored[column] === figure[column])

interface Settled {
  readonly outcome: AmountOutcome
  readonly problem: Problem | null
}

interface Waiting extends AmountOfRow {
  readonly group: string
  readonly figure: AmountFigure
}

export function planAmounts(rows: RegisterRows, writer: () => Writer, source: AmountSource): PlanAmounts {
  const matched = new Set<number>()
  const waiting = new Map<PlannedContribution, Waiting[]>()
  const figuresOfGroup = new Map<readonly StoredAmount[], Map<string, StoredAmount[]>>()

  function writeCells(id: number, amount: AmountDraft): void {
    for (const cell of amount.cells) writer().insert('source_cell', { amount_id: id, field: cell.field, source_file_id: source.sourceFile(), sheet: source.sheet, address: cell.address, raw: cell.raw })
  }
  const left = (stored: readonly StoredAmount[] | undefined): StoredAmount[] => stored?.filter(({ id }) => !matched.has(id)) ?? []
  /** A figure whose currency was not known while it was missing: same measure and period, one side without a figure. */
  function missingTwin(contribution: PlannedContribution, amount: AmountDraft): StoredAmount | undefined {
    const prefix = amountGroup(amount.measure, amount.period, '')
    for (const [group, stored] of contribution.stored) {
      if (!group.startsWith(prefix)) continue
      const twin = left(stored).find((candidate) => candidate.state === 'not-reported' || amount.state === 'not-reported')
      if (twin) return twin
    }
    return undefined
  }
  /** The first of a group that says the same and that the file did not give yet. Asked for only while the file is read. */
  function takeSame(stored: readonly StoredAmount[], figure: AmountFigure): StoredAmount | undefined {
    let figures = figuresOfGroup.get(stored)
    if (!figures) figuresOfGroup.set(stored, (figures = Map.groupBy(stored.toReversed(), figureKeyOf)))
    return figures.get(figureKeyOf(figure))?.pop()
  }
  function nextOrdinal(contribution: PlannedContribution, group: string): number {
    const last = contribution.stored.get(group)?.at(-1)
    const next = (contribution.ordinals.get(group) ?? (last ? ordinalOf(last.natural_key) : 0)) + 1
    contribution.ordinals.set(group, next)
    return next
  }
  function add({ contribution, amount, group, figure }: Waiting): AmountOutcome {
    const id = writer().insert('amount', {
      natural_key: amountKey(contribution.key, group, nextOrdinal(contribution, group)), contribution_id: contribution.id, measure: amount.measure, ...figure,
      // Pipeline is not signed yet: who may see it is for a person to say.
      audience: amount.measure === 'pipeline' ? 'confidential' : 'internal',
      period_start: amount.period.start, period_end: amount.period.end, period_precision: amount.period.precision, submission_id: source.submission(),
    })
    writeCells(id, amount)
    return { kind: 'added', before: null, after: outcomeFigure(amount.period, figure) }
  }
  function unchanged(stored: StoredAmount): AmountOutcome {
    matched.add(stored.id)
    const same = storedFigure(stored)
    return { kind: 'unchanged', before: same, after: same }
  }
  function change({ contribution, amount, group, figure }: Waiting, stored: StoredAmount): AmountOutcome {
    matched.add(stored.id)
    const before = storedFigure(stored)
    if (source.options.behaviour === 'add-only') return { kind: 'kept', before, after: before }
    const { start, end, precision } = amount.period
    const isMoved = amountGroup(stored.measure, periodOf(stored), stored.currency) !== group
    const moved = isMoved ? { natural_key: amountKey(contribution.key, group, nextOrdinal(contribution, group)), period_start: start, period_end: end, period_precision: precision } : {}
    writer().amend('amount', stored.id, { ...figure, ...moved, submission_id: source.submission() })
    for (const cell of rows.cells(stored.id)) writer().close('source_cell', cell)
    writeCells(stored.id, amount)
    return { kind: 'changed', before, after: outcomeFigure(amount.period, figure) }
  }
  function changeOrRefuse(item: Waiting, stored: StoredAmount, problem: Problem | null): Settled {
    const refusal = source.options.behaviour === 'add-only' ? null : source.refusal(stored, item.amount)
    if (refusal === null) return { outcome: change(item, stored), problem }
    matched.add(stored.id)
    return { outcome: { kind: 'asked', before: null, after: null }, problem: refusal }
  }
  /** In place of the register's figure; a blank takes no figure's place. */
  function replace(item: Waiting, stored: StoredAmount): Settled {
    if (isSame(stored, item.figure)) return { outcome: unchanged(stored), problem: null }
    if (item.figure.state !== 'not-reported' || stored.state !== 'value') return changeOrRefuse(item, stored, null)
    return { outcome: unchanged(stored), problem: { severity: 'warning', code: 'finding.store.blank-kept', params: { figure: `${stored.original ?? ''} ${stored.currency ?? ''}`.trim() }, field: 'amount' } }
  }

  return {
    matched,
    of(item) {
      const { row, contribution, amount, hasIdentifier } = item
      const group = amountGroup(amount.measure, amount.period, amount.currency)
      const figureKey = `${group}|${amount.original}`
      const first = contribution.firstRows.get(figureKey)
      if (first === undefined) contribution.firstRows.set(figureKey, row)
      const figure = figureOf(amount, hasIdentifier && amount.original !== null && first !== undefined && first < row)
      if (contribution.stored.size === 0) return add({ ...item, group, figure })
      const stored = contribution.stored.get(group)
      const same = stored && takeSame(stored, figure)
      if (same) return unchanged(same)
      const others = waiting.get(contribution)
      if (others) others.push({ ...item, group, figure })
      else waiting.set(contribution, [{ ...item, group, figure }])
      return null
    },
    finish(settle) {
      for (const [contribution, items] of waiting) {
        const open: Waiting[] = []
        const lefts = new Map<string, Iterator<StoredAmount>>()
        for (const item of items) {
          const inGroup = lefts.get(item.group) ?? left(contribution.stored.get(item.group)).values()
          lefts.set(item.group, inGroup)
          const { value: stored } = inGroup.next()
          if (!stored) open.push(item)
          else {
            const { outcome, problem } = replace(item, stored)
            settle(item, outcome, problem)
          }
        }
        const news: Waiting[] = []
        for (const item of open) {
          const stored = missingTwin(contribution, item.amount)
          if (!stored) news.push(item)
          else {
            const { outcome, problem } = replace(item, stored)
            settle(item, outcome, problem)
          }
        }
        const judged = judgeDates(news.map(({ amount }) => amount), left([...contribution.stored.values()].flat()).filter(({ id }) => !source.replaced.has(id)))
        for (const [index, item] of news.entries()) {
          const { verdict, problem, stored } = judged[index] ?? { verdict: 'new', problem: null, stored: null }
          if (verdict === 'asked') settle(item, { kind: 'asked', before: null, after: null }, problem)
          else if (verdict === 'redated' && stored) {
            const redated = changeOrRefuse(item, stored, problem)
            settle(item, redated.outcome, redated.problem)
          } else settle(item, add(item), problem)
        }
      }
    },
  }
}
