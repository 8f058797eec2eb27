/** Names that earlier imports taught the workspace: seen with scope, author and date, and forgotten one by one. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rememberImport } from '../../src/main/core/importing/stage/remember-import.ts'
import { closeStore } from '../../src/main/core/store/database.ts'
import { installPacks, readPacks } from '../../src/main/core/store/packs.ts'
import { by, makeWorkspace, now, openWritable, resourcesDir } from '../fixtures/workspace-file.ts'
import { mapping } from '../integration/importing/staged-workspace.ts'
import { startBrowserHost, type BrowserHost } from '../helpers/browser-host.ts'
import { closeBrowser, closePage, openPage, screenshot } from '../helpers/page.ts'

let folder: string
let host: BrowserHost
let page: Page

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rmms-remembered-'))
  const workspace = makeWorkspace(folder, 'Register.rmms', { fill: (db) => void installPacks(db, readPacks(resourcesDir), by) })
  const db = openWritable(workspace)
  const taught = { fileName: 'grants.xlsx', person: 'Ana', now }
  rememberImport(db, { ...taught, mapping: { ...mapping, constants: { office: 'FRKEN' } }, decisions: { partners: [{ text: 'The Friends of the Forest', from: 'column', partnerKey: 'SWE' }], values: [{ type: 'result', text: 'Crops', key: '2010-13/A1' }] } })
  rememberImport(db, { ...taught, mapping, decisions: { partners: [{ text: 'XYZ', from: 'symbol', partnerKey: 'NOR' }], values: [] } })
  closeStore(db)
  host = await startBrowserHost({ dataDir: join(folder, 'data'), workspaces: [workspace] })
  page = await openPage(host, { isShared: true, colorScheme: 'light' })
  await page.getByLabel('Your name').fill('Amina Diallo')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /Register/ }).click()
  await page.getByRole('navigation').getByRole('button', { name: 'Reference data' }).click()
  await page.getByRole('tab', { name: 'Remembered names' }).click()
})
afterAll(async () => {
  await closePage(page)
  await closeBrowser()
  await host.stop()
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
})

it('shows what each name stands for, where it holds and who said so', async () => {
  const row = (name: string) => page.getByRole('row').filter({ hasText: name })
  await row('The Friends of the Forest').waitFor()
  const texts = await row('The Friends of the Forest').getByRole('gridcell').allTextContents()
  expect(texts.slice(0, 5)).toEqual(['The Friends of the Forest', 'Sweden', 'Partner', 'FAO Representation in Kenya', 'Ana'])
  expect((await row('XYZ').getByRole('gridcell').allTextContents()).slice(1, 4)).toEqual(['Norway', 'Donor code in symbols', 'Everywhere'])
  await screenshot(page, 'remembered-names')
})

it('forgets one after asking, and says so', async () => {
  await page.getByRole('row').filter({ hasText: 'The Friends of the Forest' }).getByRole('gridcell', { name: 'Forget' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('will ask again instead of taking it for Sweden').waitFor()
  await screenshot(page, 'remembered-names-forget')
  await dialog.getByRole('button', { name: 'Forget' }).click()
  await page.getByText('“The Friends of the Forest” is forgotten.').waitFor()
  await page.getByRole('row').filter({ hasText: 'The Friends of the Forest' }).waitFor({ state: 'detached' })
  await page.getByText('2 entries').waitFor()
})

it('finds by name, and says where there are none', async () => {
  await page.getByLabel('Search names, persons, offices').fill('crops')
  await page.getByText('1 entry').waitFor()
  await page.getByLabel('Search names, persons, offices').fill('nothing of the kind')
  await page.getByText('Nothing found').waitFor()
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await page.getByText('2 entries').waitFor()
})
