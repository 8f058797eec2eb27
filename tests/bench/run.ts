/**
 * npm run bench [-- --json] [-- --only core,records,read,window,import]: measures, judges nothing by exit code. Times hold for the machine and
 * the moment they were taken on; the calibration loop and the references beside them say what they are worth.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createLocalPorts } from '../../src/main/core/local-ports.ts'
import { largeWorkspace } from './bench-workspaces.ts'
import { contributionsWorkbook } from './contributions-workbook.ts'
import { calibrate, tableOf, type Figure } from './figures.ts'
import { measureCommit } from './measure-commit.ts'
import { measureCore } from './measure-core.ts'
import { measureFolder } from './measure-folder.ts'
import { measureImport } from './measure-import.ts'
import { measureRead } from './measure-read.ts'
import { measureRecords } from './measure-records.ts'
import { measureStaging } from './measure-staging.ts'
import { measureMatrix, measureReady } from './measure-window.ts'
import { launchChromium } from './window.ts'

const parts = ['core', 'records', 'read', 'window', 'import'] as const
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, only: { type: 'string', default: parts.join(',') } } })
const wanted = new Set(values.only.split(','))
const say = (text: string): void => void process.stderr.write(`${text}\n`)

const folder = await mkdtemp(join(tmpdir(), 'rmms-bench-run-'))
const dataDir = join(folder, 'data')
const local = await createLocalPorts({ host: 'cli', dataDir })
await local.ports.settings.write({ ...(await local.ports.settings.read()), person: 'Bench', locale: 'en' })
await local.dispose()

say('Making what is to be measured (kept in the temporary folder for the next time).')
if (['core', 'records', 'window', 'import'].some((part) => wanted.has(part))) for (const amounts of [100_000, 1_000_000]) largeWorkspace(amounts)
await contributionsWorkbook(100_000)

const load = loadavg()
const figures: Figure[] = []
const calibrationMs = [calibrate()]
try {
  if (wanted.has('core')) {
    say('Measuring the core.')
    for (const amounts of [100_000, 1_000_000]) figures.push(...measureCore(amounts))
    calibrationMs.push(calibrate())
  }
  if (wanted.has('records')) {
    say('Measuring grids of records.')
    figures.push(...(await measureRecords(100_000)))
    calibrationMs.push(calibrate())
  }
  if (wanted.has('read')) {
    say('Measuring the reading of workbooks.')
    figures.push(...(await measureRead(folder)))
    calibrationMs.push(calibrate())
  }
  if (wanted.has('window') || wanted.has('import')) {
    const browser = await launchChromium()
    try {
      if (wanted.has('window')) {
        say('Measuring the window.')
        for (const amounts of [100_000, 1_000_000]) figures.push(...(await measureReady(browser, dataDir, amounts, 5)))
        for (const amounts of [100_000, 1_000_000]) figures.push(...(await measureMatrix(browser, dataDir, amounts, 3)))
        calibrationMs.push(calibrate())
      }
      if (wanted.has('import')) {
        say('Measuring an import.')
        figures.push(...(await measureStaging(folder)), ...(await measureImport(browser, dataDir, folder)), ...(await measureCommit(folder)), ...(await measureFolder(folder)))
        calibrationMs.push(calibrate())
      }
    } finally {
      await browser.close()
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
}
const report = { machine: { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length, node: process.versions.node, load }, calibrationMs, figures }
process.stdout.write(`${values.json ? JSON.stringify(report, null, 2) : tableOf(report)}\n`)
