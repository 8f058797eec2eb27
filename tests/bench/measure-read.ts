/** Reading alone: a large workbook cell by cell, understood in the parser's process, its first rows, and two small workbooks that libraries trip over. */
import { execFileSync } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { forkParser, parserFlags } from '../../src/main/core/importing/parser/fork-parser.ts'
import { createParser, type Parser, type ParserChild } from '../../src/main/core/importing/parser/parser-client.ts'
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
  const register = registerFor(folder)
  // In turn, so that all have their share of a busy moment.
  const rounds: { readonly other: number; readonly own: Timed; readonly understood: Understood }[] = []
  for (let run = 0; run < runs; run++) rounds.push({ other: convert === undefined ? alone('exceljs-stream.ts', file).wholeMs : convert(file), own: alone('read-alone.ts', file), understood: await understand(file, register) })
  const reference = { name: convert === undefined ? 'exceljs streaming reader' : 'LibreOffice headless to CSV', value: median(rounds.map(({ other }) => other)) }
  const read = rounds.map(({ own }) => own)
  const understood = rounds.map((round) => round.understood)
  const name = `100,000 x 20 .xlsx (${(statSync(file).size / 1e6).toFixed(0)} MB)`
  return [
    { name: `${name}: every cell read, process start included`, unit: 'ms', samples: read.map(({ wholeMs }) => wholeMs), target: Math.round(0.25 * reference.value), reference },
    { name: '  reading alone', unit: 'ms', samples: read.map(({ ms }) => ms) },
    { name: '  peak memory', unit: 'MB', samples: read.map(({ peakMb }) => peakMb), target: 200, isWorst: true },
    { name: 'the same: read, detected, mapped and typed (survey), process start included', unit: 'ms', samples: understood.map(({ surveyMs }) => surveyMs), target: Math.round(0.4 * reference.value), reference },
    { name: '  peak memory', unit: 'MB', samples: understood.map(({ peakMb }) => peakMb), target: 300, isWorst: true },
    { name: 'the same: first 200 rows on hand for the screen, process start included', unit: 'ms', samples: understood.map(({ sampleMs }) => sampleMs), target: 1000 },
    { name: '  columns proposed (layout and values of the first rows), process start included', unit: 'ms', samples: understood.map(({ proposalMs }) => proposalMs) },
    ...small(folder, 'template', 'template with five whole-column drop-downs', templateWorkbook()),
    ...small(folder, 'merges', 'sheet with 10,000 merged ranges', mergedWorkbook()),
  ]
}

/** Measures LibreOffice's own conversion to text, its settings made beforehand; undefined where it is not installed. */
export function libreOffice(folder: string): ((file: string) => number) | undefined {
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
  readonly sampleMs: number
  readonly proposalMs: number
  readonly surveyMs: number
  readonly peakMb: number
}

/** The parser's process as the application runs it, each time from its start: the rows that the window shows at once, the proposal, and the survey, which reads and types every row and sends none. */
async function understand(file: string, register: PartnerRegister): Promise<Understood> {
  const sample = await fresh(async (parser) => void (await parser.sample(file, 0, 200)))
  const proposal = await fresh(async (parser) => void (await parser.propose(file, 0, { register })))
  const survey = await fresh(async (parser) => {
    const { sheets } = await parser.survey(file, register, {})
    const { accounting } = sheets[0]?.tables[0] ?? {}
    if (accounting?.read !== 100_001 || accounting.accepted < 95_000) throw new Error(`accounted for: ${JSON.stringify(accounting)}`)
  })
  return { sampleMs: sample.ms, proposalMs: proposal.ms, surveyMs: survey.ms, peakMb: survey.peakMb }
}

async function fresh(work: (parser: Parser) => Promise<void>): Promise<{ readonly ms: number; readonly peakMb: number }> {
  const fork = forkParser(pathToFileURL(join(import.meta.dirname, '..', '..', 'out', 'main', 'parser-process.js')))
  let child: ParserChild | undefined
  const parser = createParser({ spawn: () => (child = fork()) })
  try {
    const start = performance.now()
    await work(parser)
    return { ms: performance.now() - start, peakMb: peakOf(child?.pid) }
  } finally {
    parser.close()
  }
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
