/** A staged file is corrected in the window: a bad cell is mended, values are filtered, replaced and pasted, a row is set aside and the rest committed; later everything is taken back. */
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { unnamedControls } from '../helpers/accessible-names.ts'
import { startBrowserHost, type BrowserHost } from '../helpers/browser-host.ts'
import { closeBrowser, closePage, openPage, screenshot } from '../helpers/page.ts'
import { chooseFiles, makeWorkspace, section } from '../helpers/window.ts'

const header = 'Project ID,Project title,Donor,Approved amount (USD),Approval date'
const lines = Array.from({ length: 200 }, (_, index) => `GR-${String(index + 1).padStart(3, '0')},Invented grant ${index + 1},${index % 20 === 0 ? 'Sveden' : 'Norway'},${index === 6 ? 'about 700?' : 1000 + index},2011-05-${String(1 + (index % 28)).padStart(2, '0')}`)
const file = { name: 'office.csv', mimeType: 'text/csv', buffer: Buffer.from([header, ...lines].join('\n')) }

let host: BrowserHost
let page: Page
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
const goOn = () => button('Continue').click()
const grid = () => page.getByRole('grid', { name: 'Cells of the sheet' })
const panel = () => page.getByRole('region', { name: 'The cell' })
const rowOf = (identifier: string) => grid().getByRole('row').filter({ has: page.getByRole('gridcell', { name: identifier, exact: true }) })
const cellOf = (identifier: string, column: 'title' | 'donor' | 'amount') => rowOf(identifier).locator(`[col-id="column ${{ title: 1, donor: 2, amount: 3 }[column]}"]`)
const headOf = (row: number) => grid().getByRole('row').filter({ has: page.locator('[col-id="row"]').filter({ hasText: new RegExp(`(^|\\D)${row}$`) }) })
/** Every edit has been checked. */
const checked = async (): Promise<void> => {
  await button(/^Check now$|^Cancel$/).waitFor({ state: 'detached' })
}
const isAccepted = (row: number) => headOf(row).getByText('Accepted, Added').waitFor()
const dialog = () => page.getByRole('dialog')
const copyText = (text: string) => page.evaluate((content) => navigator.clipboard.writeText(content), text)

async function toCells(): Promise<void> {
  await chooseFiles(page, file)
  await page.getByText('Fingerprint (SHA-256)').waitFor()
  await goOn()
  await page.getByText('The header ends in row 1.').waitFor()
  await goOn()
  await button('Confirm all suggestions').click()
  await goOn()
  await goOn()
  await page.getByText('The parts add up to the rows read.').waitFor()
  await goOn()
  await grid().waitFor()
}

beforeAll(async () => {
  host = await startBrowserHost()
  page = await openPage(host, { isShared: true, colorScheme: 'light' })
  page.setDefaultTimeout(15_000)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await makeWorkspace(page, 'Office for Africa 2010-11')
  await section(page, 'Submissions').click()
})
afterAll(async () => {
  await closePage(page)
  await closeBrowser()
  await host.stop()
})

it('a bad cell is found by its problem, mended in place, checked by itself and accepted; what the file said stays beside it', async () => {
  await toCells()
  await page.getByRole('region', { name: 'Filters' }).getByRole('button', { name: /is not a number that can be read/ }).click()
  await page.getByRole('status').filter({ hasText: /^1 row$/ }).waitFor()
  await cellOf('GR-007', 'amount').click()
  await panel().getByText(/“about 700\?” is not a number/).waitFor()
  expect(await cellOf('GR-007', 'amount').textContent()).toContain('E')
  await screenshot(page, 'staging-problem', { isForReadme: true })
  await page.keyboard.press('F2')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('700')
  await page.keyboard.press('Enter')
  // The row no longer has the problem, so the filter on it shows nothing.
  await page.getByText('No row fits this filter.').waitFor()
  await button(/^Remove the filter: .*is not a number/).click()
  await isAccepted(8)
  await cellOf('GR-007', 'amount').click()
  await panel().getByText('The file says: about 700?').waitFor()
})

