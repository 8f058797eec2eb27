/** The package patcher: what is not touched keeps its packed bytes, and readers open what was made. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import * as xlsx from '@e965/xlsx'
import { afterAll, describe, expect, test } from 'vitest'
import { createPackageEdits } from '../../../src/main/core/exporting/package/package-edits.ts'
import { patchPackage, type PartPatch } from '../../../src/main/core/exporting/package/patch-package.ts'
import { addSheetComments, type CellComment } from '../../../src/main/core/exporting/package/sheet-comments.ts'
import { addSummarySheet, freeSheetName } from '../../../src/main/core/exporting/package/summary-sheet.ts'
import { openFileSource, type FileSource } from '../../../src/main/core/importing/read/file-source.ts'
import { createDeadline, defaultReadLimits } from '../../../src/main/core/importing/read/limits.ts'
import { openWorkbook } from '../../../src/main/core/importing/read/open-workbook.ts'
import { readWorkbookPart } from '../../../src/main/core/importing/read/xlsx/workbook-part.ts'
import type { XlsxPackage } from '../../../src/main/core/importing/read/xlsx/package-part.ts'
import { openZip } from '../../../src/main/core/importing/read/zip.ts'
import { buildWorkbook, workbookParts, worksheetXml, xmlHead, type WorkbookInput } from '../../fixtures/workbook-builder.ts'
import { buildZip, type ZipPart } from '../../fixtures/zip-writer.ts'

const folder = mkdtempSync(join(tmpdir(), 'rmms-package-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0

async function withPackage<T>(bytes: Uint8Array, work: (pack: XlsxPackage, source: FileSource) => Promise<T>): Promise<T> {
  const path = join(folder, `${++files}.zip`)
  writeFileSync(path, bytes)
  const source = await openFileSource(path, defaultReadLimits)
  try {
    return await work({ zip: await openZip(source, defaultReadLimits), limits: defaultReadLimits, deadline: createDeadline(60_000) }, source)
  } finally {
    await source.close()
  }
}

async function whole(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const chunk of chunks) pieces.push(Buffer.from(chunk))
  return Buffer.concat(pieces)
}

const patched = (bytes: Uint8Array, patches: readonly PartPatch[]): Promise<Buffer> =>
  withPackage(bytes, async (pack, source) => (await whole(patchPackage(source, pack.zip, patches, pack.deadline))))

/** Comments on the first sheet and a summary after the last; `placed` cells carry a comment. */
const annotated = (bytes: Uint8Array, comments: readonly CellComment[]): Promise<{ readonly bytes: Buffer; readonly placed: number | null }> =>
  withPackage(bytes, async (pack, source) => {
    const edits = createPackageEdits(pack)
    const book = await readWorkbookPart(pack, 'xl/workbook.xml')
    const placed = await addSheetComments(pack, edits, book.sheets[0]?.part ?? '', comments, false)
    if (placed === null) return { bytes: Buffer.alloc(0), placed }
    expect(await addSummarySheet(pack, edits, book, { name: 'Review', widths: [20, 40], rows: [{ cells: [{ text: '=1+1' }, { text: 'A5', link: { sheet: "Bob's", address: 'A5' } }] }] }, false)).toBe(true)
    return { bytes: (await whole(patchPackage(source, pack.zip, await edits.patches(), pack.deadline))), placed }
  })

/** Raw bytes of each part with its header. */
const rawParts = (bytes: Uint8Array): Promise<ReadonlyMap<string, string>> =>
  withPackage(bytes, async (pack) => new Map(pack.zip.layout.places.map(({ entry, end }) => [entry.name, Buffer.from(bytes).subarray(entry.offset, end).toString('base64')])))
const partText = (bytes: Uint8Array, name: string): Promise<string> =>
  withPackage(bytes, async (pack) => {
    const entry = pack.zip.find(name)
    return entry === undefined ? '' : (await whole(pack.zip.read(entry, pack.deadline))).toString('utf8')
  })

async function expectUntouched(before: Uint8Array, after: Uint8Array, touched: readonly string[]): Promise<void> {
  const [was, is] = [await rawParts(before), await rawParts(after)]
  for (const [name, raw] of was) if (!touched.includes(name)) expect(is.get(name), name).toBe(raw)
  expect([...is.keys()].slice(0, was.size)).toEqual([...was.keys()])
}

