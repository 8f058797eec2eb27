/** The built host with the built page: a window opens without a single problem, comes back after a reload, and leaves nothing. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { startBrowserHost } from '../helpers/browser-host.ts'
import { eventually } from '../helpers/eventually.ts'
import { closeBrowser, openPage, screenshot } from '../helpers/page.ts'

afterAll(closeBrowser)

it('opens a window, which goes on after a reload; the address works once', async () => {
  const host = await startBrowserHost()
  const page = await openPage(host)
  await page.getByRole('heading', { level: 1 }).waitFor()
  // Nothing of the address stays that could open a second window.
  expect(page.url()).not.toContain('token')
  await page.reload()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await screenshot(page, 'first-screen')

  await eventually('the address of another window', () => host.addresses.length === 2)
  const second = await openPage({ url: host.addresses[1] ?? '' })
  await second.getByRole('heading', { level: 1 }).waitFor()

  expect(await host.stop()).toBe(0)
})

it('leaves its data folder tidy when it is told to stop', async () => {
  const host = await startBrowserHost()
  const page = await openPage(host)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.close()
  const passing = join(host.dataDir, 'passing')
  expect(await readdir(passing)).toHaveLength(1)
  expect(await host.stop({ isKeepingData: true })).toBe(0)
  expect(await readdir(passing)).toEqual([])
  await host.removeData()
})
