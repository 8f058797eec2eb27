/**
 * Amounts of an import beside those of the register. The same figure is found first, wherever it stands in the file; what is
 * left waits until the whole file is read, then the nth figure of a group is the nth that is left in the register, and what is
 * still left may be the same money under another date (redated-amounts.ts). An amount that a person corrected is found by what
 * its source said last (plan-corrections.ts).
 */
import { compareDecimals } from '../../../../shared/domain/decimal.ts'
import type { ImportOptions } from '../../../../shared/domain/import-options.ts'
import type { AmountDraft, Problem } from '../../../../shared/domain/submission.ts'
import type { Writer } from '../../store/write-gate.ts'
import type { AmountMeanings } from './amount-meanings.ts'
import { asGiven, figureKeyOf, figureOf, isSame, outcomeFigure, storedFigure, type AmountOutcome } from './amount-outcome.ts'
import { figureText, isSameFigure, keptFigure } from './corrected-figure.ts'
import type { EditedFigure } from './edited-figures.ts'
import { amountGroup, amountKey, ordinalOf } from './natural-keys.ts'
import type { PlannedContribution } from './plan-contributions.ts'
import { contradicted, ended, judgeCorrection, writeVerdict, type CorrectionCounts, type LiveCorrection, type PutCorrection } from './plan-corrections.ts'
import { judgeDates, periodOf } from './redated-amounts.ts'
import type { AmountFigure, RegisterRows, StoredAmount } from './register-rows.ts'

/** The project that an amount is of. */
export interface AmountSubject {
  readonly id: number
  readonly name: string
  readonly isNew: boolean
  /** A component or a baby: its approval may be that of its parent. */
  readonly isPart: boolean
}

export interface AmountOfRow {
  readonly subject: AmountSubject
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
  readonly corrections: Readonly<CorrectionCounts>
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
  /** What the cells say beside their figure. */
  readonly meanings: AmountMeanings
  /** ISO date of the import. */
  readonly today: string
  readonly putCorrection: PutCorrection
}

interface Waiting extends AmountOfRow {
  readonly group: string
  /** As the file says it, and as it counts: another one only where a person edited the cell. */
  readonly figure: AmountFigure
  readonly counting: AmountFigure
  readonly edited: EditedFigure | null
  /** The register's amount whose source said the same; of one that a person corrected or edits. */
  readonly same: StoredAmount | undefined
}

const nothing: AmountOutcome = { kind: 'asked', before: null, after: null }

interface Landed {
  readonly outcome: AmountOutcome
  readonly problem: Problem | null
  /** Null where nothing was found or written. */
  readonly at: { readonly id: number; readonly key: string; readonly correction: LiveCorrection | null; /** As it was before; null of a new one. */ readonly stored: StoredAmount | null } | null
}

