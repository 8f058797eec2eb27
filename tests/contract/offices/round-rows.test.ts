/** Rows of a round that are harder to find again: without a symbol, several payers, equal figures, dates of every kind, partners that nobody confirmed; and a register that moved on. */
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roundHeaderRow } from '../../../src/main/core/exporting/round-workbook.ts'
import { buildWorkbook, type CellInput } from '../../fixtures/workbook-builder.ts'
import { openDesk, type Desk } from '../bad-input/desk.ts'

let desk: Desk
beforeAll(async () => { desk = await openDesk(() => ({ now: () => '2012-01-10T09:00:00.000Z' })) })
afterAll(() => desk.dispose())

const period = { start: '2010-01-01', end: '2011-12-31' }

async function send(office: string, rows: readonly CellInput[][], name = `${office}.xlsx`) {
  const { workspace } = desk
  const file = await desk.token(name, buildWorkbook({ sheets: [{ name: 'Grants', rows: [...rows] }] }))
  const { mapping } = await desk.ask('submissions.propose', { workspace, file, sheetIndex: 0, office })
  const columns = mapping.columns.map(({ asks: _asks, ...column }) => ({ ...column, isConfirmed: true }))
  const { batch } = await desk.ask('submissions.stage', { workspace, file, mapping: { ...mapping, columns, repeatedAmounts: [], constants: { ...mapping.constants, office } }, decisions: [] })
  await desk.ask('submissions.commit', { workspace, batch })
  return batch
}

async function workbookOf(office: string, name: string): Promise<ExcelJS.Workbook> {
  const { files } = await desk.ask('offices.makeRound', { workspace: desk.workspace, name, period, dueOn: '2012-01-31', language: 'en', offices: [{ office, language: 'en' }] })
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile((await desk.local.files.resolve(files[0]?.token ?? '')).path)
  return book
}
async function giveBack(book: ExcelJS.Workbook, name: string) {
  const path = join(desk.folder, name)
  await book.xlsx.writeFile(path)
  const file = (await desk.local.files.register(path)).token
  const { suggestedSheet } = await desk.ask('submissions.inspect', { workspace: desk.workspace, file })
  const { mapping } = await desk.ask('submissions.propose', { workspace: desk.workspace, file, sheetIndex: suggestedSheet })
  return desk.ask('submissions.stage', { workspace: desk.workspace, file, mapping, decisions: [] })
}
function cell(book: ExcelJS.Workbook, row: number, header: RegExp): ExcelJS.Cell {
  const sheet = book.worksheets[0] ?? expect.fail('no sheet')
  for (let column = 1; column <= sheet.columnCount; column++) if (header.test(sheet.getCell(roundHeaderRow, column).text)) return sheet.getCell(roundHeaderRow + row, column)
  return expect.fail(`no column ${header}`)
}
const rowsIn = (book: ExcelJS.Workbook): number[] => Array.from({ length: (book.worksheets[0]?.rowCount ?? 0) - roundHeaderRow }, (_, index) => index + 1)

test('identifiers that are no symbols, titles alone, unknown partners, two payers and other currencies come back unchanged', async () => {
  await send('RAP', [
    ['Identifier', 'Project title', 'Resource partner', 'Country', 'Approved budget', 'Currency', 'Start date'],
    ['TF-77', 'Fisheries of the coast', 'Japan', 'Philippines', 1000, 'USD', { v: '2010-03-01', t: 'd' }],
    [null, 'A project without a number', 'Canada', 'Viet Nam', 2000.55, 'USD', { v: '2011-05-05', t: 'd' }],
    ['GCP/PHI/301/MUL', 'Two payers', 'Sweden', 'Philippines', 300, 'EUR', { v: '2011-01-01', t: 'd' }],
    ['GCP/PHI/301/MUL', 'Two payers', 'Norway', 'Philippines', 400, 'NOK', { v: '2011-01-01', t: 'd' }],
    ['GCP/PHI/302/XYZ', 'A payer that nobody knows', 'Foundation of Nowhere', 'Philippines', 50, 'USD', { v: '2010-07-01', t: 'd' }],
  ])
  const book = await workbookOf('RAP', 'Hard rows')
  expect(rowsIn(book)).toHaveLength(5)
  const report = await giveBack(book, 'hard.xlsx')
  expect({ ...report.accounting, ...report.diff }).toMatchObject({ accepted: 5, rejected: 0, added: 0, changed: 0, unchanged: 5 })
  expect(report.moneyEffect).toEqual([])
  expect(report.fileProblems.filter(({ severity }) => severity === 'error')).toEqual([])
  const returned = await desk.ask('offices.returned', { workspace: desk.workspace, batch: report.batch })
  expect(returned).toMatchObject({ differences: [], unchanged: 5 })
})

test('another partner without a figure makes neither project nor payer: it is said, and told as a difference', async () => {
  const book = await workbookOf('RAP', 'Other partner')
  const row = rowsIn(book).find((candidate) => cell(book, candidate, /^Project$/).text === 'TF-77') ?? expect.fail('no row')
  cell(book, row, /partner$/i).value = 'Norway'
  const changed = rowsIn(book).find((candidate) => cell(book, candidate, /^Project$/).text === 'GCP/PHI/302/XYZ') ?? expect.fail('no row')
  cell(book, changed, /partner$/i).value = 'Sweden'
  const report = await giveBack(book, 'partner.xlsx')
  expect(report.moneyEffect).toEqual([])
  expect(report.problemCounts).toContainEqual(expect.objectContaining({ code: 'finding.store.reply-without-figure', count: 2 }))
  expect(report.diff).toMatchObject({ added: 0, changed: 0, unchanged: 5 })
  const returned = await desk.ask('offices.returned', { workspace: desk.workspace, batch: report.batch })
  expect(returned?.differences.map(({ name, field, before, after }) => [name, field, before, after])).toEqual(expect.arrayContaining([['TF-77', 'partner', 'Japan', 'Norway'], ['GCP/PHI/302/XYZ', 'partner', 'Foundation of Nowhere', 'Sweden']]))
})

