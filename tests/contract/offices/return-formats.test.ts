/** What goes back for every format, and files that come back in every bad shape: each a clear finding or none, nothing lost. */
import { readFile } from 'node:fs/promises'
import ExcelJS from 'exceljs'
import * as xlsx from '@e965/xlsx'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDesk, type Desk } from '../bad-input/desk.ts'
import { buildDocx, sheetJsBook, sheetJsBytes, wordParagraph, wordRow, wordTable } from '../../fixtures/other-formats.ts'
import { buildWorkbook, workbookParts } from '../../fixtures/workbook-builder.ts'
import { zipParts } from '../../fixtures/zip-parts.ts'
import { buildZip } from '../../fixtures/zip-writer.ts'

let desk: Desk
beforeEach(async () => { desk = await openDesk() })
afterEach(() => desk.dispose())

const header = ['Project symbol', 'Project title', 'Resource partner', 'Country', 'Approved budget (USD)', 'Start date']
const rows = (): (string | number)[][] => [header, ...Array.from({ length: 5 }, (_, index) => [`GCP/PHI/${200 + index}/JPN`, index === 3 ? '=HYPERLINK("http://x")' : `Seeds ${index + 1}`, 'Japan', 'Philippines', index === 1 ? 'about 2 million' : 1000 * (index + 1), '2010-03-01'])]
const book = (): Buffer => buildWorkbook({ sheets: [{ name: 'Grants', rows: rows() }] })

interface SentBack {
  readonly name: string
  readonly bytes: Buffer
  readonly answer: { readonly comments: number; readonly isOwnWorkbook: boolean; readonly isSignatureBroken: boolean }
}

async function sendBack(name: string, bytes: Uint8Array | string, on: Desk = desk): Promise<SentBack> {
  const { batch } = await on.stage(await on.token(name, bytes))
  const answer = await on.ask('offices.returnWorkbook', { workspace: on.workspace, batch, language: 'en' })
  return { name: answer.file.name, bytes: await readFile((await on.local.files.resolve(answer.file.token)).path), answer }
}

const load = async (bytes: Uint8Array): Promise<ExcelJS.Workbook> => {
  const loaded = new ExcelJS.Workbook()
  await loaded.xlsx.load(Buffer.from(bytes) as unknown as ExcelJS.Buffer)
  return loaded
}
const edited = async (bytes: Uint8Array, edit: (book: ExcelJS.Workbook) => void): Promise<Buffer> => {
  const loaded = await load(bytes)
  edit(loaded)
  return Buffer.from(await loaded.xlsx.writeBuffer())
}
const inspect = async (name: string, bytes: Uint8Array) => desk.ask('submissions.inspect', { workspace: desk.workspace, file: await desk.token(name, bytes) })
const differencesOf = async (name: string, bytes: Uint8Array) => {
  const report = await desk.stage(await desk.token(name, bytes))
  return desk.ask('offices.returned', { workspace: desk.workspace, batch: report.batch })
}

describe('formats that carry no comments come back as a new workbook with the same rows', () => {
  const csv = rows().map((row) => row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',')).join('\r\n')
  const sheet = xlsx.utils.aoa_to_sheet(rows())
  test.each<[string, string | Uint8Array]>([
    ['grants.csv', csv], ['grants.xls', sheetJsBytes(sheetJsBook({ Grants: sheet }), 'biff8')], ['grants.ods', sheetJsBytes(sheetJsBook({ Grants: sheet }), 'ods')], ['grants.xlsb', sheetJsBytes(sheetJsBook({ Grants: sheet }), 'xlsb')],
    ['grants.html', `<table>${rows().map((row) => `<tr>${row.map((cell) => `<td>${String(cell).replaceAll('"', '&quot;')}</td>`).join('')}</tr>`).join('')}</table>`],
  ])('%s', async (name, bytes) => {
    const { name: made, bytes: back, answer } = await sendBack(name, bytes)
    expect(made).toBe('grants - review.xlsx')
    expect(answer).toMatchObject({ isOwnWorkbook: false, comments: 1 })
    const [first, summary] = (await load(back)).worksheets
    expect(first?.getCell('E3').value).toBe('about 2 million')
    expect(first?.getCell('B5').value).toBe('=HYPERLINK("http://x")')
    expect(first?.getCell('E3').note).toBeTruthy()
    expect(summary?.name).toBe('RMMS review')
    expect(await differencesOf('back.xlsx', back)).toMatchObject({ unchanged: 5, total: 0, origin: { file: name } })
  })
})

