/** The workbook of a round as a file: the same bytes whenever it is packed, texts that stay texts, and tags that are read back wherever their columns went. */
import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { SheetRow } from '../../../src/shared/domain/sheet.ts'
import { periodMark } from '../../../src/shared/domain/period.ts'
import { writeRoundWorkbook, type RoundWorkbookInput } from '../../../src/main/core/exporting/round-workbook.ts'
import { readRoundTags, rowKeyText } from '../../../src/main/core/importing/map/round-tags.ts'
import { proposeSheet } from '../../../src/main/core/importing/parser/pipeline.ts'
import { openWorkbook } from '../../../src/main/core/importing/read/open-workbook.ts'
import { recognizeReturn } from '../../../src/main/core/importing/returning/recognize-return.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { register } from '../../unit/importing/sheet-rows.ts'

let folder: TempFolder
beforeAll(async () => { folder = await createTempFolder() })
afterAll(() => folder.remove())
afterEach(() => void vi.useRealTimers())

const uuid = '0123abcd-0000-4000-8000-00000000000f'
const period = { start: '2011-01-01', end: '2011-12-31', precision: 'year' as const }
const input: RoundWorkbookInput = {
  marker: `RMMS-ROUND-${uuid}`, periodText: '2011', dueOn: '2012-01-31', madeOn: '2012-01-05',
  content: {
    office: 'RAF', officeName: 'Regional Office for Africa', language: 'en', measures: ['approval', 'delivery'], leftOut: 0,
    questions: [{ reference: 'Q-0123456789AB', about: 'GCP/KEN/1/SWE', text: '=HYPERLINK("http://x")' }],
    rows: [
      { key: rowKeyText(1, false), identifier: 'GCP/KEN/001/SWE', title: '=1+1', partner: 'Sweden', country: 'Kenya', period, currency: 'USD', figures: { approval: '1000.50', delivery: '12345678901234567.89' } },
      { key: rowKeyText(2, true), identifier: 'GCP/KEN/002/SWE', title: null, partner: '@SUM(A1)', country: null, period: { start: null, end: null, precision: 'none' }, currency: null, figures: { approval: 'n/a' } },
    ],
  },
}

async function made(name: string, over: Partial<RoundWorkbookInput> = {}): Promise<string> {
  const path = join(folder.path, name)
  await writeRoundWorkbook(createWriteStream(path), { ...input, ...over })
  return path
}
async function rowsOf(path: string): Promise<readonly SheetRow[]> {
  const workbook = await openWorkbook(path)
  const rows: SheetRow[] = []
  try {
    await workbook.readRows(0, {}, (batch) => void rows.push(...batch))
  } finally {
    await workbook.close()
  }
  return rows
}

test('the same content has the same bytes, whatever the day it is packed', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2012-01-05T08:00:00Z') })
  const first = await readFile(await made('a.xlsx'))
  vi.setSystemTime(new Date('2014-07-01T23:59:58Z'))
  const second = await readFile(await made('b.xlsx'))
  expect(second.equals(first)).toBe(true)
})

test('texts that look like formulas are texts; figures that no number holds exactly are texts', async () => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(await made('texts.xlsx'))
  const cells = book.worksheets.flatMap((sheet) => sheet.getSheetValues().flatMap((row) => (Array.isArray(row) ? [...row] : [])))
  expect(cells.some((value) => typeof value === 'object' && value !== null && 'formula' in value)).toBe(false)
  for (const text of ['=1+1', '@SUM(A1)', '=HYPERLINK("http://x")', '12345678901234567.89', 'n/a', 1000.5, periodMark(period)]) expect(cells).toContain(text)
})

test('tags are read wherever their columns went; a column that lost its twin still knows what it is', async () => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(await made('moved.xlsx'))
  const [sheet] = book.worksheets
  if (!sheet) throw new Error('no sheet')
  sheet.spliceColumns(9, 1)
  sheet.spliceColumns(3, 0, ['', '', '', '', '', 'Own column'])
  const path = join(folder.path, 'moved-back.xlsx')
  await book.xlsx.writeFile(path)
  const rows = await rowsOf(path)
  const tags = readRoundTags(rows)
  expect(tags?.source).toEqual({ marker: input.marker, office: 'RAF' })
  const { mapping } = proposeSheet({ index: 0, name: sheet.name, visibility: 'visible' }, rows, rows.at(-1)?.row ?? 0, true, { register })
  expect(mapping.constants).toEqual({ office: 'RAF', round: input.marker })
  expect(mapping.columns.filter(({ field }) => field === 'amount').map(({ measure, reply }) => [measure, reply])).toEqual([['approval', { ours: null, key: 0 }], ['delivery', { ours: 10, key: 0 }]])
})

test.each(['en', 'fr'] as const)('where the hidden row was deleted, the words of the header tell the columns (%s)', async (language) => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(await made(`words-${language}.xlsx`, { content: { ...input.content, language } }))
  const [sheet] = book.worksheets
  if (!sheet) throw new Error('no sheet')
  sheet.spliceRows(1, 1)
  const path = join(folder.path, `words-back-${language}.xlsx`)
  await book.xlsx.writeFile(path)
  const rows = await rowsOf(path)
  const { mapping } = proposeSheet({ index: 0, name: sheet.name, visibility: 'visible' }, rows, rows.at(-1)?.row ?? 0, true, { register })
  expect(mapping.constants).toEqual({})
  expect(mapping.columns.map(({ field, measure, reply }) => [field, measure, reply?.ours])).toEqual([
    ['ignore', undefined, undefined], ['year', undefined, undefined], ['identifier', undefined, undefined], ['title', undefined, undefined], ['partner', undefined, undefined], ['country', undefined, undefined], ['year', undefined, undefined],
    ['currency', undefined, undefined], ['ignore', undefined, undefined], ['amount', 'approval', 8], ['ignore', undefined, undefined], ['amount', 'delivery', 10], ['note', undefined, undefined],
  ])
})

test('the marker, an answer and “nothing to report” are recognized; an edited marker is none', async () => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(await made('answered.xlsx'))
  const [sheet, reply] = book.worksheets
  if (!sheet || !reply) throw new Error('sheets are missing')
  sheet.getCell('E4').value = 'Yes'
  for (let row = 1; row <= reply.rowCount; row++) if (reply.getCell(row, 4).text === 'Q-0123456789AB') reply.getCell(row, 3).value = 'In thousands'
  const path = join(folder.path, 'answered-back.xlsx')
  await book.xlsx.writeFile(path)
  const read = async (file: string) => {
    const workbook = await openWorkbook(file)
    try {
      return await recognizeReturn(workbook, file)
    } finally {
      await workbook.close()
    }
  }
  expect(await read(path)).toEqual({ marker: { purpose: 'round', uuid }, answers: [{ reference: 'Q-0123456789AB', text: 'In thousands' }], isNil: true })
  expect(await read(await made('silent.xlsx'))).toEqual({ marker: { purpose: 'round', uuid }, answers: [], isNil: false })
  for (let row = 1; row <= reply.rowCount; row++) if (reply.getCell(row, 1).text.includes('RMMS-ROUND')) reply.getCell(row, 1).value = 'Reference of this workbook: RMMS-ROUND-nonsense'
  await book.xlsx.writeFile(path)
  // The hidden row of the other sheet still names it.
  expect((await read(path))?.marker).toEqual({ purpose: 'round', uuid })
  sheet.getCell('A1').value = 'rmms:v1:project-contributions'
  await book.xlsx.writeFile(path)
  expect((await read(path))?.marker).toBeNull()
})
