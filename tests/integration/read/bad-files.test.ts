import { spawnSync } from 'node:child_process'
import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { openWorkbook } from '../../../src/main/core/importing/read/open-workbook.ts'
import type { ReadLimits } from '../../../src/main/core/importing/read/limits.ts'
import { formatMessage } from '../../../src/shared/messages/format.ts'
import { buildCompoundFile } from '../../fixtures/compound-writer.ts'
import { readFileBytes, refusalOf } from '../../fixtures/read-rows.ts'
import { createTempFolder } from '../../fixtures/temp-folder.ts'
import { buildWorkbook, worksheetXml, workbookParts } from '../../fixtures/workbook-builder.ts'
import { buildZip, type ZipPart } from '../../fixtures/zip-writer.ts'
import { withoutRights } from '../../helpers/without-rights.ts'

const good = { sheets: [{ name: 'S', rows: [['Partner', 'Amount'], ['Japan', 1500]] }] }

/** The reason of the refusal; its text must be whole in both languages. */
async function reasonOf(bytes: Uint8Array | string, limits: Partial<ReadLimits> = {}, name = 'file.xlsx'): Promise<string> {
  const error = await refusalOf(readFileBytes(bytes, { limits, name }))
  expect(error.code).toBe('unreadable-file')
  for (const locale of ['en', 'fr'] as const) expect(formatMessage(locale, error.reason, error.params)).toContain(name)
  return error.reason
}

const withPart = (change: (part: ZipPart) => ZipPart, only = 'sheet1') => buildZip(workbookParts(good).map((part) => (part.name.includes(only) ? change(part) : part)))

