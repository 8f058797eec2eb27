/** Month's end in the window: corrections are answered and added, sources compared, projects of a snapshot settled, offices asked and reminded, a round made, a recipe run. */
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RegisterDesk } from '../contract/corrections/register-desk.ts'
import { fr } from '../../src/shared/messages/fr/index.ts'
import { unnamedControls } from '../helpers/accessible-names.ts'
import { startBrowserHost, type BrowserHost } from '../helpers/browser-host.ts'
import { closeBrowser, closePage, openPage, screenshot } from '../helpers/page.ts'
import { section } from '../helpers/window.ts'
import { openMonthEnd } from './month-end-register.ts'

let desk: RegisterDesk
let host: BrowserHost
let page: Page
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
const dialog = () => page.getByRole('dialog')
const grid = (name: string) => page.getByRole('grid', { name, exact: true })
const row = (name: string, text: string | RegExp) => grid(name).getByRole('row').filter({ hasText: text })
const tab = (name: RegExp) => page.getByRole('tab', { name })
/** Confirmations of what was done before are no part of a picture. */
const picture = async (name: string) => {
  const notes = page.getByRole('status').getByRole('button', { name: 'Close' })
  while ((await notes.count()) > 0) await notes.first().click()
  await screenshot(page, name, { isForReadme: true })
}
const go = async (name: string) => {
  await section(page, name).click()
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
}

beforeAll(async () => {
  desk = await openMonthEnd()
  host = await startBrowserHost({ workspaces: [desk.path] })
  page = await openPage(host, { isShared: true, colorScheme: 'light' })
  page.setDefaultTimeout(15_000)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByLabel('Your name').fill('Amina Diallo')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /Register/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
})
afterAll(async () => {
  await closePage(page)
  await closeBrowser()
  await host.stop()
  await desk.dispose()
})

describe('corrections', () => {
  it('asks first about what a newer figure contradicts, with the three figures side by side', async () => {
    await go('Corrections')
    const asked = page.getByRole('region', { name: 'One correction needs an answer' })
    expect(await asked.getByRole('definition').allTextContents()).toEqual(['USD 1,000', 'USD 1,200', 'USD 1,500'])
    await page.getByRole('status').filter({ hasText: '2 corrections in force, effect USD 800.50' }).waitFor()
    await picture('corrections')
    await asked.getByRole('button', { name: /^Keep ours/ }).click()
    await asked.waitFor({ state: 'detached' })
    await row('Corrections', 'GCP/PHI/101/JPN').getByText('In force').waitFor()
  })

  it('withdraws one with a reason, and shows it among the ended ones', async () => {
    await row('Corrections', 'GCP/PHI/102/JPN').getByText('Japan').click()
    const panel = page.getByRole('region', { name: 'GCP/PHI/102/JPN' })
    await panel.getByText('By message of the third').waitFor()
    await panel.getByRole('button', { name: 'Withdraw…' }).click()
    expect(await dialog().getByRole('button', { name: 'Withdraw' }).isDisabled()).toBe(true)
    await dialog().getByLabel('Why').fill('She spoke of another project')
    await screenshot(page, 'corrections-withdraw')
    await dialog().getByRole('button', { name: 'Withdraw' }).click()
    await row('Corrections', 'GCP/PHI/102/JPN').waitFor({ state: 'detached' })
    await page.getByLabel('Show ended corrections too').check()
    await row('Corrections', 'GCP/PHI/102/JPN').getByText('Withdrawn').waitFor()
  })

  it('jumps to the figure, where another one is corrected; what is no number is refused as it is typed', async () => {
    await row('Corrections', 'GCP/PHI/102/JPN').getByText('Japan').click()
    await button('Show the project').click()
    await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor()
    await button(/^Correct Approved/).click()
    await dialog().getByLabel('Amount', { exact: true }).fill('12,50')
    await dialog().getByText('Not a number. Write it such as 1,250,000.50.').waitFor()
    await dialog().getByLabel('Amount', { exact: true }).fill('2,450.75')
    await dialog().getByText('Read as USD 2,450.75').waitFor()
    await dialog().getByLabel('Who said it').fill('M. Santos')
    await dialog().getByLabel('On', { exact: true }).fill('2099-01-01')
    await dialog().getByText('This day has not come yet.').waitFor()
    await dialog().getByLabel('On', { exact: true }).fill('2011-02-03')
    const chooser = page.waitForEvent('filechooser')
    await dialog().getByRole('button', { name: 'Attach the message…' }).click()
    await (await chooser).setFiles({ name: 'message of February.eml', mimeType: 'message/rfc822', buffer: Buffer.from('It is 2,450.75.') })
    await dialog().getByText('Attached: message of February.eml').waitFor()
    expect(await unnamedControls(page)).toEqual([])
    await screenshot(page, 'correct-figure')
    await dialog().getByRole('button', { name: 'Correct the figure' }).click()
    await page.getByText('Corrected by M. Santos').waitFor()
    await go('Corrections')
    await row('Corrections', 'M. Santos').getByText('USD 2,450.75').waitFor()
  })
})

