/** The list of what needs a person, in the window: counted, narrowed, put off and taken back by keyboard, opened at its place. */
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fr } from '../../src/shared/messages/fr/index.ts'
import { goodBook, openDesk, type Desk } from '../contract/bad-input/desk.ts'
import { unnamedControls } from '../helpers/accessible-names.ts'
import { startBrowserHost, type BrowserHost } from '../helpers/browser-host.ts'
import { closeBrowser, closePage, openPage, screenshot } from '../helpers/page.ts'
import { section } from '../helpers/window.ts'

let desk: Desk
let host: BrowserHost
let page: Page
const grid = () => page.getByRole('grid', { name: 'To settle', exact: true })
const row = (text: string) => grid().getByRole('row').filter({ hasText: text })
const count = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor()
const area = (name: string) => page.getByRole('group', { name: 'Area' }).getByRole('button', { name })

beforeAll(async () => {
  desk = await openDesk()
  const { workspace } = desk
  const values = (of: Readonly<Record<string, string>>) => Object.entries(of).map(([field, text]) => ({ field, text }))
  await desk.ask('records.write', { workspace, type: 'task', creates: ['Call the office', 'Write the letter', 'Ask for the report'].map((text) => ({ rowKey: text, values: values({ text, 'due-on': '2012-01-31' }) })) })
  await desk.ask('records.write', { workspace, type: 'partner', creates: [{ rowKey: 'a', values: values({ name: 'Silent Fund', tier: 'partner', type: 'unknown', prospect: 'negotiating' }) }] })
  await desk.stage(await desk.token('grants.xlsx', goodBook(3)))
  host = await startBrowserHost({ workspaces: [desk.path] })
  page = await openPage(host, { isShared: true, colorScheme: 'light' })
  page.setDefaultTimeout(15_000)
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

it('counts what waits beside its section, on the overview and by area', async () => {
  await section(page, 'To settle').getByText('6 findings wait').waitFor({ state: 'attached' })
  await page.getByRole('button', { name: '5 other findings to settle' }).click()
  await page.getByRole('heading', { level: 1, name: 'To settle' }).waitFor()
  await count('6 findings')
  expect(await page.getByRole('group', { name: 'Area' }).getByRole('button').allTextContents()).toEqual(['Submissions1', 'Partners2', 'Tasks3'])
  await row('Silent Fund is in negotiation').waitFor()
  await screenshot(page, 'findings', { isForReadme: true })
})

it('is narrowed by area, rule and words, and says so where nothing is left', async () => {
  await area('Partners').click()
  await count('2 findings')
  await page.getByLabel('Search findings').fill('zebra')
  await page.getByText('No finding matches the search and the filters.').waitFor()
  await page.getByRole('button', { name: 'Clear the search and the filters' }).click()
  await count('6 findings')
})

it('is put off by S with a reason, several at once, and taken back', async () => {
  await row('Call the office').getByRole('gridcell').nth(2).focus()
  await page.keyboard.press('s')
  const dialog = page.getByRole('dialog', { name: 'Put off a finding' })
  await dialog.getByRole('button', { name: 'Put off' }).click()
  await dialog.getByText('Say why, for whoever reads it next.').waitFor()
  await dialog.getByLabel('Reason').fill('The office is moving')
  await dialog.getByRole('button', { name: '90 days' }).click()
  await dialog.getByLabel('Reason').press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await count('5 findings')
  for (const text of ['Write the letter', 'Ask for the report']) await row(text).getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Put off…' }).click()
  await page.getByRole('dialog', { name: 'Put off 2 findings' }).getByLabel('Reason').fill('Later')
  await page.keyboard.press('Enter')
  await count('3 findings')
  await page.getByLabel('Show', { exact: true }).selectOption({ label: 'Put off (3)' })
  await count('3 findings')
  await row('The office is moving').getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Take back' }).click()
  await count('2 findings')
  await page.getByLabel('Show', { exact: true }).selectOption({ label: 'Waiting' })
  await count('4 findings')
})

it('leads to its place by Enter, and back', async () => {
  await row('grants.xlsx is prepared').getByRole('gridcell').nth(2).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /grants\.xlsx|Submissions/ }).waitFor()
  await page.getByText('grants.xlsx').first().waitFor()
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: 'To settle' }).waitFor()
})

it('has names for every control, and is French whole', async () => {
  expect(await unnamedControls(page)).toEqual([])
  await page.getByLabel('Language').selectOption('fr')
  await page.getByRole('heading', { level: 1, name: fr['findings.title'] }).waitFor()
  await page.getByText('Silent Fund est en négociation', { exact: false }).first().waitFor()
  await page.getByLabel('Langue').selectOption('en')
  await page.getByRole('heading', { level: 1, name: 'To settle' }).waitFor()
})
