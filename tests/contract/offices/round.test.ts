/** A confirmation round from end to end: the workbooks as they go out, filled in by offices with another program, and what comes back. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Locale } from '../../../src/shared/messages/locales.ts'
import { nilAnswer, roundHeaderRow } from '../../../src/main/core/exporting/round-workbook.ts'
import { buildWorkbook, type CellInput } from '../../fixtures/workbook-builder.ts'
import { openDesk, type Desk } from '../bad-input/desk.ts'

let desk: Desk
let today = '2012-01-10T09:00:00.000Z'
beforeAll(async () => {
  desk = await openDesk(() => ({ now: () => today }))
  await send('RAP', 'asia.xlsx', 'PHI', 100, ['Japan', 'Canada', 'Japan'])
  await send('RAF', 'africa.xlsx', 'KEN', 500, ['Sweden', 'Norway'])
})
afterAll(() => desk.dispose())

const period = { start: '2011-01-01', end: '2011-12-31' }
const heading = ['Project symbol', 'Project title', 'Resource partner', 'Approved budget 2011 (USD)', 'Delivery 2011 (USD)']
const codes: Readonly<Record<string, string>> = { Japan: 'JPN', Canada: 'CAN', Sweden: 'SWE', Norway: 'NOR' }

/** An office's submission, committed. */
async function send(office: string, name: string, area: string, first: number, partners: readonly string[]): Promise<void> {
  const rows: CellInput[][] = [heading, ...partners.map((partner, index): CellInput[] => [`GCP/${area}/${first + index}/${codes[partner] ?? ''}`, `${name} project ${index + 1}`, partner, 1000 * (index + 1), 250.5 * (index + 1)])]
  const file = await desk.token(name, buildWorkbook({ sheets: [{ name: 'Grants', rows }] }))
  const { mapping } = await desk.ask('submissions.propose', { workspace: desk.workspace, file, sheetIndex: 0, office })
  const { batch } = await desk.ask('submissions.stage', { workspace: desk.workspace, file, mapping: { ...mapping, constants: { ...mapping.constants, office } }, decisions: [] })
  await desk.ask('submissions.commit', { workspace: desk.workspace, batch })
}

interface Made { readonly office: string; readonly path: string; readonly book: ExcelJS.Workbook }
async function make(name: string, languages: Readonly<Record<string, Locale>> | null = { RAP: 'en', RAF: 'fr' }): Promise<{ readonly made: readonly Made[]; readonly answer: Awaited<ReturnType<typeof ask>> }> {
  const answer = await ask(name, languages)
  const made = await Promise.all(answer.files.map(async (file): Promise<Made> => {
    const { path } = await desk.local.files.resolve(file.token)
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(path)
    return { office: file.name.split(' ')[0] ?? '', path, book }
  }))
  return { made, answer }
}
const ask = (name: string, languages: Readonly<Record<string, Locale>> | null) =>
  desk.ask('offices.makeRound', { workspace: desk.workspace, name, period, dueOn: '2012-01-31', language: 'en', offices: languages === null ? null : Object.entries(languages).map(([office, language]) => ({ office, language })) })
const of = (made: readonly Made[], office: string): Made => made.find((one) => one.office === office) ?? expect.fail(`no workbook of ${office}`)
const dataOf = ({ book }: Made): ExcelJS.Worksheet => book.worksheets[0] ?? expect.fail('no sheet')
const textsOf = (book: ExcelJS.Workbook): string => book.worksheets.flatMap((sheet) => sheet.getSheetValues().flatMap((row) => (Array.isArray(row) ? row.map(String) : []))).join('\n')
const columnOf = (sheet: ExcelJS.Worksheet, header: RegExp): number => {
  const values = sheet.getRow(roundHeaderRow).values
  const found = Array.isArray(values) ? values.findIndex((value) => header.test(String(value))) : -1
  return found > 0 ? found : expect.fail(`no column ${header}`)
}
const rowOf = (sheet: ExcelJS.Worksheet, symbol: string): number => {
  for (let row = roundHeaderRow + 1; row <= sheet.rowCount; row++) if (sheet.getCell(row, columnOf(sheet, /^Proje/)).text === symbol) return row
  return expect.fail(`no row of ${symbol}`)
}
async function giveBack(made: Made, name = `${made.office} filled.xlsx`): Promise<string> {
  const path = join(desk.folder, name)
  await made.book.xlsx.writeFile(path)
  return (await desk.local.files.register(path)).token
}
async function stageBack(file: string) {
  const { suggestedSheet } = await desk.ask('submissions.inspect', { workspace: desk.workspace, file })
  const { mapping } = await desk.ask('submissions.propose', { workspace: desk.workspace, file, sheetIndex: suggestedSheet })
  expect(mapping.columns.flatMap(({ asks }) => asks ?? [])).toEqual([])
  expect(mapping.repeatedAmounts).toEqual([])
  return desk.ask('submissions.stage', { workspace: desk.workspace, file, mapping, decisions: [] })
}

test('each office gets its own projects, our figures and empty cells, in its language; nothing of another office', async () => {
  const { made, answer } = await make('January')
  expect(answer.round.workbooks.map(({ office, language, rows, state }) => ({ office, language, rows, state }))).toEqual([{ office: 'RAF', language: 'fr', rows: 2, state: 'sent' }, { office: 'RAP', language: 'en', rows: 3, state: 'sent' }])
  const [asia, africa] = [of(made, 'RAP'), of(made, 'RAF')]
  expect(textsOf(asia.book)).not.toMatch(/KEN|africa|Sweden|Norway/)
  expect(textsOf(africa.book)).not.toMatch(/PHI|asia|Japan|Canada/)
  expect(asia.book.worksheets.map(({ name }) => name)).toEqual(['Figures', 'Reply'])
  expect(africa.book.worksheets.map(({ name }) => name)).toEqual(['Chiffres', 'Réponse'])
  expect(textsOf(africa.book)).toContain('Suède')
  const sheet = dataOf(asia)
  const row = rowOf(sheet, 'GCP/PHI/101/CAN')
  expect(sheet.getCell(row, columnOf(sheet, /Approv.*our figure/i)).value).toBe(2000)
  expect(sheet.getCell(row, columnOf(sheet, /Deliver.*our figure/i)).value).toBe(501)
  expect(sheet.getCell(row, columnOf(sheet, /Deliver.*your figure/i)).value).toBeNull()
  expect([sheet.getRow(1).hidden, sheet.getColumn(1).hidden, sheet.getColumn(2).hidden]).toEqual([true, true, true])
})

test('unchanged it changes nothing', async () => {
  const { made } = await make('Unchanged')
  const report = await stageBack(await giveBack(of(made, 'RAP')))
  expect(report).toMatchObject({ office: 'RAP', accounting: { accepted: 3, rejected: 0 }, diff: { added: 0, changed: 0, unchanged: 3 } })
})
