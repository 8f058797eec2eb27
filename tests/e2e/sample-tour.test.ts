/** A newcomer's first minutes with the sample workspace: a filled matrix, a figure traced to its cell, a waiting submission, an annex. The README's pictures come from here. */
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startBrowserHost, type BrowserHost } from '../helpers/browser-host.ts'
import { closeBrowser, closePage, openPage, screenshot } from '../helpers/page.ts'
import { section } from '../helpers/window.ts'

let host: BrowserHost
let page: Page
const picture = (name: string) => screenshot(page, name, { isForReadme: true })

beforeAll(async () => {
  host = await startBrowserHost()
  page = await openPage(host, { isShared: true, colorScheme: 'light' })
})
afterAll(async () => {
  await closePage(page)
  await closeBrowser()
  await host.stop()
})

it('opens the sample from the first screen and shows a filled matrix', async () => {
  await page.getByLabel('Your name').fill('Amina Diallo')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Open the sample workspace' }).click()
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  await page.getByText('Sample: invented data').waitFor()
  await section(page, 'Partner matrices').click()
  await page.getByLabel('Counting rule').selectOption('voluntary-contributions')
  await page.getByRole('region', { name: 'What the total counts and leaves out' }).getByRole('button', { name: /Assessed contributions/ }).waitFor()
  expect(await page.getByRole('grid', { name: /Approved by resource partner/ }).getByRole('row').count()).toBeGreaterThan(8)
  await picture('matrix-light')
})

it('leads from a figure to its records and to the cell of the file', async () => {
  const grid = page.getByRole('grid', { name: /Approved by resource partner/ })
  await grid.getByRole('row').filter({ hasText: 'Sweden' }).getByRole('gridcell').nth(1).click()
  const panel = page.getByRole('region', { name: /^Sweden, / })
  await panel.getByRole('listitem').first().getByRole('button').click()
  await panel.getByText('Cells behind it').waitFor()
  await panel.getByText(/^Invented .*\.xlsx$/).first().waitFor()
  await picture('matrix-drill')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
})

it('shows a waiting submission with its columns understood', async () => {
  await section(page, 'Submissions').click()
  await page.getByRole('button', { name: /^Import “.*FRSEN/ }).click()
  await page.getByText('Fingerprint (SHA-256)').waitFor()
  await screenshot(page, 'sample-inbox-file')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText(/The header ends in row/).waitFor()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('region', { name: 'The first rows as understood' }).getByRole('listitem').first().waitFor()
  await picture('submission-columns')
  await page.getByRole('button', { name: 'Leave the import' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave the import' }).click()
  await page.getByText('Waiting in the inbox').waitFor()
})

it('previews an annex table', async () => {
  await section(page, 'Annexes').click()
  await page.getByLabel('Biennium').selectOption('2010')
  await page.getByRole('article', { name: 'Preview of the printed table' }).getByText(/2010-11 \(USD million\)/).waitFor()
  await picture('annex')
})

it('shows the same in dark and in French', async () => {
  await section(page, 'Partner matrices').click()
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.getByLabel('Language').selectOption('fr')
  await page.getByRole('grid', { name: /^Approuvé par partenaire/ }).getByText('Suède', { exact: true }).waitFor()
  await picture('matrix-dark-fr')
})
