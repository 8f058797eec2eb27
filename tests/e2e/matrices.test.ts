/** The partner matrix and the annex over a register whose figures are known by heart: settings, keyboard down to the cell, reconciliation, export. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSheets } from '../fixtures/exported-annex.ts'
import { startBrowserHost, type BrowserHost } from '../helpers/browser-host.ts'
import { closeBrowser, closePage, openPage, screenshot } from '../helpers/page.ts'
import { section, tabTo } from '../helpers/window.ts'

const run = promisify(execFile)
const commandLine = join(import.meta.dirname, '..', '..', 'out', 'main', 'rmms.js')

const rows = [
  ['Project symbol', 'Project title', 'Resource partner', 'Country', 'Approved budget (USD)', 'Approval date'],
  ['GCP/PHI/059/JPN', 'Food security information', 'Japan', 'Philippines', '1250000.50', '2010-03-01'],
  ['GCP/RAS/061/JPN', 'Regional seed systems', 'Japan', '', '750000', '2011-05-09'],
  ['OSRO/PHI/501/NZE', 'Typhoon response', 'New Zealand', 'Philippines', '400000', '2011-01-15'],
  ['GCP/RAS/240/SWE', 'Regional fisheries', 'Sweden', '', '980000', '2010-06-01'],
  ['GCP/RAS/241/SWE', 'Budget revision of regional fisheries', 'Sweden', '', '-30000', '2011-06-01'],
  ['GCP/INT/300/SWE', 'Small grant', 'Sweden', '', '40', '2012-06-01'],
  ['UTF/PHI/070/PHI', 'Irrigation support', '', 'Philippines', '2100000', '2011-09-01'],
  ['GCP/INT/301/NOR', 'Grant without a date', 'Norway', '', '600000', ''],
  ['TCP/RAS/3409', 'Animal diseases', 'FAO', '', '350000', '2010-04-01'],
]

let folder: string
let host: BrowserHost
let page: Page
const grid = () => page.getByRole('grid', { name: /by resource partner/ })
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
/** Texts of a line of the matrix: its figures in the order of the columns, the total last. */
async function line(name: string): Promise<string[]> {
  const parts = await grid().getByRole('row').filter({ hasText: name }).getByRole('gridcell').evaluateAll((cells) => cells.map((cell) => [cell.getAttribute('col-id') ?? '', cell.textContent ?? ''] as const))
  const figures = parts.filter(([id]) => id !== 'partner' && id !== 'total').sort(([a], [b]) => (a < b ? -1 : 1))
  return [...figures, ...parts.filter(([id]) => id === 'total')].map(([, text]) => text)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rmms-matrices-'))
  const workspace = join(folder, 'Register.rmms')
  await writeFile(join(folder, 'grants.csv'), rows.map((row) => row.join(',')).join('\n'))
  await run(process.execPath, [commandLine, 'import', join(folder, 'grants.csv'), '--workspace', workspace, '--yes', '--as', 'Batch work'], { env: { ...process.env, RMMS_DATA_DIR: join(folder, 'data') } })
  host = await startBrowserHost({ dataDir: join(folder, 'data'), workspaces: [workspace] })
  page = await openPage(host, { isShared: true, colorScheme: 'light' })
  page.setDefaultTimeout(15_000)
  await page.getByLabel('Your name').fill('Amina Diallo')
  await page.keyboard.press('Enter')
  await button(/Register/).click()
  await section(page, 'Partner matrices').click()
})
afterAll(async () => {
  await closePage(page)
  await closeBrowser()
  await host.stop()
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
})

