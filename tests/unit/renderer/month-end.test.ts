/** What the forms of a month's end compute: amounts and periods as persons say them, steps in order, sums, the line of a score. */
import { describe, expect, test } from 'vitest'
import { dueDay, lastMonth } from '../../../src/renderer/features/offices/periods.ts'
import { trendPoints } from '../../../src/renderer/features/offices/QualityTrend.tsx'
import { addStep, definitionOf, draftSteps, moveStep } from '../../../src/renderer/features/recipes/recipe-steps.ts'
import { sumsByMeasure } from '../../../src/renderer/features/recipes/run-sums.ts'
import { sourceFigureText } from '../../../src/renderer/ui/figure.ts'
import { choiceOf, spanOf } from '../../../src/renderer/ui/PeriodPicker.tsx'
import { createText } from '../../../src/renderer/ui/text.tsx'
import { typedAmount } from '../../../src/renderer/ui/typed-amount.ts'
import { RecipeDefinition } from '../../../src/shared/domain/recipe.ts'

describe('an amount as it is typed', () => {
  test.each([
    ['en', '1,250,000.50', '1250000.50'], ['en', ' 1250000 ', '1250000'], ['en', '-3,000', '-3000'], ['en', '−7', '-7'], ['en', '1 250.5', '1250.5'],
    ['fr', '1 250 000,50', '1250000.50'], ['fr', '1 250,5', '1250.5'], ['fr', '1250.5', '1250.5'], ['fr', '1\u00a0250', '1250'],
  ] as const)('%s: %s is %s', (locale, text, amount) => {
    expect(typedAmount(text, locale)).toBe(amount)
  })
  test.each([['en', '12,50'], ['en', '1,2345'], ['en', '1.250.000'], ['en', ''], ['en', '1e5'], ['en', '5 USD'], ['en', '--5'], ['en', '.5'], ['fr', '1,250,000'], ['fr', '12 50'], ['fr', '1.250.000']] as const)('%s: %s is no number, and never a guess', (locale, text) => {
    expect(typedAmount(text, locale)).toBeNull()
  })
})

describe('a period', () => {
  test.each([
    ['month', '2012-02-01', '2012-02-29'], ['month', '2011-12-01', '2011-12-31'], ['quarter', '2011-04-01', '2011-06-30'], ['quarter', '2011-10-01', '2011-12-31'],
    ['year', '2011-01-01', '2011-12-31'], ['biennium', '2010-01-01', '2011-12-31'], ['days', '2011-03-05', '2011-09-17'],
  ] as const)('%s from %s to %s is recognized and made again', (kind, start, end) => {
    const choice = choiceOf({ start, end })
    expect(choice.kind).toBe(kind)
    expect(spanOf(choice)).toEqual({ start, end })
  })
  test('a biennium begins with its even year', () => {
    expect(spanOf({ kind: 'biennium', year: '2011', part: 1, start: '', end: '' })).toEqual({ start: '2010-01-01', end: '2011-12-31' })
  })
  test('half a year, and days that end before they begin, are none', () => {
    for (const year of ['', '201', '20111', '0999', 'abcd']) expect(spanOf({ kind: 'year', year, part: 1, start: '', end: '' })).toBeNull()
    expect(spanOf({ kind: 'days', year: '', part: 1, start: '2011-02-01', end: '2011-01-31' })).toBeNull()
    expect(spanOf({ kind: 'days', year: '', part: 1, start: '', end: '2011-01-31' })).toBeNull()
  })
  test('a form begins with the month before, also in January, and is due two weeks later', () => {
    expect(lastMonth(new Date(2012, 2, 31))).toEqual({ start: '2012-02-01', end: '2012-02-29' })
    expect(lastMonth(new Date(2012, 0, 1))).toEqual({ start: '2011-12-01', end: '2011-12-31' })
    expect(dueDay(new Date(2011, 11, 25))).toBe('2012-01-08')
  })
})

describe('steps of a recipe', () => {
  const steps = draftSteps(RecipeDefinition.parse({ steps: ['a', 'b', 'c'].map((pattern) => ({ pattern })) }))
  const patterns = (all: readonly { readonly pattern: string }[]) => all.map(({ pattern }) => pattern).join('')
  test('move to where they are put, and nowhere beyond the ends', () => {
    expect(patterns(moveStep(steps, 2, 0))).toBe('cab')
    expect(patterns(moveStep(steps, 0, 1))).toBe('bac')
    for (const [from, to] of [[0, -1], [2, 3], [1, 1], [7, 0]] as const) expect(moveStep(steps, from, to)).toBe(steps)
  })
  test('are saved without the names that the form gave them', () => {
    const added = addStep(moveStep(steps, 2, 0))
    expect(new Set(added.map(({ key }) => key)).size).toBe(4)
    expect(RecipeDefinition.parse(definitionOf(added)).steps.map((step) => Object.keys(step).includes('key'))).toEqual([false, false, false, false])
    expect(addStep(draftSteps(RecipeDefinition.parse({ steps: [{ pattern: 'a', folder: 'asia' }] })))[1]?.folder).toBe('asia')
  })
})

test('the money of a run is summed for each measure by itself', () => {
  const line = (measure: string, before: number, after: number) => ({ partner: 'P', year: '2010', measure, before, after })
  expect(sumsByMeasure([line('approval', 100, 300), line('delivery', 5, 0), line('approval', -50, 0)])).toEqual([{ measure: 'approval', before: 50, after: 300 }, { measure: 'delivery', before: 5, after: 0 }])
  expect(sumsByMeasure([])).toEqual([])
})

test('the line of a score runs from the oldest to the latest within its picture; one score has none', () => {
  expect(trendPoints([50])).toBe('')
  expect(trendPoints([0, 100])).toBe('2.0,14.0 42.0,2.0')
})

test('a figure is shown in its own currency, or by the word for its state', () => {
  const [en, fr] = [createText('en'), createText('fr')]
  expect(sourceFigureText(en, { state: 'value', original: '-1250.5', currency: 'EUR', usdCents: null })).toBe('EUR (1,250.5)')
  expect(sourceFigureText(en, { state: 'value', original: null, currency: null, usdCents: 123_456 })).toBe('USD 1,234.56')
  expect(sourceFigureText(fr, { state: 'not-reported', original: null, currency: 'USD', usdCents: null })).toBe(fr.t('state.not-reported'))
})