describe('reconciliation', () => {
  it('shows what differs, with both figures, the difference and the cell that the other one came from', async () => {
    await go('Reconciliation')
    await row('Differ', 'GCP/PHI/103/JPN').getByText('USD 3,100').waitFor()
    await row('Differ', 'GCP/PHI/103/JPN').getByText('Japan').click()
    await page.getByRole('region', { name: 'GCP/PHI/103/JPN' }).getByText(/grants-\d+\.xlsx/).waitFor()
    await picture('reconciliation')
    await tab(/^Only there/).click()
    await row('Only there', 'GCP/PHI/109/JPN').waitFor()
    await page.getByLabel('Measure').selectOption('delivery')
    await page.getByText('No figure is in this state').waitFor()
    await button('Clear the filters').click()
    await row('Only there', 'GCP/PHI/109/JPN').waitFor()
  })

  it('says each rule in a sentence; another source for the same measure changes the rule', async () => {
    await tab(/^Sources of record/).click()
    await page.getByText('Approved, always: the FPMIS snapshot counts.').waitFor()
    await button('Set a source of record…').click()
    await dialog().getByLabel('Measure').selectOption('receipt')
    await dialog().getByLabel('For', { exact: true }).selectOption('span')
    await dialog().getByLabel('Length').selectOption('biennium')
    await dialog().getByLabel('First year').fill('201')
    await dialog().getByText('A year of four digits, such as 2011.').waitFor()
    expect(await dialog().getByRole('button', { name: 'Set', exact: true }).isDisabled()).toBe(true)
    await dialog().getByLabel('First year').fill('2010')
    await dialog().getByLabel('Figures that count come from').selectOption('partner')
    await screenshot(page, 'reconciliation-rule')
    await dialog().getByRole('button', { name: 'Set', exact: true }).click()
    await page.getByText('Received, 2010-11: what the resource partner reports counts.').waitFor()
    await button(/^Change: Received/).click()
    await dialog().getByLabel('Figures that count come from').selectOption('office')
    await dialog().getByRole('button', { name: 'Set', exact: true }).click()
    await page.getByText('Received, 2010-11: what the office sends counts.').waitFor()
    await screenshot(page, 'reconciliation-rules')
    await button(/^Remove: Received/).click()
    await dialog().getByRole('button', { name: 'Remove' }).click()
    await dialog().waitFor({ state: 'detached' })
    await page.getByRole('listitem').filter({ hasText: 'Received, 2010-11' }).waitFor({ state: 'detached' })
  })

  it('settles several projects that a snapshot left out at once', async () => {
    await tab(/^Not in the snapshot/).click()
    await row('Not in the snapshot', 'GCP/PHI/103/JPN').waitFor()
    for (const symbol of ['GCP/PHI/103/JPN', 'GCP/PHI/104/JPN']) await row('Not in the snapshot', symbol).getByRole('checkbox').check()
    await screenshot(page, 'reconciliation-gaps')
    await button('Keep 2…').click()
    await dialog().getByLabel('Note').fill('Their reports come late')
    await dialog().getByRole('button', { name: 'Keep', exact: true }).click()
    await page.getByText('2 projects are settled.').waitFor()
    await row('Not in the snapshot', 'GCP/PHI/103/JPN').waitFor({ state: 'detached' })
    await page.getByLabel('Settled ones too').check()
    await row('Not in the snapshot', 'GCP/PHI/103/JPN').getByText('Kept').waitFor()
  })
})

