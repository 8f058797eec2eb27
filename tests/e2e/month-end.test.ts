/**
 * The month-end walk: a folder with what three offices sent in three languages goes to the register; a workbook returns to its sender
 * and comes back corrected; a round asks every office to confirm; an import is taken back though people have worked on since. Every
 * figure that is expected is summed up here from the rows of the fixtures.
 */
import { readFile } from 'node:fs/promises'
import ExcelJS from 'exceljs'
import type { Download, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { officeSubmissions, type OfficeRow, type OfficeSubmission } from '../fixtures/office-submissions.ts'
import { startBrowserHost, type BrowserHost } from '../helpers/browser-host.ts'
import { closeBrowser, closePage, openPage, screenshot } from '../helpers/page.ts'
import { chooseFiles, makeWorkspace, section, type ChosenFile } from '../helpers/window.ts'

const { kenya, senegal, honduras } = officeSubmissions()
const all = [kenya, senegal, honduras]
const question = 'Le montant de ce projet est-il définitif\u00a0?'
const answer = 'Oui, accord signé le 3 mars.'
const unknown = senegal.rows[4] ?? expect.fail('Senegal has a fifth project')

let host: BrowserHost
let page: Page
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
const goOn = () => button('Continue').click()
const dialog = () => page.getByRole('dialog')
const picture = (name: string) => screenshot(page, name, { isForReadme: true })
const importOf = ({ name, sheet }: OfficeSubmission) => button(`Import “${name}”, ${sheet}`)
const list = () => page.getByRole('grid', { name: 'Staged and committed' })
const cells = () => page.getByRole('grid', { name: 'Cells of the sheet' })
const matrix = () => page.getByRole('grid', { name: /by resource partner/ })
const chosen = ({ name, buffer }: { readonly name: string; readonly buffer: Buffer }): ChosenFile => ({ name, mimeType: 'application/octet-stream', buffer })

/** From the open file to the report of the check: sheet, sender, columns, names. */
async function toCheck(officeName: string | null): Promise<void> {
  await page.getByText('Fingerprint (SHA-256)').waitFor()
  await goOn()
  await page.getByText(/The header ends in row/).waitFor()
  if (officeName !== null) {
    await page.getByLabel('Office that sent it').click()
    await page.keyboard.type(officeName)
    await page.getByRole('option', { name: new RegExp(officeName) }).click()
    await page.getByText(/The header ends in row/).waitFor()
  }
  await goOn()
  await page.getByRole('region', { name: 'The first rows as understood' }).getByRole('listitem').first().waitFor()
  const confirm = button('Confirm all suggestions')
  if (await confirm.isEnabled()) await confirm.click()
  await goOn()
  await page.getByText('Every name as the sheet writes it').waitFor()
  await goOn()
  await page.getByText('The parts add up to the rows read.').waitFor()
}
async function commit(): Promise<void> {
  await button('Commit').click()
  await page.getByText('The import is in the register').waitFor()
}
const cellAt = (text: string, column: number) => cells().getByRole('row').filter({ has: page.getByRole('gridcell', { name: text, exact: true }) }).locator(`[col-id="column ${column}"]`)

/** Dollars by partner as the matrix prints them, from exact cents. */
function expectedLines(rows: readonly OfficeRow[]): Map<string, string> {
  const sums = new Map<string, number>()
  for (const { partnerName, approved } of rows) for (const name of [partnerName, 'Total']) sums.set(name, (sums.get(name) ?? 0) + approved)
  return new Map([...sums].map(([name, cents]) => [name, printed(cents)]))
}
const printed = (cents: number): string => Math.round(cents / 100).toLocaleString('en-GB')
async function expectMatrix(rows: readonly OfficeRow[]): Promise<void> {
  await section(page, 'Partner matrices').click()
  await page.getByLabel('Unit').selectOption('usd')
  for (const [name, total] of expectedLines(rows)) await expect.poll(() => matrix().getByRole('row').filter({ hasText: name }).locator('[role=gridcell][col-id=total]').textContent(), { message: name, timeout: 10_000 }).toBe(total)
}
const all2011 = (): OfficeRow[] => all.flatMap(({ rows }) => rows)

async function readBook(download: Download): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook()
  // exceljs declares a Buffer of its own, which Node's is in all but name.
  await book.xlsx.load((await readFile(await download.path())) as unknown as ExcelJS.Buffer)
  return book
}
const bytesOf = async (book: ExcelJS.Workbook): Promise<Buffer> => Buffer.from(await book.xlsx.writeBuffer())
const noteOf = ({ note }: ExcelJS.Cell): string => (typeof note === 'string' ? note : (note?.texts?.map(({ text }) => text).join('') ?? ''))
const sheetOf = (book: ExcelJS.Workbook, name: string): ExcelJS.Worksheet => book.getWorksheet(name) ?? expect.fail(`no sheet ${name}`)

