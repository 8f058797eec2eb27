import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync, readFileSync, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import type * as XLSX from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createExportMethods } from '../../../src/main/core/exporting/export-methods.ts'
import { startWorker } from '../../../src/main/core/jobs/worker-channel.ts'
import type { ExportApi } from '../../../src/main/core/jobs/export-api.ts'
import { createMatrixMethods, type MatrixMethods } from '../../../src/main/core/matrices/matrix-methods.ts'
import { openForReading, type ReadableDb } from '../../../src/main/core/store/database.ts'
import { inChangeset } from '../../../src/main/core/store/write-gate.ts'
import { AnnexSpec, type AnnexTable } from '../../../src/shared/contract/annexes.ts'
import { AppFailure, type AppError } from '../../../src/shared/result.ts'
import { makeContributionsFile, type PlainAmount } from '../../fixtures/contributions-file.ts'
import { exportThrough, readParts, readSheets } from '../../fixtures/exported-annex.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { edit, errorOf, now, openWritable } from '../../fixtures/workspace-file.ts'
import { withoutRights } from '../../helpers/without-rights.ts'

let folder: TempFolder
let db: ReadableDb
let methods: MatrixMethods
let rows: PlainAmount[]
let path: string
const dangerous = '=HYPERLINK("http://example.org";"a")'
beforeAll(async () => {
  folder = await createTempFolder()
  ;({ path, rows } = makeContributionsFile(folder.path, 3000, 31, dangerous, 'sample'))
  db = openForReading(path)
  methods = createMatrixMethods({ db, today: () => '2026-11-23' })
})
afterAll(async () => {
  db.close()
  await folder.remove()
})

const specOf = (more: Partial<AnnexSpec> = {}): AnnexSpec => AnnexSpec.parse({ biennium: 2010, ranks: 4, ...more })
const sumOf = (some: readonly PlainAmount[]): number => some.reduce((sum, row) => sum + (row.cents ?? 0), 0)
const isCounted = (row: PlainAmount): boolean =>
  row.measure === 'approval' && row.audience !== 'confidential' && ['GCP', 'OSRO', 'UNJP', 'UTF'].includes(row.modality ?? '') && !row.isRepeat && ['2010', '2011'].includes(row.start?.slice(0, 4) ?? '')
const figure = (table: AnnexTable, key: string) => table.rows.find((row) => row.key === key)?.cents
const placesIn = (name: string) => {
  mkdirSync(join(folder.path, name))
  return { tablePath: join(folder.path, name, 'table.xlsx'), companionPath: join(folder.path, name, 'companion.xlsx') }
}

async function errorIn(work: Promise<unknown>): Promise<AppError> {
  try {
    await work
  } catch (error) {
    if (error instanceof AppFailure) return error.error
    throw error
  }
  throw new Error('it did not fail')
}

