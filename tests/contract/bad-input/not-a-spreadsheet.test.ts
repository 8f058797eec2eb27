/** Files that are not what they say, damaged, or built to exhaust: through the whole core, from the token to the answer. */
import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deflateRawSync } from 'node:zlib'
import * as xlsx from '@e965/xlsx'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { formatMessage } from '../../../src/shared/messages/format.ts'
import { buildCompoundFile } from '../../fixtures/compound-writer.ts'
import { buildWorkbook, workbookParts } from '../../fixtures/workbook-builder.ts'
import { buildZip, type ZipPart } from '../../fixtures/zip-writer.ts'
import { childProcesses, goodBook, goodRows, openDesk, type Desk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.dispose())

const good = { sheets: [{ name: 'Grants', rows: goodRows() }] }
const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), Buffer.from('IHDR'), Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 197) % 256))])
const docx = buildZip([{ name: '[Content_Types].xml', content: '<Types/>' }, { name: '_rels/.rels', content: '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="word/document.xml"/></Relationships>' }, { name: 'word/document.xml', content: '<w:document xmlns:w="w"/>' }])
const xls = (bookType: 'xls' | 'xlsb' | 'ods'): Buffer => {
  const book = xlsx.utils.book_new()
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([['a', 1]]), 'S')
  // Wire: with type "buffer" the library gives a Buffer, which its declarations leave open.
  return xlsx.write(book, { type: 'buffer', bookType }) as Buffer
}
const half = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length >> 1)
const bomb = (megabytes: number): ZipPart => ({ name: 'xl/media/zeros.bin', content: '', lie: { packed: deflateRawSync(Buffer.alloc(megabytes * 1024 * 1024)), unpackedBytes: megabytes * 1024 * 1024 } })
const html = '<html><head><meta charset="utf-8"></head><body><p>Sign in</p><table><tr><td></td></tr></table></body></html>'

describe('a file that is refused', () => {
  // It needs no parser any more; the one good file of these tests keeps its own for a while.
  afterEach(() => expect(childProcesses().length).toBeLessThanOrEqual(1))

  it.each<[what: string, name: string, content: string | Uint8Array, reason: string]>([
    ['zero bytes', 'a.xlsx', '', 'error.file-empty'],
    ['zero bytes', 'a.csv', '', 'error.file-empty'],
    ['a picture', 'a.csv', png, 'error.file-not-a-spreadsheet'],
    ['a picture', 'a.xlsx', png, 'error.file-not-a-spreadsheet'],
    ['a PDF', 'a.xlsx', '%PDF-1.7\n%\u00e2\u00e3\n1 0 obj', 'error.file-not-a-spreadsheet'],
    ['half an old workbook', 'a.xls', half(xls('xls')), 'error.file-truncated'],
    ['half a binary workbook', 'a.xlsb', half(xls('xlsb')), 'error.file-truncated'],
    ['half an OpenDocument sheet', 'a.ods', half(xls('ods')), 'error.file-truncated'],
    ['an XML workbook of 2003', 'a.xls', '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', 'error.file-old-format'],
    ['a web page', 'a.xls', html, 'error.file-web-page'],
    ['a web page', 'a.csv', html, 'error.file-web-page'],
    ['a text document', 'a.xlsx', docx, 'error.file-document-without-table'],
    ['an encrypted workbook', 'a.xlsx', buildCompoundFile(['EncryptionInfo', 'EncryptedPackage']), 'error.file-encrypted'],
    ['a zip with a password', 'a.xlsx', buildZip(workbookParts(good).map((part) => ({ ...part, lie: { flags: 1 } }))), 'error.file-encrypted'],
    ['a zip bomb by its ratio', 'a.xlsx', buildZip([...workbookParts(good), bomb(64)]), 'error.file-zip-bomb'],
    ['a zip bomb by the size it tells', 'a.xlsx', buildZip([...workbookParts(good), { name: 'big', content: '', lie: { unpackedBytes: 4_000_000_000 } }]), 'error.file-zip-bomb'],
    ['a zip bomb by its parts', 'a.xlsx', buildZip([...workbookParts(good), ...Array.from({ length: 10_001 }, (_, index) => ({ name: `p/${index}`, content: '', isStored: true }))]), 'error.file-too-many-parts'],
    ['a zip bomb that hides its size', 'a.xlsx', buildZip(workbookParts(good).map((part) => (part.name.includes('sheet1') ? { ...part, lie: { packed: deflateRawSync(Buffer.alloc(60_000_000, ' ')), unpackedBytes: 20_000 } } : part))), 'error.file-inconsistent'],
    ['a zip of zips', 'a.xlsx', buildZip([{ name: 'inner.zip', content: buildZip([{ name: 'inner.zip', content: buildZip([bomb(16)]) }]), isStored: true }]), 'error.file-zip-without-workbook'],
    ['own entities', 'a.xlsx', buildZip(workbookParts(good).map((part) => (part.name === 'xl/workbook.xml' ? { ...part, content: `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${String(part.content)}` } : part))), 'error.file-doctype'],
    ['a name that climbs out', 'a.xlsx', buildZip([...workbookParts(good), { name: '../../../evil/part', content: 'x' }]), 'error.file-unsafe-names'],
  ])('%s named %s', async (_what, name, content, reason) => {
    const file = await desk.token(name, content)
    await desk.untouched(async () => {
      const error = await desk.refusal('submissions.inspect', { workspace: desk.workspace, file })
      expect(error).toMatchObject({ code: 'unreadable-file', reason })
      for (const locale of ['en', 'fr'] as const) expect(formatMessage(locale, error.reason, error.params)).toContain(name)
    })
  })

  it('is as clear where the window asks for a sheet, a preview or rows of it without having looked first', async () => {
    const whole = await desk.token('whole.csv', 'Partner,Amount (USD)\nJapan,5\n')
    const { mapping } = await desk.ask('submissions.propose', { workspace: desk.workspace, file: whole, sheetIndex: 0 })
    const file = await desk.token('a.xlsx', png)
    await desk.untouched(async () => {
      for (const error of [
        await desk.refusal('submissions.propose', { workspace: desk.workspace, file, sheetIndex: 0 }),
        await desk.refusal('submissions.preview', { workspace: desk.workspace, file, mapping, decisions: [] }),
        await desk.refusal('submissions.stage', { workspace: desk.workspace, file, mapping, decisions: [] }),
      ]) expect(error).toMatchObject({ code: 'unreadable-file', reason: 'error.file-not-a-spreadsheet', params: { name: 'a.xlsx' } })
    })
  })

  it('says so where it was cut off, at any of 20 places', async () => {
    const whole = goodBook(40)
    await desk.untouched(async () => {
      for (let place = 0; place < 20; place++) {
        const cut = whole.subarray(0, Math.floor((whole.length * (place + 0.5)) / 20))
        const error = await desk.refusal('submissions.inspect', { workspace: desk.workspace, file: await desk.token('cut.xlsx', cut) })
        expect([place, error.code, error.reason]).toEqual([place, 'unreadable-file', 'error.file-truncated'])
      }
    })
  })

  it('says so where it is gone before it is read', async () => {
    const file = await desk.token('gone.xlsx', goodBook())
    await rm((await desk.local.files.resolve(file)).path)
    expect(await desk.untouched(() => desk.refusal('submissions.inspect', { workspace: desk.workspace, file }))).toMatchObject({ code: 'not-found', reason: 'error.unknown-file' })
  })
})