it('names every control for who hears it, also in the dialogs, and is whole in a window of half the size', async () => {
  expect(await unnamedControls(page)).toEqual([])
  await cellOf('GR-007', 'amount').click()
  for (const key of ['Control+h', 'Alt+q', 'Shift+F10']) {
    await page.keyboard.press(key)
    await page.getByRole('dialog').or(page.getByRole('menu')).waitFor()
    expect(await unnamedControls(page)).toEqual([])
    await page.keyboard.press('Escape')
    // The keyboard is back in its cell.
    expect(await page.evaluate(() => document.activeElement?.getAttribute('col-id'))).toBe('column 3')
  }
  await page.setViewportSize({ width: 640, height: 360 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(640)
  await screenshot(page, 'staging-small')
  await page.setViewportSize({ width: 1280, height: 720 })
})

it('reverts a cell to what the file says, and takes the edit again', async () => {
  await button('Revert to the file').click()
  await headOf(8).getByText('Rejected').waitFor()
  await cellOf('GR-007', 'amount').click()
  await page.keyboard.type('700')
  await page.keyboard.press('Enter')
  await isAccepted(8)
})

it('lists the values of a column with their counts; chosen ones filter, and each filter has its own way out', async () => {
  await cellOf('GR-001', 'donor').click()
  await page.keyboard.press('Alt+ArrowDown')
  const values = page.getByRole('list', { name: 'Values of column C' })
  await values.getByText('Sveden').waitFor()
  expect((await values.getByRole('listitem').allTextContents()).toSorted()).toEqual(['Norway190', 'Sveden10'])
  await values.getByRole('checkbox', { name: /Sveden/ }).check()
  await page.getByRole('status').filter({ hasText: /^10 rows$/ }).waitFor()
  await screenshot(page, 'staging-facet')
})

it('replaces in the filtered rows only, and says before how many cells', async () => {
  await cellOf('GR-001', 'donor').click()
  // What is typed at once after the keys is for the dialog, never for the cell.
  await page.keyboard.press('Control+h')
  await page.keyboard.type('sveden')
  expect(await dialog().getByLabel('Find', { exact: true }).inputValue()).toBe('sveden')
  await dialog().getByText('10 cells will change.').waitFor()
  await dialog().getByLabel('Capitals matter').check()
  await dialog().getByText('No cell holds it.').waitFor()
  await dialog().getByLabel('Capitals matter').uncheck()
  await dialog().getByLabel('Replace with').fill('Sweden')
  await dialog().getByText('10 cells will change.').waitFor()
  await screenshot(page, 'staging-replace')
  await dialog().getByRole('button', { name: 'Replace' }).click()
  await page.getByText('10 cells were changed.').waitFor()
  await button('Remove the filter: C: Sveden').click()
  await page.getByRole('status').filter({ hasText: /^200 rows$/ }).waitFor()
  await checked()
})

it('pastes a block from a spreadsheet, fills down and empties; what lies beyond the last column is said', async () => {
  await copyText('Seeds for schools\tNorway\r\n"Tools, and\nmore"\tSweden\r\n')
  await cellOf('GR-001', 'title').click()
  await page.keyboard.press('Control+v')
  await cellOf('GR-002', 'title').getByText('Tools, and').waitFor()
  await cellOf('GR-001', 'donor').getByText('Norway').waitFor()
  await cellOf('GR-002', 'title').click()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.getByRole('status').filter({ hasText: '3 rows by 1 column chosen' }).waitFor()
  await page.keyboard.press('Control+d')
  await cellOf('GR-004', 'title').getByText('Tools, and').waitFor()
  await page.keyboard.press('Control+c')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(Array.from({ length: 3 }, () => '"Tools, and\nmore"').join('\n'))
  await screenshot(page, 'staging-block')
  await copyText('1\t2\t3\t4\t5')
  await cellOf('GR-010', 'amount').click()
  await page.keyboard.press('Control+v')
  await page.getByText(/^3 cells of the block lie beyond/).waitFor()
  await cellOf('GR-010', 'amount').getByText('1', { exact: true }).waitFor()
  await cellOf('GR-010', 'amount').click()
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Revert to the file' }).click()
  await cellOf('GR-010', 'amount').getByText('1009').waitFor()
  await checked()
})

it('sets a row aside with a question, and commits the rest', async () => {
  await cellOf('GR-003', 'amount').click()
  await page.keyboard.press('Alt+q')
  await page.keyboard.type('Is this the whole grant?')
  await screenshot(page, 'staging-park')
  await dialog().getByRole('button', { name: 'Set aside' }).click()
  await headOf(4).getByText('Parked').waitFor()
  await panel().getByText('Set aside with the question: Is this the whole grant?').waitFor()
  await goOn()
  const counts = page.getByRole('region', { name: 'What a commit would do' })
  await counts.getByText('199', { exact: true }).waitFor()
  await counts.getByText('One row is set aside and stays in staging with its question.').waitFor()
})

it('says how the file meets the register; "update only" leaves new rows out, and the difference is computed again', async () => {
  const counts = page.getByRole('region', { name: 'What a commit would do' })
  const added = () => counts.locator('dl > div').first().textContent()
  expect(await added()).toBe('Added199')
  await page.getByRole('radio', { name: 'Update only' }).check()
  await expect.poll(added).toBe('Added0')
  await page.getByRole('radio', { name: 'Add or update' }).check()
  await expect.poll(added).toBe('Added199')
  await page.getByText('Blank cells: the register keeps its value').click()
  await page.getByLabel(/^B Project title/).selectOption('clear')
  await page.getByText('Blank cells: 1 column has another rule').waitFor()
  await screenshot(page, 'commit-options', { isForReadme: true })
})

it('an edit that was not checked yet is checked before the commit says anything of it', async () => {
  await button('Back').click()
  await cellOf('GR-009', 'amount').click()
  await page.keyboard.type('a lot')
  await page.keyboard.press('Enter')
  await cellOf('GR-009', 'amount').getByText('a lot').waitFor()
  await goOn()
  const rejected = () => page.getByRole('region', { name: 'What a commit would do' }).locator('dl > div').nth(3).textContent()
  await expect.poll(rejected).toBe('Rejected1')
  expect(await button('Commit').isEnabled()).toBe(true)
  await button('Back').click()
  await cellOf('GR-009', 'amount').click()
  await button('Revert to the file').click()
  await isAccepted(10)
  await goOn()
  await expect.poll(rejected).toBe('Rejected0')
})

it('is left staged, resumed from the list with its edits, and committed from there', async () => {
  await button('Leave the import').click()
  await dialog().getByRole('button', { name: 'Keep it staged' }).click()
  await page.reload()
  await page.getByRole('grid', { name: 'Staged and committed' }).getByText('office.csv').click()
  await page.getByRole('tab', { name: 'Correct' }).click()
  await cellOf('GR-007', 'amount').click()
  await panel().getByText('The file says: about 700?').waitFor()
  await screenshot(page, 'staging-resumed')
  await button('Return to sender…').click()
  await dialog().getByLabel('Language of the office').selectOption('fr')
  const download = page.waitForEvent('download')
  await dialog().getByRole('button', { name: 'Make the workbook' }).click()
  expect((await download).suggestedFilename()).toMatch(/\.xlsx$/)
  await dialog().getByText(/1 question\./).waitFor()
  await screenshot(page, 'return-to-sender')
  await dialog().getByRole('button', { name: 'Close' }).click()
  await page.getByRole('tab', { name: 'Commit' }).click()
  await page.getByText('Blank cells: 1 column has another rule').waitFor()
  await button('Commit').click()
  await page.getByText('The import is in the register').waitFor()
})

it('the same file again is recognized by its content; what changed since is shown before and after', async () => {
  await section(page, 'Submissions').click()
  await toCells()
  await goOn()
  await page.getByText(/^Same as “office\.csv” of .* but for \d+ cells\.$/).waitFor()
  await page.getByRole('tab', { name: /^Before and after/ }).click()
  await page.getByRole('grid', { name: 'Before and after' }).getByText('Tools, and more').first().waitFor()
  await screenshot(page, 'commit-before-after', { isForReadme: true })
  await button('Commit').click()
  await page.getByText('The import is in the register').waitFor()
  await button('Import another file').click()
  await page.getByRole('grid', { name: 'Staged and committed' }).getByText('Committed', { exact: true }).nth(1).waitFor()
  await screenshot(page, 'staging-list')
})

it('an import is taken back where nobody has edited since: what was changed by the later file is kept and listed before anything happens', async () => {
  await page.getByRole('grid', { name: 'Staged and committed' }).getByRole('row').filter({ hasText: /Committed/ }).last().getByText('office.csv').click()
  await button('Undo this import…').click()
  await dialog().getByRole('heading', { name: /kept as (it is|they are)/ }).waitFor()
  await screenshot(page, 'undo-import', { isForReadme: true })
  expect(await dialog().getByRole('row').count()).toBeGreaterThan(1)
  await dialog().getByRole('button', { name: 'Undo this import' }).click()
  await dialog().getByRole('heading', { name: 'The import was taken back as far as it could be' }).waitFor()
  await dialog().getByRole('button', { name: 'Close' }).click()
  await page.getByRole('grid', { name: 'Staged and committed' }).getByText('Undone').waitFor()
})