describe('the annex table', () => {
  it('ranks the largest partners, gathers the others, keeps trust funds apart and sums to the total', () => {
    const table = methods.annexTable({ spec: specOf() })
    const counted = rows.filter(isCounted)
    const byPartner = Map.groupBy(counted.filter((row) => row.modality !== 'UTF'), (row) => row.parent)
    const largest = [...byPartner].map(([key, own]) => ({ key, cents: sumOf(own) })).toSorted((a, b) => b.cents - a.cents)
    const named = table.rows.filter((row) => row.kind === 'partner')
    expect(named.map(({ key, cents, rank }) => ({ key, cents: cents[2], rank }))).toEqual(largest.slice(0, 4).map((part, index) => ({ ...part, rank: index + 1 })))
    expect(figure(table, 'others')?.[2]).toBe(largest.slice(4).reduce((sum, { cents }) => sum + cents, 0))
    expect(table.rows.find((row) => row.kind === 'others')?.name).toBe(`Others (${largest.length - 4} partners)`)
    const single = (year: string) => counted.filter((row) => row.precision !== 'biennium' && row.start?.startsWith(year))
    expect(figure(table, 'total')).toEqual([sumOf(single('2010')), sumOf(single('2011')), sumOf(counted)])
    const ownLines = table.rows.filter((row) => row.kind === 'own-line')
    expect(ownLines.reduce((sum, row) => sum + (typeof row.cents[2] === 'number' ? row.cents[2] : 0), 0)).toBe(sumOf(counted.filter((row) => row.modality === 'UTF')))
    expect(table.rows.slice(-1 - ownLines.length).map(({ kind }) => kind)).toEqual([...ownLines.map(() => 'own-line'), 'total'])
    for (const row of table.rows) if (typeof row.cents[2] === 'number') expect(row.share).toBe(Math.round((row.cents[2] / sumOf(counted)) * 1_000_000))
    const { reconciliation } = table
    expect(reconciliation.counted.rows + reconciliation.leftOut.reduce((sum, part) => sum + part.rows, 0)).toBe(reconciliation.read.rows)
  })

  it('says what it is, what it counts, and that a biennium figure stands in neither year', () => {
    const table = methods.annexTable({ spec: specOf({ ranks: 20 }) })
    expect(table.caption).toBe('Table 1: Voluntary contributions approved, by resource partner, 2010-11 (USD million)')
    expect(table.headings).toEqual(['Rank', 'Resource partner', '2010', '2011', 'Total', '% of total'])
    expect(table.rows.map(({ name }) => name)).toContain('Multilateral')
    const notes = table.notes.join('\n')
    expect(table.notes[0]).toBe('Sample workspace: all data are invented.')
    for (const part of ['Voluntary contributions', 'GCP, UNJP, MTF', 'UTF', 'TCP', 'IN-KIND', 'for the biennium 2010-11 as a whole', 'rounded separately', 'nobody has confirmed']) expect(notes).toContain(part)
    const french = methods.annexTable({ spec: specOf({ locale: 'fr', unit: 'usd-thousand', measure: 'delivery' }) })
    expect(french.caption).toBe('Tableau 1\u00a0: Contributions volontaires exécutées, par partenaire fournisseur de ressources, 2010-11 (milliers d’USD)')
    expect(french.notes.join()).toContain('arrondie séparément')
  })

  it('leaves out what is above its audience, and counts it', () => {
    const approvals = rows.filter((row) => row.measure === 'approval')
    const of = (audience: AnnexSpec['audience']) => methods.annexTable({ spec: specOf({ audience }) })
    expect(of('internal').aboveAudience).toBe(approvals.filter((row) => row.audience === 'confidential').length)
    expect(of('public').aboveAudience).toBe(approvals.length)
    expect(of('public').reconciliation.read).toEqual({ rows: 0, cents: 0 })
    expect(of('confidential').aboveAudience).toBe(0)
    expect(of('internal').notes.at(-1)).toContain('left out')
  })

  it('names the figures that are to be settled before it is printed, within its own filter and audience', () => {
    const { blocking } = methods.annexTable({ spec: specOf() })
    const inTable = rows.filter((row) => isCounted(row) && row.state === 'value')
    const undated = rows.filter((row) => row.start === null && isCounted({ ...row, start: '2010' }) && row.state === 'value')
    const proposed = inTable.filter((row) => !row.isConfirmed)
    expect(blocking.map(({ reason, count, cents }) => ({ reason, count, cents }))).toEqual([
      { reason: 'proposed', count: proposed.length, cents: sumOf(proposed) },
      { reason: 'without-usd', count: inTable.filter((row) => row.cents === null).length, cents: 0 },
      { reason: 'undated', count: undated.length, cents: sumOf(undated) },
    ])
    expect([proposed.length > 0, undated.length > 0, blocking.every(({ count }) => count > 0)]).toEqual([true, true, true])
    expect(blocking[0]?.examples).toHaveLength(5)
    expect(methods.annexTable({ spec: specOf({ audience: 'public' }) }).blocking).toEqual([])
  })

  it('refuses a balance at a date, and lists the biennia on record', () => {
    expect(errorOf(() => methods.annexTable({ spec: specOf({ measure: 'pipeline' }) }))).toMatchObject({ code: 'invalid-input', reason: 'error.annex-stock' })
    expect(methods.annexBiennia()).toEqual([2012, 2010, 2008])
  })
})

