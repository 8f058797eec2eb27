/** The way of an analyst through the desktop window, the same on the stand-in and on the real runtime: first start, drop, import, matrix, export, reload, quit, open again. */
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { screenshot } from '../helpers/page.ts'
import { makeWorkspace, section } from '../helpers/window.ts'

/** A running application, and the hands of a person outside of its page. */
export interface ShellRun {
  /** The page of the only window. */
  page(): Promise<Page>
  /** Answers the next dialog that opens a file, or the next one that saves one. */
  answer(kind: 'open' | 'save', path: string): Promise<void>
  /** Chooses in the menu. */
  choose(...labels: readonly string[]): Promise<void>
  /** Quits as the menu does and resolves when the process has done everything. */
  quit(): Promise<void>
  /** What the pages complained of. */
  problems(): readonly string[]
}

export interface ShellStart {
  readonly dataDir: string
  readonly documents: string
  /** Path of a file that will be dropped. */
  readonly dropped: string
  readonly args: readonly string[]
}

const rows = [
  ['Project symbol', 'Project title', 'Donor', 'Approved amount (USD)', 'Approval date'],
  ['GCP/PHI/059/JPN', 'Food security information', 'Japan', '1250000.50', '2011-03-01'],
  ['GCP/RAS/240/SWE', 'Regional fisheries', 'Sweden', '980000', '2010-06-01'],
  ['GCP/KEN/071/SWE', 'Forest monitoring', 'Sweden', '20000', '2011-02-11'],
]

const isThere = (path: string): Promise<boolean> => access(path).then(() => true, () => false)

/** To be called within a describe. */
export function shellSpec(start: (options: ShellStart) => Promise<ShellRun>): void {
  let folder: string
  let options: ShellStart
  let run: ShellRun
  let page: Page
  const button = (name: string) => page.getByRole('button', { name, exact: true })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rmms-shell-'))
    options = { dataDir: join(folder, 'data'), documents: folder, dropped: join(folder, 'grants.csv'), args: [] }
    await writeFile(options.dropped, rows.map((row) => row.join(',')).join('\n'))
    run = await start(options)
    page = await run.page()
  })
  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))

  it('starts with the first screen and makes a workspace', async () => {
    await makeWorkspace(page, 'Office for Asia')
    expect(await page.evaluate(() => document.title)).toBe('Office for Asia - RMMS Workbench')
  })

  it('takes a dropped spreadsheet to the register', async () => {
    await section(page, 'Submissions').click()
    await dropFile(page, page.getByRole('group', { name: 'Drop spreadsheets or a folder here' }), options.dropped)
    await page.getByRole('heading', { level: 1, name: 'Import “grants.csv”' }).waitFor()
    await button('Continue').click()
    await page.getByText('The header ends in row 1.').waitFor()
    await button('Continue').click()
    await button('Confirm all suggestions').click()
    await button('Continue').click()
    await button('Continue').click()
    await page.getByText('The parts add up to the rows read.').waitFor()
    await button('Continue').click()
    await button('Continue').click()
    await button('Commit').click()
    await page.getByText('The import is in the register').waitFor()
  })

  it('shows the matrix, also after a reload', async () => {
    await button('See the matrix').click()
    const grid = page.getByRole('grid', { name: /Approved by resource partner/ })
    await grid.getByText('Sweden', { exact: true }).waitFor()
    await screenshot(page, 'electron-matrix')
    await page.reload()
    await grid.getByText('Japan', { exact: true }).waitFor()
    // 1,250,000.50 + 980,000 + 20,000 in USD 000.
    await grid.getByText('2,250', { exact: true }).first().waitFor()
  })

  it('does what the menu says: palette, theme, a copy of the workspace', async () => {
    await run.choose('View', 'Search commands')
    await page.getByRole('dialog').getByRole('combobox').waitFor()
    await page.keyboard.press('Escape')
    await run.choose('View', 'Appearance', 'Dark')
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark')
    const copy = join(folder, 'copy.rmms')
    await run.answer('save', copy)
    await run.choose('File', 'Save a copy…')
    await page.getByText('The copy was saved.').waitFor()
    expect((await readFile(copy)).subarray(0, 15).toString()).toBe('SQLite format 3')
  })

  it('exports the annex to the chosen place', async () => {
    await section(page, 'Annexes').click()
    // Partners that nobody has confirmed are to be settled first, where there are any.
    await page.getByRole('article', { name: 'Preview of the printed table' }).waitFor()
    const force = page.getByLabel('Export all the same')
    if (await force.isVisible()) await force.check()
    await button('Export table and companion').click()
    const target = join(folder, 'annex.xlsx')
    await run.answer('save', target)
    await button('Save table…').click()
    await page.getByText(/^“.+” was saved\.$/).waitFor()
    expect((await readFile(target)).subarray(0, 2).toString()).toBe('PK')
    await screenshot(page, 'electron-annex')
  })

  it('quits and leaves the workspace as one file', async () => {
    await run.quit()
    expect(run.problems()).toEqual([])
    const workspace = join(options.dataDir, 'workspaces', 'Office for Asia.rmms')
    expect(await isThere(workspace)).toBe(true)
    expect(await isThere(`${workspace}-wal`)).toBe(false)
  })

  it('opens a workspace that it is started with, and another that is chosen', async () => {
    run = await start({ ...options, args: [join(folder, 'copy.rmms')] })
    page = await run.page()
    await section(page, 'Projects').click()
    await page.getByRole('grid').getByText('Forest monitoring').waitFor()
    await page.getByRole('button', { name: /Change workspace/ }).or(page.locator('.workspace-button')).first().click()
    await run.answer('open', join(options.dataDir, 'workspaces', 'Office for Asia.rmms'))
    await button('Open a workspace…').click()
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    await run.quit()
    expect(run.problems()).toEqual([])
  })
}

/** Drops a file of this machine on an element, as the platform does: through a file input, because a page makes no file that has a place. */
async function dropFile(page: Page, zone: ReturnType<Page['locator']>, path: string): Promise<void> {
  await page.evaluate(() => {
    const input = document.createElement('input')
    Object.assign(input, { type: 'file', id: 'dropped-file', hidden: true })
    document.body.append(input)
  })
  await page.locator('#dropped-file').setInputFiles(path)
  await zone.evaluate((element) => {
    const input = document.querySelector('#dropped-file')
    const transfer = new DataTransfer()
    if (input instanceof HTMLInputElement) for (const file of input.files ?? []) transfer.items.add(file)
    element.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }))
    input?.remove()
  })
}