beforeAll(async () => {
  host = await startBrowserHost()
  page = await openPage(host, { isShared: true, colorScheme: 'light' })
  page.setDefaultTimeout(15_000)
  await makeWorkspace(page, 'Month-end January 2012')
  await section(page, 'Submissions').click()
})
afterAll(async () => {
  await closePage(page)
  await closeBrowser()
  await host.stop()
})

const closeToast = (text: string) => page.getByRole('status').filter({ hasText: text }).getByRole('button', { name: 'Close' }).click()
/** The year 2011. */
async function choosePeriod(): Promise<void> {
  await dialog().getByLabel('Length').selectOption('year')
  await dialog().getByLabel('Year', { exact: true }).fill('2011')
}

describe('a folder of three submissions', () => {
  it('is looked into at once: what each file is, in three languages', async () => {
    await chooseFiles(page, all.map(chosen))
    const survey = page.getByRole('region', { name: '3 files looked into' })
    const line = async (submission: OfficeSubmission) => {
      const row = survey.getByRole('row').filter({ has: importOf(submission) })
      await row.waitFor()
      return (await row.getByRole('cell').allTextContents()).slice(0, 6)
    }
    expect(await line(kenya)).toEqual(['Project contributions', '8', '7', '1', 'none', '0'])
    expect(await line(senegal)).toEqual(['Project contributions', '8', '7', '1', 'none', '0'])
    expect(await line(honduras)).toEqual(['Project contributions', '8', '8', '0', 'all 2 agree', '0'])
    await picture('walk-1-folder')
  })

  it('the Spanish one, in thousands, goes through without a question', async () => {
    await importOf(honduras).click()
    await toCheck(honduras.officeName)
    await goOn()
    await goOn()
    await page.getByRole('region', { name: 'What a commit would do' }).getByText('8', { exact: true }).waitFor()
    await commit()
    await button('Import another file').click()
  })

  it('in the English one a mistyped figure is corrected on its cell, the original stays beside it', async () => {
    await importOf(kenya).click()
    await toCheck(kenya.officeName)
    await goOn()
    const third = kenya.rows[2] ?? expect.fail('Kenya has a third project')
    await cellAt(third.symbol, 3).click()
    await page.keyboard.press('F2')
    await page.keyboard.press('Control+a')
    await page.keyboard.type((third.approved / 100).toFixed(2))
    await page.keyboard.press('Enter')
    await cellAt(third.symbol, 3).click()
    await page.getByRole('region', { name: 'The cell' }).getByText(`The file says: ${kenya.badText}`).waitFor()
    await expect.poll(() => cells().getByText('Accepted, Added').count(), { timeout: 10_000 }).toBe(8)
    await picture('walk-2-cells')
    await goOn()
    await page.getByRole('region', { name: 'What a commit would do' }).getByText('8', { exact: true }).waitFor()
    await commit()
    await button('Import another file').click()
  })

  it('in the French one a row that nobody here can complete is set aside with a question, the rest is committed', async () => {
    await importOf(senegal).click()
    await toCheck(senegal.officeName)
    await goOn()
    await cellAt(unknown.symbol, 2).click()
    for (let column = 3; column <= 5; column++) await page.keyboard.press('ArrowRight')
    await page.getByRole('region', { name: 'The cell' }).getByText(/“à confirmer” is not a number/).waitFor()
    await page.keyboard.press('Alt+q')
    await expect.poll(() => dialog().getByLabel('Question to the office').inputValue()).toContain(senegal.badText)
    await page.keyboard.type(question)
    // However often it is clicked, one question is asked: the workbook that goes back counts them.
    await dialog().getByRole('button', { name: 'Set aside' }).dblclick()
    await closeToast('One row was set aside.')
    await cells().getByText('Parked').waitFor()
    await goOn()
    await page.getByText('One row is set aside and stays in staging with its question.').waitFor()
    await picture('walk-3-commit')
    await commit()
    await page.getByText('One row is set aside and stays in staging with its question.').waitFor()
    await expectMatrix(all2011().filter((row) => row !== unknown))
  })
})

