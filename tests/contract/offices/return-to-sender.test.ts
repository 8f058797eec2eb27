/** Return to sender from end to end: a staged file with bad cells goes back as the office's own workbook, and what comes back is known. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import * as xlsx from '@e965/xlsx'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { goodRows, openDesk, type Desk } from '../bad-input/desk.ts'
import { buildWorkbook, type CellInput } from '../../fixtures/workbook-builder.ts'

let desk: Desk
beforeEach(async () => { desk = await openDesk() })
afterEach(() => desk.dispose())

/** Row 3 has no readable figure, row 5 no readable date. */
function badRows(): CellInput[][] {
  // exceljs does not read ISO dates, so they stand as serial numbers.
  const rows = goodRows(6).map((row, index) => (index === 0 ? row : [...row.slice(0, 5), { v: 40_238 + index, format: 'yyyy-mm-dd' }]))
  const third = rows[2]
  if (third) third[4] = 'about 2 million'
  const fifth = rows[4]
  if (fifth) fifth[5] = 'soon'
  return rows
}

const returned = async (batch: number, language: 'en' | 'fr' = 'en') => {
  const answer = await desk.ask('offices.returnWorkbook', { workspace: desk.workspace, batch, language })
  const { path } = await desk.local.files.resolve(answer.file.token)
  return { ...answer, bytes: await readFile(path) }
}

const read = async (bytes: Uint8Array): Promise<ExcelJS.Workbook> => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(Buffer.from(bytes) as unknown as ExcelJS.Buffer)
  return book
}
const save = async (book: ExcelJS.Workbook): Promise<Buffer> => Buffer.from(await book.xlsx.writeBuffer())
const noteOf = (cell: ExcelJS.Cell | undefined): string => (typeof cell?.note === 'string' ? cell.note : (cell?.note?.texts?.map(({ text }) => text).join('') ?? ''))

describe('a workbook goes back and comes back', () => {
  test('bad cells carry a comment in the office’s language, the last sheet says what was read, both readers open it', async () => {
    const report = await desk.stage(await desk.token('grants.xlsx', buildWorkbook({ sheets: [{ name: 'Grants', rows: badRows() }] })))
    await desk.ask('offices.ask', { workspace: desk.workspace, batch: report.batch, row: 2, column: 1, text: 'Is this the final title?' })
    const answer = await returned(report.batch, 'fr')
    expect(answer).toMatchObject({ isOwnWorkbook: true, questions: 1, isSignatureBroken: false })
    expect(answer.file.name).toBe('grants - examen.xlsx')
    const book = await read(answer.bytes)
    expect(book.worksheets.map(({ name }) => name)).toEqual(['Grants', 'Examen RMMS'])
    expect(noteOf(book.worksheets[0]?.getCell('E3'))).toContain('about 2 million')
    expect(noteOf(book.worksheets[0]?.getCell('B2'))).toContain('Is this the final title?')
    const other = xlsx.read(answer.bytes, { type: 'buffer', nodim: true })
    const texts = xlsx.utils.sheet_to_csv(other.Sheets['Examen RMMS'] ?? {})
    expect(texts).toContain('Votre réponse')
    expect(texts).toMatch(/RMMS-RETURN-[0-9a-f-]{36}/)
    expect(await desk.ask('offices.questions', { workspace: desk.workspace, batch: report.batch })).toMatchObject({ total: 1, questions: [{ address: 'B2', cellText: 'Seeds and tools 1', state: 'open' }] })
  })

  test('what comes back sorted, with rows deleted, added and corrected and a column more, is shown as a difference; answers reach their questions with the commit', async () => {
    const file = await desk.token('grants.xlsx', buildWorkbook({ sheets: [{ name: 'Grants', rows: badRows() }] }))
    const report = await desk.stage(file)
    await desk.ask('offices.ask', { workspace: desk.workspace, batch: report.batch, row: 2, column: 1, text: 'Is this the final title?' })
    const { bytes } = await returned(report.batch)
    const book = await read(bytes)
    const [sheet, summary] = book.worksheets
    if (!sheet || !summary) throw new Error('two sheets')
    const rows = Array.from({ length: 6 }, (_, index) => [1, 2, 3, 4, 5, 6].map((column) => sheet.getRow(index + 2).getCell(column).value))
    const [first, bad, third, , fifth, sixth] = rows
    if (!bad || !first || !third || !fifth || !sixth) throw new Error('six rows')
    bad[4] = 2_000_000
    const now = [sixth, bad, first, ['GCP/PHI/900/JPN', 'A new one', 'Japan', 'Philippines', 5, null], third, fifth]
    for (let index = 0; index < 6; index++) for (let column = 0; column < 6; column++) sheet.getRow(index + 2).getCell(column + 1).value = now[index]?.[column] ?? null
    sheet.getRow(1).getCell(7).value = 'Remarks'
    sheet.getRow(2).getCell(7).value = 'checked'
    summary.eachRow((row) => { if (row.getCell(1).text.startsWith('Q-')) row.getCell(5).value = 'Yes, it is.' })

    const back = await desk.token('grants corrected.xlsx', await save(book))
    expect(await desk.ask('submissions.inspect', { workspace: desk.workspace, file: back })).toMatchObject({ suggestedSheet: 0, returnOf: { purpose: 'return', file: 'grants.xlsx', sheet: 'Grants' } })
    const again = await desk.stage(back)
    const outcome = await desk.ask('offices.returned', { workspace: desk.workspace, batch: again.batch })
    expect(outcome).toMatchObject({ unchanged: 4, answers: 1, origin: { file: 'grants.xlsx' } })
    const listed = outcome?.differences.map(({ change, field, before, after }) => ({ change, field, before, after }))
    expect(listed).toEqual(expect.arrayContaining([
      { change: 'answered', field: 'B2', before: 'Is this the final title?', after: 'Yes, it is.' },
      { change: 'changed', field: 'Approved budget (USD)', before: 'about 2 million', after: '2000000' },
      { change: 'added', field: 'Remarks', before: null, after: 'Remarks' },
      expect.objectContaining({ change: 'added', field: '', before: null }),
      expect.objectContaining({ change: 'removed', field: '', after: null }),
    ]))
    expect(listed).toHaveLength(5)
    expect(await desk.ask('offices.questions', { workspace: desk.workspace })).toMatchObject({ total: 1 })
    await desk.ask('submissions.commit', { workspace: desk.workspace, batch: again.batch })
    expect(await desk.ask('offices.questions', { workspace: desk.workspace, isOpen: false })).toMatchObject({ questions: [{ state: 'answered', answer: 'Yes, it is.', answeredIn: 'grants corrected.xlsx' }] })
    await writeFile(join(desk.folder, 'kept.xlsx'), bytes)
  })
})
