/** Reading alone: a large workbook cell by cell, understood in the parser's process, its first rows, and two small workbooks that libraries trip over. */
import { execFileSync } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { forkParser, parserFlags } from '../../src/main/core/importing/parser/fork-parser.ts'
import { createParser, type ParserChild } from '../../src/main/core/importing/parser/parser-client.ts'
import type { PartnerRegister } from '../../src/main/core/importing/map/partner-register.ts'
import { closeStore, openForReading } from '../../src/main/core/store/database.ts'
import { createRegisterReading } from '../../src/main/core/store/reading/partner-register.ts'
import { buildWorkbook, worksheetXml } from '../fixtures/workbook-builder.ts'
import { emptyWorkspace } from './bench-workspaces.ts'
import { contributionsWorkbook } from './contributions-workbook.ts'
import { median, type Figure } from './figures.ts'

const runs = 3
const Alone = z.object({ ms: z.number(), cells: z.number(), peakMb: z.number() })
interface Timed extends z.infer<typeof Alone> {
  /** From the start of the process to its end. */
  readonly wholeMs: number
}

/** Our reader has the flags of the parser's process, the libraries those of any process. */
function alone(script: string, ...args: string[]): Timed {
  const start = performance.now()
  const flags = script === 'read-alone.ts' ? parserFlags : []
  const told = execFileSync(process.execPath, [...flags, join(import.meta.dirname, script), ...args], { encoding: 'utf8' })
  return { ...Alone.parse(JSON.parse(told)), wholeMs: performance.now() - start }
}
const times = <T>(work: () => T): T[] => Array.from({ length: runs }, work)

export async function measureRead(folder: string): Promise<Figure[]> {
  const file = await contributionsWorkbook(100_000)
  const convert = libreOffice(folder)
  // In turn, so that both have their share of a busy moment.
  const pairs = times(() => ({ other: convert === undefined ? alone('exceljs-stream.ts', file).wholeMs : convert(file), own: alone('read-alone.ts', file) }))
  const reference = { name: convert === undefined ? 'exceljs streaming reader' : 'LibreOffice headless to CSV', value: median(pairs.map(({ other }) => other)) }
  const read = pairs.map(({ own }) => own)
  const first = times(() => alone('read-alone.ts', file, '200'))
  const understood = await understand(file, registerFor(folder))
  const name = `100,000 x 20 .xlsx (${(statSync(file).size / 1e6).toFixed(0)} MB)`
  return [
    { name: `${name}: every cell read, process start included`, unit: 'ms', samples: read.map(({ wholeMs }) => wholeMs), target: Math.round(0.25 * reference.value), reference },
    { name: '  reading alone', unit: 'ms', samples: read.map(({ ms }) => ms) },
    { name: '  peak memory', unit: 'MB', samples: read.map(({ peakMb }) => peakMb), target: 200, isWorst: true },
    { name: 'the same: read, detected, mapped and typed in the parser’s process', unit: 'ms', samples: understood.wholeMs, target: Math.round(0.4 * reference.value), reference },
    { name: '  peak memory', unit: 'MB', samples: understood.peakMb, target: 300, isWorst: true },
    { name: 'the same: opened, detected and mapped, 200 rows on hand', unit: 'ms', samples: understood.proposedMs, target: 1000 },
    { name: '  opened and 200 rows read, without a proposal', unit: 'ms', samples: first.map(({ ms }) => ms), target: 300 },
    ...small(folder, 'template', 'template with five whole-column drop-downs', templateWorkbook()),
    ...small(folder, 'merges', 'sheet with 10,000 merged ranges', mergedWorkbook()),
  ]
}

/** Measures LibreOffice's own conversion to text, its settings made beforehand; undefined where it is not installed. */
function libreOffice(folder: string): ((file: string) => number) | undefined {
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'office-profile')).href}`
  const convert = (file: string): number => {
    const start = performance.now()
    execFileSync('soffice', [profile, '--headless', '--convert-to', 'csv', '--outdir', folder, file], { stdio: 'ignore' })
    return performance.now() - start
  }
  const tiny = join(folder, 'tiny.xlsx')
  writeFileSync(tiny, buildWorkbook({ sheets: [{ name: 'S', rows: [['a', 1]] }] }))
  try {
    convert(tiny)
    return convert
  } catch {
    return undefined
  }
}

function registerFor(folder: string): PartnerRegister {
  const path = join(folder, 'read.rmms')
  emptyWorkspace(path, 'Bench read')
  const db = openForReading(path)
  try {
    return { ...createRegisterReading(db)(), remembered: [] }
  } finally {
    closeStore(db)
  }
}

interface Understood {
  readonly proposedMs: readonly number[]
  readonly wholeMs: readonly number[]
  readonly peakMb: readonly number[]
}

/** The parser's process from its start: a proposal of the sheet, then all rows by that proposal. */
async function understand(file: string, register: PartnerRegister): Promise<Understood> {
  const fork = forkParser(new URL('../../src/main/core/importing/parser/parser-process.ts', import.meta.url))
  const found = { proposedMs: [] as number[], wholeMs: [] as number[], peakMb: [] as number[] }
  for (let run = 0; run < runs; run++) {
    let child: ParserChild | undefined
    const parser = createParser({ spawn: () => (child = fork()) })
    try {
      const start = performance.now()
      const { mapping } = await parser.propose(file, 0, { register })
      found.proposedMs.push(performance.now() - start)
      let rows = 0
      await parser.run({ path: file, sheetIndex: 0, request: { mapping, register, decisions: [] }, onBatch: (_bytes, count) => void (rows += count) })
      found.wholeMs.push(performance.now() - start)
      if (rows !== 100_001) throw new Error(`${rows} rows were accounted for`)
      found.peakMb.push(peakOf(child?.pid))
    } finally {
      parser.close()
    }
  }
  return found
}

/** `VmHWM` of proc(5) in MB; 0 on other systems. */
function peakOf(pid: number | undefined): number {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

function small(folder: string, key: string, what: string, bytes: Buffer): Figure[] {
  const path = join(folder, `${key}.xlsx`)
  writeFileSync(path, bytes)
  const own = times(() => alone('read-alone.ts', path))
  const other = alone('exceljs-whole.ts', path)
  return [{ name: `${what} (${(bytes.length / 1000).toFixed(0)} kB)`, unit: 'ms', samples: own.map(({ ms }) => ms), target: 500, isWorst: true, reference: { name: 'exceljs', value: other.ms } }]
}

function templateWorkbook(): Buffer {
  const lists = ['A', 'B', 'C', 'D', 'E'].map((column) => `<dataValidation type="list" allowBlank="1" sqref="${column}1:${column}1048576"><formula1>"Japan,Spain,Italy"</formula1></dataValidation>`).join('')
  const header = ['Project symbol', 'Partner', 'Country', 'Currency', 'Modality'].map((text, column) => `<c r="${'ABCDE'.charAt(column)}1" s="1" t="inlineStr"><is><t>${text}</t></is></c>`).join('')
  const xml = `<cols><col min="1" max="16384" width="14" style="1"/></cols><sheetData><row r="1">${header}</row></sheetData><dataValidations count="5">${lists}</dataValidations>`
  return buildWorkbook({ sheets: [{ name: 'Template', xml: worksheetXml(xml) }], formats: ['#,##0.00'] })
}

function mergedWorkbook(): Buffer {
  const rows = Array.from({ length: 10_000 }, (_, index) => [`Partner ${index}`, null, index * 100])
  return buildWorkbook({ sheets: [{ name: 'Merged', rows, merges: rows.map((_, index) => `A${index + 1}:B${index + 1}`) }] })
}