describe('the matrix', () => {
  it('shows years under their biennium, a column without date, printed signs, and totals', async () => {
    await grid().getByText('Sweden', { exact: true }).waitFor()
    await page.getByLabel('Unit').selectOption('usd')
    await expect.poll(() => line('Japan')).toEqual(['1,250,001', '750,000', '-', '-', '2,000,001'])
    await expect.poll(() => line('Sweden')).toEqual(['980,000', '(30,000)', '40', '-', '950,040'])
    await expect.poll(() => line('Norway')).toEqual(['-', '-', '-', '600,000', '600,000'])
    await page.getByLabel('Unit').selectOption('usd-million')
    // Forty dollars and the reduction of 30,000 round to nothing, which is not nil.
    await expect.poll(() => line('Sweden')).toEqual(['1.0', '0.0', '0.0', '-', '1.0'])
    await page.getByLabel('Unit').selectOption('usd-thousand')
    await expect.poll(() => line('Total')).toEqual(['2,580', '3,220', '0', '600', '6,400'])
    await grid().getByRole('columnheader', { name: '2010-11' }).waitFor()
    await screenshot(page, 'matrix-light')
  })

  it('folds years into biennia and shows groups instead of partners', async () => {
    await page.getByLabel('Columns', { exact: true }).selectOption('biennium')
    await expect.poll(() => line('Japan')).toEqual(['2,000', '-', '-', '2,000'])
    await page.getByLabel('Rows', { exact: true }).selectOption('group')
    await grid().getByText('Japan', { exact: true }).waitFor({ state: 'detached' })
    await page.getByLabel('Rows', { exact: true }).selectOption('partner')
    await page.getByLabel('Columns', { exact: true }).selectOption('year')
    await grid().getByText('Japan', { exact: true }).waitFor()
  })

  it('marks whom nobody has confirmed, in words', async () => {
    const philippines = grid().getByRole('row').filter({ hasText: 'Philippines' })
    await philippines.getByText('Proposed').waitFor()
    await philippines.getByText('Philippines').waitFor()
  })

  it('says what its counting rule counts, and what it leaves out with the reason', async () => {
    await page.getByLabel('Counting rule').selectOption('voluntary-contributions')
    const strip = page.getByRole('region', { name: 'What the total counts and leaves out' })
    await strip.getByText('Assessed contributions').waitFor()
    await button('What this rule counts').click()
    await page.getByText(/It counts 8 of 9 records/).waitFor()
    await screenshot(page, 'matrix-rule')
    await button('What this rule counts').click()
    // On a line of its own under the government that pays.
    await grid().getByRole('row').filter({ hasText: 'Philippines' }).getByText('Own line').waitFor()
    expect(await strip.getByRole('button').allTextContents()).toEqual(['Counted6,0508 records', 'Assessed contributions3501 record'])
    await strip.getByRole('button', { name: /Assessed contributions/ }).click()
    await page.getByRole('region', { name: 'Left out: Assessed contributions' }).getByText('TCP/RAS/3409').waitFor()
    await page.keyboard.press('Escape')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Assessed contributions')
  })

  it('filters by country and modality with a search, and by years; the filters are cleared at once', async () => {
    await button(/^Modalities/).click()
    await page.keyboard.type('osro')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await grid().getByText('Sweden', { exact: true }).waitFor({ state: 'detached' })
    await expect.poll(() => line('Total')).toEqual(['400', '400'])
    await button('Clear filters').click()
    await page.getByLabel('From year').selectOption('2011')
    await page.getByLabel('To year').selectOption('2011')
    await grid().getByText('Norway', { exact: true }).waitFor({ state: 'detached' })
    await expect.poll(() => line('Total')).toEqual(['3,220', '3,220'])
    await button('Clear filters').click()
    await grid().getByText('Norway', { exact: true }).waitFor()
  })

  it('finds a partner by a part of its name, and says that the total is of all', async () => {
    await page.getByRole('searchbox', { name: 'Find a partner' }).fill('zeal')
    await grid().getByText('Japan', { exact: true }).waitFor({ state: 'detached' })
    await page.getByText(/^1 of \d rows; the total is of all/).waitFor()
    await page.getByRole('searchbox', { name: 'Find a partner' }).fill('')
    await grid().getByText('Japan', { exact: true }).waitFor()
  })

  it('leads by keyboard alone from a figure to its records, to the cell of the file, and back to the figure', async () => {
    await page.getByRole('searchbox', { name: 'Find a partner' }).focus()
    await tabTo(page, /Resource partner/)
    // Down to Japan, then to its first year.
    for (let step = 0; step < 12 && (await focusedCell()) !== 'partner Japan'; step++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    expect(await focusedCell()).toBe('2010 1,250')
    await page.keyboard.press('Enter')
    const panel = page.getByRole('region', { name: 'Japan, 2010' })
    await panel.getByText('1 record, 1,250 (USD 000)').waitFor()
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('GCP/PHI/059/JPN') === true)
    await screenshot(page, 'matrix-records')
    await page.keyboard.press('Enter')
    await panel.getByText('1250000.50', { exact: true }).waitFor()
    await panel.getByText('E2', { exact: true }).waitFor()
    await panel.getByText('grants.csv', { exact: true }).first().waitFor()
    await screenshot(page, 'matrix-trace')
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('GCP/PHI/059/JPN') === true)
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'gridcell')
    expect(await focusedCell()).toBe('2010 1,250')
  })

  it('puts its times on the timeline of the page', async () => {
    const marks = await page.evaluate(() => [performance.getEntriesByName('matrix-painted').length, performance.getEntriesByName('matrix-click-to-paint').length])
    expect(marks[0]).toBeGreaterThan(0)
    expect(marks[1]).toBeGreaterThan(5)
  })

  it('shows the same in dark and in French', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await screenshot(page, 'matrix-dark')
    await page.getByLabel('Language').selectOption('fr')
    await page.getByRole('heading', { level: 1, name: 'Matrices des partenaires' }).waitFor()
    await page.getByRole('grid', { name: 'Approuvé par partenaire, milliers d’USD' }).getByText('Suède', { exact: true }).waitFor()
    await screenshot(page, 'matrix-french-dark')
    await page.getByLabel('Langue').selectOption('en')
    await page.emulateMedia({ colorScheme: 'light' })
    await page.getByRole('heading', { level: 1, name: 'Partner matrices' }).waitFor()
  })
})