describe('offices', () => {
  it('begins by saying what to do first, and takes what many offices owe', async () => {
    await go('Offices')
    await page.getByText('Nobody owes anything yet').waitFor()
    await button('Add what is owed…').click()
    await dialog().first().getByRole('button', { name: /^Offices / }).click()
    const search = page.getByRole('combobox', { name: 'Find an office' })
    for (const office of ['FRPHL', 'FRKEN', 'FRSEN']) {
      await search.fill(office)
      await search.press('Enter')
    }
    await search.press('Escape')
    await dialog().getByLabel('Length').selectOption('year')
    await dialog().getByLabel('Year', { exact: true }).fill('2010')
    await dialog().getByLabel('Due on').fill('2011-01-31')
    expect(await unnamedControls(page)).toEqual([])
    await screenshot(page, 'offices-add')
    await button('Add for 3 offices').click()
    await page.getByRole('status').filter({ hasText: '3 entries, 2 late' }).waitFor()
    await row('Tracker', 'Philippines').getByText('Staged').waitFor()
    await picture('offices-tracker')
  })

  it('has the reminder ready to copy, in the language of the office', async () => {
    await row('Tracker', 'Kenya').getByText('Late').click()
    await button('Reminder…').click()
    await dialog().getByLabel('Language').selectOption('fr')
    await expect.poll(() => dialog().getByLabel('Text').inputValue()).toMatch(/^Chères et chers collègues/)
    await screenshot(page, 'offices-reminder')
    await dialog().getByRole('button', { name: 'Copy subject and text' }).click()
    await dialog().getByText('The reminder is on the clipboard').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('Chères et chers collègues')
    await dialog().getByRole('button', { name: 'Close' }).click()
  })

  it('“nothing to report” is an answer, and can be taken back', async () => {
    await button('Nothing to report…').click()
    await dialog().getByLabel('Who said it').fill('J. Kamau')
    await dialog().getByRole('button', { name: 'Mark it' }).click()
    await row('Tracker', 'Kenya').getByText('Nothing to report').waitFor()
    await button('Take “nothing to report” back').click()
    await row('Tracker', 'Kenya').getByText('Late').waitFor()
  })

  it('keeps the answer to a question, whatever way it came', async () => {
    await tab(/^Questions/).click()
    await row('Questions', 'in thousands').getByText(/grants-\d+\.xlsx/).click()
    await page.getByLabel('Answer', { exact: true }).fill('No, in dollars.')
    await screenshot(page, 'offices-question')
    await button('Keep the answer').click()
    await page.getByText('No question is open').waitFor()
    await page.getByLabel('Open ones only').uncheck()
    await row('Questions', 'in thousands').getByText('No, in dollars.').waitFor()
  })

  it('makes a confirmation round and hands its workbooks over', async () => {
    await tab(/^Confirmation rounds/).click()
    await button('Make a round…').click()
    await dialog().getByLabel('Length').selectOption('year')
    await dialog().getByLabel('Year', { exact: true }).fill('1999')
    await button('Make the workbooks').click()
    await dialog().getByText(/No office has a project in the period/).waitFor()
    await dialog().getByLabel('Year', { exact: true }).fill('2010')
    expect(await unnamedControls(page)).toEqual([])
    await screenshot(page, 'round-make')
    await button('Make the workbooks').click()
    await dialog().getByText('One workbook was made.').waitFor()
    await screenshot(page, 'round-made')
    const download = page.waitForEvent('download')
    await button('Save the file').click()
    expect((await download).suggestedFilename()).toMatch(/^FRPHL 2010\.xlsx$/)
    await dialog().getByRole('button', { name: 'Close' }).click()
    await page.getByText('0 of 1 came back').waitFor()
    await screenshot(page, 'rounds')
  })

  it('makes another one for chosen offices, each in its language, and says who was left out', async () => {
    await button('Make a round…').click()
    await dialog().getByLabel('Length').selectOption('year')
    await dialog().getByLabel('Year', { exact: true }).fill('2010')
    await dialog().getByLabel('Name', { exact: true }).fill('Deuxième tour')
    await dialog().getByRole('combobox', { name: 'Offices', exact: true }).selectOption('some')
    expect(await button('Make the workbooks').isDisabled()).toBe(true)
    await dialog().getByRole('button', { name: /^Offices / }).click()
    const search = page.getByRole('combobox', { name: 'Find an office' })
    for (const office of ['FRPHL', 'FRKEN']) {
      await search.fill(office)
      await search.press('Enter')
    }
    await search.press('Escape')
    await dialog().getByLabel('Language of FAO Representation in the Philippines').selectOption('fr')
    await screenshot(page, 'round-chosen')
    await button('Make the workbooks').click()
    await dialog().getByText('FAO Representation in Kenya: no project in the period').waitFor()
    await dialog().getByRole('button', { name: 'Close' }).click()
    await page.getByRole('table', { name: 'Workbooks of Deuxième tour' }).getByText('French').waitFor()
  })
})

