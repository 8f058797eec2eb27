/** The staging grid over the whole core: reading, editing, checking, parking and committing the rest, and what it refuses. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BatchReport } from '../../../src/shared/contract/submissions.ts'
import type { GridRow } from '../../../src/shared/contract/staging.ts'
import { buildWorkbook, type CellInput } from '../../fixtures/workbook-builder.ts'
import { heading, openDesk, unique, type Desk } from '../bad-input/desk.ts'

let desk: Desk
beforeAll(async () => { desk = await openDesk() })
afterAll(() => desk.dispose())

const [symbol, title, partner, country, amount] = [0, 1, 2, 3, 4]
const dataRow = (index: number, over: Readonly<Record<number, CellInput>> = {}): CellInput[] =>
  [`GCP/PHI/${String(100 + index)}/JPN`, `Seeds ${String(index)}`, 'Japan', 'Philippines', 1000 * (index + 1), { v: `${String(2010 + (index % 4))}-03-01`, t: 'd' as const }].map((cell, column) => (column in over ? (over[column] ?? null) : cell))

/** Row 3 cannot be read: its amount is a text without a figure. */
const rows = (): CellInput[][] => [[...heading], dataRow(0), dataRow(1, { [amount]: 'about 12' }), dataRow(2), dataRow(3, { [partner]: 'Spain' }), [null, 'Total', null, null, 8000]]
const book = (grid: readonly (readonly CellInput[])[] = rows(), name = 'Grants'): Buffer => buildWorkbook({ sheets: [{ name, rows: grid }] })

async function stage(grid?: readonly (readonly CellInput[])[]): Promise<BatchReport> {
  return desk.stage(await desk.token(`${unique()}.xlsx`, book(grid)))
}
const inBatch = ({ batch }: Pick<BatchReport, 'batch'>): { workspace: string; batch: number } => ({ workspace: desk.workspace, batch })
const row = async (report: BatchReport, number: number): Promise<GridRow | undefined> => (await desk.ask('staging.page', inBatch(report))).rows.find((one) => one.row === number)
const sumOf = (report: BatchReport): unknown => report.controlSums.map(({ sheet, accepted, rejected, parked, edited }) => ({ sheet, accepted, rejected, parked, edited }))

test('every row stands in the grid with its texts, and columns, problems and kinds are counted', async () => {
  const report = await stage()
  const { columns, rows: kinds, problems, unchecked } = await desk.ask('staging.columns', inBatch(report))
  expect(columns.map(({ letter, header, edits }) => [letter, header, edits])).toEqual(heading.map((text, index) => ['ABCDEF'[index], text, 0]))
  expect(kinds).toEqual([{ kind: 'header', count: 1 }, { kind: 'total', count: 1 }, { kind: 'accepted', count: 3 }, { kind: 'rejected', count: 1 }])
  expect(problems).toContainEqual({ code: 'finding.cell.unreadable-number', severity: 'error', count: 1 })
  expect(unchecked).toBe(0)
  const page = await desk.ask('staging.page', inBatch(report))
  expect(page.total).toBe(6)
  expect(page.rows[2]).toMatchObject({ row: 3, kind: 'rejected', texts: ['GCP/PHI/101/JPN', 'Seeds 1', 'Japan', 'Philippines', 'about 12', '2011-03-01'], edits: [], isDirty: false, problems: [{ code: 'finding.cell.unreadable-number', address: 'E3' }] })
  expect(page.rows[5]?.texts).toEqual([null, 'Total', null, null, '8000', null])
})

