/** What offices really send, as an analyst meets it: blocks and tables of a sheet, kinds, questions, totals, pasted tables, templates, a folder of files. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildWorkbook, type CellInput } from '../fixtures/workbook-builder.ts'
import { startBrowserHost, type BrowserHost } from '../helpers/browser-host.ts'
import { closeBrowser, closePage, openPage, screenshot } from '../helpers/page.ts'
import { chooseFiles, makeWorkspace, section, tabTo, type ChosenFile } from '../helpers/window.ts'

let host: BrowserHost
let page: Page
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
const goOn = () => button('Continue').click()
const picture = (name: string) => screenshot(page, name, { isForReadme: true })
const csv = (name: string, lines: readonly string[]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) })
const card = (letter: string) => page.getByRole('listitem').filter({ has: page.getByLabel(`Meaning of column ${letter}`, { exact: true }) })

async function toSheet(file: ChosenFile): Promise<void> {
  await chooseFiles(page, file)
  await page.getByText('Fingerprint (SHA-256)').waitFor()
  await goOn()
  await page.getByLabel('What it is').waitFor()
}
async function leave(): Promise<void> {
  await button('Leave the import').click()
  await page.getByRole('dialog').getByRole('button', { name: /^(Leave the import|Drop it)$/ }).click()
  await button('Choose files…').waitFor()
}

/** Country blocks with a label, a header of their own and a printed total; the second total is printed wrongly, by 1. */
const blocks = [
  { country: 'Kenya', rows: [['KEN-1', 'Seed banks', 'Sweden', 1200], ['KEN-2', 'Water points', 'Japan', 800]], total: 2000 },
  { country: 'Ghana', rows: [['GHA-1', 'Cocoa nurseries', 'Norway', 500], ['GHA-2', 'Fish landing', 'Sweden', 250], ['GHA-3', 'Soil maps', 'Japan', 250]], total: 1001 },
] as const
function blockWorkbook(): ChosenFile {
  const rows: CellInput[][] = [['Commitments by country, 2011']]
  for (const { country, rows: data, total } of blocks) rows.push([], [country], ['Project ID', 'Project title', 'Donor', 'Committed (USD)'], ...data.map((one) => [...one]), ['', 'TOTAL', '', total])
  return { name: 'by country.xlsx', mimeType: 'application/octet-stream', buffer: buildWorkbook({ sheets: [{ name: 'Commitments', rows }] }) }
}

beforeAll(async () => {
  host = await startBrowserHost()
  page = await openPage(host, { isShared: true, colorScheme: 'light' })
  page.setDefaultTimeout(15_000)
  await makeWorkspace(page, 'What offices send')
  await section(page, 'Submissions').click()
  await page.getByText('Nothing was imported yet').waitFor()
})
afterAll(async () => {
  await closePage(page)
  await closeBrowser()
  await host.stop()
})

describe('blocks, labels and totals', () => {
  it('marks labels and headers, lists the blocks, and says what the labels stand for', async () => {
    await toSheet(blockWorkbook())
    const list = page.getByRole('region', { name: '2 blocks of this table' })
    await list.getByText('Ghana').waitFor()
    await list.getByRole('button', { name: /Ghana/ }).click()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-row'))).toBe('9')
    expect(await page.locator('tr[data-part=label]').count()).toBe(2)
    await picture('mapping-blocks')
    await goOn()
    const label = page.getByRole('list', { name: 'Rows of their own' })
    expect(await label.getByRole('combobox').inputValue()).toBe('country')
    await button('Confirm all suggestions').press('Enter')
    await page.getByText('Every column in use is confirmed.').waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Continue')
  })

  it('compares each printed total with its rows and leads to it', async () => {
    await goOn()
    await page.getByRole('region', { name: 'Countries' }).getByText('Kenya', { exact: true }).first().waitFor()
    await screenshot(page, 'mapping-names')
    await goOn()
    await page.getByText('The parts add up to the rows read.').waitFor()
    const totals = page.getByRole('region', { name: 'Totals that the sheet prints' })
    await totals.getByText('2 totals are left out of the data and compared with the rows above; one differs.').waitFor()
    const line = async (row: number) => (await totals.getByRole('row').filter({ has: page.getByRole('button', { name: new RegExp(`^Row ${row}:`) }) }).getByRole('cell').allTextContents()).slice(3)
    expect(await line(7)).toEqual(['2,000', '2,000', '-', 'Equal'])
    expect(await line(14)).toEqual(['1,001', '1,000', '1', 'Differs'])
    await totals.scrollIntoViewIfNeeded()
    await picture('mapping-totals')
    await totals.getByRole('button', { name: /^Row 14:/ }).click()
    await page.getByRole('region', { name: 'Row 14' }).getByText('1001').waitFor()
    await leave()
  })
})