describe('the printed workbook', () => {
  it('holds the table in real numbers, read by a second reader', async () => {
    const places = placesIn('print')
    const table = await exportThrough(createExportMethods(), methods, specOf(), places)
    const sheets = readSheets(places.tablePath)
    expect([...sheets.keys()]).toEqual(['Table 1'])
    const cells = sheets.get('Table 1') ?? []
    expect(cells[0]?.[0]?.v).toBe(table.caption)
    expect(cells[1]?.map((cell) => cell?.v)).toEqual(table.headings)
    const total = table.rows.at(-1)?.cents[2]
    for (const [index, row] of table.rows.entries()) {
      const line = cells[index + 2] ?? []
      expect(line[1]?.v).toBe(row.name)
      expect(line[0]?.v ?? null).toBe(row.rank)
      for (const [at, cents] of row.cents.entries()) {
        const cell = line[at + 2]
        expect(cell?.v).toBe(typeof cents === 'number' ? cents / 100_000_000 : cents === null ? 0 : cents === 'not-reported' ? '…' : 'n/a')
        if (typeof cents === 'number') expect([cell?.t, cell?.z]).toEqual(['n', expect.stringMatching(/^(#,##0\.0;\(#,##0\.0\);0\.0|0\.0;0\.0;0\.0)$/)])
      }
      if (typeof row.cents[2] === 'number' && typeof total === 'number') expect(line[5]?.v).toBe(row.cents[2] / total)
    }
    const texts = cells.flat().map((cell) => String(cell?.v ?? ''))
    for (const note of table.notes) expect(texts).toContain(note)
    const read = cells.find((row) => row?.[1]?.v === 'Read (counted + left out)')
    expect([read?.[3]?.v, read?.[4]?.v]).toEqual([table.reconciliation.read.rows, table.reconciliation.read.cents / 100_000_000])
    const leftOut = cells.filter((row) => String(row?.[1]?.v).startsWith('Left out: '))
    expect(leftOut.map((row) => row[3]?.v)).toEqual(table.reconciliation.leftOut.map((part) => part.rows))
  })

  it('is set up for print and says nothing about who made it', () => {
    const parts = readParts(join(folder.path, 'print', 'table.xlsx'))
    const sheet = parts.get('xl/worksheets/sheet1.xml') ?? ''
    expect(sheet).toMatch(/<pageSetup [^>]*paperSize="9"/)
    expect(sheet).toMatch(/<pageSetup [^>]*orientation="landscape"/)
    expect(sheet).toMatch(/<pageSetup [^>]*fitToHeight="0"|<pageSetup [^>]*fitToWidth="1"/)
    expect(sheet).toContain('<pageSetUpPr fitToPage="1"')
    expect(sheet).toContain('Table 1: Voluntary contributions approved')
    expect(sheet).toMatch(/<oddFooter>[^<]*&amp;P[^<]*&amp;N/)
    expect(sheet).toMatch(/<pane [^>]*ySplit="2"[^>]*state="frozen"/)
    expect(sheet).toContain('<mergeCell ref="A1:F1"')
    const workbook = (parts.get('xl/workbook.xml') ?? '').replaceAll('&apos;', "'")
    expect(workbook).toMatch(/_xlnm\.Print_Titles[^>]*>'Table 1'!\$2:\$2</)
    expect(workbook).toMatch(/_xlnm\.Print_Area[^>]*>'Table 1'!\$A\$1:\$F\$\d+</)
    expect(workbook).not.toContain('state="hidden"')
    const everything = [...parts].map(([name, content]) => `${name} ${content}`).join('\n')
    for (const trace of ['creator', 'lastModifiedBy', 'Company', 'Manager', 'ExcelJS', 'offices.xlsx', folder.path, 'comments', 'Register']) expect(everything).not.toContain(trace)
  })
})

describe('the internal companion', () => {
  it('lists the records of every figure with file, sheet and cell, and they sum to it', () => {
    const sheets = readSheets(join(folder.path, 'print', 'companion.xlsx'))
    expect([...sheets.keys()]).toEqual(['Records', 'Left out', 'Figures', 'Above the audience', 'About'])
    const table = methods.annexTable({ spec: specOf() })
    const [headings, ...records] = sheets.get('Records') ?? []
    const at = (name: string): number => headings?.findIndex((cell) => cell?.v === name) ?? -1
    const sum = (some: readonly (XLSX.CellObject | undefined)[][]): number => some.reduce((cents, row) => cents + Math.round(Number(row[at('USD')]?.v ?? 0) * 100), 0)
    for (const row of table.rows) {
      const own = row.kind === 'total' ? records : records.filter((record) => record[0]?.v === row.name)
      for (const [index, column] of ['2010', '2011', null].entries()) {
        const cents = row.cents[index]
        expect([row.key, column, sum(own.filter((record) => column === null || record[1]?.v === column))]).toEqual([row.key, column, typeof cents === 'number' ? cents : 0])
      }
    }
    expect(records).toHaveLength(table.reconciliation.counted.rows)
    expect(sheets.get('Left out')?.length).toBe(1 + table.reconciliation.leftOut.reduce((total, part) => total + part.rows, 0))
    const byCell = new Map(rows.map((row) => [`H${row.id}`, row]))
    for (const record of records) {
      expect([record[at('Source file')]?.v, record[at('Sheet')]?.v]).toEqual(['offices.xlsx', 'Grants'])
      const source = byCell.get(String(record[at('Cell of the figure')]?.v))
      expect(record[at('USD')]?.v).toBe(source?.cents === null || source === undefined ? undefined : source.cents / 100)
    }
    const about = (sheets.get('About') ?? []).map((row) => row.map((cell) => String(cell?.v ?? '')).join(' ')).join('\n')
    for (const part of ['abc123', '"biennium":2010', 'repeatedOnce', now, 'internal use']) expect(about).toContain(part)
    const figures = sheets.get('Figures') ?? []
    expect(figures.slice(1).every((row) => row[2]?.t !== 'n' || row[2].v === row[4]?.v)).toBe(true)
  })

  it('never turns a text into a formula', () => {
    const parts = readParts(join(folder.path, 'print', 'companion.xlsx'))
    const sheets = [...parts].filter(([name]) => name.startsWith('xl/worksheets/')).map(([, content]) => content)
    expect(sheets.join('')).not.toContain('<f>')
    expect(parts.get('xl/sharedStrings.xml')).toContain('=HYPERLINK(')
    const formats = /<cellXfs[\s\S]*?<\/cellXfs>/.exec(parts.get('xl/styles.xml') ?? '')?.[0].match(/<xf [^>]*>/g) ?? []
    const titleStyle = /<c r="D2" s="(\d+)" t="s"/.exec(sheets[0] ?? '')?.[1]
    expect(formats[Number(titleStyle)]).toContain('quotePrefix="1"')
  })

  it('withholds single fields above the audience', () => {
    const writable = openWritable(path)
    const some = rows.find(isCounted)
    const [projectUuid, amountUuid] = writable.prepare<[number], [string, string]>('SELECT p.uuid, a.uuid FROM amount a JOIN contribution c ON c.id = a.contribution_id JOIN project p ON p.id = c.project_id WHERE a.id = ?').raw().get(some?.id ?? 0) ?? ['', '']
    const { changeset } = inChangeset(writable, edit, (writer) => {
      writer.insert('field_audience', { table_name: 'project', row_uuid: projectUuid, field: 'title', audience: 'confidential' })
      writer.insert('field_audience', { table_name: 'amount', row_uuid: amountUuid, field: 'usd_cents', audience: 'confidential' })
    })
    writable.close()
    expect(errorOf(() => methods.annexProvenance({ spec: specOf(), offset: 0, limit: 1 }))).toMatchObject({ code: 'conflict', reason: 'error.export-changed' })
    const before = methods.annexTable({ spec: specOf() })
    methods.refresh(changeset?.id ?? 0)
    const after = methods.annexTable({ spec: specOf() })
    expect(after.aboveAudience).toBe(before.aboveAudience + 1)
    expect(after.rows.at(-1)?.cents[2]).toBe(Number(before.rows.at(-1)?.cents[2]) - (some?.cents ?? 0))
    const { rows: found } = methods.annexProvenance({ spec: specOf(), offset: 0, limit: 100_000 })
    const hidden = found.filter((row) => row.withheld.length > 0)
    expect(hidden.length).toBeGreaterThan(0)
    expect(hidden.every((row) => row.title === null && row.withheld.includes('title'))).toBe(true)
  })
})

describe('what can go wrong', () => {
  /** A disk that is full after so many bytes. */
  const fullAfter = (limit: number) => (file: string): Writable => {
    const disk = createWriteStream(file)
    let written = 0
    return new Writable({
      write(chunk: Buffer, _encoding, done) {
        written += chunk.length
        if (written > limit) done(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }))
        else disk.write(chunk, done)
      },
      final: (done) => void disk.end(done),
      destroy(error, done) {
        disk.destroy()
        done(error)
      },
    })
  }

  it('leaves nothing behind when the disk is full, and what was there as it was', async () => {
    for (const limit of [0, 3000, 40_000]) {
      const places = placesIn(`full-${limit}`)
      writeFileSync(places.tablePath, 'old table')
      expect(await errorIn(exportThrough(createExportMethods(fullAfter(limit)), methods, specOf(), places))).toEqual({ code: 'conflict', reason: 'error.export-disk-full', params: {} })
      expect(readdirSync(join(folder.path, `full-${limit}`))).toEqual(['table.xlsx'])
      expect(readFileSync(places.tablePath, 'utf8')).toBe('old table')
    }
  })

  it('says that a folder cannot be written', async () => {
    const places = { tablePath: join(folder.path, 'nowhere', 't.xlsx'), companionPath: join(folder.path, 'nowhere', 'c.xlsx') }
    expect(await errorIn(exportThrough(createExportMethods(), methods, specOf(), places))).toMatchObject({ code: 'conflict', reason: 'error.export-not-writable' })
  })

  it('says so too where the folder is there and may not be written', () => {
    const locked = join(folder.path, 'locked')
    mkdirSync(locked, { mode: 0o555 })
    chmodSync(folder.path, 0o755)
    const source = new URL('../../../src/main/core/exporting/write-in-one-step.ts', import.meta.url).href
    const program = `import { writeInOneStep } from ${JSON.stringify(source)}
      await writeInOneStep(${JSON.stringify(join(locked, 'f.xlsx'))}, async (sink) => void sink.end('x')).catch((error) => console.log(JSON.stringify(error.error)))`
    const { file, args, ids } = withoutRights(process.execPath, ['--input-type=module', '-e', program])
    const { stdout } = spawnSync(file, args, { encoding: 'utf8', ...ids })
    expect(JSON.parse(stdout)).toMatchObject({ code: 'conflict', reason: 'error.export-not-writable', params: { detail: 'EACCES' } })
    expect(readdirSync(locked)).toEqual([])
  })

  it('replaces an older file in one step and can be given up', async () => {
    const places = placesIn('again')
    writeFileSync(places.tablePath, 'old table')
    await exportThrough(createExportMethods(), methods, specOf(), places)
    expect(readSheets(places.tablePath).has('Table 1')).toBe(true)
    const given = placesIn('given-up')
    const exporter = createExportMethods()
    const table = methods.annexTable({ spec: specOf() })
    const begun = exporter.beginAnnex({ table, rule: {}, workspace: 'Register', contentHash: '', now, ...given })
    await exporter.addRecords({ ...begun, rows: methods.annexProvenance({ spec: specOf(), offset: 0, limit: 50 }).rows })
    await exporter.dropAnnex(begun)
    expect(readdirSync(join(folder.path, 'given-up'))).toEqual([])
  })

  it('does not put a table in its place whose records do not sum to its figures', async () => {
    const places = placesIn('wrong')
    const exporter = createExportMethods()
    const begun = exporter.beginAnnex({ table: methods.annexTable({ spec: specOf() }), rule: {}, workspace: 'Register', contentHash: '', now, ...places })
    await exporter.addRecords({ ...begun, rows: methods.annexProvenance({ spec: specOf(), offset: 0, limit: 50 }).rows })
    await expect(exporter.finishAnnex(begun)).rejects.toThrow(/the table says/)
    expect(readdirSync(join(folder.path, 'wrong'))).toEqual([])
  })
})

describe('the export worker', () => {
  it('writes both files in its own thread', async () => {
    const worker = startWorker<ExportApi>(new URL('../../../src/main/core/jobs/export.worker.ts', import.meta.url))
    try {
      const places = placesIn('worker')
      const table = methods.annexTable({ spec: specOf({ locale: 'fr', unit: 'usd-thousand' }) })
      const page = methods.annexProvenance({ spec: specOf({ locale: 'fr', unit: 'usd-thousand' }), offset: 0, limit: 100_000 })
      const begun = await worker.request('beginAnnex', { table, rule: page.rule, workspace: 'Registre', contentHash: 'abc', now, ...places })
      await worker.request('addRecords', { ...begun, rows: page.rows })
      await worker.request('finishAnnex', begun)
      expect(existsSync(places.companionPath)).toBe(true)
      expect([...readSheets(places.tablePath).keys()]).toEqual(['Tableau 1'])
      const bad = { tablePath: join(folder.path, 'nowhere', 't.xlsx'), companionPath: join(folder.path, 'nowhere', 'c.xlsx') }
      const second = await worker.request('beginAnnex', { table, rule: page.rule, workspace: 'Registre', contentHash: 'abc', now, ...bad })
      expect(await errorIn(worker.request('addRecords', { ...second, rows: page.rows }).then(() => worker.request('finishAnnex', second)))).toMatchObject({ reason: 'error.export-not-writable' })
    } finally {
      await worker.terminate()
    }
  })
})