/** Texts of comments by address, as exceljs reads them and as our own reader does. */
async function commentsOf(bytes: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const path = join(folder, `${++files}.xlsx`)
  writeFileSync(path, bytes)
  const book = await openWorkbook(path)
  const found = new Map<string, string>()
  await book.readRows(0, {}, (rows) => {
    for (const { row, cells } of rows) for (const { column, comment } of cells) if (comment !== undefined) found.set(`${column} ${row}`, comment)
  })
  await book.close()
  return found
}

async function openEverywhere(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(Buffer.from(bytes) as unknown as ExcelJS.Buffer)
  expect(xlsx.read(bytes, { type: 'buffer', nodim: true }).SheetNames).toEqual(book.worksheets.map(({ name }) => name))
  return book
}

const rich: WorkbookInput = {
  sheets: [
    { name: 'Grants', xml: worksheetXml('<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="5"><c r="A5"><v>2</v></c></row></sheetData><dataValidations count="1"><dataValidation type="list" sqref="A2:A9"><formula1>"a,b"</formula1></dataValidation></dataValidations><pageMargins left="0.7" right="0.7" top="0.7" bottom="0.7" header="0.3" footer="0.3"/><drawing r:id="rId7"/><tableParts count="0"/>') },
    { name: "Bob's", rows: [[1, 'x']] },
  ],
  parts: [
    { name: 'xl/worksheets/_rels/sheet1.xml.rels', content: `${xmlHead}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="../drawings/drawing1.xml"/></Relationships>` },
    { name: 'xl/drawings/drawing1.xml', content: `${xmlHead}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"/>` },
    { name: 'xl/charts/chart1.xml', content: `${xmlHead}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>`, isStored: true },
    { name: 'xl/vbaProject.bin', content: Buffer.from([1, 2, 3, 255]) },
  ],
}
const touched = ['[Content_Types].xml', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/styles.xml', 'xl/worksheets/sheet1.xml', 'xl/worksheets/_rels/sheet1.xml.rels']
const note = (column: number, row: number, text: string): CellComment => ({ column, row, text })

describe('parts', () => {
  test('a part is replaced in its place and one is added; all others keep bytes, header and order', async () => {
    const before = buildWorkbook(rich)
    const after = await patched(before, [{ name: 'XL/styles.xml', content: '<new/>' }, { name: 'xl/more.xml', content: '<more/>' }])
    await expectUntouched(before, after, ['xl/styles.xml'])
    expect(await partText(after, 'xl/styles.xml')).toBe('<new/>')
    expect(await partText(after, 'xl/more.xml')).toBe('<more/>')
  })

  test('zip64 directories and the comment of the file go along', async () => {
    const before = buildZip(workbookParts(rich), { isZip64: true, comment: 'made by hand' })
    const after = await patched(before, [{ name: 'xl/more.xml', content: '<more/>' }])
    expect(await rawParts(after)).toEqual(new Map([...(await rawParts(before)), ['xl/more.xml', (await rawParts(after)).get('xl/more.xml')]]))
    expect(after.subarray(-12).toString()).toBe('made by hand')
  })

  test('parts with data descriptors behind them are copied with them', async () => {
    const before = withDescriptors(workbookParts(rich))
    const after = await patched(before, [{ name: 'xl/styles.xml', content: '<new/>' }])
    await expectUntouched(before, after, ['xl/styles.xml'])
    expect(await partText(after, 'xl/vbaProject.bin')).toBe(await partText(before, 'xl/vbaProject.bin'))
  })

  test('damage is not passed on, an encrypted part is refused', async () => {
    const parts = workbookParts(rich)
    const damaged = buildZip(parts.map((part) => (part.name === 'xl/vbaProject.bin' ? { ...part, lie: { crc: 7 } } : part)))
    await expect(patched(damaged, [])).rejects.toMatchObject({ error: { code: 'unreadable-file', reason: 'error.file-damaged' } })
    const locked = buildZip(parts.map((part) => (part.name === 'xl/vbaProject.bin' ? { ...part, lie: { flags: 0x0801 } } : part)))
    await expect(patched(locked, [])).rejects.toMatchObject({ error: { reason: 'error.file-encrypted' } })
    await expect(patched(buildZip(parts).subarray(0, -40), [])).rejects.toMatchObject({ error: { code: 'unreadable-file' } })
  })
})

/** Sizes and checksum behind each part, none in its local header, as streaming writers do. */
function withDescriptors(parts: readonly ZipPart[]): Buffer {
  const plain = buildZip(parts.map((part) => ({ ...part, isStored: false })))
  const pieces: Buffer[] = []
  const records: Buffer[] = []
  let at = 0
  let record = plain.readUInt32LE(plain.length - 6)
  while (plain.readUInt32LE(record) === 0x02014b50) {
    const offset = plain.readUInt32LE(record + 42)
    const nameBytes = plain.readUInt16LE(record + 28)
    const local = Buffer.from(plain.subarray(offset, offset + 30 + nameBytes + plain.readUInt32LE(record + 20)))
    const central = Buffer.from(plain.subarray(record, record + 46 + nameBytes))
    const descriptor = Buffer.concat([Buffer.from('PK\u0007\u0008', 'latin1'), plain.subarray(record + 16, record + 28)])
    local.writeUInt16LE(0x0808, 6)
    local.fill(0, 14, 26)
    central.writeUInt16LE(0x0808, 8)
    central.writeUInt32LE(at, 42)
    pieces.push(local, descriptor)
    records.push(central)
    at += local.length + descriptor.length
    record += central.length
  }
  const directory = Buffer.concat(records)
  const end = Buffer.from(plain.subarray(plain.length - 22))
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...pieces, directory, end])
}

