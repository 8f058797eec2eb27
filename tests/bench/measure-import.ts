/** 100,000 rows x 20 columns through the window: read, mapped, checked, staged and committed while the page watches its own frames. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import { z } from 'zod'
import { bareInsert } from './bare-insert.ts'
import { emptyWorkspace } from './bench-workspaces.ts'
import { contributionsWorkbook } from './contributions-workbook.ts'
import type { Figure } from './figures.ts'
import { watchMemory } from './process-memory.ts'
import { framesSince, openBenchPage, pageTime, startHost, type Frames, type Stretch } from './window.ts'

const rows = 100_000
const minutes = 60_000

export async function measureImport(browser: Browser, dataDir: string, folder: string): Promise<Figure[]> {
  const file = await contributionsWorkbook(rows)
  const workspace = join(folder, 'import.rmms')
  const blank = join(folder, 'blank.rmms')
  emptyWorkspace(workspace, 'Bench import')
  copyFileSync(workspace, blank)
  const host = await startHost(dataDir, [workspace])
  const page = await openBenchPage(browser, host, ['Bench import', 'Submissions'])
  page.setDefaultTimeout(5 * minutes)
  const goOn = (): Promise<void> => page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Choose files…' }).first().waitFor()
  const memory = watchMemory(host.pid)
  const from = await pageTime(page)
  const phases: { readonly name: string; readonly from: number; readonly to: number }[] = []
  let last = from
  const phase = async (name: string): Promise<void> => {
    const now = await pageTime(page)
    phases.push({ name, from: last, to: now })
    last = now
  }

  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose files…' }).first().click()
  await (await chooser).setFiles(file)
  await page.getByText('Fingerprint (SHA-256)').waitFor()
  await phase('sent to the host, described, surveyed')
  await goOn()
  await page.getByRole('status').filter({ hasText: 'The header ends in row 1.' }).waitFor()
  await phase('header found, columns proposed')
  await goOn()
  await page.getByRole('button', { name: 'Confirm all suggestions' }).click()
  await goOn()
  await phase('columns confirmed, partners shown')
  await goOn()
  await page.getByRole('region', { name: 'Every row accounted for' }).waitFor()
  await phase('read, validated, staged, compared')
  await page.getByRole('grid', { name: 'Rows of the sheet' }).getByRole('gridcell').first().waitFor()
  const staged = last - from
  const stagingFrames = await framesSince(page, from)
  const stagingMemory = memory.stop()

  const committing = watchMemory(host.pid)
  await goOn()
  await page.getByRole('button', { name: 'Find and replace…' }).waitFor()
  await goOn()
  await page.getByRole('button', { name: 'Commit', exact: true }).waitFor()
  const commitFrom = await pageTime(page)
  await page.getByRole('button', { name: 'Commit', exact: true }).click()
  await page.getByText('The import is in the register').waitFor()
  const committed = (await pageTime(page)) - commitFrom
  const commitFrames = await framesSince(page, commitFrom)
  const commitMemory = committing.stop()
  await page.context().close()
  await host.stop()

  const reader = streamReader(file)
  const phaseAt = ({ at, ms }: Stretch): string => phases.find((one) => at + ms / 2 < one.to)?.name ?? 'committed'
  const longestOf = (what: string, stretches: readonly Stretch[], target: number): Figure => {
    const longest = stretches.reduce<Stretch | null>((most, one) => (most && most.ms >= one.ms ? most : one), null)
    return { name: `  longest ${what}${longest ? ` (while: ${phaseAt(longest)})` : ''}`, unit: 'ms', samples: [longest?.ms ?? 0], target, isWorst: true }
  }
  // A frame that is 50 ms late comes 67 ms after the one before it.
  const longest = ({ tasks, gaps }: Frames): Figure[] => [longestOf('task of the page', tasks, 50), longestOf('distance of two frames', gaps, 67)]
  const peaks = (peak: typeof stagingMemory): Figure[] => (peak ? [{ name: '  peak memory: host', unit: 'MB', samples: [peak.own] }, { name: '  peak memory: parser', unit: 'MB', samples: [peak.child], reference: { name: 'exceljs streaming reader', value: reader.peakMb } }, { name: '  peak memory: together', unit: 'MB', samples: [peak.together] }] : [])
  return [
    { name: `import of ${rows.toLocaleString('en')} x 20 (${(statSync(file).size / 1e6).toFixed(0)} MB): file chosen to staged`, unit: 'ms', samples: [staged], reference: { name: 'exceljs streaming reader alone', value: reader.ms } },
    ...phases.map((one): Figure => ({ name: `  ${one.name}`, unit: 'ms', samples: [one.to - one.from] })), ...longest(stagingFrames), ...peaks(stagingMemory),
    { name: 'commit of these rows', unit: 'ms', samples: [committed], reference: { name: 'bare SQLite insert of the same rows', value: bareInsert(workspace, blank) } },
    ...longest(commitFrames), ...peaks(commitMemory).filter(({ name }) => name.includes('host')),
  ]
}

const Read = z.object({ ms: z.number(), cells: z.number(), peakMb: z.number() })
const streamReader = (file: string): z.infer<typeof Read> => Read.parse(JSON.parse(execFileSync(process.execPath, [join(import.meta.dirname, 'exceljs-stream.ts'), file], { encoding: 'utf8' })))
