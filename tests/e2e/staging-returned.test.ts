/** A workbook goes back to its office from the window; corrected there, it is recognized when it comes back, and only what differs is shown. */
import { readFile } from 'node:fs/promises'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildWorkbook, type CellInput } from '../fixtures/workbook-builder.ts'
import { startBrowserHost, type BrowserHost } from '../helpers/browser-host.ts'
import { closeBrowser, closePage, openPage, screenshot } from '../helpers/page.ts'
import { chooseFiles, makeWorkspace, section, type ChosenFile } from '../helpers/window.ts'

const rows: CellInput[][] = [
  ['Project ID', 'Project title', 'Donor', 'Approved amount (USD)'],
  ['GR-1', 'Seeds for schools', 'Sweden', 1200],
  ['GR-2', 'Tools for farmers', 'Norway', 'about 2 million'],
  ['GR-3', 'Nets for fishers', 'Japan', 700],
]
const file = { name: 'kenya.xlsx', mimeType: 'application/octet-stream', buffer: buildWorkbook({ sheets: [{ name: 'Grants', rows }] }) }

let host: BrowserHost
let page: Page
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
const goOn = () => button('Continue').click()

async function toCheck(chosen: ChosenFile): Promise<void> {
  await chooseFiles(page, chosen)
  await page.getByText('Fingerprint (SHA-256)').waitFor()
  await goOn()
  await page.getByText('The header ends in row 1.').waitFor()
  await goOn()
  await page.getByLabel('Meaning of column A').waitFor()
  if (await button('Confirm all suggestions').isEnabled()) await button('Confirm all suggestions').click()
  await goOn()
  await goOn()
  await page.getByText('The parts add up to the rows read.').waitFor()
}

beforeAll(async () => {
  host = await startBrowserHost()
  page = await openPage(host, { isShared: true, colorScheme: 'light' })
  page.setDefaultTimeout(15_000)
  await makeWorkspace(page, 'Office for Africa 2010-11')
  await section(page, 'Submissions').click()
})
afterAll(async () => {
  await closePage(page)
  await closeBrowser()
  await host.stop()
})

let corrected: Buffer

it('makes the office’s own workbook with a comment on the bad cell', async () => {
  await toCheck(file)
  await button('Leave the import').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Keep it staged' }).click()
  await page.getByRole('grid', { name: 'Staged and committed' }).getByText('kenya.xlsx').click()
  await button('Return to sender…').click()
  const download = page.waitForEvent('download')
  await page.getByRole('dialog').getByRole('button', { name: 'Make the workbook' }).click()
  const made = await download
  expect(made.suggestedFilename()).toBe('kenya - review.xlsx')
  await page.getByRole('dialog').getByText(/kenya - review\.xlsx: [1-9]\d* comments?, no question\./).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await button('All submissions').click()

  const book = new ExcelJS.Workbook()
  // exceljs declares a Buffer of its own, which Node's is in all but name.
  await book.xlsx.load(await readFile(await made.path()) as unknown as ExcelJS.Buffer)
  const sheet = book.getWorksheet('Grants')
  expect(sheet?.getCell('D3').note).toBeTruthy()
  if (sheet) sheet.getCell('D3').value = 2_000_000
  corrected = Buffer.from(await book.xlsx.writeBuffer())
})

it('knows the corrected file when it comes back, and shows only what differs', async () => {
  await toCheck({ name: 'kenya corrected.xlsx', mimeType: 'application/octet-stream', buffer: corrected })
  const panel = page.getByRole('region', { name: 'This file came back' })
  await panel.getByText(/^It is the corrected return of “kenya\.xlsx”/).waitFor()
  await panel.getByText(/One difference; 2 rows as sent/).waitFor()
  const row = panel.getByRole('row').filter({ hasText: 'about 2 million' })
  expect(await row.getByRole('cell').allTextContents()).toEqual(['3', 'Changed', 'Approved amount (USD)', 'about 2 million', '2000000'])
  await screenshot(page, 'returned-file')
})
