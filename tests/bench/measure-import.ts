/** 100,000 rows x 20 columns through the window: read, mapped, checked, staged and committed while the page watches its own frames. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import DatabaseFile from 'better-sqlite3'
import { z } from 'zod'
import { emptyWorkspace } from './bench-workspaces.ts'
import { contributionsWorkbook } from './contributions-workbook.ts'
import { worst, type Figure } from './figures.ts'
import { watchMemory } from './process-memory.ts'
import { framesSince, openBenchPage, pageTime, startHost } from './window.ts'

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
  await page.getByRole('button', { name: 'Choose a file…' }).first().waitFor()
  const memory = watchMemory(host.pid)
  const from = await pageTime(page)
  const phases: Figure[] = []
  let last = from
  const phase = async (name: string): Promise<void> => {
    const now = await pageTime(page)
    phases.push({ name: `  ${name}`, unit: 'ms', samples: [now - last] })
    last = now
  }

  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose a file…' }).first().click()
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
  const staged = last - from
  const stagingFrames = await framesSince(page, from)
  const stagingMemory = memory.stop()

  const committing = watchMemory(host.pid)
  await goOn()
  await page.getByRole('button', { name: 'Commit' }).waitFor()
  const commitFrom = await pageTime(page)
  await page.getByRole('button', { name: 'Commit' }).click()
  await page.getByText('The import is in the register').waitFor()
  const committed = (await pageTime(page)) - commitFrom
  const commitFrames = await framesSince(page, commitFrom)
  const commitMemory = committing.stop()
  await page.context().close()
  await host.stop()

  const reader = streamReader(file)
  const longest = ({ tasks, gaps }: typeof stagingFrames): Figure[] => [
    { name: '  longest task of the page', unit: 'ms', samples: [worst([0, ...tasks])], target: 50, isWorst: true },
    { name: '  longest distance between two frames', unit: 'ms', samples: [worst([0, ...gaps])], target: 67, isWorst: true },
  ]
  const peaks = (peak: typeof stagingMemory): Figure[] => (peak ? [{ name: '  peak memory: host', unit: 'MB', samples: [peak.own] }, { name: '  peak memory: parser', unit: 'MB', samples: [peak.child], reference: { name: 'exceljs streaming reader', value: reader.peakMb } }, { name: '  peak memory: together', unit: 'MB', samples: [peak.together] }] : [])
  return [
    { name: `import of ${rows.toLocaleString('en')} x 20 (${(statSync(file).size / 1e6).toFixed(0)} MB): file chosen to staged`, unit: 'ms', samples: [staged], reference: { name: 'exceljs streaming reader alone', value: reader.ms } },
    ...phases, ...longest(stagingFrames), ...peaks(stagingMemory),
    { name: 'commit of these rows', unit: 'ms', samples: [committed], reference: { name: 'bare SQLite insert of the same rows', value: bareInsert(workspace, blank) } },
    ...longest(commitFrames), ...peaks(commitMemory).filter(({ name }) => name.includes('host')),
  ]
}

const Read = z.object({ ms: z.number(), cells: z.number(), peakMb: z.number() })
const streamReader = (file: string): z.infer<typeof Read> => Read.parse(JSON.parse(execFileSync(process.execPath, [join(import.meta.dirname, 'exceljs-stream.ts'), file], { encoding: 'utf8' })))

/** What the commit wrote, put by SQLite alone into an empty workspace with the same indexes: no log, no chain, no look at what is there. */
function bareInsert(workspace: string, blank: string): number {
  const db = new DatabaseFile(blank)
  db.pragma('foreign_keys = OFF')
  db.pragma('journal_mode = WAL')
  db.prepare('ATTACH ? AS done').run(workspace)
  const start = performance.now()
  db.exec(`BEGIN; ${['project', 'contribution', 'amount', 'source_cell'].map((table) => `INSERT INTO main.${table} SELECT * FROM done.${table};`).join(' ')} COMMIT`)
  const ms = performance.now() - start
  db.close()
  rmSync(blank, { force: true })
  return ms
}
