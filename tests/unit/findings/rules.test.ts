/** Rules of findings over facts given by hand: what the register itself refuses to hold, and the edges of each limit. */
import { describe, expect, test } from 'vitest'
import type { FindingRule, Found } from '../../../src/main/core/findings/finding-area.ts'
import { partnerRules } from '../../../src/main/core/findings/partner-findings.ts'
import { projectRules } from '../../../src/main/core/findings/project-findings.ts'
import { figureRules } from '../../../src/main/core/findings/figure-findings.ts'
import { approvedOf, exceededLimits, undeliveredOf, type LifeSums } from '../../../src/shared/domain/register/life-total.ts'

const today = '2012-02-10'
/** What a rule of the list finds. */
function findBy<Facts>(rules: readonly FindingRule<Facts>[], name: string, facts: Facts): readonly Found[] {
  const rule = rules.find((one) => one.name === name)
  if (!rule) throw new Error(`no rule ${name}`)
  return rule.find(facts, today, (key) => key)
}

describe('partners', () => {
  const partner = (id: number, name: string, more: object = {}) => ({ id, key: `K${id}`, name, type: 'government', state: 'confirmed' as const, prospect: null, parent: null, lastContact: null, ...more })
  const facts = { partners: [partner(1, 'European Union'), partner(2, 'European Union (services)', { parent: 1 }), partner(3, 'Union européenne')], sharedCodes: [], names: [], proposals: [], undocumented: [] }

  test('rule 3: a name that a partner shares with the group above it is no duplicate; one that two others share is one finding, however they write it', () => {
    expect(findBy(partnerRules, 'partner-duplicate', { ...facts, names: [{ partner: 1, text: 'European Union' }, { partner: 2, text: 'EUROPEAN UNION' }] })).toEqual([])
    const found = findBy(partnerRules, 'partner-duplicate', { ...facts, names: [{ partner: 1, text: 'Union européenne' }, { partner: 3, text: 'UNION EUROPEENNE' }, { partner: 1, text: 'EU' }, { partner: 3, text: 'eu' }] })
    expect(found).toMatchObject([{ of: 'K1|K3', params: { count: 2, names: 'European Union; Union européenne' }, place: { type: 'partner', id: 3 }, about: [{ id: 1 }, { id: 3 }] }])
  })
  test('rule 3: a code that stands for two partners is told once, at the one that an import proposed', () => {
    const partners = [partner(1, 'Chad', { state: 'proposed' as const }), partner(2, 'China'), partner(3, 'Chile')]
    const found = findBy(partnerRules, 'partner-code-twice', { ...facts, partners, sharedCodes: [{ system: 'fao-symbol', code: 'CHD', partner: 1 }, { system: 'fao-symbol', code: 'CHD', partner: 2 }] })
    expect(found).toMatchObject([{ of: 'fao-symbol|CHD', params: { code: 'CHD', names: 'Chad; China' }, place: { id: 1 } }])
  })
})