describe('recipes', () => {
  it('is written as steps that the keyboard and the mouse put in order', async () => {
    await go('Recipes')
    await button('New recipe…').click()
    await page.getByLabel('Name', { exact: true }).fill('Month end')
    await page.getByLabel('Files named like').fill('an unknown*')
    await button('Add a step').click()
    await page.getByLabel('Folder of the inbox').nth(1).selectOption('asia')
    await page.getByLabel('Files named like').nth(1).fill('grants*')
    await page.getByLabel('Who speaks').nth(1).selectOption('fpmis')
    await button('Add a step').click()
    await page.getByLabel('Files named like').nth(2).fill('nobody sent this*')
    const names = () => page.getByRole('heading', { level: 3 }).allTextContents()
    await button('Move step 2').focus()
    await page.keyboard.press('Alt+ArrowUp')
    expect(await names()).toEqual(['Step 1: grants*', 'Step 2: an unknown*', 'Step 3: nobody sent this*'])
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Move step 1')
    await button('Move step 3').hover()
    await page.mouse.down()
    // A drag begins with the second movement.
    for (const name of ['Step 2: an unknown*', 'Step 1: grants*', 'Step 1: grants*']) await page.getByRole('heading', { name }).hover()
    await page.mouse.up()
    expect(await names()).toEqual(['Step 1: nobody sent this*', 'Step 2: grants*', 'Step 3: an unknown*'])
    expect(await unnamedControls(page)).toEqual([])
    await screenshot(page, 'recipe-editor')
    await button('Save the recipe').click()
    await page.getByRole('heading', { name: 'Month end' }).waitFor()
    await screenshot(page, 'recipes')
  })

  it('runs dry and then for good, and ends in one page: what needs a person, by how much, what', async () => {
    await button('Dry run of Month end').click()
    await page.getByText('Dry run: nothing was committed').waitFor()
    await page.getByText('Would be committed').waitFor()
    await button('All recipes').click()
    await button('Run Month end').click()
    await page.getByRole('region', { name: '2 points need a person' }).waitFor()
    await button('Import an unknown form.xlsx').waitFor()
    await picture('recipe-report')
    const money = page.getByRole('table', { name: 'By how much' })
    await money.getByRole('row', { name: /Approved, all partners/ }).getByText('700.00').waitFor()
    await page.getByRole('table', { name: 'What changed' }).getByText('Committed').waitFor()
    await button('All recipes').click()
    await page.getByText('Past runs').click()
    await page.getByRole('table', { name: 'Runs of Month end' }).getByRole('row').nth(2).waitFor()
    await screenshot(page, 'recipe-runs')
  })
})

describe.each(['Corrections', 'Reconciliation', 'Offices', 'Recipes'] as const)('%s, for everyone', (name) => {
  const settled = () => page.waitForFunction(() => document.querySelector('.skeleton, [aria-busy="true"]') === null)
  it('names every control, takes the keyboard along and is whole at 640 x 360', async () => {
    await go(name)
    await settled()
    expect(await unnamedControls(page)).toEqual([])
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    await page.setViewportSize({ width: 640, height: 360 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(640)
    await screenshot(page, `month-end-small-${name.toLowerCase()}`)
    await page.setViewportSize({ width: 1280, height: 720 })
  })
  it('is there in French, in the dark, and mirrored', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.getByLabel('Language').first().selectOption('fr')
    await page.getByRole('heading', { level: 1, name: fr[`section.${name.toLowerCase() as Lowercase<typeof name>}`], exact: true }).waitFor()
    await settled()
    if (name === 'Reconciliation') await row('Diffèrent', 'GCP/PHI/103/JPN').waitFor()
    await screenshot(page, `month-end-dark-${name.toLowerCase()}`)
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1280)
    await screenshot(page, `month-end-mirrored-${name.toLowerCase()}`)
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'ltr'))
    await page.emulateMedia({ colorScheme: 'light' })
    await page.getByLabel('Langue').first().selectOption('en')
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
  })
})

it('an empty workspace says on each page what to do first', async () => {
  await page.keyboard.press('Control+k')
  await page.keyboard.type('new workspace')
  await page.getByRole('option', { name: 'New workspace…' }).waitFor()
  await page.keyboard.press('Enter')
  await dialog().getByLabel('Name', { exact: true }).fill('Empty register')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /Empty register/ }).waitFor()
  for (const [name, title, action] of [
    ['Corrections', 'No correction is in force', 'Go to Projects'],
    ['Reconciliation', 'Nothing to compare yet', 'Set a source of record…'],
    ['Offices', 'Nobody owes anything yet', 'Add what is owed…'],
    ['Recipes', 'No recipe yet', 'New recipe…'],
  ] as const) {
    await go(name)
    await page.getByRole('heading', { name: title }).waitFor()
    await button(action).waitFor()
    await screenshot(page, `month-end-empty-${name.toLowerCase()}`)
  }
})
