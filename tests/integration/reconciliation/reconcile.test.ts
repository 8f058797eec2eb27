/** The comparison of the register with other sources: what pairs with what, and what it asks of the file. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { yearPeriod } from '../../../src/shared/domain/dates.ts'
import type { CorrectedFigure } from '../../../src/shared/domain/correction.ts'
import { reconcile, type FigureHere, type FigureThere } from '../../../src/main/core/reconciliation/reconcile.ts'
import { setSourceRule } from '../../../src/main/core/reconciliation/change-sources.ts'
import { createReconciliationReading } from '../../../src/main/core/reconciliation/reconciliation-methods.ts'
import { createSourcesOfRecord, type SourceRuleRow } from '../../../src/main/core/importing/stage/source-of-record.ts'
import { createComparisonReading, ownFiguresSql } from '../../../src/main/core/store/reading/figure-comparison.ts'
import { accepted, amount, commit, draft, makeWorkspace, now, person, stage, type TestWorkspace } from '../importing/staged-workspace.ts'

const usd = (figure: number): CorrectedFigure => ({ state: 'value', original: String(figure), currency: 'USD', usdCents: figure * 100 })
const place = { projectKey: 'P', project: 'P', partnerKey: 'SWE', partner: 'Sweden', measure: 'delivery', period: yearPeriod(2010) } as const
const here = (id: number, figure: CorrectedFigure, over: Partial<FigureHere> = {}): FigureHere => ({ ...place, ...figure, amount: id, office: null, source: 'fpmis', ...over })
const there = (figure: CorrectedFigure, over: Partial<FigureThere> = {}): FigureThere => ({ ...place, ...figure, source: 'office', office: 'FRPHL', isFull: false, file: 'a.xlsx', cell: 'A!B2', ...over })
const outline = (rows: ReturnType<typeof reconcile>) => rows.map(({ row }) => `${row.state} ${row.here?.original ?? '-'} ${row.there?.original ?? '-'} ${row.difference ?? '?'}`).sort()

describe('figures of one place', () => {
  test('the same ones first, then in their order, then other currencies by their dollars', () => {
    const euro: CorrectedFigure = { state: 'value', original: '80', currency: 'EUR', usdCents: 10_000 }
    expect(outline(reconcile([here(1, usd(5)), here(2, usd(7)), here(3, usd(100))], [there(usd(7)), there(usd(6)), there(euro)]))).toEqual(['agree 100 80 0', 'agree 7 7 0', 'differ 5 6 100'])
  })
  test('without dollars a difference is not known, and still a difference', () => {
    const peso: CorrectedFigure = { state: 'value', original: '80', currency: 'PHP', usdCents: null }
    expect(outline(reconcile([here(1, usd(5))], [there(peso)]))).toEqual(['differ 5 80 ?'])
    expect(outline(reconcile([here(1, peso)], [there({ ...peso, original: '80.0' })]))).toEqual(['agree 80 80.0 ?'])
  })
  test('each source is compared for itself', () => {
    expect(outline(reconcile([here(1, usd(5))], [there(usd(5)), there(usd(4), { source: 'partner', office: null })]))).toEqual(['agree 5 5 0', 'differ 5 4 -100'])
  })
  test('not reported here stands beside a figure there', () => {
    expect(outline(reconcile([here(1, { state: 'not-reported', original: null, currency: 'USD', usdCents: null })], [there(usd(4))]))).toEqual(['differ - 4 ?'])
  })
})

describe('only here', () => {
  const other = { projectKey: 'Q', project: 'Q' } as const
  test('of projects of the office that sends, for measures and periods that it speaks of', () => {
    const ours = [here(1, usd(5)), here(2, usd(6), { ...other, office: 'FRPHL' }), here(3, usd(7), { ...other, office: 'FRIDN' }), here(4, usd(8), { ...other, office: 'FRPHL', period: yearPeriod(2011) }), here(5, usd(9), { ...other, office: 'FRPHL', measure: 'receipt' })]
    expect(outline(reconcile(ours, [there(usd(5))]))).toEqual(['agree 5 5 0', 'only-here 6 - -600'])
  })
  test('of every project where the file holds everything there is; never of what the source said itself', () => {
    const ours = [here(1, usd(5)), here(2, usd(6), other), here(3, usd(7), { ...other, source: 'office' })]
    expect(outline(reconcile(ours, [there(usd(5), { isFull: true })]))).toEqual(['agree 5 5 0', 'only-here 6 - -600'])
  })
})

test('sources of record: the narrowest period that contains the figure; without a period only a rule for every period', () => {
  const rule = (period_start: string | null, period_end: string | null, source: SourceRuleRow['source']): SourceRuleRow => ({ measure: 'delivery', period_start, period_end, source })
  const sources = createSourcesOfRecord([rule(null, null, 'fpmis'), rule('2010-01-01', '2011-12-31', 'office'), rule('2010-01-01', '2010-12-31', 'partner'), rule('2012-01-01', null, 'other')])
  expect([2009, 2010, 2011, 2012, 2020].map((year) => sources.recordSource('delivery', yearPeriod(year)))).toEqual(['fpmis', 'partner', 'office', 'other', 'other'])
  expect(sources.recordSource('delivery', { start: null, end: null, precision: 'none' })).toBe('fpmis')
  expect(sources.recordSource('delivery', { start: '2010-01-01', end: '2011-12-31', precision: 'biennium' })).toBe('office')
  expect(sources.recordSource('delivery', { start: '2010-06-01', end: '2012-06-30', precision: 'none' })).toBe('fpmis')
  expect(createSourcesOfRecord([rule('2010-01-01', null, 'fpmis')]).isRecord('office', 'delivery', { start: null, end: null, precision: 'none' })).toBe(true)
  expect(sources.isRecord('office', 'receipt', yearPeriod(2010))).toBe(true)
})

describe('read from a workspace', () => {
  let workspace: TestWorkspace
  beforeEach(() => {
    workspace = makeWorkspace()
  })
  afterEach(() => workspace.dispose())

  test('every figure is found by an index, and the comparison is made once for a state of the file', () => {
    const { db } = workspace
    const rows = (more: number) => Array.from({ length: 300 }, (_, index) => accepted(index + 5, draft(`GCP/PHI/${String(index).padStart(3, '0')}/SWE`, { amounts: [amount(1000 + (index % 3 === 0 ? more : 0))] })))
    commit(db, stage(workspace, rows(0), { options: { source: 'fpmis' }, bytes: 'a' }).batch)
    setSourceRule(db, { measure: 'approval', start: null, end: null, source: 'fpmis', reason: '', person, now })
    commit(db, stage(workspace, rows(50), { bytes: 'b', name: 'b.xlsx' }).batch)
    const reading = createReconciliationReading(createComparisonReading(db))
    const { total, counts, rows: first } = reading.page({ offset: 0, limit: 10, locale: 'en' }, 9)
    expect(total).toBe(300)
    expect(counts.filter((count) => count.rows > 0)).toEqual([{ state: 'agree', rows: 200, difference: 0 }, { state: 'differ', rows: 100, difference: 500_000 }])
    expect(first.map(({ difference }) => difference)).toEqual(Array.from({ length: 10 }, () => 5000))
    const plan = db.prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${ownFiguresSql}`).all({ locale: 'en' }).map(({ detail }) => detail)
    // The live figures are read in the order of an index, everything else is looked up.
    expect(plan.filter((detail) => /^SCAN (?!(t|g|partner_name|spoken|partner)\b)(?!.* USING (COVERING )?INDEX)/.test(detail))).toEqual([])
    const beside = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN SELECT id FROM figure_beside WHERE natural_key > 'a' AND natural_key < 'b' AND removed_in IS NULL`).all().map(({ detail }) => detail)
    expect(beside.join()).toContain('figure_beside_live_by_key')
  })
})
