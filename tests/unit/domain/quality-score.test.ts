import { expect, test } from 'vitest'
import { qualityScore } from '../../../src/shared/domain/quality-score.ts'
import { periodMark, periodOfDays, periodOfMark } from '../../../src/shared/domain/period.ts'

const good = { accepted: 100, rejected: 0, annexProblems: 0, warnings: 0, totalsDiffering: 0, openQuestions: 0 }

test.each([
  ['nothing wrong', {}, 100],
  ['a quarter of the rows rejected', { accepted: 75, rejected: 25 }, 75],
  ['one warning in ten rows', { warnings: 10 }, 98],
  ['many warnings a row cost no more than 20', { warnings: 900 }, 80],
  ['problems that block an annex, beside warnings', { annexProblems: 50, warnings: 50 }, 80],
  ['one total that differs', { totalsDiffering: 1 }, 95],
  ['many totals that differ', { totalsDiffering: 9 }, 85],
  ['three open questions', { openQuestions: 3 }, 94],
  ['nothing could be read', { accepted: 0, rejected: 10, totalsDiffering: 3 }, 0],
])('%s', (_name, change, expected) => {
  expect(qualityScore({ ...good, ...change })).toBe(expected)
})

test('no rows, no score', () => expect(qualityScore({ ...good, accepted: 0 })).toBeNull())

test.each([
  ['2011-01-01', '2011-12-31', 'year'], ['2010-01-01', '2011-12-31', 'biennium'], ['2011-01-01', '2012-12-31', 'none'], ['2012-02-01', '2012-02-29', 'month'],
  ['2011-04-01', '2011-06-30', 'quarter'], ['2011-05-01', '2011-07-31', 'none'], ['2011-05-04', '2011-05-04', 'day'], ['2011-05-04', '2011-06-04', 'none'],
])('the days %s to %s are a %s, and their mark is read back', (start, end, precision) => {
  const period = periodOfDays({ start, end })
  expect(period).toEqual({ start, end, precision })
  expect(periodOfMark(periodMark(period))).toEqual(period)
})

test('no period has a mark too; other texts have none', () => {
  const none = { start: null, end: null, precision: 'none' as const }
  expect(periodOfMark(periodMark(none))).toEqual(none)
  for (const text of ['', 'none', '2011', 'period=century:2011-01-01/2011-12-31', 'period=year:2011/2012']) expect(periodOfMark(text)).toBeNull()
})