test('a Word document carries comments at its cells and a first one with the reference; answers come back in them', async () => {
  const document = buildDocx(wordParagraph('Grants 2010') + wordTable(...rows().map((row) => wordRow(...row.map(String)))))
  const report = await desk.stage(await desk.token('grants.docx', document))
  await desk.ask('offices.ask', { workspace: desk.workspace, batch: report.batch, row: 2, column: 1, text: 'Is this final?' })
  const answer = await desk.ask('offices.returnWorkbook', { workspace: desk.workspace, batch: report.batch, language: 'fr' })
  expect(answer).toMatchObject({ isOwnWorkbook: true, comments: 2, questions: 1, file: { name: 'grants - examen.docx' } })
  const bytes = await readFile((await desk.local.files.resolve(answer.file.token)).path)
  const part = (name: string): string => textOf(bytes, name)
  const [main, comments] = [part('word/document.xml'), part('word/comments1.xml')]
  expect(main.match(/<w:commentReference /g)).toHaveLength(3)
  expect(main.replaceAll(/<w:commentRange(?:Start|End) [^>]*\/>|<w:r xmlns:w="[^"]+"><w:commentReference [^>]*\/><\/w:r>/g, '')).toBe(textOf(document, 'word/document.xml'))
  expect(comments).toContain('about 2 million')
  expect(comments).toMatch(/RMMS-RETURN-[0-9a-f-]{36}/)
  // The office writes behind the line that asks for an answer.
  const corrected = repacked(bytes, 'word/comments1.xml', comments.replace(/(Votre réponse \(Q-[0-9A-F]{12}\)\s*:)/, '$1 Oui, définitif.'))
  expect(await differencesOf('grants.docx', corrected)).toMatchObject({ answers: 1, unchanged: 5, differences: [{ change: 'answered', after: 'Oui, définitif.' }] })
})

const textOf = (bytes: Uint8Array, part: string): string => zipParts(bytes).get(part)?.toString('utf8') ?? ''
const repacked = (bytes: Uint8Array, changed: string, content: string): Buffer => buildZip([...zipParts(bytes)].map(([name, was]) => ({ name, content: name === changed ? content : was })))

describe('what an office does to a workbook', () => {
  test('the summary sheet deleted: still known by the part that repeats the marker', async () => {
    const { bytes } = await sendBack('grants.xlsx', book())
    const without = repacked(bytes, 'xl/workbook.xml', textOf(bytes, 'xl/workbook.xml').replace(/<sheet [^>]*name="RMMS review"[^>]*\/>/, ''))
    expect(await inspect('back.xlsx', without)).toMatchObject({ returnOf: { file: 'grants.xlsx' }, sheets: [{ name: 'Grants' }] })
    expect(await differencesOf('back.xlsx', without)).toMatchObject({ total: 0, unchanged: 5, answers: 0 })
  })

  test('the marker edited to nonsense: said, and the file is read like any other', async () => {
    const { bytes } = await sendBack('grants.xlsx', book())
    const nonsense = await edited(bytes, (loaded) => loaded.worksheets[1]?.eachRow((row) => { if (row.getCell(1).text.includes('RMMS-RETURN-')) row.getCell(1).value = 'RMMS-RETURN-sorry' }))
    const found = await inspect('back.xlsx', nonsense)
    expect(found.returnOf).toBeNull()
    expect(found.findings.map(({ code }) => code)).toContain('finding.file.return-unknown')
    expect(await differencesOf('back.xlsx', nonsense)).toBeNull()
  })

  test('the marker of another workspace is said, answers of it change nothing here', async () => {
    const other = await openDesk(() => ({}), true)
    const { bytes } = await sendBack('grants.xlsx', book(), other)
    await other.dispose()
    const found = await inspect('back.xlsx', bytes)
    expect(found.returnOf).toBeNull()
    expect(found.findings.map(({ code }) => code)).toContain('finding.file.return-unknown')
    const report = await desk.stage(await desk.token('back.xlsx', bytes))
    expect(report.fileProblems.map(({ code }) => code)).toContain('finding.file.return-unknown')
  })

  test('an identifier corrected is a change of its row, not a row gone and one new', async () => {
    const { bytes } = await sendBack('grants.xlsx', book())
    const outcome = await differencesOf('back.xlsx', await edited(bytes, (loaded) => { const cell = loaded.worksheets[0]?.getCell('A3'); if (cell) cell.value = 'GCP/PHI/999/JPN' }))
    expect(outcome).toMatchObject({ total: 1, unchanged: 4, differences: [{ change: 'changed', before: 'GCP/PHI/201/JPN', after: 'GCP/PHI/999/JPN' }] })
  })

  test('all rows deleted, or every row twice: each is listed', async () => {
    const { bytes } = await sendBack('grants.xlsx', book())
    const twice = await differencesOf('twice.xlsx', await edited(bytes, (loaded) => { const [sheet] = loaded.worksheets; for (let row = 2; row <= 6; row++) sheet?.addRow(sheet.getRow(row).values) }))
    expect(twice).toMatchObject({ unchanged: 5, total: 5 })
    const one = await differencesOf('one.xlsx', await edited(bytes, (loaded) => { for (let row = 3; row <= 6; row++) for (let column = 1; column <= 6; column++) { const cell = loaded.worksheets[0]?.getRow(row).getCell(column); if (cell) cell.value = null } }))
    expect(one).toMatchObject({ unchanged: 1, total: 4 })
    expect(one?.differences.every(({ change }) => change === 'removed')).toBe(true)
  })

  test('a workbook that came back and goes out again bears the newer marker', async () => {
    const first = await sendBack('grants.xlsx', book())
    const second = await sendBack('grants v2.xlsx', await edited(first.bytes, (loaded) => { const cell = loaded.worksheets[0]?.getCell('E3'); if (cell) cell.value = 'still not' }))
    expect(await inspect('v3.xlsx', second.bytes)).toMatchObject({ returnOf: { file: 'grants v2.xlsx' } })
  })
})

test('macros keep their bytes, a signature of the whole is told to be broken', async () => {
  const parts = [...workbookParts({ sheets: [{ name: 'Grants', rows: rows() }] }), { name: 'xl/vbaProject.bin', content: Buffer.from([9, 8, 7]) }, { name: '_xmlsignatures/origin.sigs', content: '' }]
  const { name, bytes, answer } = await sendBack('grants.xlsm', buildZip(parts))
  expect(name).toBe('grants - review.xlsm')
  expect(answer).toMatchObject({ isOwnWorkbook: true, isSignatureBroken: true })
  expect(zipParts(bytes).get('xl/vbaProject.bin')).toEqual(Buffer.from([9, 8, 7]))
})

test('nothing to tell is refused, and so are a batch and a question that are gone', async () => {
  const good = buildWorkbook({ sheets: [{ name: 'Grants', rows: [header, ['GCP/PHI/200/JPN', 'Seeds', 'Japan', 'Philippines', 5, '2010-03-01']] }] })
  const { batch } = await desk.stage(await desk.token('good.xlsx', good))
  const { workspace } = desk
  const facts = await desk.try('offices.returnWorkbook', { workspace, batch, language: 'en' })
  if (facts.ok) expect(facts.value.comments).toBeGreaterThan(0)
  else expect(facts.error.reason).toBe('error.return-nothing-to-tell')
  expect(await desk.refusal('offices.returnWorkbook', { workspace, batch: 999, language: 'en' })).toMatchObject({ reason: 'error.batch-gone' })
  expect(await desk.refusal('offices.answer', { workspace, question: 999, text: 'x' })).toMatchObject({ reason: 'error.question-gone' })
  expect(await desk.refusal('offices.ask', { workspace, batch: 999, row: 1, column: 0, text: 'x' })).toMatchObject({ reason: 'error.batch-gone' })
})

test('questions are asked, answered, withdrawn and taken back by undo', async () => {
  const { workspace } = desk
  const { batch } = await desk.stage(await desk.token('grants.xlsx', book()))
  const before = await desk.state()
  const { question, changeset } = await desk.ask('offices.ask', { workspace, batch, row: 3, column: 4, text: 'How much?' })
  await desk.ask('activity.undo', { workspace, changeset })
  expect((await desk.state()).contentHash).toBe(before.contentHash)
  expect(await desk.ask('offices.questions', { workspace, isOpen: false })).toEqual({ total: 0, questions: [] })
  expect(question).toBeGreaterThan(0)
  const again = await desk.ask('offices.ask', { workspace, batch, row: 3, column: 4, text: 'How much?' })
  await desk.ask('offices.answer', { workspace, question: again.question, text: 'Two million' })
  expect(await desk.ask('offices.questions', { workspace, isOpen: false, batch })).toMatchObject({ questions: [{ state: 'answered', answer: 'Two million', cellText: 'about 2 million', subject: 'GCP/PHI/201/JPN · Seeds 2' }] })
  const other = await desk.ask('offices.ask', { workspace, batch, row: 3, column: 4, text: 'Which currency?' })
  await desk.ask('offices.withdraw', { workspace, questions: [other.question, again.question] })
  expect(await desk.refusal('offices.answer', { workspace, question: other.question, text: 'USD' })).toMatchObject({ reason: 'error.question-withdrawn' })
  expect((await desk.ask('offices.questions', { workspace })).total).toBe(0)
})