test('filters, the search, the order of a column and its values agree with the rows', async () => {
  const report = await stage()
  const numbers = async (more: object): Promise<number[]> => (await desk.ask('staging.page', { ...inBatch(report), ...more })).rows.map((one) => one.row)
  expect(await numbers({ filter: { kinds: ['rejected'] } })).toEqual([3])
  expect(await numbers({ filter: { problem: 'finding.cell.unreadable-number', severities: ['error'] } })).toEqual([3])
  expect(await numbers({ filter: { problem: 'finding.cell.unreadable-number', severities: ['info'] } })).toEqual([])
  expect(await numbers({ filter: { columns: [{ column: partner, texts: ['Spain', null] }] } })).toEqual([5, 6])
  expect(await numbers({ filter: { search: 'SEEDS 2' } })).toEqual([4])
  expect(await numbers({ filter: { kinds: ['accepted'] }, sort: { key: String(amount), direction: 'desc' } })).toEqual([5, 4, 2])
  expect(await numbers({ sort: { key: String(amount), direction: 'asc' }, limit: 2, offset: 1 })).toEqual([4, 5])
  expect(await desk.ask('staging.facet', { ...inBatch(report), column: partner, filter: { kinds: ['accepted'], columns: [{ column: partner, texts: ['Spain'] }] } })).toEqual({ values: [{ text: 'Japan', rows: 2 }, { text: 'Spain', rows: 1 }], more: 0 })
  expect(await desk.ask('staging.facet', { ...inBatch(report), column: title, limit: 1 })).toMatchObject({ more: 5 })
})

test('an edit repairs a rejected row and spoils an accepted one, and the check moves the money', async () => {
  const report = await stage()
  expect(sumOf(report)).toEqual([{ sheet: '8000', accepted: '8000', rejected: '0', parked: undefined, edited: undefined }])
  const outcome = await desk.ask('staging.edit', { ...inBatch(report), cells: [{ row: 3, column: amount, text: '500.25' }, { row: 4, column: amount, text: 'unknown' }] })
  expect(outcome).toEqual({ cells: 2, rows: 2, unchecked: 2 })
  expect(await row(report, 3)).toMatchObject({ kind: 'accepted', isDirty: true, problems: [], edits: [{ column: amount, original: 'about 12' }] })
  expect(await row(report, 4)).toMatchObject({ kind: 'rejected', isDirty: true, texts: ['GCP/PHI/102/JPN', 'Seeds 2', 'Japan', 'Philippines', 'unknown', '2012-03-01'] })
  expect(await desk.ask('submissions.batch', inBatch(report))).toMatchObject({ unchecked: 2 })
  expect(await desk.refusal('submissions.commit', inBatch(report))).toMatchObject({ code: 'conflict', reason: 'error.batch-unchecked', params: { count: 2 } })

  const checked = await desk.ask('staging.check', inBatch(report))
  expect(checked.accounting).toMatchObject({ accepted: 3, rejected: 1, total: 1, read: 6 })
  expect(checked.diff).toEqual({ added: 3, changed: 0, unchanged: 0, rejected: 1 })
  // 1000 + 500.25 + 4000; the unreadable figure counts on no side.
  expect(sumOf(checked)).toEqual([{ sheet: '8000', accepted: '5500.25', rejected: '0', parked: undefined, edited: '-2499.75' }])
  expect(checked.unchecked).toBe(0)
  expect(await row(report, 4)).toMatchObject({ isDirty: false, edits: [{ original: '3000' }] })
  expect(await desk.ask('staging.columns', inBatch(report))).toMatchObject({ unchecked: 0, columns: expect.arrayContaining([expect.objectContaining({ column: amount, edits: 2 })]) })

  await desk.ask('staging.revert', { ...inBatch(report), cells: null })
  const back = await desk.ask('staging.check', inBatch(report))
  expect(back).toEqual({ ...report, batch: report.batch })
  expect((await desk.ask('staging.page', inBatch(report))).rows.flatMap(({ edits }) => edits)).toEqual([])
  await desk.ask('submissions.discard', inBatch(report))
})

test('a replacement touches whole cells or parts of them, in the rows and columns that were chosen', async () => {
  const report = await stage()
  const replace = (more: object): Promise<unknown> => desk.ask('staging.replace', { ...inBatch(report), columns: [partner], find: 'japan', replace: 'Sweden $&', ...more })
  expect(await replace({ isCaseSensitive: true })).toMatchObject({ cells: 0 })
  expect(await replace({ isWhole: true, rows: [2, 3, 6] })).toMatchObject({ cells: 2, rows: 2 })
  expect((await row(report, 2))?.texts[partner]).toBe('Sweden $&')
  expect(await replace({ filter: { columns: [{ column: title, texts: ['Seeds 2'] }] }, find: 'PAN', replace: 'maica' })).toMatchObject({ cells: 1 })
  expect((await row(report, 4))?.texts[partner]).toBe('Jamaica')
  expect(await replace({ find: '', replace: 'x' })).toMatchObject({ cells: 0 })
  expect((await desk.ask('staging.columns', inBatch(report))).unchecked).toBe(3)
  await desk.ask('submissions.discard', inBatch(report))
})

