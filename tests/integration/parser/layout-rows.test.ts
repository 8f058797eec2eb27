/** The first rows that layout and proposal rest on: the same for a proposal and for a survey of the file, and no more of the file is read for them. */
import * as xlsx from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readLayoutRows } from '../../../src/main/core/importing/parser/layout-rows.ts'
import { proposeSheet } from '../../../src/main/core/importing/parser/pipeline.ts'
import { surveyWorkbook } from '../../../src/main/core/importing/parser/survey-workbook.ts'
import { openWorkbook } from '../../../src/main/core/importing/read/open-workbook.ts'
import { buildDocx, buildOds, odsRow, odsTable, odsText, sheetJsBook, sheetJsBytes, wordRow, wordTable } from '../../fixtures/other-formats.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { buildWorkbook } from '../../fixtures/workbook-builder.ts'
import { register } from '../../unit/importing/sheet-rows.ts'

let folder: TempFolder
beforeAll(async () => { folder = await createTempFolder() })
afterAll(() => folder.remove())

const most = 4000
const texts = Array.from({ length: most }, (_, row) => [`Project ${row}`, `Seeds for the farmers of district ${row}`])
const formats: readonly (readonly [name: string, bytes: () => Buffer | string])[] = [
  ['a.xlsx', () => buildWorkbook({ sheets: [{ name: 'S', rows: texts }] })],
  ['a.ods', () => buildOds(odsTable(texts.map((row) => odsRow(row.map((text) => odsText(text)).join(''))).join('')))],
  ['a.xls', () => sheetJsBytes(sheetJsBook({ S: xlsx.utils.aoa_to_sheet(texts) }), 'biff8')],
  ['a.csv', () => texts.map((row) => row.join(',')).join('\n')],
  ['a.html', () => `<html><table>${texts.map((row) => `<tr>${row.map((text) => `<td>${text}</td>`).join('')}</tr>`).join('')}</table></html>`],
  ['a.docx', () => buildDocx(wordTable(...texts.map((row) => wordRow(...row))))],
]
test.each(formats)('%s: reading ends with the batch after which no more is wanted', async (name, bytes) => {
  const workbook = await openWorkbook(await folder.write(name, bytes()))
  try {
    const given: number[] = []
    const read = await workbook.readRows(0, {}, (rows) => {
      given.push(rows.length)
      return false
    })
    expect(given).toEqual([read.rows])
    expect(read.lastRow).toBe(read.rows)
    expect(read.rows).toBeLessThan(most)
    expect((await workbook.readRows(0, {}, () => undefined)).rows).toBe(most)
  } finally {
    await workbook.close()
  }
})

/** Contributions in as many columns as wished. */
const sheetOf = (rows: number, columns: number): string => {
  const more = Array.from({ length: columns - 4 }, (_, column) => column)
  const lines = Array.from({ length: rows - 1 }, (_, row) => ['GCP/GLO/' + String(100 + (row % 900)) + '/JPN', `Seeds ${row}`, 'Japan', 1000 + row, ...more.map(() => 'x')])
  return [['Project symbol', 'Title', 'Resource partner', 'Approved 2010 (USD)', ...more.map((column) => `Remark ${column}`)], ...lines].map((line) => line.join(',')).join('\n')
}

describe('the first rows', () => {
  test.each([
    ['all of a short sheet', 150, 5, 150, true],
    ['20,000 of a long one', 20_050, 4, 20_000, false],
    ['those of 100,000 cells', 2500, 50, 2000, false],
    ['of a very wide one at least those that are shown', 260, 600, 200, false],
  ])('%s', async (_, rows, columns, expected, isComplete) => {
    const workbook = await openWorkbook(await folder.write(`${rows}.csv`, sheetOf(rows, columns)))
    try {
      const first = await readLayoutRows(workbook, 0)
      expect([first.rows.length, first.lastRow, first.isComplete]).toEqual([expected, expected, isComplete])
      const [sheet] = workbook.sheets
      if (!sheet) throw new Error('no sheet')
      const { sheets } = await surveyWorkbook(workbook, register, { tell: () => undefined, onBytes: () => undefined })
      const { mapping } = proposeSheet(sheet, first.rows, first.lastRow, first.isComplete, { register })
      expect(sheets[0]?.tables.map((table) => table.mapping)).toEqual([mapping])
      expect(sheets[0]?.tables[0]?.accounting).toMatchObject({ read: rows, header: 1, accepted: rows - 1 })
    } finally {
      await workbook.close()
    }
  })
})