describe('questions', () => {
  const file = csv('asks.csv', ['Project ID;Project title;Donor;Amount;Approval date', 'GR-1;Seeds;Sweden;1,234;03/04/2011', 'GR-2;Tools;Japan;2,500;05/06/2011', 'GR-3;Nets;Norway;3,750;07/08/2011'])

  it('asks only what the values leave open, shows what each answer means, and lets nothing go on before', async () => {
    await toSheet(file)
    await goOn()
    await card('D').getByRole('group', { name: 'What is the money of column D?' }).waitFor()
    await button('Confirm all suggestions').click()
    expect(await button('Continue').isDisabled()).toBe(true)
    await page.getByText('Answer the questions to go on.').waitFor()
    await page.getByRole('region', { name: 'The first rows as understood' }).getByText('GR-1').waitFor()
    await page.keyboard.press('Alt+n')
    await page.getByText('Updating…').waitFor({ state: 'detached' })
    await picture('mapping-questions')
    expect(await page.evaluate(() => document.activeElement?.closest('[data-question]') !== null)).toBe(true)
    await card('D').getByRole('group', { name: 'What is the money of column D?' }).getByRole('button', { name: 'Committed' }).click()
    await card('D').getByRole('group', { name: 'In which currency is column D?' }).getByRole('button', { name: 'EUR' }).click()
    await card('D').getByRole('group', { name: 'Which number is “1,234”?' }).getByRole('button', { name: '1.234', exact: true }).click()
    await page.getByLabel('Only open').check()
    expect(await card('A').count()).toBe(0)
    await card('E').getByRole('group', { name: 'Which day is “03/04/2011”?' }).getByRole('button', { name: /^4 Mar 2011/ }).click()
    await page.getByText('Every column in use is confirmed.').waitFor()
    await page.getByText('Nothing is open any more.').waitFor()
    await page.getByLabel('Only open').uncheck()
    expect(await card('D').getByLabel('Measure').inputValue()).toBe('commitment')
    expect(await card('E').getByLabel('Order of dates').inputValue()).toBe('mdy')
    const preview = page.getByRole('region', { name: 'The first rows as understood' })
    await preview.getByText('EUR 1.234').waitFor()
    await preview.getByText('Committed, 4 Mar 2011').waitFor()
    await leave()
  })

  it('one answer goes to every column that asks the same', async () => {
    await toSheet(csv('years.csv', ['Project ID,Project title,Donor,Committed 2009,Committed 2010', 'GR-1,Seeds,Sweden,1200,300', 'GR-2,Tools,Japan,2500,400']))
    await goOn()
    const question = card('D').getByRole('group', { name: 'In which currency is column D?' })
    await question.getByLabel('for all 2 columns that ask this').check()
    await question.getByRole('button', { name: 'GBP' }).click()
    await expect.poll(() => card('E').getByLabel('Currency').inputValue()).toBe('GBP')
    await leave()
  })

  it('the same figure in several rows of one project: once or each, with what either would count', async () => {
    await toSheet(csv('places.csv', ['Project ID,Project title,Donor,District,Committed (USD)', 'GR-1,Seeds,Sweden,North,1200', 'GR-1,Seeds,Sweden,South,1200', 'GR-1,Seeds,Sweden,East,1200', 'GR-2,Tools,Japan,North,500']))
    await goOn()
    const question = page.getByRole('list', { name: 'Repeated amounts' }).getByRole('group', { name: 'Is it one amount, written several times?' })
    await question.getByRole('button', { name: 'One in each row, all counted: USD 3,600' }).waitFor()
    await screenshot(page, 'mapping-repeated')
    await question.getByRole('button', { name: 'One amount, counted once: USD 1,200' }).click()
    await button('Confirm all suggestions').click()
    await page.getByText('Every column in use is confirmed.').waitFor()
    expect(await question.getByRole('button', { name: 'One amount, counted once: USD 1,200' }).getAttribute('aria-pressed')).toBe('true')
    await goOn()
    await goOn()
    const sums = page.getByRole('row').filter({ hasText: 'E Committed (USD)' }).getByRole('cell')
    await expect.poll(async () => (await sums.allTextContents()).slice(0, 4)).toEqual(['4,100', '1,700', '0', '2,400'])
    await leave()
  })

  it('says where the currency comes from, shows each value once, and calls dates that begin with the year so', async () => {
    await toSheet(csv('currencies.csv', ['Project ID,Project title,Donor,Approved,Currency,Approval date', 'GR-1,Seeds,Sweden,1200,EUR,2011-03-04', 'GR-2,Tools,Sweden,2500,CHF,2011-05-06', 'GR-3,Nets,Japan,700,EUR,2011-07-08']))
    await goOn()
    await expect.poll(() => card('D').getByLabel('Currency').locator('option:checked').textContent()).toBe('As column E says')
    expect(await card('C').locator('.column-samples').textContent()).toBe('for example Sweden · Japan')
    await card('F').getByText('Year first: “2011-03-04” (row 2) reads as 4 Mar 2011').waitFor()
    expect(await card('F').getByLabel('Order of dates').count()).toBe(0)
    await leave()
  })

  it('a column that is made an amount by hand is asked what it measures, and nothing is supposed', async () => {
    await toSheet(csv('by hand.csv', ['Project ID,Project title,Donor,Remark number', 'GR-1,Seeds,Sweden,1200', 'GR-2,Tools,Japan,2500']))
    await goOn()
    await page.getByLabel('Meaning of column D').selectOption('amount')
    await card('D').getByRole('group', { name: 'What is the money of column D?' }).waitFor()
    expect(await card('D').getByRole('button', { name: 'Confirm column D' }).isDisabled()).toBe(true)
    await leave()
  })
})

