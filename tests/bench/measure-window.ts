/** What a person waits for in the window: until the first matrix is there, and from a click until the next one is painted. */
import type { Browser, Page } from 'playwright'
import { largeWorkspace } from './bench-workspaces.ts'
import type { Figure } from './figures.ts'
import { openBenchPage, startHost } from './window.ts'

/** Host started, workspace opened from the first screen, matrices entered, first matrix on the screen. */
export async function measureReady(browser: Browser, dataDir: string, amounts: number, runs: number): Promise<Figure[]> {
  const workspace = largeWorkspace(amounts)
  const samples: number[] = []
  const hostOnly: number[] = []
  for (let run = 0; run < runs; run++) {
    const host = await startHost(dataDir, [workspace])
    hostOnly.push(performance.timeOrigin + performance.now() - host.startedAt)
    const page = await openBenchPage(browser, host, [`Bench ${amounts}`, 'Partner matrices'])
    await page.waitForFunction(() => performance.getEntriesByName('matrix-painted').length > 0)
    samples.push((await page.evaluate(() => performance.timeOrigin + (performance.getEntriesByName('matrix-painted')[0]?.startTime ?? Number.NaN))) - host.startedAt)
    await page.context().close()
    await host.stop()
  }
  const name = amounts.toLocaleString('en')
  return [
    { name: `ready to use, ${name} amounts: first matrix painted`, unit: 'ms', samples, ...(amounts <= 100_000 ? { target: 2500 } : {}) },
    { name: '  of this, until the host gave its address', unit: 'ms', samples: hostOnly },
  ]
}

const changes: readonly (readonly [label: string, value: string])[] = [
  ['Columns', 'biennium'], ['Counting rule', 'voluntary-contributions'], ['Measure', 'delivery'], ['Columns', 'year'], ['Rows', 'group'], ['Measure', 'approval'], ['Rows', 'partner'], ['Counting rule', 'everything'],
]

/** Every setting of the matrix that asks the core anew, several times. */
export async function measureMatrix(browser: Browser, dataDir: string, amounts: number, rounds: number): Promise<Figure[]> {
  const host = await startHost(dataDir, [largeWorkspace(amounts)])
  const page = await openBenchPage(browser, host, [`Bench ${amounts}`, 'Partner matrices'])
  await page.waitForFunction(() => performance.getEntriesByName('matrix-painted').length > 0)
  await page.getByLabel('Measure', { exact: true }).waitFor()
  let done = 0
  for (let round = 0; round < rounds; round++) for (const [label, value] of changes) await change(page, label, value, (done += 1))
  const samples = await page.evaluate(() => performance.getEntriesByName('matrix-click-to-paint').map(({ duration }) => duration))
  await page.context().close()
  await host.stop()
  // The first round warms the code up; it is part of the figures, as it is for a person.
  return [{ name: `matrix over ${amounts.toLocaleString('en')} amounts: click to painted`, unit: 'ms', samples, target: amounts <= 100_000 ? 100 : 200 }]
}

async function change(page: Page, label: string, value: string, count: number): Promise<void> {
  await page.getByLabel(label, { exact: true }).selectOption(value)
  await page.waitForFunction((wanted) => performance.getEntriesByName('matrix-click-to-paint').length >= wanted, count)
}