describe('back to its sender and back again', () => {
  let sent: ExcelJS.Workbook

  it('the row set aside waits; its workbook goes back in French with the question on the cell', async () => {
    await section(page, 'Submissions').click()
    await list().getByRole('row').filter({ hasText: '1 row waits for an answer' }).getByText(senegal.name).click()
    expect((await page.getByRole('region', { name: 'Every row accounted for' }).boundingBox())?.height).toBeGreaterThan(80)
    await button('Return to sender…').click()
    await dialog().getByLabel('Language of the office').selectOption('fr')
    const download = page.waitForEvent('download')
    await dialog().getByRole('button', { name: 'Make the workbook' }).click()
    await dialog().getByText(/1 question\./).waitFor()
    await screenshot(page, 'walk-return-dialog')
    sent = await readBook(await download)
    await dialog().getByRole('button', { name: 'Close' }).click()
    expect(sent.worksheets.map(({ name }) => name)).toEqual(['Lisez-moi', senegal.sheet, 'Examen RMMS'])
    const note = noteOf(sheetOf(sent, senegal.sheet).getCell(senegal.badCell ?? ''))
    expect(note).toContain(question)
    expect(note).toContain(senegal.badText)
  })

  it('corrected and answered by the office it is recognized, whatever it is called, and only what differs is shown', async () => {
    const sheet = sheetOf(sent, senegal.sheet)
    sheet.getCell(senegal.badCell ?? '').value = unknown.approved / 100
    let answers = 0
    sheetOf(sent, 'Examen RMMS').eachRow((row) => {
      row.eachCell((cell, column) => {
        if (cell.text !== 'Votre réponse' || answers > 0) return
        answers = column
      })
      if (answers > 0 && row.getCell(1).text.startsWith('Q-')) row.getCell(answers).value = answer
    })
    await button('All submissions').click()
    await chooseFiles(page, chosen({ name: 'suivi corrigé.xlsx', buffer: await bytesOf(sent) }))
    await toCheck(null)
    const panel = page.getByRole('region', { name: 'This file came back' })
    await panel.getByText(`It is the corrected return of “${senegal.name}”`).waitFor()
    expect(await panel.getByRole('row').count()).toBe(3)
    expect((await panel.getByRole('row').filter({ hasText: senegal.badText }).getByRole('cell').allTextContents()).slice(-2)).toEqual([senegal.badText, String(unknown.approved / 100)])
    await panel.getByRole('row').filter({ hasText: answer }).waitFor()
    await picture('walk-4-returned')
    await goOn()
    await goOn()
    await commit()
    await expectMatrix(all2011())
    await screenshot(page, 'walk-matrix')
  })
})