describe('projects', () => {
  const facts = { symbols: [], shares: [], stages: [], links: [], disagreements: [], lives: new Map() }
  const link = (id: number, parent: number, type: 'partner' | 'project' = 'project') => ({ type, id, parent, key: `P${id}`, name: `Project ${id}` })

  test('a circle is told once, whoever leads into it; a long line is none', () => {
    const found = findBy(projectRules, 'circle', { ...facts, links: [link(9, 3), link(1, 2), link(2, 3), link(3, 1), link(5, 6), link(6, 7), link(1, 4, 'partner')] })
    expect(found).toMatchObject([{ of: 'project|P1', place: { type: 'project', id: 1, field: 'parent' }, about: [{ id: 1 }, { id: 2 }, { id: 3 }] }])
    expect(findBy(projectRules, 'circle', { ...facts, links: [link(4, 4)] })).toHaveLength(1)
  })
  test('one symbol in two projects is told once, at the later one', () => {
    const symbol = (id: number, text: string, title: string) => ({ id, key: `${text}|${id}`, symbol: text, title, areaKey: null, areaKind: null, areaCode: null, areaName: null, modality: null })
    expect(findBy(projectRules, 'symbol-twice', { ...facts, symbols: [symbol(1, 'TCP/RAS/3409', 'Statistics'), symbol(2, 'TCP/RAS/3410', 'Other'), symbol(3, 'TCP/RAS/3409', 'Statistics')] }))
      .toMatchObject([{ of: 'TCP/RAS/3409', params: { count: 2, titles: 'Statistics' }, place: { id: 3 } }])
  })

  const share = (target: string, millionths: number, from: string | null = null, to: string | null = null, dimension = 'result') => ({ id: millionths, uuid: `${target} ${from}`, project: 1, key: 'P1', name: 'Project 1', dimension, target, millionths, from, to })
  const sums = (...shares: ReturnType<typeof share>[]) => ['shares-under', 'shares-over', 'shares-overlap'].flatMap((name) => findBy(projectRules, name, { ...facts, shares }).map(({ params }) => `${name} ${params['sum'] ?? params['target']}`))
  test('rule 4: shares over results add up to the whole on every day; focus areas may add up to less; nothing adds up to more', () => {
    expect(sums(share('A1', 600_000), share('A2', 400_000))).toEqual([])
    expect(sums(share('A1', 600_000), share('A2', 399_999))).toEqual(['shares-under 99.9999'])
    expect(sums(share('A1', 600_000), share('A2', 400_001))).toEqual(['shares-over 100.0001'])
    expect(sums(share('women', 300_000, null, null, 'focus_area'))).toEqual([])
    expect(sums(share('women', 1_000_000, null, null, 'focus_area'), share('water', 1, null, null, 'focus_area'))).toEqual(['shares-over 100.0001'])
    // One share gives way to another on New Year's Eve.
    expect(sums(share('A1', 1_000_000, '2010-01-01', '2010-12-31'), share('A2', 1_000_000, '2011-01-01'))).toEqual([])
    expect(sums(share('A1', 1_000_000, '2010-01-01', '2010-12-31'), share('A1', 1_000_000, '2010-12-31'))).toEqual(['shares-over 200', 'shares-overlap A1'])
  })
})

test('rule 4: payer shares above the whole block an annex', () => {
  const facts = { projects: new Map(), withoutUsd: [], unvalued: [], listedTwice: [], pools: [], asked: [], gaps: [], lives: [], differences: [], payers: [{ id: 1, key: 'C1', project: 1, projectName: 'P', millionths: 1_000_001 }] }
  expect(findBy(figureRules, 'payers-over', facts)).toMatchObject([{ params: { sum: 100.0001 } }])
  expect(findBy(figureRules, 'payers-under', facts)).toEqual([])
})

test('rule 1: life totals: figures by year and to date are not added up, an unknown figure settles nothing, equal is not above', () => {
  const sums = (dated: number, undated = 0, unknown = 0): LifeSums => ({ dated, undated, figures: dated === 0 && undated === 0 ? 0 : 1, unknown })
  const life = (approval: LifeSums, receipt: LifeSums, delivery: LifeSums) => exceededLimits({ approval, receipt, delivery }).map(({ measure, delivered, limit }) => [measure, delivered, limit])
  expect(life(sums(100), sums(90), sums(95))).toEqual([['receipt', 95, 90]])
  expect(life(sums(100), sums(90), sums(90))).toEqual([])
  expect(life(sums(60, 60), sums(0), sums(70, 110))).toEqual([])
  expect(life(sums(60), sums(0), sums(70, 110))).toEqual([['approval', 110, 60]])
  expect(life(sums(60, 0, 1), sums(60), sums(70))).toEqual([['receipt', 70, 60]])
  expect(life(sums(60), sums(60), sums(70, 0, 1))).toEqual([])
  expect(undeliveredOf({ approval: sums(100), receipt: sums(0), delivery: sums(0) })).toBe(100)
  expect(undeliveredOf({ approval: sums(0), receipt: sums(0), delivery: sums(5) })).toBeNull()
  expect(approvedOf({ approval: sums(0) })).toBeNull()
})