export function planAmounts(rows: RegisterRows, writer: () => Writer, source: AmountSource): PlanAmounts {
  const matched = new Set<number>()
  const corrections: CorrectionCounts = { kept: 0, retired: 0, asked: 0 }
  const waiting = new Map<PlannedContribution, Waiting[]>()
  const figuresOfGroup = new Map<readonly StoredAmount[], Map<string, StoredAmount[]>>()

  /** A cell that a person edited is kept as the file has it; the correction says the rest. */
  function writeCells(id: number, { amount, edited }: Pick<Waiting, 'amount' | 'edited'>): void {
    for (const cell of amount.cells) writer().insert('source_cell', { amount_id: id, field: cell.field, source_file_id: source.sourceFile(), sheet: source.sheet, address: cell.address, raw: edited?.raws.get(cell.address) ?? cell.raw })
  }
  function replaceCells(id: number, item: Pick<Waiting, 'amount' | 'edited'>): void {
    for (const cell of rows.cells(id)) writer().close('source_cell', cell)
    writeCells(id, item)
  }
  const left = (stored: readonly StoredAmount[] | undefined): StoredAmount[] => stored?.filter(({ id }) => !matched.has(id)) ?? []
  const allOf = (contribution: PlannedContribution): StoredAmount[] => [...contribution.stored.values()].flat()
  /** A figure whose currency was not known while it was missing: same measure and period, one side without a figure. */
  function missingTwin({ contribution, amount, figure }: Waiting): StoredAmount | undefined {
    const prefix = amountGroup(amount.measure, amount.period, '')
    for (const [group, stored] of contribution.stored) {
      if (!group.startsWith(prefix)) continue
      const twin = left(stored).find((candidate) => asGiven(candidate).state === 'not-reported' || figure.state === 'not-reported')
      if (twin) return twin
    }
    return undefined
  }
  /** The first of a group that says the same and that the file did not give yet. Asked for only while the file is read. */
  function takeSame(stored: readonly StoredAmount[], figure: AmountFigure): StoredAmount | undefined {
    let figures = figuresOfGroup.get(stored)
    if (!figures) figuresOfGroup.set(stored, (figures = Map.groupBy(stored.toReversed(), (candidate) => figureKeyOf(asGiven(candidate)))))
    return figures.get(figureKeyOf(figure))?.pop()
  }
  function nextOrdinal(contribution: PlannedContribution, group: string): number {
    const next = (contribution.ordinals.get(group) ?? lastOrdinal(contribution, group)) + 1
    contribution.ordinals.set(group, next)
    return next
  }
  function lastOrdinal(contribution: PlannedContribution, group: string): number {
    const last = contribution.stored.get(group)?.at(-1)
    // Corrected amounts stand under the currency of their source, their keys under that of the correction.
    if (!rows.hasCorrections) return last ? ordinalOf(last.natural_key) : 0
    const prefix = amountKey(contribution.key, group, '')
    return allOf(contribution).reduce((most, { natural_key }) => (natural_key.startsWith(prefix) ? Math.max(most, ordinalOf(natural_key)) : most), 0)
  }

  function add(item: Waiting): Landed {
    const { contribution, amount, group, figure } = item
    const key = amountKey(contribution.key, group, nextOrdinal(contribution, group))
    const id = writer().insert('amount', {
      natural_key: key, contribution_id: contribution.id, measure: amount.measure, ...figure,
      // Pipeline is not signed yet: who may see it is for a person to say.
      audience: amount.measure === 'pipeline' ? 'confidential' : 'internal',
      period_start: amount.period.start, period_end: amount.period.end, period_precision: amount.period.precision, submission_id: source.submission(),
    })
    writeCells(id, item)
    return { outcome: { kind: 'added', before: null, after: outcomeFigure(amount.period, figure) }, problem: null, at: { id, key, correction: null, stored: null } }
  }
  function unchanged(stored: StoredAmount, problem: Problem | null = null): Landed {
    matched.add(stored.id)
    const same = storedFigure(stored)
    return { outcome: { kind: 'unchanged', before: same, after: same }, problem, at: placeOf(stored) }
  }
  const placeOf = (stored: StoredAmount): Landed['at'] => ({ id: stored.id, key: stored.natural_key, correction: stored.correction, stored })
  const isAddOnly = source.options.behaviour === 'add-only'
  /** The register has it and the file may only add. */
  function kept(stored: StoredAmount): Landed {
    matched.add(stored.id)
    const held = storedFigure(stored)
    return { outcome: { kind: 'kept', before: held, after: held }, problem: null, at: null }
  }
  /** The file gives the amount another figure or date; a corrected figure only takes the date. */
  function change(item: Waiting, stored: StoredAmount): Landed {
    const { contribution, amount, figure, edited, counting } = item
    if (isAddOnly) return kept(stored)
    matched.add(stored.id)
    const before = storedFigure(stored)
    const refusal = source.refusal(stored, amount)
    // Another sender's cell that a person brought into line with the register.
    if (refusal && edited && isSame(stored, counting)) return { ...unchanged(stored), at: null }
    if (refusal) return { outcome: nothing, problem: refusal, at: null }
    const held = stored.correction ? stored : figure
    const group = amountGroup(amount.measure, amount.period, held.currency)
    const isMoved = amountGroup(stored.measure, periodOf(stored), stored.currency) !== group
    const { start, end, precision } = amount.period
    const moved = isMoved ? { natural_key: amountKey(contribution.key, group, nextOrdinal(contribution, group)), period_start: start, period_end: end, period_precision: precision } : {}
    writer().amend('amount', stored.id, { ...(stored.correction ? {} : figure), ...moved, submission_id: source.submission() })
    replaceCells(stored.id, item)
    if (stored.correction) corrections.kept += 1
    return { outcome: { kind: 'changed', before, after: outcomeFigure(amount.period, held) }, problem: null, at: placeOf(stored) }
  }
  /** What the source says of a corrected amount: another figure than before, the corrected one, or still the same. */
  function meet(item: Waiting, stored: StoredAmount, correction: LiveCorrection): Landed {
    const { figure, amount } = item
    const said = keptFigure(figure)
    const verdict = judgeCorrection(correction, said)
    if (verdict !== 'kept' && isAddOnly) return kept(stored)
    matched.add(stored.id)
    // Only its own source confirms or contradicts it.
    const refusal = verdict === 'kept' ? null : source.refusal(stored, amount)
    if (refusal && verdict === 'asked') return { outcome: nothing, problem: refusal, at: null }
    if (refusal || (isAddOnly && correction.state === 'asked')) {
      corrections.kept += 1
      return unchanged(stored)
    }
    corrections[verdict] += 1
    const isNews = writeVerdict(writer, correction, verdict, said, source.today)
    if (isNews) {
      // The figure is the source's own again, with its cells; else only what the source says has changed.
      writer().amend('amount', stored.id, { ...(verdict === 'retired' ? figure : {}), submission_id: source.submission() })
      replaceCells(stored.id, item)
    }
    const before = storedFigure(stored)
    const after = verdict === 'retired' ? outcomeFigure(periodOf(stored), figure) : before
    return { outcome: { kind: isNews ? 'changed' : 'unchanged', before, after }, problem: verdict === 'asked' ? contradicted(correction, said) : null, at: { id: stored.id, key: stored.natural_key, correction: verdict === 'retired' ? null : correction, stored } }
  }
  /** The file says that the figure is one of an earlier row, where the register holds it as money of its own. */
  function isRepeat({ amount, contribution, group }: Waiting, stored: StoredAmount): boolean {
    const repeated = amount.repeated ?? null
    return repeated !== null && stored.original !== null && compareDecimals(repeated, stored.original) === 0 && contribution.firstRows.has(`${group}|${repeated}`)
  }
  /** In place of the register's figure; a blank takes a figure's place only where its column says so. */
  function replace(item: Waiting, stored: StoredAmount): Landed {
    const { amount, figure, edited } = item
    const { correction } = stored
    const given = asGiven(stored)
    if (figure.state === 'not-reported' && given.state === 'value') {
      if (edited) return unchanged(stored)
      if (!correction && isRepeat(item, stored)) return change(item, stored)
      const meaning = source.meanings.blankOf(amount)
      const params = { figure: figureText(stored) }
      if (meaning === 'ask') {
        matched.add(stored.id)
        return { outcome: nothing, problem: { severity: 'error', code: 'finding.store.blank-amount-asked', params, field: 'amount' }, at: null }
      }
      if (meaning === 'keep') {
        if (correction) corrections.kept += 1
        return unchanged(stored, { severity: 'warning', code: 'finding.store.blank-kept', params, field: 'amount' })
      }
    }
    if (correction) return meet(item, stored, correction)
    return isSame(stored, figure) ? unchanged(stored) : change(item, stored)
  }
  /** The person's figure over the file's, with a correction that keeps both. */
  function withEdit(item: Waiting, landed: Landed): Pick<Landed, 'outcome' | 'problem'> {
    const { edited, counting, amount } = item
    const { at, outcome, problem } = landed
    if (!edited || !at) return landed
    const figure = keptFigure(counting)
    if (at.correction && isSameFigure(at.correction.figure, figure)) return landed
    const { stored } = at
    if (stored && isAddOnly) return kept(stored)
    // Where the file agreed with the register, the edit is the first to say something else.
    const refusal = stored && outcome.kind === 'unchanged' && !isSame(stored, counting) ? source.refusal(stored, amount) : null
    if (refusal) return { outcome: nothing, problem: refusal }
    if (at.correction) writer().update('correction', at.correction.id, ended('retired', source.today, 'correction.end.replaced'))
    writer().amend('amount', at.id, { ...counting, submission_id: source.submission() })
    // Where nothing of the file is new, the cells are still those of the file before.
    if (outcome.kind === 'unchanged') replaceCells(at.id, item)
    source.putCorrection(writer(), { amount: at.id, key: at.key, source: keptFigure(item.figure), figure, saidBy: edited.person, channel: 'edited-cell', saidOn: edited.on, note: '', attachment: null })
    return { outcome: { kind: outcome.kind === 'added' ? 'added' : 'changed', before: outcome.before, after: outcomeFigure(amount.period, counting) }, problem }
  }

  return {
    matched,
    corrections,
    of(item) {
      const { row, contribution, amount, hasIdentifier } = item
      const group = amountGroup(amount.measure, amount.period, amount.currency)
      const figureKey = `${group}|${amount.original}`
      const first = contribution.firstRows.get(figureKey)
      if (first === undefined) contribution.firstRows.set(figureKey, row)
      const counting = figureOf(amount, hasIdentifier && amount.original !== null && first !== undefined && first < row)
      const edited = source.meanings.editedFrom(row, amount)
      const found = edited ? { ...edited.said, is_repeat: counting.is_repeat } : counting
      // An edit back to what the file says is none.
      const isEdited = edited !== null && figureKeyOf(found) !== figureKeyOf(counting)
      const figure = isEdited ? found : counting
      const stored = contribution.stored.get(group)
      const same = stored && takeSame(stored, figure)
      const waits: Waiting = { ...item, group, figure, counting, edited: isEdited ? edited : null, same }
      if (contribution.stored.size === 0) return withEdit(waits, add(waits)).outcome
      if (same && !same.correction && !isEdited) return unchanged(same).outcome
      const others = waiting.get(contribution)
      if (others) others.push(waits)
      else waiting.set(contribution, [waits])
      return null
    },
    finish(settle) {
      for (const [contribution, items] of waiting) {
        const settled = (item: Waiting, landed: Landed): void => {
          const { outcome, problem } = withEdit(item, landed)
          settle(item, outcome, problem)
        }
        for (const item of items) if (item.same) settled(item, item.same.correction ? meet(item, item.same, item.same.correction) : unchanged(item.same))
        const others = items.filter(({ same }) => !same)
        const fresh = rows.hasCorrections ? others.filter((item) => !meetCorrected(item, settled)) : others
        const open: Waiting[] = []
        const lefts = new Map<string, Iterator<StoredAmount>>()
        for (const item of fresh) {
          const inGroup = lefts.get(item.group) ?? left(contribution.stored.get(item.group)).values()
          lefts.set(item.group, inGroup)
          const { value: stored } = inGroup.next()
          if (stored) settled(item, replace(item, stored))
          else open.push(item)
        }
        const news: Waiting[] = []
        for (const item of open) {
          const stored = missingTwin(item)
          if (stored) settled(item, replace(item, stored))
          else news.push(item)
        }
        const known = left(allOf(contribution)).filter(({ id }) => !source.replaced.has(id))
        const judged = judgeDates(news.map(({ amount, figure }) => ({ ...amount, state: figure.state, original: figure.original })), known.map(asGiven))
        for (const [index, item] of news.entries()) {
          const { verdict, problem, stored: like } = judged[index] ?? { verdict: 'new', problem: null, stored: null }
          const stored = known.find(({ id }) => id === like?.id)
          if (verdict === 'asked') settle(item, nothing, problem)
          else {
            const landed = verdict === 'redated' && stored ? change(item, stored) : add(item)
            settled(item, { ...landed, problem: landed.problem ?? problem })
          }
        }
      }
    },
  }

  /** A corrected amount of the same measure and period whose source has caught up, or says what it said before. */
  function meetCorrected(item: Waiting, settled: (item: Waiting, landed: Landed) => void): boolean {
    const { contribution, amount, figure } = item
    const prefix = amountGroup(amount.measure, amount.period, '')
    const said = keptFigure(figure)
    const stored = left(allOf(contribution)).find((candidate) => candidate.correction && amountGroup(candidate.measure, periodOf(candidate), '') === prefix && judgeCorrection(candidate.correction, said) !== 'asked')
    if (!stored?.correction) return false
    settled(item, meet(item, stored, stored.correction))
    return true
  }
}