describe('kinds', () => {
  it('a wrong kind is corrected by one choice; what the register cannot hold is checked and not committed', async () => {
    await toSheet(csv('needs.csv', ['Country,Theme,Required (USD),Available (USD),Gap (USD)', 'Kenya,Seeds,1000,400,600', 'Ghana,Water,2000,500,1500']))
    await page.getByLabel('What it is').selectOption('pipeline')
    await page.getByText('Chosen by you.').waitFor()
    await page.getByLabel('What it is').selectOption('requirements')
    await expect.poll(() => page.getByLabel('What it is').inputValue()).toBe('requirements')
    await page.locator('.sheet-frame[aria-busy=false]').waitFor()
    await screenshot(page, 'mapping-kind')
    await goOn()
    await page.getByLabel('Meaning of column C').waitFor()
    expect(await card('C').getByLabel('Measure').inputValue()).toBe('requirement')
    if (await button('Confirm all suggestions').isEnabled()) await button('Confirm all suggestions').click()
    await goOn()
    await goOn()
    await page.getByText('Country resource requirements: the register does not hold such records yet.').waitFor()
    await goOn()
    await page.getByRole('grid', { name: 'Cells of the sheet' }).waitFor()
    expect(await button('Continue').isDisabled()).toBe(true)
    await button('Back').click()
    expect(await page.getByRole('columnheader', { name: 'Change', exact: true }).count()).toBe(0)
    await screenshot(page, 'mapping-not-committable')
    await leave()
  })
})

describe('tables and forms', () => {
  it('of two tables in one sheet the other one is chosen by one click', async () => {
    const rows: CellInput[][] = [['Project ID', 'Project title', 'Donor', 'Approved (USD)'], ['GR-1', 'Seeds', 'Sweden', 1200], ['GR-2', 'Tools', 'Japan', 800], [], [], ['Country', 'Required (USD)', 'Available (USD)', 'Gap (USD)', 'Theme'], ['Kenya', 1000, 400, 600, 'Seeds'], ['Ghana', 2000, 500, 1500, 'Water']]
    await toSheet({ name: 'two tables.xlsx', mimeType: 'application/octet-stream', buffer: buildWorkbook({ sheets: [{ name: 'Both', rows }] }) })
    const tables = page.getByRole('group', { name: '2 tables in this sheet; choose the one to import' })
    await tables.getByRole('button', { name: /^Rows 6 to 8/ }).click()
    await page.getByText('The header ends in row 6.').waitFor()
    expect(await page.getByLabel('What it is').inputValue()).toBe('requirements')
    expect(await page.locator('tr[data-part=elsewhere]').count()).toBe(3)
    await screenshot(page, 'mapping-tables')
    await leave()
  })

  it('a form that an office changed is recalled, and what changed is shown', async () => {
    const chooseOffice = async () => {
      await page.getByLabel('Office that sent it').click()
      await page.keyboard.type('Kenya')
      await page.getByRole('listbox').getByRole('option').first().click()
      await page.locator('.sheet-frame[aria-busy=false]').waitFor()
    }
    await toSheet(csv('form march.csv', ['Project ID,Project title,Donor,Approved (USD),Approval date,Region', 'GR-1,Seeds,Sweden,1200,2011-03-13,North', 'GR-2,Tools,Japan,2200,2011-03-14,South']))
    await chooseOffice()
    await goOn()
    await button('Confirm all suggestions').click()
    await goOn()
    await page.getByText('What you confirm is remembered for the office that sent this file, and for no other.').waitFor()
    await goOn()
    await page.getByText('The parts add up to the rows read.').waitFor()
    await goOn()
    await goOn()
    await button('Commit').click()
    await button('Import another file').click()
    await toSheet(csv('form june.csv', ['Project title,Project ID,Resource partner,Approved (USD),Approval date,Status', 'Seeds,GR-1,Sweden,1200,2011-03-13,Ongoing', 'Nets,GR-9,Norway,2300,2011-03-15,Closed']))
    await chooseOffice()
    await goOn()
    await page.getByText(/^This form differs from that of .*“form march\.csv”, confirmed by Amina Diallo/).waitFor()
    await page.getByText('C: “Resource partner”, before “Donor”').waitFor()
    await page.getByText('“Region” (column F)').waitFor()
    await screenshot(page, 'mapping-drift')
    await leave()
  })
})

