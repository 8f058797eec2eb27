import { describe, expect, it } from 'vitest'
import { officeSubmissions } from '../../../src/main/core/sample/office-submissions.ts'
import { createProjectMaker, firstYear, lastYear } from '../../../src/main/core/sample/invent-projects.ts'
import { createRandom } from '../../../src/main/core/sample/random.ts'
import { csvBytes, workbookBytes, type SheetFile } from '../../../src/main/core/sample/sheet-file.ts'
import { waitingSubmissions } from '../../../src/main/core/sample/waiting-submissions.ts'
import { modalityOfSymbol, parseProjectSymbol } from '../../../src/shared/domain/project-symbol.ts'

const submissions = officeSubmissions(createRandom(1))
const rows = submissions.flatMap(({ file }) => file.rows)

describe('invented submissions', () => {
  it('hold 300 projects with symbols that need no repair, of every modality, with parents before their babies', () => {
    const symbols = [...new Set(rows.map((row) => String(row[0])))]
    expect(symbols).toHaveLength(300)
    const parsed = symbols.map((symbol) => parseProjectSymbol(symbol))
    for (const [index, symbol] of parsed.entries()) expect(symbol, symbols[index]).toMatchObject({ normalized: symbols[index], repairs: [] })
    expect(new Set(parsed.map((symbol) => (symbol ? modalityOfSymbol(symbol) : null)))).toEqual(new Set(['GCP', 'UTF', 'OSRO', 'UNJP', 'MTF', 'FMM', 'SFERA', 'TCP']))
    const parents = parsed.flatMap((symbol) => (symbol?.parent ? [symbol.parent] : []))
    expect(parents.length).toBeGreaterThan(3)
    for (const parent of parents) expect(symbols).toContain(parent)
  })

  it('say in every file name and above every table that the data are invented', async () => {
    for (const { file } of submissions) {
      expect(file.name).toMatch(/^Invented /)
      expect(file.above.flat().join(' ')).toContain('INVENTED')
    }
    for (const { name } of await waitingSubmissions(createRandom(1))) expect(name).toMatch(/invent/i)
  })

  it('give no title to two projects', () => {
    const titles = new Map(rows.map((row) => [row[1], row[0]]))
    expect(titles.size).toBe(300)
  })

  it('deliver within the budget that is left, in years after approval, and miss some dates', () => {
    const make = createProjectMaker(createRandom(2))
    const projects = make({ office: 'RAF', projects: 400, programmes: ['GCP', 'OSRO', 'TCP'], places: ['KEN', 'RAF'], donors: ['EC', 'JPN'] })
    expect(projects).toHaveLength(400)
    for (const { budget, reduction, delivery, approved, symbol } of projects) {
      expect(delivery, symbol).toHaveLength(lastYear - firstYear + 1)
      expect(delivery.reduce((sum, year) => sum + year, 0), symbol).toBeLessThanOrEqual(budget + (reduction?.dollars ?? 0))
      for (const year of delivery) expect(year).toBeGreaterThanOrEqual(0)
      if (approved !== null) delivery.slice(0, Math.max(0, Number(approved.slice(0, 4)) - firstYear)).forEach((year) => expect(year, symbol).toBe(0))
    }
    expect(projects.filter(({ approved }) => approved === null).length).toBeGreaterThan(5)
    expect(projects.filter(({ reduction }) => reduction !== null).length).toBeGreaterThan(20)
  })
})

describe('sample files', () => {
  it('are the same bytes at every making, and others for another seed', async () => {
    const bytesOf = async (seed: number): Promise<Buffer[]> => {
      const random = createRandom(seed)
      const [first] = officeSubmissions(random)
      if (!first) throw new Error('no submission')
      return [Buffer.from(await workbookBytes(first.file)), ...(await waitingSubmissions(random)).map(({ bytes }) => Buffer.from(bytes))]
    }
    const [once, again, other] = [await bytesOf(7), await bytesOf(7), await bytesOf(8)]
    expect(again).toEqual(once)
    for (const [index, bytes] of other.entries()) expect(bytes.equals(once[index] ?? bytes)).toBe(false)
  })

  it('write Spanish numbers and dates, and quote what holds a separator', () => {
    const file: SheetFile = { name: 'x.csv', sheet: '', above: [['Año']], header: ['A', 'B', 'C'], rows: [[1_234_567.5, new Date('2012-03-09T00:00:00Z'), 'a;"b"']] }
    const text = Buffer.from(csvBytes(file)).toString('latin1')
    expect(text).toBe('Año;;\r\nA;B;C\r\n1.234.567,50;09/03/2012;"a;""b"""\r\n')
  })
})
