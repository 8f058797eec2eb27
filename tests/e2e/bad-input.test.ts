/** Bad input as an analyst meets it: the text is on the screen, the window lives on, and the next file is taken. */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildCompoundFile } from '../fixtures/compound-writer.ts'
import { buildWorkbook } from '../fixtures/workbook-builder.ts'
import { buildZip } from '../fixtures/zip-writer.ts'
import { startBrowserHost, type BrowserHost } from '../helpers/browser-host.ts'
import { eventually } from '../helpers/eventually.ts'
import { closeBrowser, closePage, openPage, screenshot } from '../helpers/page.ts'
import { chooseFiles, makeWorkspace, section } from '../helpers/window.ts'

const commandLine = join(import.meta.dirname, '..', '..', 'out', 'main', 'rmms.js')
const run = promisify(execFile)

let host: BrowserHost
let page: Page
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })

const rows = (count: number) => [
  ['Project symbol', 'Project title', 'Resource partner', 'Country', 'Approved budget (USD)', 'Start date'],
  ...Array.from({ length: count }, (_, index) => [`GCP/PHI/${100 + index}/JPN`, `Seeds ${index}`, 'Japan', 'Philippines', 1000 * (index + 1), `${2010 + (index % 3)}-02-03`]),
]
const book = (count: number): Buffer => buildWorkbook({ sheets: [{ name: 'Grants', rows: rows(count) }] })

const choose = (name: string, buffer: Buffer) => chooseFiles(page, { name, mimeType: 'application/octet-stream', buffer })
async function leave(): Promise<void> {
  await button(/^(Leave the import|Quitter l’importation)$/).click()
  const dialog = page.getByRole('dialog')
  // Only where a mapping would be lost is a person asked.
  await dialog.or(button(/^(Choose files…|Choisir des fichiers…)$/)).first().waitFor()
  if (await dialog.isVisible()) await dialog.getByRole('button', { name: /^(Leave the import|Quitter l’importation|Drop it|L’abandonner)$/ }).click()
  await button(/^(Choose files…|Choisir des fichiers…)$/).waitFor()
}

beforeAll(async () => {
  host = await startBrowserHost()
  page = await openPage(host, { isShared: true, colorScheme: 'light' })
  page.setDefaultTimeout(15_000)
  await makeWorkspace(page, 'Office for Asia')
  await section(page, 'Submissions').click()
})
afterAll(async () => {
  await closePage(page)
  await closeBrowser()
  await host.stop()
})

it.each<[string, string, Buffer, RegExp]>([
  ['an empty file', 'empty.xlsx', Buffer.alloc(0), /“empty\.xlsx” is empty \(zero bytes\).*Get the file again\./],
  ['an encrypted workbook', 'locked.xlsx', buildCompoundFile(['EncryptionInfo', 'EncryptedPackage']), /“locked\.xlsx” is protected by a password.*remove the password/],
  ['half a workbook', 'half.xlsx', book(50).subarray(0, 3000), /“half\.xlsx” ends too early.*from its sender/],
  ['a picture', 'picture.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7]), /“picture\.csv” is no spreadsheet/],
  ['a zip of other things', 'archive.xlsx', buildZip([{ name: 'grants.xlsx', content: book(1) }]), /“archive\.xlsx” is a zip archive.*unpack it/],
])('%s is refused in words on the screen, and the window takes the next file', async (_what, name, bytes, text) => {
  await choose(name, bytes)
  const alert = page.getByRole('alert').filter({ hasText: text })
  await alert.waitFor()
  expect(await button('Continue').isDisabled()).toBe(true)
  if (name === 'locked.xlsx') await screenshot(page, 'bad-input-locked')
  await leave()
})

it('the same in French', async () => {
  await page.getByLabel('Language').selectOption('fr')
  await choose('vide.csv', Buffer.alloc(0))
  await page.getByRole('alert').filter({ hasText: '« vide.csv » est vide' }).waitFor()
  await screenshot(page, 'bad-input-french')
  await leave()
  await page.getByLabel('Langue').selectOption('en')
  await button('Choose files…').waitFor()
})

it('a workbook with macros, links and connections is read, and the screen names what was left alone', async () => {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const bytes = buildWorkbook({
    sheets: [{ name: '=cmd|’ "Grants"', rows: rows(3) }],
    relationships: `<Relationship Id="rL" Type="${office}/externalLink" Target="externalLinks/externalLink1.xml"/><Relationship Id="rC" Type="${office}/connections" Target="connections.xml"/>`,
    parts: [{ name: 'xl/externalLinks/externalLink1.xml', content: '<externalLink/>' }, { name: 'xl/connections.xml', content: '<connections/>' }, { name: 'xl/vbaProject.bin', content: 'Sub Auto_Open()' }],
  })
  await choose('macros.xlsm', bytes)
  for (const text of ['The workbook contains macros. They are not run.', 'The workbook refers to another workbook.', 'The workbook has data connections.']) await page.getByText(text).waitFor()
  await screenshot(page, 'bad-input-findings')
})

it('a parser that is killed from outside costs nothing: the import goes on with a fresh one', async () => {
  if (process.platform !== 'linux') return
  const children = (): string[] => readdirSync(`/proc/${host.pid}/task`).flatMap((task) => readFileSync(`/proc/${host.pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean))
  const parsers = children()
  expect(parsers.length).toBeGreaterThan(0)
  for (const pid of parsers) process.kill(Number(pid), 'SIGKILL')
  await eventually('the killed ones are gone', () => !children().some((pid) => parsers.includes(pid)))
  await button('Continue').click()
  await page.getByRole('status').filter({ hasText: 'The header ends in row 1.' }).waitFor()
  await leave()
})

it('what a command commits meanwhile is seen in the window', async () => {
  const path = join(host.dataDir, 'workspaces', 'Office for Asia.rmms')
  writeFileSync(join(host.dataDir, 'theirs.xlsx'), book(6))
  await run(process.execPath, [commandLine, 'import', join(host.dataDir, 'theirs.xlsx'), '--workspace', path, '--yes', '--as', 'Batch work'], { env: { ...process.env, RMMS_DATA_DIR: join(host.dataDir, 'other') } })
  await section(page, 'Activity').click()
  await page.getByRole('gridcell', { name: 'Batch work' }).first().waitFor()
})

it('a workspace that has become something else is named on the first screen, which opens the sound one', async () => {
  const path = join(host.dataDir, 'workspaces', 'Second.rmms')
  await run(process.execPath, [commandLine, 'new', '--workspace', path], { env: { ...process.env, RMMS_DATA_DIR: host.dataDir } })
  writeFileSync(path, 'symbol;amount\n'.repeat(100))
  await page.getByTitle(/^Office for Asia\./).click()
  await page.getByRole('button', { name: /^Second/ }).click()
  await page.getByRole('alert').filter({ hasText: '“Second.rmms” is not a workspace of this application and was not touched.' }).waitFor()
  await screenshot(page, 'bad-input-not-a-workspace')
  expect(readFileSync(path, 'utf8')).toBe('symbol;amount\n'.repeat(100))
  await page.getByRole('button', { name: /^Office for Asia/ }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
})
