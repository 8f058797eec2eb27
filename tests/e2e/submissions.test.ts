/** A spreadsheet on its way into the register, as an analyst brings it there: by mouse, by keyboard alone, twice, and given up half way. */
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildGrantsWorkbook, grantRows, grantsHeaderRow, grantsSheet } from '../fixtures/grants-workbook.ts'
import { startBrowserHost, type BrowserHost } from '../helpers/browser-host.ts'
import { closeBrowser, closePage, openPage, screenshot } from '../helpers/page.ts'
import { chooseFiles, makeWorkspace, section, tabTo, type ChosenFile } from '../helpers/window.ts'

const fileName = 'grants 2009-15.xlsx'
const rows = grantRows()
const rejectedRow = grantsHeaderRow + 1 + rows.findIndex((row) => row.isRejected)
const file = { name: fileName, mimeType: 'application/octet-stream', buffer: buildGrantsWorkbook() }

let host: BrowserHost
let page: Page
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
const goOn = () => button('Continue').click()

async function choose(chosen: ChosenFile = file): Promise<void> {
  await chooseFiles(page, chosen)
  await page.getByText('Fingerprint (SHA-256)').waitFor()
}

/** Exact sum of decimal texts, by hand: five digits behind the point are all that the workbook has. */
function sumOf(texts: readonly (string | null)[]): string {
  const units = texts.filter((text) => text !== null && /^[\d.]+$/.test(text)).reduce((sum, text) => {
    const [whole = '0', part = ''] = (text ?? '').split('.')
    return sum + BigInt(whole) * 100_000n + BigInt(part.padEnd(5, '0'))
  }, 0n)
  const fraction = String(units % 100_000n).padStart(5, '0').replace(/0+$/, '')
  return (units / 100_000n).toLocaleString('en-GB') + (fraction === '' ? '' : `.${fraction}`)
}

beforeAll(async () => {
  host = await startBrowserHost()
  page = await openPage(host, { isShared: true, colorScheme: 'light' })
  page.setDefaultTimeout(15_000)
  await makeWorkspace(page, 'Office for Asia 2010-11')
  await section(page, 'Submissions').click()
})
afterAll(async () => {
  await closePage(page)
  await closeBrowser()
  await host.stop()
})

