/** Contributions, amounts and pools whose figures do not hold together. Life totals only: in one period delivery may exceed approvals, and no pledge is asked for. */
import type { PoolPosition } from '../../../shared/contract/agreements.ts'
import { approvedOf, exceededLimits } from '../../../shared/domain/register/life-total.ts'
import { readPoolPositions } from '../agreements/pool-positions.ts'
import type { SourceDifference } from '../reconciliation/reconciliation-methods.ts'
import type { ProjectLife } from '../store/reading/findings/life-sums.ts'
import { readFigureFacts, type FigureFacts } from '../store/reading/findings/figure-facts.ts'
import { atRecord, atSection, findingArea, type FindingRule, type Found } from './finding-area.ts'

interface Facts extends FigureFacts {
  readonly pools: readonly PoolPosition[]
  readonly lives: readonly ProjectLife[]
  readonly differences: readonly SourceDifference[]
}

const whole = 1_000_000
const usd = (cents: number): number => cents / 100

const lifeRule = (name: string, measure: 'approval' | 'receipt'): FindingRule<Facts> => ({
  name, severity: 'warning',
  find: ({ lives, projects }) => lives.flatMap((life) => exceededLimits(life).filter((exceeded) => exceeded.measure === measure).map(({ delivered, limit }): Found => {
    const { key = '', name: project = '…' } = projects.get(life.project) ?? {}
    return { of: key, params: { project, delivered: usd(delivered), limit: usd(limit), over: usd(delivered - limit) }, subject: project, place: atRecord('project', life.project, 'delivered') }
  })),
})

const payerRule = (name: string, severity: 'info' | 'annex', isWrong: (millionths: number) => boolean): FindingRule<Facts> => ({
  name, severity,
  find: ({ payers }) => payers.filter(({ millionths }) => isWrong(millionths)).map(({ id, key, project, projectName, millionths }) => ({
    of: key, params: { project: projectName, sum: millionths / 10_000, missing: (whole - millionths) / 10_000 }, subject: projectName, place: atRecord('contribution', id), about: [{ type: 'project', id: project }],
  })),
})

export const figureRules: readonly FindingRule<Facts>[] = [
  lifeRule('delivered-above-approved', 'approval'), lifeRule('delivered-above-received', 'receipt'),
  {
    name: 'approvals-negative', severity: 'warning',
    find: ({ lives, projects }) => lives.flatMap((life): Found[] => {
      const approved = approvedOf(life)
      if (approved === null || approved >= 0) return []
      const { key = '', name: project = '…' } = projects.get(life.project) ?? {}
      return [{ of: key, params: { project, approved: usd(approved) }, subject: project, place: atRecord('project', life.project, 'approved') }]
    }),
  },
  {
    name: 'amount-without-usd', severity: 'annex',
    find: ({ withoutUsd }) => withoutUsd.map(({ id, key, project, projectName, currency, figures, first, last }) => ({
      of: `${key}|${currency ?? ''}`, params: { project: projectName, currency: currency ?? 'none', count: figures, from: first ?? 'none', to: last ?? 'none' }, subject: projectName, place: atRecord('amount', id, 'usd'), on: first, about: [{ type: 'project', id: project }],
    })),
  },
  payerRule('payers-under', 'info', (millionths) => millionths < whole), payerRule('payers-over', 'annex', (millionths) => millionths > whole),
  {
    name: 'unvalued', severity: 'warning',
    find: ({ unvalued }) => unvalued.map(({ id, key, project, projectName, partner, partnerName }) => ({
      of: key, params: { project: projectName, partner: partnerName }, subject: projectName, place: atRecord('contribution', id), about: [{ type: 'project', id: project }, { type: 'partner', id: partner }],
    })),
  },
  {
    name: 'listed-twice', severity: 'warning',
    find: ({ listedTwice }) => listedTwice.map(({ id, key, project, projectName, rows, isRepeat, file }) => ({
      of: key, params: { project: projectName, count: rows, file: file ?? 'none', same: isRepeat === 1 ? 'yes' : 'no' }, subject: projectName, place: atRecord('contribution', id), says: [rows, isRepeat], about: [{ type: 'project', id: project }],
    })),
  },
  { name: 'pool-overdrawn', severity: 'warning', find: ({ pools }) => pools.filter(({ balance }) => balance < 0).map(({ id, title, balance }) => ({ of: title, params: { pool: title, balance: usd(balance) }, subject: title, place: atRecord('pool', id) })) },
  {
    name: 'allocation-differs', severity: 'warning',
    find: ({ pools, projects }) => pools.flatMap((pool) => pool.projects.filter(({ allocated, recorded }) => allocated !== (recorded ?? 0)).map(({ id, allocated, recorded }): Found => {
      const { key = '', name: project = '…' } = projects.get(id) ?? {}
      return { of: `${pool.title}|${key}`, params: { pool: pool.title, project, allocated: usd(allocated), recorded: usd(recorded ?? 0), has: recorded === null ? 'no' : 'yes' }, subject: project, place: atRecord('pool', pool.id), about: [{ type: 'project', id }] }
    })),
  },
  {
    name: 'correction-asked', severity: 'warning',
    find: ({ asked }) => asked.map(({ id, key, project, projectName, amount, saidBy, saidOn, newer }) => ({
      of: key, params: { project: projectName, person: saidBy, date: saidOn }, subject: projectName, place: atSection('corrections', { correction: id }), on: saidOn, says: [newer], about: [{ type: 'project', id: project }, { type: 'amount', id: amount }],
    })),
  },
  {
    name: 'snapshot-gap', severity: 'warning',
    find: ({ gaps }) => gaps.map(({ key, project, projectName, file, receivedAt }) => ({ of: key, params: { project: projectName, file }, subject: projectName, place: atSection('reconciliation', { tab: 'gaps' }), on: receivedAt.slice(0, 10), about: [{ type: 'project', id: project }] })),
  },
  {
    name: 'sources-differ', severity: 'warning',
    find: ({ differences }, _today, word) => differences.map(({ source, measure, differ, onlyHere, onlyThere, cents }) => ({
      of: `${source}|${measure}`, params: { source, measure: word(`measure.${measure}`), differ, here: onlyHere, there: onlyThere, difference: usd(cents) }, subject: word(`measure.${measure}`), place: atSection('reconciliation'),
    })),
  },
]

export const figureFindings = findingArea('figures', ['amount', 'contribution', 'project', 'payer_share', 'valuation', 'pool', 'pool_movement', 'correction', 'snapshot_gap', 'figure_beside', 'submission', 'source_file', 'partner', 'office', 'modality', 'label'], ({ db, locale, changeset, reconciliation, lives }): Facts => {
  const pools = readPoolPositions(db, locale)
  const spoken = [...lives().filter((life) => exceededLimits(life).length > 0 || (approvedOf(life) ?? 0) < 0).map(({ project }) => project), ...pools.flatMap(({ projects }) => projects.map(({ id }) => id))]
  return { ...readFigureFacts(db, locale, spoken), pools, lives: lives(), differences: reconciliation.differences(changeset, locale) }
}, figureRules)