test('of equal figures each stays where it is: only the one that was filled in changes', async () => {
  await send('RAF', [
    ['Project symbol', 'Project title', 'Resource partner', 'Delivery (USD)', 'Year'],
    ['GCP/KEN/401/SWE', 'Wells', 'Sweden', 10, 2011], ['GCP/KEN/401/SWE', 'Wells', 'Sweden', 20, 2011], ['GCP/KEN/401/SWE', 'Wells', 'Sweden', 30, 2011],
  ])
  const book = await workbookOf('RAF', 'Equal figures')
  const wells = rowsIn(book)
  expect(wells.map((row) => cell(book, row, /Deliver.*our figure/i).value)).toEqual([10, 20, 30])
  cell(book, 2, /Deliver.*your figure/i).value = 25
  const report = await giveBack(book, 'equal.xlsx')
  expect(report.diff).toMatchObject({ added: 0, changed: 1, unchanged: 2 })
  expect(report.moneyEffect).toEqual([expect.objectContaining({ measure: 'delivery', before: 6000, after: 6500 })])
  await desk.ask('submissions.commit', { workspace: desk.workspace, batch: report.batch })
})

test('a blank leaves the register as it is also where it has moved on since; undone, the workbook waits again; twice changes nothing', async () => {
  const { workspace } = desk
  const pumps = (usd: number): CellInput[][] => [['Project symbol', 'Project title', 'Resource partner', 'Delivery (USD)', 'Year'], ['GCP/KEN/402/SWE', 'Pumps', 'Sweden', usd, 2011]]
  await send('RAF', pumps(600), 'earlier.xlsx')
  const book = await workbookOf('RAF', 'Moved on')
  await send('RAF', pumps(700), 'later.xlsx')
  const later = await workbookOf('RAF', 'Later')
  expect(cell(later, rowsIn(later).length, /Deliver.*our figure/i).value).toBe(700)
  cell(later, rowsIn(later).length, /Deliver.*your figure/i).value = 750
  const first = await giveBack(later, 'later-back.xlsx')
  const { changeset } = await desk.ask('submissions.commit', { workspace, batch: first.batch })
  expect(await giveBack(later, 'later-back.xlsx')).toMatchObject({ diff: { added: 0, changed: 0 } })
  // The workbook of before knows nothing of that, and says nothing.
  expect(await giveBack(book, 'before.xlsx')).toMatchObject({ diff: { added: 0, changed: 0 }, moneyEffect: [] })
  const stateOf = async (name: string) => (await desk.ask('offices.rounds', { workspace })).find((round) => round.name === name)?.workbooks[0]?.state
  expect(await stateOf('Later')).toBe('received')
  await desk.ask('activity.undo', { workspace, changeset })
  expect(await stateOf('Later')).toBe('sent')
})

test('an office’s own open questions go out with its workbook, and its answers come back with it', async () => {
  const { workspace } = desk
  const file = await desk.token('of-raf.xlsx', buildWorkbook({ sheets: [{ name: 'Grants', rows: [['Project symbol', 'Project title', 'Resource partner', 'Approved budget 2011 (USD)'], ['GCP/KEN/404/SWE', 'Bridges', 'Sweden', 5]] }] }))
  const { mapping } = await desk.ask('submissions.propose', { workspace, file, sheetIndex: 0, office: 'RAF' })
  const staged = await desk.ask('submissions.stage', { workspace, file, mapping: { ...mapping, constants: { office: 'RAF' } }, decisions: [] })
  await desk.ask('offices.ask', { workspace, batch: staged.batch, row: 2, column: 3, text: 'Is this in thousands?' })
  const book = await workbookOf('RAF', 'Asked')
  expect((await workbookOf('RAP', 'Not asked')).worksheets[1]?.getSheetValues().flat().map(String).join(' ')).not.toContain('thousands')
  const reply = book.worksheets[1] ?? expect.fail('no reply sheet')
  let answered = 0
  for (let row = 1; row <= reply.rowCount; row++) {
    if (reply.getCell(row, 2).text !== 'Is this in thousands?') continue
    reply.getCell(row, 3).value = 'No, in units.'
    answered += 1
  }
  expect(answered).toBe(1)
  const back = await giveBack(book, 'answered.xlsx')
  expect(await desk.ask('offices.returned', { workspace, batch: back.batch })).toMatchObject({ answers: 1, differences: [expect.objectContaining({ change: 'answered', before: 'Is this in thousands?', after: 'No, in units.' })] })
  await desk.ask('submissions.commit', { workspace, batch: back.batch })
  const { questions } = await desk.ask('offices.questions', { workspace, office: 'RAF', isOpen: false })
  expect(questions).toEqual([expect.objectContaining({ state: 'answered', answer: 'No, in units.', answeredIn: 'answered.xlsx' })])
})