describe('by mouse', () => {
  it('shows what the file is', async () => {
    await page.getByText('Nothing was imported yet').waitFor()
    await screenshot(page, 'submissions-empty')
    await choose()
    await page.getByRole('heading', { level: 1, name: `Import “${fileName}”` }).waitFor()
    await page.getByText('Excel workbook').waitFor()
    await page.getByText('2 sheets').waitFor()
    await screenshot(page, 'import-1-file')
  })

  it('finds sheet and header; another row becomes the header with one click, and the columns are proposed again', async () => {
    await goOn()
    await page.getByRole('status').filter({ hasText: `The header ends in row ${grantsHeaderRow}.` }).waitFor()
    expect(await page.getByLabel('Sheet', { exact: true }).locator('option:checked').textContent()).toBe(`${grantsSheet} (suggested)`)
    await page.getByRole('rowheader', { name: 'Row 6: make it the header' }).click()
    await page.getByRole('status').filter({ hasText: 'The header ends in row 6.' }).waitFor()
    expect(await button('Row 6: make it the header').getAttribute('aria-pressed')).toBe('true')
    await button(`Row ${grantsHeaderRow}: make it the header`).click()
    await page.getByRole('status').filter({ hasText: `The header ends in row ${grantsHeaderRow}.` }).waitFor()
    await screenshot(page, 'import-2-sheet')
  })

  it('proposes each column with its reason; nothing goes on before a person has confirmed', async () => {
    await goOn()
    await page.getByLabel('Meaning of column A').waitFor()
    expect(await button('Continue').isDisabled()).toBe(true)
    const amount = page.getByRole('listitem').filter({ has: page.getByLabel('Meaning of column F') })
    expect(await amount.getByLabel('Measure').inputValue()).toBe('approval')
    expect(await amount.getByLabel('Currency').inputValue()).toBe('USD')
    const local = page.getByRole('listitem').filter({ has: page.getByLabel('Meaning of column G') })
    expect(await local.getByLabel('Same money as').locator('option:checked').textContent()).toContain('Column F')
    await screenshot(page, 'import-3-columns')
  })

  it('understands the first rows anew as the mapping changes', async () => {
    const preview = page.getByRole('region', { name: 'The first rows as understood' })
    await preview.getByText('Invented grant 1', { exact: true }).waitFor()
    await page.getByLabel('Meaning of column B').selectOption('ignore')
    await preview.getByText('Invented grant 1', { exact: true }).waitFor({ state: 'detached' })
    // Two columns cannot be the same thing.
    await page.getByLabel('Meaning of column B').selectOption('identifier')
    await page.getByText('2 questions only you can answer.').waitFor()
    await button('Confirm all suggestions').click()
    expect(await button('Continue').isDisabled()).toBe(true)
    await page.getByLabel('Meaning of column B').selectOption('title')
    await preview.getByText('Invented grant 1', { exact: true }).waitFor()
    await page.getByText('Every column in use is confirmed.').waitFor()
  })

  it('keeps every choice on the way back and forth', async () => {
    await button('Step 2, done: Sheet and table').click()
    await button('Step 3: Columns').click()
    await page.getByText('Every column in use is confirmed.').waitFor()
    await section(page, 'Activity').click()
    await page.getByRole('heading', { level: 1, name: 'Activity' }).waitFor()
    await section(page, 'Submissions').click()
    await page.getByText('Every column in use is confirmed.').waitFor()
    const constants = page.getByRole('group', { name: 'Holds for every row' })
    await constants.getByLabel('Country').click()
    await page.keyboard.type('Philip')
    await page.getByRole('option', { name: /^Philippines/ }).click()
    await page.reload()
    await expect.poll(() => constants.getByLabel('Country').inputValue()).toBe('Philippines')
    await constants.getByRole('button', { name: 'Clear' }).click()
    expect(await constants.getByLabel('Country').inputValue()).toBe('')
  })

  it('asks about names: a proposal is confirmed, another one chosen, a name stays new', async () => {
    await goOn()
    const partner = (text: string) => page.getByRole('row').filter({ has: page.getByRole('cell', { name: new RegExp(`^${text} ?(Partner column|Project symbol)`) }) })
    await partner('Harbour Light Initiative').getByText('New partner').waitFor()
    await partner('NZE').getByRole('button', { name: /^Confirm New Zealand/ }).click()
    await partner('NZE').getByText('Confirmed').waitFor()
    await partner('CAN').getByRole('combobox').click()
    await page.keyboard.type('Sweden')
    await page.getByRole('option', { name: /^Sweden/ }).click()
    await partner('CAN').getByText('Confirmed').waitFor()
    expect(await partner('CAN').getByRole('combobox').inputValue()).toBe('Sweden')
    await screenshot(page, 'import-4-names')
  })

  it('accounts for every row and every cent before anything is written', async () => {
    await goOn()
    const accounting = page.getByRole('region', { name: 'Every row accounted for' })
    await accounting.getByText('The parts add up to the rows read.').waitFor()
    const figures = (await accounting.getByRole('cell').allTextContents()).map((text) => Number(text.replace(/\D/g, '')))
    expect(figures).toEqual([grantsHeaderRow + rows.length, 3, 1, 0, 0, rows.length - 1, 1])
    const sums = page.getByRole('region', { name: 'Control sums' })
    expect(await sums.getByRole('cell', { name: 'Agrees' }).count()).toBe(await sums.getByRole('row').count() - 1)
    const accepted = rows.filter((row) => !row.isRejected)
    const line = async (column: string) => (await sums.getByRole('row').filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${column} `) }) }).getByRole('cell').allTextContents()).slice(0, 3)
    expect(await line('F')).toEqual([sumOf(rows.map((row) => row.grantUsd)), sumOf(accepted.map((row) => row.grantUsd)), '0'])
    expect(await line('H')).toEqual([sumOf(rows.map((row) => row.usedUsd)), sumOf(accepted.map((row) => row.usedUsd)), sumOf(rows.filter((row) => row.isRejected).map((row) => row.usedUsd))])
    await screenshot(page, 'import-5-check')
  })

  it('shows the unreadable number in its row and on its cell', async () => {
    await page.getByLabel('Rows', { exact: true }).selectOption('rejected')
    const grid = page.getByRole('grid', { name: 'Rows of the sheet' })
    await grid.getByRole('gridcell', { name: String(rejectedRow), exact: true }).click()
    const panel = page.getByRole('region', { name: `Row ${rejectedRow}` })
    const cell = panel.getByRole('row').filter({ has: page.getByRole('rowheader', { name: `F${rejectedRow}` }) })
    await cell.getByText(/“about 3 million\?” is not a number/).waitFor()
    await screenshot(page, 'import-5-rejected-row')
    await panel.getByRole('button', { name: 'Close' }).click()
  })

  it('says what it will write, writes it, and leads to the matrix', async () => {
    await goOn()
    await page.getByRole('grid', { name: 'Cells of the sheet' }).getByText('Invented grant 1', { exact: true }).waitFor()
    await goOn()
    await page.getByRole('region', { name: 'What a commit would do' }).getByText(String(rows.length - 1), { exact: true }).waitFor()
    await screenshot(page, 'import-6-commit')
    await button('Commit').click()
    await page.getByText('The import is in the register').waitFor()
    await screenshot(page, 'import-7-done')
    await button('See the rejected rows').click()
    await page.getByRole('grid', { name: 'Rows of the sheet' }).getByRole('gridcell', { name: String(rejectedRow), exact: true }).waitFor()
    await page.goBack()
    await page.getByText('The import is in the register').waitFor()
    await button('See the matrix').click()
    await page.getByRole('grid', { name: /Approved by resource partner/ }).getByText('Sweden', { exact: true }).waitFor()
  })
})

describe('afterwards', () => {
  it('the same file a second time changes nothing', async () => {
    await section(page, 'Submissions').click()
    await page.getByRole('grid', { name: 'Staged and committed' }).getByText('Committed').waitFor()
    await screenshot(page, 'submissions-list')
    await choose()
    await page.getByText(/^The same file was committed on/).waitFor()
    await goOn()
    await goOn()
    // What was confirmed before under the same header is remembered, yet a person still says so for this file.
    await page.getByLabel('Meaning of column A').waitFor()
    if (await button('Confirm all suggestions').isEnabled()) await button('Confirm all suggestions').click()
    await goOn()
    await goOn()
    await page.getByText('Nothing differs from the register').waitFor()
    await goOn()
    await goOn()
    await button('Commit').click()
    await page.getByText('The register already held every figure of this sheet.').waitFor()
    // Choosing the section again leaves what is finished.
    await section(page, 'Submissions').click()
    await button('Choose files…').waitFor()
  })

  it('an import is opened from the list and taken back as one change', async () => {
    await page.getByRole('grid', { name: 'Staged and committed' }).getByRole('gridcell', { name: fileName }).last().click()
    await page.getByRole('region', { name: 'Control sums' }).waitFor()
    await screenshot(page, 'submission-report')
    await button('Undo this import…').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Undo this import' }).click()
    await page.getByText(`The import of “${fileName}” was undone.`).waitFor()
    await page.getByRole('grid', { name: 'Staged and committed' }).getByText('Undone').waitFor()
    await section(page, 'Partner matrices').click()
    await page.getByText('No contributions yet').waitFor()
    await section(page, 'Submissions').click()
  })
})

describe('by keyboard alone', () => {
  it('brings a file from the dialog to the register', async () => {
    const chooser = page.waitForEvent('filechooser')
    await tabTo(page, 'Choose files…')
    await page.keyboard.press('Enter')
    await (await chooser).setFiles(file)
    await page.getByText('Fingerprint (SHA-256)').waitFor()
    await tabTo(page, 'Continue')
    await page.keyboard.press('Enter')
    await page.getByRole('status').filter({ hasText: `The header ends in row ${grantsHeaderRow}.` }).waitFor()
    // Arrow keys walk over the rows, Enter makes one the header.
    await tabTo(page, `Row ${grantsHeaderRow}: make it the header`)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('status').filter({ hasText: `The header ends in row ${grantsHeaderRow + 1}.` }).waitFor()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.getByRole('status').filter({ hasText: `The header ends in row ${grantsHeaderRow}.` }).waitFor()
    await tabTo(page, 'Continue')
    await page.keyboard.press('Enter')
    await page.getByLabel('Meaning of column A').waitFor()
    if (await button('Confirm all suggestions').isEnabled()) {
      await tabTo(page, 'Confirm all suggestions')
      await page.keyboard.press('Enter')
    }
    await tabTo(page, 'Continue')
    await page.keyboard.press('Enter')
    await page.getByText('Every name as the sheet writes it').waitFor()
    await tabTo(page, 'Continue')
    await page.keyboard.press('Enter')
    await page.getByText('The parts add up to the rows read.').waitFor()
    await tabTo(page, 'Continue')
    await page.keyboard.press('Enter')
    await page.getByRole('grid', { name: 'Cells of the sheet' }).waitFor()
    await tabTo(page, 'Continue')
    await page.keyboard.press('Enter')
    await tabTo(page, 'Commit')
    await page.keyboard.press('Enter')
    await page.getByText('The import is in the register').waitFor()
    await tabTo(page, 'Import another file')
    await page.keyboard.press('Enter')
  })
})

describe('dropped and left lying', () => {
  it('a file that is dropped is taken in; what was staged when the window closed waits in the list and can be discarded', async () => {
    const dropped = await page.evaluateHandle((text) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }))
      return transfer
    }, 'Project ID,Project title,Donor,Approved amount (USD),Approval date\nGR-1,Invented grant,Sweden,1000,2011-05-01')
    await page.getByRole('group', { name: 'Drop spreadsheets or a folder here' }).dispatchEvent('drop', { dataTransfer: dropped })
    await page.getByRole('heading', { level: 1, name: 'Import “dropped.csv”' }).waitFor()
    await page.getByText('Text with columns', { exact: true }).waitFor()
    await goOn()
    await page.getByText('The header ends in row 1.').waitFor()
    await goOn()
    await button('Confirm all suggestions').click()
    await goOn()
    await goOn()
    await page.getByText('The parts add up to the rows read.').waitFor()

    const other = await openPage({ url: host.addresses.at(-1) ?? '' })
    await other.getByRole('button', { name: /Office for Asia/ }).click()
    await section(other, 'Submissions').click()
    await other.getByRole('grid', { name: 'Staged and committed' }).getByText('dropped.csv').click()
    await other.getByRole('button', { name: 'Discard', exact: true }).click()
    await other.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
    await other.getByText('The staged file was discarded.').waitFor()
    await other.getByText('Staged, not committed').waitFor({ state: 'detached' })

    // The first window learns of it in words when it goes on.
    await goOn()
    await page.getByRole('alert').filter({ hasText: 'This staged file is no longer there.' }).waitFor()
    await goOn()
    await button('Commit').click()
    await page.getByRole('alert').filter({ hasText: 'This staged file is no longer there.' }).waitFor()
    await button('Leave the import').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Drop it' }).click()
  })
})

describe('given up', () => {
  it('a long check is cancelled: nothing is staged, the choices are kept, and it can be started again', async () => {
    const lines = Array.from({ length: 120_000 }, (_, index) => `GR-${index},Invented grant ${index},Sweden,${1000 + index},2011-05-0${1 + (index % 9)}`)
    await choose({ name: 'long.csv', mimeType: 'text/csv', buffer: Buffer.from(['Project ID,Project title,Donor,Approved amount (USD),Approval date', ...lines].join('\n')) })
    await goOn()
    await page.getByText('The header ends in row 1.').waitFor()
    await goOn()
    await button('Confirm all suggestions').click()
    await goOn()
    await goOn()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('Cancelled. Nothing was written; what you had chosen is still here.').waitFor()
    await button('Step 3, done: Columns').click()
    await page.getByText('Every column in use is confirmed.').waitFor()
    await button('Leave the import').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Leave the import' }).click()
    await page.getByRole('grid', { name: 'Staged and committed' }).waitFor()
    expect(await page.getByText('Staged, not committed').count()).toBe(0)
  })

  it('a file that is not what its name says is refused with what to do', async () => {
    await chooseFiles(page, { name: 'grants.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('%PDF-1.4 not a spreadsheet') })
    await page.getByRole('alert').filter({ hasText: '“grants.xlsx” is no spreadsheet' }).waitFor()
    expect(await button('Continue').isDisabled()).toBe(true)
    await screenshot(page, 'import-refused')
    await button('Leave the import').click()
  })
})
