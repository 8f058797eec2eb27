/** What the mapping screen does with a mapping: changes by a person, questions, rows and their parts, what each answer would mean. */
import { describe, expect, test } from 'vitest'
import { dateReading, isOrderOpen, numberReadings, spanParts } from '../../../src/renderer/features/submissions/ask-options.ts'
import { askCounts, isOpenColumn, openQuestions, openSuggestions, twinOf, withAllConfirmed, withAnswer, withColumn, withRepeated, withSection } from '../../../src/renderer/features/submissions/mapping-edit.ts'
import { pastedTable } from '../../../src/renderer/features/submissions/pasted-table.ts'
import { partsOfSheet } from '../../../src/renderer/features/submissions/sheet-parts.ts'
import type { TableSummary } from '../../../src/shared/contract/submissions.ts'
import { SubmissionMapping, type ColumnMapping } from '../../../src/shared/domain/submission.ts'

const reason = { key: 'reason.no-match', params: {} }
const column = (index: number, more: Partial<ColumnMapping> = {}): ColumnMapping => ({ column: index, header: `Column ${index}`, field: 'ignore', confidence: 0.9, reason, isConfirmed: false, samples: [], ...more })
const block = { firstRow: 3, lastRow: 8, headerRow: 4, headerRows: 1, labels: [{ row: 3, column: 0, text: 'Kenya', level: 0 }], notes: [] }
const mapping = (columns: ColumnMapping[], more: Partial<SubmissionMapping> = {}): SubmissionMapping =>
  ({ version: 2, kind: 'project-contributions', sheetIndex: 0, sheetName: 'Data', table: 0, blocks: [block], sections: [], headerRow: 4, headerRows: 1, columns, repeatedAmounts: [], constants: {}, ...more })
const at = (of: SubmissionMapping, index: number): ColumnMapping => of.columns.find((one) => one.column === index) ?? column(index)

describe('a meaning that a person gives', () => {
  test('money without a measure and a currency is asked for both, and not confirmed', () => {
    const after = withColumn(mapping([column(0)]), 0, { field: 'amount', isConfirmed: true })
    expect(at(after, 0)).toMatchObject({ field: 'amount', scale: 1, asks: ['measure', 'currency'], isConfirmed: false })
    expect(at(after, 0).measure).toBeUndefined()
  })
  test('a column of currencies answers that question already', () => {
    expect(at(withColumn(mapping([column(0), column(1, { field: 'currency' })]), 0, { field: 'amount' }), 0).asks).toEqual(['measure'])
  })
  test('the only measure of a kind needs no question', () => {
    const after = withColumn(mapping([column(0)], { kind: 'in-kind' }), 0, { field: 'amount' })
    expect(at(after, 0)).toMatchObject({ measure: 'in-kind', asks: ['currency'] })
  })
  test('what only money has goes when it is none any more, in the columns that leaned on it too', () => {
    const before = mapping([column(0, { field: 'amount', measure: 'approval', currency: 'USD', scale: 1000, partnerText: 'Japan' }), column(1, { field: 'amount', measure: 'approval', currency: 'EUR', sameMoneyAs: 0 })], { repeatedAmounts: [{ column: 0, projects: 1, rows: 2, firstRows: [5], isOneAmount: null, reason }] })
    const after = withColumn(before, 0, { field: 'title' })
    expect(at(after, 0)).toEqual(column(0, { field: 'title' }))
    expect(at(after, 1)).not.toHaveProperty('sameMoneyAs')
    expect(after.repeatedAmounts).toEqual([])
    expect(SubmissionMapping.safeParse(JSON.parse(JSON.stringify(after))).success).toBe(true)
  })
  test('one meaning is had by one column, money and notes by several', () => {
    const both = mapping([column(0, { field: 'title' }), column(1, { field: 'title' }), column(2, { field: 'amount' }), column(3, { field: 'amount' })])
    expect(twinOf(at(both, 0), both)?.column).toBe(1)
    expect(twinOf(at(both, 2), both)).toBeUndefined()
    expect(openQuestions(both)).toBe(2)
  })
  test('in the workbook of a round the period stands twice, and nobody is asked which counts', () => {
    const years = [column(0, { field: 'year' }), column(1, { field: 'year' })]
    expect(openQuestions(mapping(years))).toBe(2)
    expect(openQuestions(mapping([...years, column(2, { field: 'amount', measure: 'approval', currency: 'USD', reply: { ours: 3, key: 4 } })]))).toBe(0)
  })
})

