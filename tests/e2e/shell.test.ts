/** The frame of the window, as an analyst meets it: the first start, the sections, languages, the keyboard, a reload. */
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBrowserHost, type BrowserHost } from '../helpers/browser-host.ts'
import { closeBrowser, closePage, openPage, screenshot } from '../helpers/page.ts'

let host: BrowserHost
let page: Page
const section = (name: string) => page.getByRole('navigation').getByRole('button', { name })
const heading = (name: string) => page.getByRole('heading', { level: 1, name })

beforeAll(async () => {
  host = await startBrowserHost()
  page = await openPage(host, { isShared: true, colorScheme: 'light' })
})
afterAll(async () => {
  await closePage(page)
  await closeBrowser()
  await host.stop()
})

describe('the first start', () => {
  it('asks once who works here, by keyboard alone', async () => {
    await page.getByLabel('Your name').waitFor()
    expect(await page.getByRole('button', { name: 'Continue' }).isDisabled()).toBe(true)
    await page.keyboard.type('Amina Diallo')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Open the sample workspace' }).waitFor()
    await screenshot(page, 'first-screen-light')
    await page.reload()
    await page.getByRole('button', { name: 'New workspace' }).waitFor()
    expect(await page.getByLabel('Your name').count()).toBe(0)
  })

  it('makes a workspace; a name of blanks is none, Escape gives the focus back', async () => {
    await page.getByRole('button', { name: 'New workspace' }).click()
    await page.getByLabel('Name').fill('   ')
    expect(await page.getByRole('button', { name: 'Create' }).isDisabled()).toBe(true)
    await page.keyboard.press('Escape')
    expect(await page.getByRole('button', { name: 'New workspace' }).evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await page.getByLabel('Name').fill('Office of strategy <b>& planning</b>')
    await page.keyboard.press('Enter')
    await heading('Overview').waitFor()
    expect(await page.title()).toContain('Office of strategy <b>& planning</b>')
  })
})

describe('an empty workspace', () => {
  it('says in each section what it is for and what to do next', async () => {
    await page.getByText('No contributions yet').waitFor()
    await screenshot(page, 'overview-empty')
    await section('Projects').click()
    await page.getByText('No projects yet').waitFor()
    await section('Activity').click()
    await page.getByRole('grid', { name: 'Activity' }).getByText('Workspace made').waitFor()
  })

  it('has its reference data, with what nobody has verified marked in words', async () => {
    await section('Reference data').click()
    await page.getByRole('grid', { name: 'Sources' }).getByText('Resource partners').waitFor()
    await page.getByRole('tab', { name: 'Sources' }).focus()
    await page.keyboard.press('ArrowRight')
    const partners = page.getByRole('grid', { name: 'Partners' })
    await partners.getByText('Afghanistan', { exact: true }).waitFor()
    await page.getByRole('searchbox').fill('sweden')
    await page.getByRole('status').filter({ hasText: /^\d entr/ }).waitFor()
    await partners.getByText('SWE', { exact: true }).waitFor()
    await page.getByRole('searchbox').fill('no such partner anywhere')
    await page.getByText('No entry has these words.').waitFor()
    await page.getByRole('tab', { name: 'Results framework' }).click()
    await page.getByRole('grid', { name: 'Results framework' }).getByText('Unverified').first().waitFor()
    await screenshot(page, 'reference-light')
  })
})

describe('the keyboard', () => {
  it('reaches the content past the navigation', async () => {
    await page.reload()
    await heading('Reference data').waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Go to the content')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
  })

  it('goes anywhere through the command palette, without accents and with letters left out', async () => {
    await page.keyboard.press('Control+k')
    const list = page.getByRole('listbox', { name: 'Commands' })
    await list.waitFor()
    await screenshot(page, 'palette-light')
    await page.keyboard.type('actvt')
    expect(await list.getByRole('option', { selected: true }).textContent()).toBe('Activity')
    await page.keyboard.press('Enter')
    await heading('Activity').waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('qqqq')
    await page.getByText('No command has this name.').waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await list.waitFor({ state: 'detached' })
  })

  it('goes back and forward by Alt and an arrow', async () => {
    await section('Overview').click()
    await heading('Overview').waitFor()
    await page.keyboard.press('Alt+ArrowLeft')
    await heading('Activity').waitFor()
    await page.keyboard.press('Alt+ArrowRight')
    await heading('Overview').waitFor()
  })

  it('opens a change from the list, widens its panel, and closes it with Escape', async () => {
    await section('Activity').click()
    await page.getByRole('gridcell', { name: 'Workspace made' }).click()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Change 2' }).waitFor()
    await page.getByText('Cannot be undone').waitFor()
    const border = page.getByRole('separator', { name: 'Width of the details' })
    const before = Number(await border.getAttribute('aria-valuenow'))
    await border.focus()
    await page.keyboard.press('ArrowLeft')
    expect(Number(await border.getAttribute('aria-valuenow'))).toBeGreaterThan(before)
    await page.getByRole('button', { name: 'Close' }).focus()
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'Change 2' }).waitFor({ state: 'detached' })
  })
})

describe('the whole window', () => {
  it('verifies the workspace and says check by check what was found', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('verify')
    await page.keyboard.press('Enter')
    await page.getByText('The workspace is whole').waitFor()
    expect(await page.getByRole('dialog').getByText('Good', { exact: true }).count()).toBe(5)
    await page.keyboard.press('Escape')
  })

  it('has nothing to undo yet, and says so', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('undo')
    await page.keyboard.press('Enter')
    await page.getByText('There is no change that can be undone.').waitFor()
    await page.keyboard.press('Escape')
  })

  it('changes its language at once and keeps it over a reload', async () => {
    await page.getByLabel('Language').selectOption('fr')
    await heading('Activité').waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('fr')
    await page.reload()
    await heading('Activité').waitFor()
    await section('Données de référence').click()
    await heading('Données de référence').waitFor()
    await screenshot(page, 'reference-french')
    await page.getByLabel('Langue').selectOption('en')
    await heading('Reference data').waitFor()
  })

  it('changes between light and dark', async () => {
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const light = await ground()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('appearance dark')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark')
    expect(await ground()).not.toBe(light)
    await screenshot(page, 'reference-dark')
  })

  it('leaves the workspace for the list, where it can be opened again', async () => {
    await page.getByRole('button', { name: /Office of strategy/ }).click()
    await page.getByRole('heading', { name: 'Recent workspaces' }).waitFor()
    await page.getByRole('button', { name: /Office of strategy/ }).click()
    await heading('Overview').waitFor()
  })

  it('fits 1280 x 720 without a scroll bar of the page', async () => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight)).toBe(true)
  })
})

it('a page without a session says how to get one', async () => {
  const stranger = await openPage({ url: new URL('/', host.url).href })
  await stranger.getByText('This window is not connected').waitFor()
})