test('parked rows take their money along, the rest is committed, and what is taken back later is committed too', async () => {
  const report = await stage()
  const parked = await desk.ask('staging.park', { ...inBatch(report), rows: [3, 5], column: amount, question: 'How much was approved?' })
  expect(parked.accounting).toMatchObject({ accepted: 2, rejected: 0, parked: 2, read: 6 })
  expect(sumOf(parked)).toEqual([{ sheet: '8000', accepted: '4000', rejected: '0', parked: '4000', edited: undefined }])
  expect(await row(report, 5)).toMatchObject({ kind: 'parked', question: 'How much was approved?' })
  const told = await desk.ask('findings.list', { workspace: desk.workspace, filter: { codes: ['finding.register.rows-parked', 'finding.register.question-open'] }, search: report.file })
  expect(told.findings.map(({ code, message }) => [code, message.params['count'] ?? message.params['text']])).toEqual([
    ['finding.register.question-open', 'How much was approved?'], ['finding.register.question-open', 'How much was approved?'], ['finding.register.rows-parked', 2],
  ])
  const done = await desk.ask('submissions.commit', inBatch(report))
  expect(done.diff).toMatchObject({ added: 2, rejected: 0 })

  const attention = async () => (await desk.ask('overview.summary', { workspace: desk.workspace })).attention.filter(({ key }) => key === 'attention.answered-questions')
  expect(await attention()).toEqual([])
  const { questions } = await desk.ask('offices.questions', { workspace: desk.workspace })
  for (const { id } of questions.filter(({ file }) => file === report.file)) await desk.ask('offices.answer', { workspace: desk.workspace, question: id, text: 'Twelve' })
  expect(await attention()).toEqual([{ key: 'attention.answered-questions', count: 2, section: 'submissions' }])
  const left = (await desk.ask('submissions.list', { workspace: desk.workspace })).find(({ state, file }) => state === 'staged' && file === report.file)
  expect(left).toMatchObject({ accepted: 0, rejected: 0, parked: 2 })
  const waiting = { workspace: desk.workspace, batch: left?.batch ?? 0 }
  expect(await desk.ask('submissions.batch', waiting)).toMatchObject({ accounting: { read: 2, accepted: 0, parked: 2 }, controlSums: [{ sheet: '4000', parked: '4000' }] })
  expect((await desk.ask('staging.page', waiting)).rows.map((one) => [one.row, one.kind])).toEqual([[3, 'parked'], [5, 'parked']])
  await desk.ask('staging.edit', { ...waiting, cells: [{ row: 3, column: amount, text: '12' }] })
  const taken = await desk.ask('staging.unpark', { ...waiting, rows: [3, 5] })
  expect(await attention()).toEqual([])
  expect(taken).toMatchObject({ accounting: { accepted: 2, parked: 0, read: 2 }, diff: { added: 2 } })
  expect(sumOf(taken)).toEqual([{ sheet: '4000', accepted: '4012', rejected: '0', parked: undefined, edited: '12' }])
  expect(await desk.ask('submissions.commit', waiting)).toMatchObject({ diff: { added: 2 } })
  expect(await desk.ask('workspaces.verify', { workspace: desk.workspace })).toMatchObject({ isWhole: true })
})