describe('questions', () => {
  const asked = mapping([column(0, { field: 'amount', asks: ['measure', 'currency'] }), column(1, { field: 'amount', measure: 'approval', asks: ['currency'] }), column(2, { field: 'title' }), column(3, { asks: ['measure'] })])
  test('are counted, but not those of a column that is left out', () => {
    expect(openQuestions(asked)).toBe(3)
    expect(askCounts(asked)).toEqual({ measure: 1, currency: 2 })
    expect(openSuggestions(asked)).toBe(1)
  })
  test('are not answered by confirming all suggestions', () => {
    const after = withAllConfirmed(asked)
    expect(after.columns.map(({ isConfirmed }) => isConfirmed)).toEqual([false, false, true, false])
    expect(openQuestions(after)).toBe(3)
  })
  test('go with their answers; the last answer is the decision', () => {
    const once = withColumn(asked, 0, { measure: 'pledge', isConfirmed: true })
    expect(at(once, 0)).toMatchObject({ measure: 'pledge', asks: ['currency'], isConfirmed: false })
    const twice = withColumn(once, 0, { currency: undefined, isConfirmed: true })
    expect(at(twice, 0)).not.toHaveProperty('asks')
    expect(at(twice, 0)).toMatchObject({ isConfirmed: true })
    expect(isOpenColumn(at(twice, 0), twice)).toBe(false)
  })
  test('one answer goes to every column that asks the same', () => {
    const after = withAnswer(asked, 'currency', { currency: 'EUR', isConfirmed: true })
    expect(after.columns.map(({ currency }) => currency)).toEqual(['EUR', 'EUR', undefined, undefined])
    expect(at(after, 0).asks).toEqual(['measure'])
    expect(at(after, 1)).toMatchObject({ isConfirmed: true })
  })
  test('repeated money and rows of their own are decided one by one', () => {
    const before = mapping([column(0, { field: 'amount', isConfirmed: true })], { repeatedAmounts: [{ column: 0, projects: 1, rows: 2, firstRows: [5], isOneAmount: null, reason }], sections: [{ level: 0, field: 'country', confidence: 0.9, reason, isConfirmed: false, samples: ['Kenya'] }] })
    expect([openQuestions(before), openSuggestions(before)]).toEqual([1, 1])
    const after = withSection(withRepeated(before, 0, true), 0, { isConfirmed: true })
    expect([openQuestions(after), openSuggestions(after)]).toEqual([0, 0])
  })
})

test('every row of the sheet has its part', () => {
  const second = { firstRow: 10, lastRow: 14, headerRow: 12, headerRows: 2, labels: [{ row: 10, column: 0, text: 'Ghana', level: 0 }], notes: [{ row: 13, kind: 'units' as const }] }
  const kind = { kind: 'project-contributions' as const, confidence: 0.5, reason }
  const others: TableSummary[] = [{ table: 1, firstRow: 16, lastRow: null, headerRow: 16, headerRows: 1, columns: 3, blocks: 1, labels: [], kind }]
  const part = partsOfSheet(mapping([], { blocks: [block, second] }), others)
  expect([1, 3, 4, 5, 8, 10, 11, 12, 13, 14, 16, 900].map(part)).toEqual(['above', 'label', 'header', 'data', 'data', 'label', 'band', 'header', 'note', 'data', 'elsewhere', 'elsewhere'])
})

describe('what an answer would mean', () => {
  test.each([
    ['1,234', '1234', '1.234'],
    ['1.234', '1.234', '1234'],
    ['1,234.50', '1234.5', null],
  ])('%s is %s or %s', (text, point, comma) => expect(numberReadings(text)).toEqual({ '.': point, ',': comma }))
  test.each([
    ['03/04/2011', '2011-04-03', '2011-03-04'],
    ['25/03/2011', '2011-03-25', null],
    ['1.2.99', '1999-02-01', '1999-01-02'],
    ['30/02/2011', null, null],
    ['spring 2011', null, null],
  ])('%s is %s or %s', (text, dmy, mdy) => expect([dateReading(text, 'dmy'), dateReading(text, 'mdy')]).toEqual([dmy, mdy]))
  test.each([['03/04/2011', true], ['25/03/2011', false], ['05/05/2011', false], ['2011-03-04', false], ['40238', false]])('the order of %s is open: %s', (text, isOpen) => expect(isOrderOpen(text)).toBe(isOpen))
  test.each([
    ['FY 2010-11', { text: '2010-11', first: 2010, second: 2011, month: 11 }],
    ['2012/2013', { text: '2012/2013', first: 2012, second: 2013, month: null }],
    ['2010-13', { text: '2010-13', first: 2010, second: 2013, month: null }],
    ['2010', null],
  ])('%s is %o', (text, parts) => expect(spanParts(text)).toEqual(parts))
})

describe('what is pasted', () => {
  const clipboard = (content: Record<string, string>) => ({ getData: (type: string) => content[type] ?? '' })
  test('comes with its HTML where that is a table', () => {
    expect(pastedTable(clipboard({ 'text/plain': 'A\tB', 'text/html': '<table><tr><td>A<td>B</table>' }))).toEqual({ text: 'A\tB', html: '<table><tr><td>A<td>B</table>' })
    expect(pastedTable(clipboard({ 'text/plain': 'A', 'text/html': '<p>A</p>' }))).toEqual({ text: 'A', html: null })
  })
  test('leaves HTML behind that no message could carry', () => expect(pastedTable(clipboard({ 'text/plain': 'A\tB', 'text/html': `<table>${' '.repeat(3_000_001)}</table>` }))).toEqual({ text: 'A\tB', html: null }))
  test('is nothing where a picture was copied', () => {
    expect(pastedTable(clipboard({}))).toBeNull()
    expect(pastedTable(null)).toBeNull()
  })
})
