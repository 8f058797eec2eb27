/** Cells copied in another program become a file that is read like any other. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFileVault, type LocalFileVault } from '../../../src/main/core/files/file-vault.ts'
import { keepPasted } from '../../../src/main/core/files/pasted-file.ts'
import { openWorkbook } from '../../../src/main/core/importing/read/open-workbook.ts'
import { refusalOf } from '../../fixtures/read-rows.ts'
import { createTempFolder } from '../../fixtures/temp-folder.ts'

let folder: Awaited<ReturnType<typeof createTempFolder>>
let files: LocalFileVault
beforeAll(async () => {
  folder = await createTempFolder()
  files = await createFileVault(folder.path)
})
afterAll(async () => {
  await files.dispose()
  await folder.remove()
})

const now = '2026-11-23T10:32:05.000Z'
async function cellsOf(text: string, html: string | null): Promise<{ readonly name: string; readonly kind: string; readonly cells: readonly string[]; readonly findings: readonly string[] }> {
  const { token, name } = await keepPasted(files, now, { text, html })
  const { path } = await files.resolve(token)
  const workbook = await openWorkbook(path, { fileName: name })
  const cells: string[] = []
  await workbook.readRows(0, {}, (rows) => void cells.push(...rows.flatMap((row) => row.cells.map(({ column, text: shown }) => `${row.row}.${column} ${shown}`))))
  await workbook.close()
  return { name, kind: workbook.kind, cells, findings: workbook.findings.map(({ code }) => code) }
}

test('text with tabs, as spreadsheet programs copy it', async () => {
  expect(await cellsOf('Partner\tAmount\r\nCôte d’Ivoire\t1,500\r\n"two\r\nlines"\t7\r\n', null)).toEqual({ name: 'Pasted 2026-11-23 10.32.tsv', kind: 'csv', findings: [], cells: ['1.0 Partner', '1.1 Amount', '2.0 Côte d’Ivoire', '2.1 1,500', '3.0 two\r\nlines', '3.1 7'] })
})

test('the page is taken where it has a table, since it knows merged cells', async () => {
  const html = '<html><head><meta charset="windows-1252"></head><body><!--StartFragment--><table><tr><td colspan=2>Côte</td></tr><tr><td>a</td><td>1</td></tr></table></body></html>'
  expect(await cellsOf('Côte\t\na\t1', html)).toEqual({ name: 'Pasted 2026-11-23 10.32.html', kind: 'html', findings: [], cells: ['1.0 Côte', '1.1 ', '2.0 a', '2.1 1'] })
})

test('a page without a table leaves the text', async () => {
  expect(await cellsOf('a;1\nb;2', '<p>a;1</p><table><tr><td>&nbsp;</td></tr></table>')).toMatchObject({ kind: 'csv', cells: ['1.0 a', '1.1 1', '2.0 b', '2.1 2'] })
})

test.each([['nothing', '', null], ['blanks', ' \n\t\n', ''], ['a sentence', 'Dear colleague, please find it below.', '<p>Dear colleague</p>'], ['lines of text', 'one, two\nthree\n', null]])('%s is refused', async (_name, text, html) => {
  expect(await refusalOf(keepPasted(files, now, { text, html }))).toMatchObject({ code: 'invalid-input', reason: 'error.paste-without-table' })
})