describe('files that are something else', () => {
  test.each([
    ['zero bytes', '', 'error.file-empty'],
    ['a protected workbook', buildCompoundFile(['EncryptionInfo', 'EncryptedPackage']), 'error.file-encrypted'],
    ['a protected workbook with a long directory', buildCompoundFile(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'EncryptedPackage']), 'error.file-encrypted'],
    ['another compound file', buildCompoundFile(['WordDocument']), 'error.file-not-a-spreadsheet'],
    ['a PDF', '%PDF-1.7\n1 0 obj', 'error.file-not-a-spreadsheet'],
    ['bytes of nothing known', Buffer.from(Array.from({ length: 500 }, (_, index) => (index * 37) % 256)), 'error.file-not-a-spreadsheet'],
    ['a web page', '<!DOCTYPE html>\n<html><body><p>Sign in</p><table><tr><td> </td></tr></table></body></html>', 'error.file-web-page'],
    ['a web page after a declaration', '<?xml version="1.0"?><html xmlns="x"></html>', 'error.file-web-page'],
    ['an XML workbook of 2003', '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', 'error.file-old-format'],
    ['an archive of files', buildZip([{ name: 'report.xlsx', content: 'x' }]), 'error.file-zip-without-workbook'],
    ['an empty archive', buildZip([]), 'error.file-zip-without-workbook'],
    ['a text document', buildZip([{ name: '_rels/.rels', content: '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="word/document.xml"/></Relationships>' }, { name: 'word/document.xml', content: '<w:document xmlns:w="w"/>' }]), 'error.file-document-without-table'],
  ])('%s', async (_name, bytes, reason) => {
    expect(await reasonOf(bytes)).toBe(reason)
  })

  test('an OpenDocument text and a presentation hold no spreadsheet', async () => {
    const text = buildZip([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.text', isStored: true }, { name: 'content.xml', content: '<office:document-content><office:body><office:text><table:table table:name="T"/></office:text></office:body></office:document-content>' }])
    expect(await reasonOf(text)).toBe('error.file-zip-without-workbook')
    const slides = buildZip([{ name: '_rels/.rels', content: '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="ppt/presentation.xml"/></Relationships>' }, { name: 'ppt/presentation.xml', content: '<p:presentation xmlns:p="p"/>' }])
    expect(await reasonOf(slides)).toBe('error.file-zip-without-workbook')
  })

  test('a folder, a missing file and one that may not be read', async () => {
    const folder = await createTempFolder()
    try {
      await mkdir(join(folder.path, 'sub'))
      expect((await refusalOf(openWorkbook(join(folder.path, 'sub')))).reason).toBe('error.file-not-a-spreadsheet')
      expect(await refusalOf(openWorkbook(join(folder.path, 'none.xlsx')))).toMatchObject({ code: 'not-found', reason: 'error.file-missing' })
      const path = await folder.write('locked.xlsx', 'x')
      await chmod(path, 0)
      const reader = join(import.meta.dirname, '../../../src/main/core/importing/read/open-workbook.ts')
      const program = `import { openWorkbook } from ${JSON.stringify(reader)}
        await openWorkbook(${JSON.stringify(path)}).catch((error) => console.log(error.error.reason))`
      const { file, args, ids } = withoutRights(process.execPath, ['--input-type=module', '-e', program])
      expect(spawnSync(file, args, { ...ids, encoding: 'utf8' }).stdout.trim()).toBe('error.file-no-permission')
    } finally {
      await folder.remove()
    }
  })
})

describe('damaged and lying packages', () => {
  const whole = buildWorkbook(good)

  test('every truncation is told as one', async () => {
    for (const share of [0.2, 0.5, 0.9, 0.99]) expect(await reasonOf(whole.subarray(0, Math.floor(whole.length * share)))).toBe('error.file-truncated')
    expect(await reasonOf(whole.subarray(0, whole.length - 1))).toBe('error.file-truncated')
  })

  test.each([
    ['bytes that do not unpack', withPart((part) => ({ ...part, lie: { packed: Buffer.from('no deflate stream') } })), 'error.file-damaged'],
    ['a wrong checksum', withPart((part) => ({ ...part, lie: { crc: 1 } })), 'error.file-damaged'],
    ['a part larger than told', withPart((part) => ({ ...part, lie: { unpackedBytes: 10 } })), 'error.file-inconsistent'],
    ['a part smaller than told', withPart((part) => ({ ...part, lie: { unpackedBytes: 1_000_000 } })), 'error.file-inconsistent'],
    ['another name inside', withPart((part) => ({ ...part, lie: { localName: part.name.replace('sheet1', 'sheet2') } })), 'error.file-inconsistent'],
    ['parts that share bytes', withPart((part) => ({ ...part, lie: { offset: 0 } })), 'error.file-inconsistent'],
    ['a stored part of two sizes', withPart((part) => ({ ...part, isStored: true, lie: { unpackedBytes: 5 } })), 'error.file-inconsistent'],
    ['the same part twice', buildZip([...workbookParts(good), { name: 'XL/workbook.xml', content: 'x' }]), 'error.file-inconsistent'],
    ['a protected part', withPart((part) => ({ ...part, lie: { flags: 1 } })), 'error.file-encrypted'],
    ['an unknown packing', withPart((part) => ({ ...part, lie: { method: 99 } })), 'error.file-unknown-packing'],
    ['a name that climbs out', buildZip([...workbookParts(good), { name: '../../evil.xml', content: 'x' }]), 'error.file-unsafe-names'],
    ['a name with a drive', buildZip([...workbookParts(good), { name: 'C:\\evil.xml', content: 'x' }]), 'error.file-unsafe-names'],
    ['a sheet that is not there', buildZip(workbookParts(good).filter(({ name }) => !name.includes('sheet1'))), 'error.file-damaged'],
    ['XML that ends early', withPart((part) => ({ ...part, content: String(part.content).slice(0, -30) })), 'error.file-damaged'],
    ['rows out of order', withPart(() => ({ name: 'xl/worksheets/sheet1.xml', content: worksheetXml('<sheetData><row r="2"><c><v>1</v></c></row><row r="1"><c><v>2</v></c></row></sheetData>') })), 'error.file-rows-out-of-order'],
    ['a row twice', withPart(() => ({ name: 'xl/worksheets/sheet1.xml', content: worksheetXml('<sheetData><row r="2"><c><v>1</v></c></row><row r="2"><c><v>2</v></c></row></sheetData>') })), 'error.file-rows-out-of-order'],
    ['XML of a workbook that ends early', withPart((part) => ({ ...part, content: String(part.content).slice(0, -8) }), 'xl/workbook.xml'), 'error.file-damaged'],
    ['own entities', withPart((part) => ({ ...part, content: `<!DOCTYPE x [<!ENTITY a "aaaa">]>${String(part.content)}` }), 'sharedStrings'), 'error.file-doctype'],
    ['own entities in a sheet', withPart(() => ({ name: 'xl/worksheets/sheet1.xml', content: '<!DOCTYPE worksheet SYSTEM "file:///etc/passwd"><worksheet/>' })), 'error.file-doctype'],
  ])('%s', async (_name, bytes, reason) => {
    expect(await reasonOf(bytes)).toBe(reason)
  })
})

describe('files built to exhaust', () => {
  const zeros = (megabytes: number): ZipPart => ({ name: 'xl/media/zeros.bin', content: '', lie: { packed: deflateRawSync(Buffer.alloc(megabytes * 1024 * 1024)), unpackedBytes: megabytes * 1024 * 1024 } })

  test('a zip bomb is refused before anything is unpacked', async () => {
    expect(await reasonOf(buildZip([...workbookParts(good), zeros(64)]))).toBe('error.file-zip-bomb')
    expect(await reasonOf(buildZip([...workbookParts(good), { name: 'big', content: '', lie: { unpackedBytes: 4_000_000_000 } }]))).toBe('error.file-zip-bomb')
  })

  test('a bomb that hides its size is stopped at the size it told', async () => {
    const text = Buffer.from(worksheetXml(`<sheetData>${' '.repeat(40_000_000)}</sheetData>`))
    expect(await reasonOf(withPart((part) => ({ ...part, lie: { packed: deflateRawSync(text), unpackedBytes: 20_000 } })))).toBe('error.file-inconsistent')
  })

  test('many parts that are large together', async () => {
    const parts = Array.from({ length: 30 }, (_, index) => ({ name: `p${index}`, content: 'x'.repeat(1000) }))
    expect(await reasonOf(buildZip([...workbookParts(good), ...parts]), { totalBytes: 20_000 })).toBe('error.file-zip-bomb')
    expect(await reasonOf(buildZip([...workbookParts(good), ...parts]), { entries: 20 })).toBe('error.file-too-many-parts')
  })

  test.each([
    ['size', { fileBytes: 100 }, 'error.file-too-large'],
    ['rows', { rows: 1 }, 'error.file-too-many-rows'],
    ['columns', { columns: 1 }, 'error.file-too-many-columns'],
    ['cells', { cells: 3 }, 'error.file-too-many-cells'],
    ['texts', { sharedStringChars: 10 }, 'error.file-too-much-text'],
    ['time', { timeMs: -1 }, 'error.file-too-slow'],
  ] as const)('the limit of %s', async (_name, limits, reason) => {
    expect(await reasonOf(buildWorkbook(good), limits)).toBe(reason)
  })

  test('the limits of merges and of one text', async () => {
    expect(await reasonOf(buildWorkbook({ sheets: [{ name: 'S', rows: [[1]], merges: ['A1:B1', 'A2:B2', 'A3:B3'] }] }), { merges: 2 })).toBe('error.file-too-many-merges')
    const noise = Array.from({ length: 100_000 }, (_, index) => (index * 2_654_435_761 % 36_000_000).toString(36)).join('')
    expect(await reasonOf(buildWorkbook({ sheets: [{ name: 'S', rows: [[noise]] }] }), { tokenChars: 1000 })).toBe('error.file-damaged')
  })

  test('reading stops when it is cancelled', async () => {
    const folder = await createTempFolder()
    try {
      const path = await folder.write('f.xlsx', buildWorkbook({ sheets: [{ name: 'S', rows: Array.from({ length: 20_000 }, (_, row) => [row, row * 2, `text ${row}`]) }] }))
      const controller = new AbortController()
      const workbook = await openWorkbook(path, { signal: controller.signal })
      expect(await refusalOf(workbook.readRows(0, {}, () => controller.abort()))).toMatchObject({ code: 'cancelled', reason: 'error.cancelled' })
      expect(await refusalOf(openWorkbook(path, { signal: controller.signal }))).toMatchObject({ code: 'cancelled' })
      await workbook.close()
    } finally {
      await folder.remove()
    }
  })
})
