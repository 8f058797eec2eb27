/** Every section of the sample workspace for who hears it, who has the keyboard only, and who enlarges it: names, focus, small windows, French. */
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/shared/messages/en/index.ts'
import { fr } from '../../src/shared/messages/fr/index.ts'
import { unnamedControls } from '../helpers/accessible-names.ts'
import { startBrowserHost, type BrowserHost } from '../helpers/browser-host.ts'
import { closeBrowser, closePage, openPage, screenshot } from '../helpers/page.ts'
import { section, tabTo } from '../helpers/window.ts'

const sections = ['overview', 'findings', 'submissions', 'projects', 'matrices', 'annexes', 'reference', 'activity'] as const

let host: BrowserHost
let page: Page

const unnamed = () => unnamedControls(page)
const heading = (text: string) => page.getByRole('heading', { level: 1, name: text, exact: true })
const settled = () => page.waitForFunction(() => document.querySelector('.skeleton, [aria-busy="true"]') === null)

beforeAll(async () => {
  host = await startBrowserHost()
  page = await openPage(host, { isShared: true, colorScheme: 'light', reducedMotion: 'reduce' })
  page.setDefaultTimeout(15_000)
  await page.getByLabel('Your name').fill('Amina Diallo')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Open the sample workspace' }).click()
  await heading('Overview').waitFor({ timeout: 60_000 })
})
afterAll(async () => {
  await closePage(page)
  await closeBrowser()
  await host.stop()
})

describe.each(sections)('%s', (id) => {
  const key = `${id}.title` as const
  it('names every control and takes the keyboard along', async () => {
    await section(page, en[key]).click()
    await heading(en[key]).waitFor()
    await settled()
    expect(await unnamed()).toEqual([])
    if (id !== 'overview') expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
  })

  it('is whole in a window of 640 x 360, which is 1280 x 720 at 200 %', async () => {
    await page.setViewportSize({ width: 640, height: 360 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(640)
    const grid = page.getByRole('grid').first()
    if ((await grid.count()) > 0) {
      await grid.getByRole('row').nth(2).scrollIntoViewIfNeeded()
      const box = await grid.getByRole('row').nth(2).boundingBox()
      expect(box && box.y >= 40 && box.y + box.height <= 340).toBe(true)
    }
    await screenshot(page, `small-${id}`)
    await page.setViewportSize({ width: 1280, height: 720 })
  })

  it('has its heading and its place in the navigation in French, none of them cut', async () => {
    await page.getByLabel('Language').first().selectOption('fr')
    await heading(fr[key]).waitFor()
    const cut = await page.getByRole('navigation', { name: fr['shell.navigation'] }).getByRole('button').evaluateAll((buttons) => buttons.filter((button) => button.scrollWidth > button.clientWidth || [...button.children].some((child) => child.scrollWidth > child.clientWidth)).map((button) => button.textContent))
    expect(cut).toEqual([])
    await page.getByLabel('Langue').first().selectOption('en')
    await heading(en[key]).waitFor()
  })
})

it('the palette names its entries, and Escape gives the keyboard back', async () => {
  await tabTo(page, /^Search in activity/)
  await page.keyboard.press('Control+k')
  await page.getByRole('listbox').waitFor()
  expect(await unnamed()).toEqual([])
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(en['activity.search'])
})