describe('tables from elsewhere', () => {
  const text = 'Project ID\tProject title\tDonor\tApproved (USD)\nGR-1\tSeeds\tSweden\t1200'

  it('what is pasted on the page is imported like a file', async () => {
    await page.evaluate((content) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', content)
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, text)
    await page.getByRole('heading', { level: 1, name: /^Import “Pasted / }).waitFor()
    await page.getByText('Fingerprint (SHA-256)').waitFor()
    await button('Leave the import').click()
  })

  it('the same by keyboard, into the dialog; words that are no table are refused with what to do', async () => {
    await tabTo(page, 'Paste a table…')
    await page.keyboard.press('Enter')
    const place = page.getByRole('dialog').getByRole('textbox')
    await place.fill(text)
    await page.getByRole('heading', { level: 1, name: /^Import “Pasted / }).waitFor()
    await button('Leave the import').click()
    await button('Paste a table…').click()
    await page.getByRole('dialog').getByRole('textbox').fill('hello')
    await page.getByRole('alert').waitFor()
    await screenshot(page, 'paste-refused')
  })
})

describe('templates', () => {
  it('an empty workbook of a kind is downloaded, and known again when it comes back', async () => {
    await button('Templates…').click()
    const dialog = page.getByRole('dialog', { name: 'Template for an office' })
    await dialog.getByLabel('Kind of submission').selectOption('requirements')
    await dialog.getByLabel('Language of the headers').selectOption('fr')
    await screenshot(page, 'templates')
    const saved = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Download' }).click()
    const download = await saved
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/)
    await dialog.waitFor({ state: 'detached' })
    await page.locator('.toast').getByRole('button').click()
    await toSheet({ name: 'requirements back.xlsx', mimeType: 'application/octet-stream', buffer: await readFile(await download.path()) })
    expect(await page.getByLabel('What it is').inputValue()).toBe('requirements')
    await leave()
  })
})

describe('several files', () => {
  it('are looked into first, each table with its totals and questions; one click imports one', async () => {
    await chooseFiles(page, [blockWorkbook(), csv('asks.csv', ['Project ID,Project title,Donor,Amount', 'GR-1,Seeds,Sweden,1200']), csv('codes.csv', ['Place,Word', ...Array.from({ length: 12 }, (_, row) => `${row + 1},Word ${row + 1}`)]), { name: 'broken.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('%PDF-1.4 no workbook') }])
    const survey = page.getByRole('region', { name: '4 files looked into' })
    await survey.getByRole('button', { name: 'Close this list' }).waitFor()
    await survey.getByText('1 of 2 differs').waitFor()
    await survey.getByText(/“broken.xlsx”/).waitFor()
    await survey.getByText('No records').waitFor()
    expect(await survey.locator('.survey-scroll').evaluate((frame) => frame.scrollWidth - frame.clientWidth)).toBe(0)
    await picture('survey')
    await survey.getByRole('button', { name: 'Import “by country.xlsx”, Commitments' }).click()
    await page.getByRole('heading', { level: 1, name: 'Import “by country.xlsx”' }).waitFor()
    await page.getByText('Fingerprint (SHA-256)').waitFor()
    await button('Leave the import').click()
    await survey.getByRole('button', { name: 'Close this list' }).click()
    await survey.waitFor({ state: 'detached' })
  })
})