/** Column and text of the cell that has the keyboard. */
async function focusedCell(): Promise<string> {
  return page.evaluate(() => `${document.activeElement?.getAttribute('col-id') ?? ''} ${document.activeElement?.textContent ?? ''}`)
}

describe('the annex', () => {
  const printed = () => page.getByRole('article', { name: 'Preview of the printed table' })

  it('is previewed as it will be printed, in the language that is chosen for it', async () => {
    await section(page, 'Annexes').click()
    await page.getByLabel('Biennium').selectOption('2010')
    await page.getByLabel('Unit').selectOption('usd-thousand')
    await printed().getByText(/Table 1: .*2010-11 \(USD 000\)/).waitFor()
    const lines = await printed().getByRole('table').first().getByRole('row').allTextContents()
    expect(lines[1]).toBe('1Japan1,2507502,00036.7%')
    await screenshot(page, 'annex-light')
    await page.getByLabel('Language', { exact: true }).last().selectOption('fr')
    await printed().getByText(/Tableau 1/).waitFor()
    await screenshot(page, 'annex-in-french')
    await page.getByLabel('Language', { exact: true }).last().selectOption('en')
    await printed().getByText(/Table 1/).waitFor()
  })

  it('is exported with its companion; what is saved holds the figures of the preview', async () => {
    const lines = await printed().getByRole('table').first().getByRole('row').evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')))
    // One partner was read from a symbol only, one figure has no date.
    await page.getByText('To be settled before this annex is printed').waitFor()
    expect(await button('Export table and companion').isDisabled()).toBe(true)
    await page.getByLabel('Export all the same').check()
    await button('Export table and companion').click()
    await page.getByText('Two files are ready.').waitFor()
    await screenshot(page, 'annex-exported')
    const save = async (name: string): Promise<string> => {
      const download = page.waitForEvent('download')
      await button(name).click()
      const path = join(folder, (await download).suggestedFilename())
      await (await download).saveAs(path)
      return path
    }
    const table = readSheets(await save('Save table…'))
    const cells = [...table.values()][0] ?? []
    for (const [rank, partner, first] of lines.slice(1).filter(([rank]) => rank !== '')) {
      const row = cells.find((one) => one.some((cell) => cell?.v === partner))
      expect(row, `${rank} ${partner}`).toBeDefined()
      expect(row?.some((cell) => typeof cell?.v === 'number' && (cell.w ?? '').trim() === first)).toBe(true)
    }
    const companion = readSheets(await save('Save companion…'))
    expect([...companion.values()].flat(2).some((cell) => cell?.v === 'grants.csv')).toBe(true)
  })
})