test('values that are filled down and labels above still speak for a row that was edited or parked', async () => {
  const grid: CellInput[][] = [[...heading], dataRow(10, { [partner]: 'Italy' }), dataRow(11, { [partner]: null }), dataRow(12, { [partner]: null }), dataRow(13, { [partner]: 'Norway' })]
  const file = await desk.token(`${unique()}.xlsx`, book(grid))
  const { mapping } = await desk.ask('submissions.propose', { workspace: desk.workspace, file, sheetIndex: 0 })
  const filled = { ...mapping, columns: mapping.columns.map((column) => (column.column === partner ? { ...column, isFilledDown: true } : column)) }
  const report = await desk.ask('submissions.stage', { workspace: desk.workspace, file, mapping: filled, decisions: [] })
  const partners = (of: BatchReport): unknown => of.partners.map((one) => [one.text, one.rows] as const).sort(([a], [b]) => a.localeCompare(b))
  expect(partners(report)).toEqual([['Italy', 3], ['Norway', 1]])
  await desk.ask('staging.edit', { ...inBatch(report), cells: [{ row: 4, column: amount, text: '7' }] })
  expect((await desk.ask('submissions.batchRows', { ...inBatch(report), kinds: ['accepted'] })).rows.map((one) => one.partner)).toEqual(['Italy', 'Italy', 'Italy', 'Norway'])
  await desk.ask('staging.edit', { ...inBatch(report), cells: [{ row: 2, column: partner, text: 'Belgium' }] })
  expect(partners(await desk.ask('staging.check', inBatch(report)))).toEqual([['Belgium', 3], ['Norway', 1]])
  await desk.ask('staging.park', { ...inBatch(report), rows: [4], column: null, question: 'Sure?' })
  await desk.ask('submissions.commit', inBatch(report))
  const left = (await desk.ask('submissions.list', { workspace: desk.workspace })).find(({ state, file: name }) => state === 'staged' && name === report.file)
  const taken = await desk.ask('staging.unpark', { workspace: desk.workspace, batch: left?.batch ?? 0, rows: [4] })
  expect(partners(taken)).toEqual([['Belgium', 1]])
  await desk.ask('submissions.discard', { workspace: desk.workspace, batch: taken.batch })
})

test('two windows that edit at once lose nothing, and what they wrote is there after a restart', async () => {
  const report = await stage()
  const edits = Array.from({ length: 12 }, (_, index) => ({ row: 2 + (index % 4), column: index % 2 === 0 ? title : country, text: `Edit ${String(index)}` }))
  await Promise.all(edits.map((cell) => desk.ask('staging.edit', { ...inBatch(report), cells: [cell] })))
  const { unchecked } = await desk.ask('staging.columns', inBatch(report))
  expect(unchecked).toBe(4)
  await desk.ask('workspaces.close', { workspace: desk.workspace })
  await desk.ask('workspaces.open', { id: desk.workspace })
  const page = await desk.ask('staging.page', inBatch(report))
  expect(page.rows.filter(({ isDirty }) => isDirty).map((one) => one.edits.length)).toEqual([1, 1, 1, 1])
  expect(page.rows[1]?.texts[title]).toMatch(/^Edit [048]$/)
  await desk.ask('submissions.discard', inBatch(report))
})

test('rows, columns and batches that cannot be edited are refused, and nothing changes', async () => {
  const report = await stage([[...heading], dataRow(40), dataRow(41, { [amount]: 'about 12' }), dataRow(42), dataRow(43), [null, 'Total', null, null, 128_000]])
  await desk.untouched(async () => {
    const edit = (cells: { row: number; column: number; text: string | null }[]): Promise<unknown> => desk.refusal('staging.edit', { ...inBatch(report), cells })
    expect(await edit([{ row: 2, column: title, text: 'x' }, { row: 99, column: title, text: 'x' }])).toMatchObject({ code: 'not-found', reason: 'error.staging-row', params: { row: 99 } })
    expect(await edit([{ row: 1, column: title, text: 'x' }])).toMatchObject({ code: 'invalid-input', reason: 'error.staging-row-not-data', params: { row: 1, kind: 'header' } })
    expect(await edit([{ row: 6, column: amount, text: '1' }])).toMatchObject({ reason: 'error.staging-row-not-data', params: { kind: 'total' } })
    expect(await edit([{ row: 2, column: 77, text: 'x' }])).toMatchObject({ code: 'invalid-input', reason: 'error.staging-column', params: { column: 'BZ' } })
    expect(await desk.refusal('staging.page', { ...inBatch(report), sort: { key: '__proto__', direction: 'asc' } })).toMatchObject({ reason: 'error.staging-column' })
    expect(await desk.refusal('staging.facet', { ...inBatch(report), column: 300 })).toMatchObject({ reason: 'error.staging-column' })
    expect(await desk.refusal('staging.unpark', { ...inBatch(report), rows: [2] })).toMatchObject({ reason: 'error.staging-not-parked' })
    expect(await desk.refusal('staging.park', { ...inBatch(report), rows: [1], column: null, question: 'x' })).toMatchObject({ reason: 'error.staging-row-not-data' })
    expect(await desk.refusal('staging.columns', { workspace: desk.workspace, batch: 9999 })).toMatchObject({ code: 'not-found', reason: 'error.batch-gone' })
    expect(await desk.raw('staging.edit', { ...inBatch(report), cells: Array.from({ length: 20_001 }, () => ({ row: 2, column: 1, text: 'x' })) })).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
    expect(await desk.raw('staging.edit', { ...inBatch(report), cells: [{ row: 2, column: 1, text: 'x'.repeat(32_768) }] })).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
    expect((await desk.ask('staging.columns', inBatch(report))).unchecked).toBe(0)
  })
  await desk.ask('submissions.commit', inBatch(report))
  expect(await desk.refusal('staging.edit', { ...inBatch(report), cells: [{ row: 3, column: amount, text: '5' }] })).toMatchObject({ reason: 'error.batch-committed' })
  // What was not committed is still there to be looked at.
  expect((await desk.ask('staging.page', { ...inBatch(report), filter: { kinds: ['rejected'] } })).rows).toMatchObject([{ row: 3, texts: ['GCP/PHI/141/JPN', 'Seeds 41', 'Japan', 'Philippines', 'about 12', '2011-03-01'] }])
})

