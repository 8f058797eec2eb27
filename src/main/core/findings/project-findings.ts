/** Projects whose symbol, shares, stage or place in the tree disagree with something else that is said of them. */
import type { Message } from '../../../shared/domain/submission.ts'
import { checkSymbol } from '../../../shared/domain/register/check-symbol.ts'
import { undeliveredOf, type LifeOfProject } from '../../../shared/domain/register/life-total.ts'
import { sumsOverTime } from '../register/share-sums.ts'
import { readProjectFacts, type ProjectFacts, type ShareFact, type SymbolFact } from '../store/reading/findings/project-facts.ts'
import { atRecord, findingArea, type FindingRule, type Found } from './finding-area.ts'

interface Facts extends ProjectFacts {
  readonly disagreements: readonly { readonly project: SymbolFact; readonly message: Message }[]
  readonly lives: ReadonlyMap<number, LifeOfProject>
}

const whole = 1_000_000
/** Millionths as percent: 999000 is 99.9. */
const percent = (millionths: number): number => millionths / 10_000

const disagreementsOf = (symbols: readonly SymbolFact[]): Facts['disagreements'] => symbols.flatMap((project) => {
  const { symbol, areaKind, areaCode, areaName, modality } = project
  return checkSymbol({ symbol, area: areaKind === null ? null : { kind: areaKind, code: areaCode, name: areaName ?? '' }, modality }).map((message) => ({ project, message }))
})

const symbolRule = (name: string, field: string): FindingRule<Facts> => ({
  name, severity: 'warning',
  find: ({ disagreements }) => disagreements.filter(({ message }) => message.key === `finding.register.${name}`).map(({ project, message }) => ({
    of: project.key, params: message.params, subject: project.symbol, place: atRecord('project', project.id, field), says: [project.symbol, project.areaKey, project.modality],
  })),
})

/** Shares of one project over one list, as `share-sums.ts` adds them up at each day on which one begins. */
const wholes = (shares: readonly ShareFact[]): ShareFact[][] => [...Map.groupBy(shares, ({ project, dimension }) => `${project} ${dimension}`).values()]

function sumRule(name: string, severity: 'warning' | 'annex', isWrong: (millionths: number, dimension: string) => boolean): FindingRule<Facts> {
  return {
    name, severity,
    find: ({ shares }, _today, word) => wholes(shares).flatMap((parts): Found[] => {
      const [first] = parts
      const wrong = first && sumsOverTime(parts).find(({ millionths }) => isWrong(millionths, first.dimension))
      if (!first || !wrong) return []
      return [{ of: `${first.key}|${first.dimension}`, params: { project: first.name, dimension: word(`choice.share-dimension.${first.dimension}`), sum: percent(wrong.millionths), missing: percent(whole - wrong.millionths), from: wrong.from ?? 'ever' }, subject: first.name, place: atRecord('project', first.project), on: wrong.from }]
    }),
  }
}

/** Shares of one target that hold on the same day. */
function overlapsOf(shares: readonly ShareFact[]): Found[] {
  return [...Map.groupBy(shares, ({ project, dimension, target }) => `${project} ${dimension} ${target}`).values()].flatMap((same) => {
    const at = same.findIndex((share, index) => index > 0 && same.slice(0, index).some(({ to }) => to === null || share.from === null || to >= share.from))
    const share = same[at]
    if (!share) return []
    return [{ of: `${share.key}|${share.dimension}|${share.target}`, params: { project: share.name, target: share.target, from: share.from ?? 'ever', count: same.length }, subject: share.name, place: atRecord('project-share', share.id), on: share.from, about: [{ type: 'project', id: share.project }] as const }]
  })
}

/** One finding a circle, at its first record by key. */
function circlesOf(links: ProjectFacts['links']): Found[] {
  return [...Map.groupBy(links, ({ type }) => type).values()].flatMap((tree) => {
    const byId = new Map(tree.map((link) => [link.id, link]))
    const done = new Set<number>()
    return tree.flatMap((start): Found[] => {
      const path: typeof tree = []
      for (let at: typeof start | undefined = start; at && !done.has(at.id); at = byId.get(at.parent)) {
        done.add(at.id)
        path.push(at)
      }
      const back = path.findIndex(({ id }) => id === path.at(-1)?.parent)
      const circle = back < 0 ? [] : path.slice(back).sort((a, b) => (a.key < b.key ? -1 : 1))
      const [first] = circle
      return first ? [{ of: `${first.type}|${first.key}`, params: { names: circle.map(({ name }) => name).join(' → ') }, subject: first.name, place: atRecord(first.type, first.id, first.type === 'agreement' ? 'framework' : 'parent'), says: circle.map(({ key }) => key), about: circle.map(({ type, id }) => ({ type, id })) }] : []
    })
  })
}

export const projectRules: readonly FindingRule<Facts>[] = [
  symbolRule('symbol-scope', 'area'), symbolRule('symbol-area', 'area'), symbolRule('symbol-modality', 'modality'),
  {
    name: 'symbol-twice', severity: 'warning',
    find: ({ symbols }) => [...Map.groupBy(symbols, ({ symbol }) => symbol)].flatMap(([symbol, same]): Found[] => {
      const last = same.at(-1)
      if (!last || same.length < 2) return []
      return [{ of: symbol, params: { symbol, count: same.length, titles: [...new Set(same.map(({ title }) => title ?? '…'))].join('; ') }, subject: symbol, place: atRecord('project', last.id, 'symbol'), about: same.map(({ id }) => ({ type: 'project', id })) }]
    }),
  },
  sumRule('shares-under', 'warning', (millionths, dimension) => dimension === 'result' && millionths < whole),
  sumRule('shares-over', 'annex', (millionths) => millionths > whole),
  { name: 'shares-overlap', severity: 'warning', find: ({ shares }) => overlapsOf(shares) },
  {
    name: 'active-past-end', severity: 'warning',
    find: ({ stages }, today) => stages.flatMap(({ id, key, name, stage, endDate }) => (stage === 'active' && endDate !== null && endDate < today ? [{ of: key, params: { project: name, date: endDate }, subject: name, place: atRecord('project', id, 'stage'), on: endDate }] : [])),
  },
  {
    name: 'closed-undelivered', severity: 'warning',
    find: ({ stages, lives }) => stages.flatMap(({ id, key, name, stage }) => {
      const life = lives.get(id)
      const left = stage === 'financially-closed' && life ? undeliveredOf(life) : null
      return left === null || left === 0 ? [] : [{ of: key, params: { project: name, left: left / 100 }, subject: name, place: atRecord('project', id, 'stage') }]
    }),
  },
  { name: 'circle', severity: 'warning', find: ({ links }) => circlesOf(links) },
]

export const projectFindings = findingArea('projects', ['project', 'share', 'partner', 'pool', 'agreement', 'area', 'modality', 'identifier', 'label', 'contribution', 'amount'], ({ db, locale, lives }): Facts => {
  const facts = readProjectFacts(db, locale)
  return { ...facts, disagreements: disagreementsOf(facts.symbols), lives: new Map(lives().map((life) => [life.project, life])) }
}, projectRules)