describe('comments and the last sheet', () => {
  test('stand where the schema wants them; charts, drop-downs and macros keep their bytes', async () => {
    const before = buildWorkbook(rich)
    const { bytes, placed } = await annotated(before, [note(0, 5, 'Not a “number” & <more> _x0041_ 你好')])
    expect(placed).toBe(1)
    await expectUntouched(before, bytes, touched)
    const sheet = await partText(bytes, 'xl/worksheets/sheet1.xml')
    expect(sheet).toMatch(/<drawing r:id="rId7"\/><legacyDrawing [^>]+\/><tableParts/)
    expect(sheet.replace(/<legacyDrawing [^>]+\/>/, '')).toBe(await partText(before, 'xl/worksheets/sheet1.xml'))
    expect([...(await commentsOf(bytes))]).toEqual([['0 5', 'RMMS Workbench:\nNot a “number” & <more> _x0041_ 你好']])
    const book = await openEverywhere(bytes)
    expect(book.worksheets.map(({ name }) => name)).toEqual(['Grants', "Bob's", 'Review'])
    expect(book.worksheets[2]?.getCell('A1').value).toBe('=1+1')
    expect(await partText(bytes, 'xl/worksheets/sheet3.xml')).toContain(`location="'Bob''s'!A5"`)
  })

  test('comments and shapes that are there stay, also on the same cell; the ids of shapes are not used twice', async () => {
    const made = (await annotated(buildWorkbook(rich), [note(0, 1, 'old one'), note(0, 5, 'old two')])).bytes
    const first = await patched(made, [{ name: 'xl/comments1.xml', content: (await partText(made, 'xl/comments1.xml')).replaceAll('RMMS Workbench', 'Bob') }])
    const { bytes, placed } = await annotated(first, [note(0, 5, 'new on the old'), note(1, 1, 'new beside')])
    expect(placed).toBe(2)
    await expectUntouched(first, bytes, ['[Content_Types].xml', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/styles.xml', 'xl/comments1.xml', 'xl/drawings/vmlDrawing1.vml'])
    const found = await commentsOf(bytes)
    expect(found.get('0 1')).toBe('Bob:\nold one')
    expect(found.get('0 5')).toBe('Bob:\nold two\n\nRMMS Workbench:\nnew on the old')
    expect(found.get('1 1')).toBe('RMMS Workbench:\nnew beside')
    const ids = [...(await partText(bytes, 'xl/drawings/vmlDrawing1.vml')).matchAll(/id="(_x0000_s\d+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(3)
    expect((await openEverywhere(bytes)).worksheets.map(({ name }) => name)).toEqual(['Grants', "Bob's", 'Review', 'Review 2'])
  })

  test('comments of an earlier return go, with their shapes; those of others stay', async () => {
    const first = (await annotated(buildWorkbook(rich), [note(0, 1, 'corrected since'), note(0, 5, 'still wrong')])).bytes
    const second = (await annotated(first, [note(0, 5, 'wrong again')])).bytes
    expect([...(await commentsOf(second))]).toEqual([['0 5', 'RMMS Workbench:\nwrong again']])
    expect((await partText(second, 'xl/drawings/vmlDrawing1.vml')).match(/<v:shape /g)).toHaveLength(1)
    const third = (await annotated(second, [])).bytes
    expect((await commentsOf(third)).size).toBe(0)
    await openEverywhere(third)
  })

  test('shapes of another purpose keep their drawing; a cell with a thread is left alone', async () => {
    const vml = '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="_x0000_s1030" type="#button"><br></v:shape></xml>'
    const base = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    const input: WorkbookInput = {
      sheets: [{ name: 'Grants', xml: worksheetXml('<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row></sheetData><legacyDrawing r:id="rId3"/>') }],
      parts: [
        { name: 'xl/worksheets/_rels/sheet1.xml.rels', content: `${xmlHead}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId3" Type="${base}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/><Relationship Id="rId4" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>` },
        { name: 'xl/drawings/vmlDrawing1.vml', content: vml },
        { name: 'xl/threadedComments/threadedComment1.xml', content: `${xmlHead}<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="A1" personId="x" id="y"><text>talk</text></threadedComment></ThreadedComments>` },
      ],
    }
    const before = buildWorkbook(input)
    const { bytes, placed } = await annotated(before, [note(0, 1, 'hidden by the thread'), note(1, 1, 'seen')])
    expect(placed).toBe(1)
    expect(await partText(bytes, 'xl/worksheets/sheet1.xml')).toBe(await partText(before, 'xl/worksheets/sheet1.xml'))
    const drawing = await partText(bytes, 'xl/drawings/vmlDrawing1.vml')
    expect(drawing.startsWith(vml.slice(0, -'</xml>'.length))).toBe(true)
    expect(drawing).toContain('_x0000_s1031')
    expect([...(await commentsOf(bytes)).keys()]).toEqual(['0 1', '1 1'])
  })

  test('prefixed elements, another encoding declared, closed-in-themselves lists', async () => {
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    const input: WorkbookInput = {
      sheets: [{ name: 'Grants', xml: `<?xml version="1.0" encoding="us-ascii"?><x:worksheet xmlns:x="${main}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>` }],
      parts: [{ name: 'xl/worksheets/_rels/sheet1.xml.rels', content: '<p:Relationships xmlns:p="http://schemas.openxmlformats.org/package/2006/relationships"/>' }],
    }
    const { bytes } = await annotated(buildWorkbook(input), [note(0, 1, 'été')])
    expect(await partText(bytes, 'xl/worksheets/sheet1.xml')).toMatch(/<\/x:sheetData><x:legacyDrawing xmlns:r="[^"]+" r:id="[^"]+"\/><\/x:worksheet>$/)
    expect(await partText(bytes, 'xl/worksheets/_rels/sheet1.xml.rels')).toMatch(/^<p:Relationships [^>]+><p:Relationship .+<\/p:Relationships>$/)
    expect([...(await commentsOf(bytes)).values()]).toEqual(['RMMS Workbench:\nété'])
  })

  test('a sheet in UTF-16 cannot be added to, and says so', async () => {
    const xml = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(worksheetXml('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>').replace('UTF-8', 'UTF-16'), 'utf16le')])
    const bytes = buildZip(workbookParts({ sheets: [{ name: 'Grants', rows: [[1]] }] }).map((part) => (part.name === 'xl/worksheets/sheet1.xml' ? { ...part, content: xml } : part)))
    expect((await annotated(bytes, [note(0, 1, 'x')])).placed).toBeNull()
  })

  test('10,000 comments in seconds', async () => {
    const rows = Array.from({ length: 5001 }, (_, row) => [row, 'text'])
    const started = performance.now()
    const { bytes, placed } = await annotated(buildWorkbook({ sheets: [{ name: 'Grants', rows }] }), Array.from({ length: 10_000 }, (_, index) => note(index % 2, 1 + (index >> 1), `problem ${index}`)))
    expect(placed).toBe(10_000)
    expect(performance.now() - started).toBeLessThan(15_000)
    expect((await commentsOf(bytes)).size).toBe(10_000)
  })

  test.runIf(existsSync('/usr/bin/soffice'))('LibreOffice opens it with comments and sheet', { timeout: 90_000 }, async () => {
    const path = join(folder, 'office.xlsx')
    writeFileSync(path, (await annotated(buildWorkbook(rich), [note(0, 5, 'seen')])).bytes)
    execFileSync('/usr/bin/soffice', [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', 'fods', '--outdir', folder, path], { stdio: 'ignore', timeout: 80_000 })
    const text = readFileSync(join(folder, 'office.fods'), 'utf8')
    expect(text).toContain('table:name="Review"')
    expect(text).toMatch(/<office:annotation[\s\S]{0,2000}seen/)
  })
})

test('names of sheets are cut to what a sheet may be called, and never taken twice', () => {
  expect(freeSheetName('A very long name of a sheet: what was read?', [])).toBe('A very long name of a sheet  wh')
  expect(freeSheetName('Review', ['review', 'REVIEW 2'])).toBe('Review 3')
})