test('cells that are emptied, numbers, dates and a symbol typed by hand are read as the file’s own would be', async () => {
  const report = await stage()
  await desk.ask('staging.edit', { ...inBatch(report), cells: [{ row: 2, column: symbol, text: 'OSRO/RAS/401/EC' }, { row: 2, column: 5, text: '2013-07-01' }, { row: 3, column: amount, text: '  ' }, { row: 4, column: amount, text: '1,234.5' }] })
  const checked = await desk.ask('staging.check', inBatch(report))
  expect(checked.accounting).toMatchObject({ accepted: 4, rejected: 0 })
  const [first, emptied, grouped] = (await desk.ask('submissions.batchRows', { ...inBatch(report), kinds: ['accepted'] })).rows
  expect(first).toMatchObject({ identifier: 'OSRO/RAS/401/EC', amounts: [{ original: '1000', period: '2013-07-01' }] })
  expect(emptied).toMatchObject({ amounts: [{ original: null }] })
  expect(grouped).toMatchObject({ amounts: [{ original: '1234.5' }] })
  await desk.ask('submissions.discard', inBatch(report))
})

test('what the file says in an edited cell is read as the cell it is, whatever mark the texts of its column have', async () => {
  const file = await desk.token(`${unique()}.xlsx`, book([[...heading], dataRow(0, { [symbol]: 'GCP/PHI/901/JPN', [amount]: 1.234 }), dataRow(1, { [symbol]: 'GCP/PHI/902/JPN', [amount]: '1.234,50' })]))
  const { mapping } = await desk.ask('submissions.propose', { workspace: desk.workspace, file, sheetIndex: 0 })
  const comma = { ...mapping, columns: mapping.columns.map((column) => (column.column === amount ? { ...column, decimalMark: ',' as const } : column)) }
  const report = await desk.ask('submissions.stage', { workspace: desk.workspace, file, mapping: comma, decisions: [] })
  await desk.ask('staging.edit', { ...inBatch(report), cells: [{ row: 2, column: amount, text: '5' }, { row: 3, column: amount, text: '6' }] })
  // Edited once more: what the file says stays what it was.
  await desk.ask('staging.edit', { ...inBatch(report), cells: [{ row: 2, column: amount, text: '7' }] })
  await desk.ask('staging.check', inBatch(report))
  await desk.ask('submissions.commit', inBatch(report))
  const { entries } = await desk.ask('corrections.list', { workspace: desk.workspace, limit: 1000 })
  const ofFile = entries.filter(({ corrected }) => corrected.original === '6' || corrected.original === '7')
  expect(new Map(ofFile.map(({ source, corrected }) => [source.original, corrected.original]))).toEqual(new Map([['1.234', '7'], ['1234.5', '6']]))
})