describe('a confirmation round', () => {
  const corrected = kenya.rows[0] ?? expect.fail('Kenya has a first project')
  const confirmed = corrected.approved + 1_234_500
  let books: ReadonlyMap<string, ExcelJS.Workbook>

  it('the tracker says of each office what it owed and what came', async () => {
    await section(page, 'Offices').click()
    await button('Add what is owed…').click()
    await dialog().getByRole('button', { name: /^Offices/ }).click()
    for (const { officeName } of all) {
      await dialog().getByLabel('Find an office').fill(officeName)
      await dialog().getByRole('option', { name: new RegExp(`^${officeName}`) }).waitFor()
      await page.keyboard.press('Enter')
    }
    await page.keyboard.press('Escape')
    await dialog().getByLabel('Due on').fill('2012-01-31')
    await choosePeriod()
    await dialog().getByRole('button', { name: 'Add for 3 offices' }).click()
    await closeToast('3 offices owe it now.')
    const tracker = page.getByRole('grid')
    for (const { officeName } of all) await tracker.getByRole('row').filter({ hasText: officeName }).getByText('Committed').waitFor()
    await screenshot(page, 'walk-tracker')
  })

  it('makes one workbook an office: its own projects, our figures, empty cells for its own', async () => {
    await page.getByRole('tab', { name: 'Confirmation rounds' }).click()
    await button('Make a round…').click()
    await dialog().getByLabel('Name').fill('January 2012')
    await choosePeriod()
    await dialog().getByLabel('To be returned by').fill('2012-01-31')
    await dialog().getByRole('button', { name: 'Make the workbooks' }).click()
    await dialog().getByText('3 workbooks were made.').waitFor()
    await picture('walk-5-round')
    const made = new Map<string, ExcelJS.Workbook>()
    for (const { office } of all) {
      const download = page.waitForEvent('download')
      await dialog().getByRole('button', { name: new RegExp(`^Save ${office}`) }).click()
      made.set(office, await readBook(await download))
    }
    await dialog().getByRole('button', { name: 'Close' }).click()
    books = made
    for (const { office, rows } of all) {
      const texts = books.get(office)?.worksheets.flatMap((sheet) => sheet.getSheetValues().flatMap((row) => (Array.isArray(row) ? row.map(String) : []))) ?? []
      for (const row of all2011()) expect(texts.includes(row.symbol), `${row.symbol} in the workbook of ${office}`).toBe(rows.includes(row))
    }
  })

  it('what an office fills in is the only difference; what it leaves blank stays as it was', async () => {
    const book = books.get(kenya.office) ?? expect.fail('no workbook for Kenya')
    const [sheet] = book.worksheets
    if (!sheet) expect.fail('no sheet')
    fillIn(sheet, corrected.symbol, /Approv.*your figure/i, confirmed / 100)
    await section(page, 'Submissions').click()
    await chooseFiles(page, chosen({ name: 'from Kenya.xlsx', buffer: await bytesOf(book) }))
    await toCheck(null)
    const panel = page.getByRole('region', { name: 'This file came back' })
    await panel.getByText(/7 rows as sent/).waitFor()
    expect((await panel.getByRole('row').filter({ hasText: corrected.symbol }).getByRole('cell').allTextContents()).slice(-3)).toEqual(['Approved', String(corrected.approved / 100), String(confirmed / 100)])
    await screenshot(page, 'walk-confirmed')
    await goOn()
    await goOn()
    await commit()
    await expectMatrix(all2011().map((row) => (row === corrected ? { ...row, approved: confirmed } : row)))
  })

  it('an import is taken back but for what was confirmed since, which is listed before anything happens', async () => {
    await section(page, 'Submissions').click()
    await list().getByRole('row').filter({ hasText: 'Committed' }).getByText(kenya.name).click()
    await button('Undo this import…').click()
    await dialog().getByRole('region', { name: /kept as (it is|they are)/ }).getByRole('row').filter({ hasText: corrected.symbol }).first().waitFor()
    await picture('walk-6-undo')
    await dialog().getByRole('button', { name: 'Undo this import' }).click()
    await dialog().getByRole('heading', { name: 'The import was taken back as far as it could be' }).waitFor()
    await dialog().getByRole('button', { name: 'Close' }).click()
    await list().getByRole('row').filter({ hasText: 'Undone in part' }).getByText(kenya.name).waitFor()
    await expectMatrix([...senegal.rows, ...honduras.rows, { ...corrected, approved: confirmed }])
  })
})

/** Writes into the row of a project, in the column whose header fits. */
function fillIn(sheet: ExcelJS.Worksheet, symbol: string, header: RegExp, value: number): void {
  let column = 0
  sheet.eachRow((row) => {
    row.eachCell((cell, at) => {
      if (header.test(cell.text)) column = at
    })
    if (row.values && Array.isArray(row.values) && row.values.includes(symbol)) row.getCell(column).value = value
  })
}
