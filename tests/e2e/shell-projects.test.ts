/** Projects, overview and activity over a workspace that the command line has filled: what the window shows of it and does with it. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startBrowserHost, type BrowserHost } from '../helpers/browser-host.ts'
import { closeBrowser, closePage, openPage, screenshot } from '../helpers/page.ts'

const run = promisify(execFile)
const commandLine = join(import.meta.dirname, '..', '..', 'out', 'main', 'rmms.js')

/** Partner of the last two is read from the symbol and so only proposed. Approved without TCP: 4,730,000.50. */
const rows = [
  ['Project symbol', 'Project title', 'Resource partner', 'Country', 'Approved budget (USD)', 'Start date', 'End date'],
  ['GCP/PHI/059/JPN', 'Food security information', 'Japan', 'Philippines', '1250000.50', '2011-03-01', '2013-02-28'],
  ['OSRO/PHI/501/NZE', 'Typhoon response', 'New Zealand', 'Philippines', '400000', '2012-01-15', '2012-12-31'],
  ['GCP/RAS/240/SWE', 'Regional fisheries', 'Sweden', '', '980000', '2010-06-01', '2013-05-31'],
  ['UTF/PHI/070/PHI', 'Irrigation support', '', 'Philippines', '2100000', '2011-09-01', '2014-08-31'],
  ['TCP/RAS/3409', 'Animal diseases', 'FAO', '', '350000', '2012-04-01', '2013-12-31'],
]

let folder: string
let workspace: string
let host: BrowserHost
let page: Page
const section = (name: string) => page.getByRole('navigation').getByRole('button', { name })
const rmms = (...args: readonly string[]) => run(process.execPath, [commandLine, ...args], { env: { ...process.env, RMMS_DATA_DIR: join(folder, 'data') } })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rmms-projects-'))
  workspace = join(folder, 'Register.rmms')
  await writeFile(join(folder, 'grants.csv'), rows.map((row) => row.join(',')).join('\n'))
  await rmms('import', join(folder, 'grants.csv'), '--workspace', workspace, '--yes', '--as', 'Batch work')
  host = await startBrowserHost({ dataDir: join(folder, 'data'), workspaces: [workspace] })
  page = await openPage(host, { isShared: true, colorScheme: 'light' })
  await page.getByLabel('Your name').fill('Amina Diallo')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /Register/ }).click()
})
afterAll(async () => {
  await closePage(page)
  await closeBrowser()
  await host.stop()
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
})

it('the overview shows approvals by year under the counting rule, as bars and as a table', async () => {
  await page.getByRole('button', { name: 'Show as table' }).click()
  const table = page.getByRole('table').filter({ hasText: 'Year' })
  const figures = await table.getByRole('row').allTextContents()
  // 2011 is 1,250,000.50 and 2,100,000; the technical cooperation project of 2012 is assessed and stays out.
  expect(figures).toEqual(['YearUSD million', '20101.0', '20113.4', '20120.4'])
  await page.getByRole('button', { name: 'Show as chart' }).click()
  await screenshot(page, 'overview-light')
})

it('what waits for a person leads to the projects in question', async () => {
  await page.getByRole('button', { name: '2 contributions with a proposed partner' }).click()
  await page.getByText('2 projects', { exact: true }).waitFor()
  expect(await page.getByRole('checkbox', { name: 'Proposed partner only' }).isChecked()).toBe(true)
})

it('a project shows each amount to the cent, with the cell, the sheet and the file it was read from', async () => {
  await page.getByRole('checkbox', { name: 'Proposed partner only' }).uncheck()
  await page.getByRole('gridcell', { name: 'GCP/PHI/059/JPN' }).click()
  const panel = page.getByRole('region', { name: 'GCP/PHI/059/JPN' })
  await panel.getByText('USD 1,250,000.50').waitFor()
  const cells = await panel.getByRole('row').nth(1).getByRole('cell').allTextContents()
  expect(cells.slice(0, 2)).toEqual(['E2', '1250000.50'])
  expect(cells[2]).toContain('grants.csv')
  await screenshot(page, 'project-light')
  await page.reload()
  await panel.getByText('USD 1,250,000.50').waitFor()
  await panel.getByRole('button', { name: 'Close' }).click()
})

it('the list is searched and sorted by the core', async () => {
  await page.getByRole('searchbox').fill('philippines irrigation')
  await page.getByText('Nothing found').waitFor()
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await page.getByRole('searchbox').fill('irrigation')
  await page.getByText('1 project', { exact: true }).waitFor()
  await page.getByRole('searchbox').fill('')
  await page.getByText('5 projects', { exact: true }).waitFor()
  const first = page.getByRole('row').filter({ has: page.getByRole('gridcell') }).first()
  await page.getByRole('columnheader', { name: 'Approved (USD)' }).click()
  await first.getByText('350,000').waitFor()
  await page.getByRole('columnheader', { name: 'Approved (USD)' }).click()
  await first.getByText('2,100,000').waitFor()
})

it('proposed partners are confirmed together, and the confirmation is undone', async () => {
  await page.getByRole('checkbox', { name: 'Proposed partner only' }).check()
  await page.getByRole('button', { name: 'Confirm all 2 listed…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click()
  await page.getByText('2 contributions confirmed.').waitFor()
  await page.getByText('Every partner is confirmed').waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('undo')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Undo this change' }).click()
  await page.getByText('2 projects', { exact: true }).waitFor()
})

it('another partner is chosen for one project by keyboard', async () => {
  await page.getByRole('gridcell', { name: 'UTF/PHI/070/PHI' }).click()
  await page.getByRole('region', { name: 'UTF/PHI/070/PHI' }).getByRole('button', { name: 'Confirm partner…' }).click()
  await page.getByLabel('It is another partner:').check()
  await page.getByRole('combobox', { name: 'Resource partner' }).fill('norway')
  await page.getByRole('option', { name: /Norway/ }).first().waitFor()
  await screenshot(page, 'confirm-partner-light')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click()
  await page.getByText('1 contribution confirmed.').waitFor()
  await page.getByRole('region', { name: 'UTF/PHI/070/PHI' }).getByText('Norway').waitFor()
})

it('an undo that a later change stands in the way of is refused, naming that change', async () => {
  await section('Activity').click()
  await page.getByRole('gridcell', { name: 'Import', exact: true }).click()
  await page.getByRole('button', { name: 'Undo…' }).click()
  await page.getByRole('button', { name: 'Undo this change' }).click()
  const refusal = page.getByRole('dialog').getByRole('alert')
  await refusal.waitFor()
  expect(await refusal.textContent()).toMatch(/6/)
  await screenshot(page, 'undo-refused')
  await page.getByRole('button', { name: 'Cancel' }).click()
})

it('what another process writes is seen here without being asked', async () => {
  await rmms('undo', '--workspace', workspace, '--as', 'Batch work')
  await page.getByText('Change 7').waitFor()
  await page.getByRole('gridcell', { name: 'Batch work' }).first().waitFor()
})