describe('a file with another ending than its content', () => {
  it('is read by its content, with a finding: text in .xlsx, a workbook in .csv', async () => {
    for (const [name, content, kind] of [['grants.xlsx', 'Project symbol,Resource partner,Approved budget (USD)\nGCP/PHI/1/JPN,Japan,5\n', 'csv'], ['grants.csv', goodBook(), 'xlsx']] as const) {
      const inspection = await desk.ask('submissions.inspect', { workspace: desk.workspace, file: await desk.token(name, content) })
      expect(inspection).toMatchObject({ kind, findings: [{ code: 'finding.file.wrong-ending', severity: 'warning' }] })
    }
  })
})

describe('a workbook that carries more than cells', () => {
  it('has macros, links, connections and embedded files named as findings; none is followed or run, and its rows are read', async () => {
    let asked = 0
    const server = createServer((_request, response) => {
      asked += 1
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    try {
      const content = buildWorkbook({
        sheets: [{ name: 'Grants', rows: [...goodRows(2), ['GCP/PHI/900/JPN', { f: `WEBSERVICE("${origin}/x")`, v: 'from outside', t: 'str' }, 'Japan', null, { f: "'[1]Other'!A1", v: 7000 }, null]] }],
        relationships: `<Relationship Id="rL" Type="${office}/externalLink" Target="externalLinks/externalLink1.xml"/><Relationship Id="rC" Type="${office}/connections" Target="connections.xml"/><Relationship Id="rV" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>`,
        parts: [
          { name: 'xl/externalLinks/externalLink1.xml', content: '<externalLink/>' },
          { name: 'xl/externalLinks/_rels/externalLink1.xml.rels', content: `<Relationships><Relationship Id="r" Type="${office}/externalLinkPath" Target="${origin}/other.xlsx" TargetMode="External"/></Relationships>` },
          { name: 'xl/connections.xml', content: `<connections><connection id="1" name="c" type="4" refreshOnLoad="1"><webPr url="${origin}/data"/></connection></connections>` },
          { name: 'xl/vbaProject.bin', content: 'Sub Auto_Open()' },
          { name: 'xl/embeddings/inner.xlsx', content: buildZip([bomb(16)]) },
          { name: 'xl/comments1.xml', content: '<comments/>' },
        ],
      })
      const file = await desk.token('with-macros.xlsm', content)
      const { findings } = await desk.ask('submissions.inspect', { workspace: desk.workspace, file })
      expect(findings.map(({ code }) => code)).toEqual(['finding.file.macros', 'finding.file.external-links', 'finding.file.data-connections', 'finding.file.embedded-objects'])
      for (const { code, params } of findings) for (const locale of ['en', 'fr'] as const) expect(formatMessage(locale, code as 'finding.file.macros', params)).toMatch(/not|pas|n’/)
      const report = await desk.stage(file)
      expect(report).toMatchObject({ accounting: { accepted: 3, rejected: 0 }, controlSums: [{ accepted: '10000' }] })
      expect(report.fileProblems.map(({ code }) => code)).toContain('finding.file.formulas-to-other-workbooks')
      await desk.ask('submissions.discard', { workspace: desk.workspace, batch: report.batch })
      expect(asked).toBe(0)
    } finally {
      await new Promise((resolve) => server.close(resolve))
    }
  })
})
