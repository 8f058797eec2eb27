import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMatrixMethods, type MatrixMethods } from '../../../src/main/core/matrices/matrix-methods.ts'
import { closeStore, openForReading, type ReadableDb } from '../../../src/main/core/store/database.ts'
import { inChangeset } from '../../../src/main/core/store/write-gate.ts'
import { leftOutCategories, Matrix, MatrixOptions, MatrixSpec } from '../../../src/shared/contract/matrices.ts'
import { makeContributionsFile, type PlainAmount } from '../../fixtures/contributions-file.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { edit, errorOf, openWritable } from '../../fixtures/workspace-file.ts'

let folder: TempFolder
let db: ReadableDb
let methods: MatrixMethods
let rows: PlainAmount[]
let path: string
const today = () => '2026-11-23'
const everything = { offset: 0, limit: 100_000 }
beforeAll(async () => {
  folder = await createTempFolder()
  ;({ path, rows } = makeContributionsFile(folder.path, 4000))
  db = openForReading(path)
  methods = createMatrixMethods({ db, today })
})
afterAll(async () => {
  closeStore(db)
  await folder.remove()
})

const compute = (spec: Partial<MatrixSpec> = {}): Matrix => Matrix.parse(methods.compute({ spec: MatrixSpec.parse(spec), locale: 'en' }))
const sumOf = (some: readonly PlainAmount[]): number => some.reduce((sum, row) => sum + (row.cents ?? 0), 0)
const yearOf = (row: PlainAmount): number => Number(row.start?.slice(0, 4))
const counted = ['GCP', 'UNJP', 'MTF', 'MDTF', 'FMM', 'SFERA', 'OSRO']

/** Written apart from the product: which category of the default rule leaves a row out, null where it counts. */
function leftOutBy(row: PlainAmount, spec: { countries?: string[]; modalities?: string[]; from?: number; to?: number }): string | null {
  if (row.modality === null) return 'not-with-fao'
  if (row.modality === 'TCP') return 'assessed'
  if (row.isRepeat) return 'counted-twice'
  if (row.modality === 'IN-KIND') return 'apart'
  if (![...counted, 'UTF'].includes(row.modality)) return 'other-modality'
  if (spec.countries && !spec.countries.includes(row.country ?? 'none')) return 'filtered-country'
  if (spec.modalities && !spec.modalities.includes(row.modality)) return 'filtered-modality'
  if (spec.from !== undefined && spec.to !== undefined) {
    if (row.start === null) return 'no-date'
    const last = row.precision === 'biennium' ? yearOf(row) + 1 : yearOf(row)
    if (yearOf(row) < spec.from || last > spec.to) return 'outside-period'
  }
  return null
}

describe('everything on record', () => {
  it('sums every approval and leaves nothing out', () => {
    const matrix = compute()
    const approvals = rows.filter((row) => row.measure === 'approval')
    expect(matrix.total).toBe(sumOf(approvals))
    expect(matrix.reconciliation).toEqual({
      read: { rows: approvals.length, cents: sumOf(approvals) },
      counted: { rows: approvals.length, cents: sumOf(approvals) },
      leftOut: [],
      notReported: approvals.filter((row) => row.state === 'not-reported').length,
      withoutUsd: approvals.filter((row) => row.state === 'value' && row.cents === null).length,
    })
  })

  it('has years in order, a whole biennium after its second year, and no date last', () => {
    expect(compute().columns).toEqual(['2008', '2009', '2008-09', '2010', '2011', '2010-11', '2012', '2013', '2012-13', 'none'])
    expect(compute({ columns: 'biennium' }).columns).toEqual(['2008-09', '2010-11', '2012-13', 'none'])
  })

  it('fills each cell with the sum of its rows, by partner and by body', () => {
    for (const level of ['partner', 'body'] as const) {
      const matrix = compute({ level })
      for (const line of matrix.rows) {
        const own = rows.filter((row) => row.measure === 'approval' && (level === 'partner' ? row.parent : row.partner) === line.key)
        expect(line.total).toBe(sumOf(own))
        expect(line.proposed).toBe(own.filter((row) => !row.isConfirmed).length)
        for (const [index, column] of matrix.columns.entries()) {
          const cell = own.filter((row) => (column === 'none' ? row.start === null : column.length === 4 ? row.precision !== 'biennium' && row.start?.startsWith(column) : row.precision === 'biennium' && row.start?.startsWith(column.slice(0, 4))))
          const expected = cell.some((row) => row.cents !== null) ? sumOf(cell) : cell.some((row) => row.state !== 'not-applicable') ? 'not-reported' : cell.length > 0 ? 'not-applicable' : null
          expect([line.key, column, line.cells[index]]).toEqual([line.key, column, expected])
        }
      }
    }
    expect(compute({ level: 'partner' }).rows.some((row) => row.key === 'ECHO')).toBe(false)
    expect(compute({ level: 'body' }).rows.some((row) => row.key === 'ECHO')).toBe(true)
    expect(compute({ level: 'group' }).rows.every((row) => row.key.startsWith('GROUP-'))).toBe(true)
  })

  it('puts biennium figures and years together in biennium columns', () => {
    const matrix = compute({ columns: 'biennium' })
    const own = rows.filter((row) => row.measure === 'approval' && ['2010', '2011'].includes(row.start?.slice(0, 4) ?? ''))
    expect(matrix.totals[matrix.columns.indexOf('2010-11')]).toBe(sumOf(own))
  })
})

describe('the rule of voluntary contributions', () => {
  const filters = { countries: ['PHL', 'none'], modalities: ['GCP', 'UTF', 'OSRO'], from: 2009, to: 2012 }
  const spec: Partial<MatrixSpec> = { countingRule: 'voluntary-contributions', countries: filters.countries, modalities: filters.modalities, fromYear: 2009, toYear: 2012 }

  it('rule 2: names what it leaves out, in a fixed order, so that counted and left out give what was read', () => {
    const { reconciliation } = compute(spec)
    const approvals = rows.filter((row) => row.measure === 'approval')
    expect(reconciliation.read).toEqual({ rows: approvals.length, cents: sumOf(approvals) })
    const expected = leftOutCategories.map((category) => {
      const out = approvals.filter((row) => leftOutBy(row, filters) === category)
      return { category, rows: out.length, cents: sumOf(out) }
    })
    expect(expected.every((part) => part.rows > 0)).toBe(true)
    expect(reconciliation.leftOut).toEqual(expected)
  })

  it('rule 2: counts unilateral trust funds on a line of their own, right under the government that pays', () => {
    const matrix = compute({ countingRule: 'voluntary-contributions' })
    const own = matrix.rows.filter((row) => row.line === 'own-line')
    expect(own.map((row) => row.name)).toContain('Kenya (unilateral trust fund)')
    for (const line of own) {
      const key = matrix.rows[matrix.rows.indexOf(line) - 1]?.key
      expect(line.key.startsWith(key ?? '?')).toBe(true)
      expect(line.total).toBe(sumOf(rows.filter((row) => row.measure === 'approval' && row.modality === 'UTF' && row.parent === key && leftOutBy(row, {}) === null)))
    }
    const japan = rows.filter((row) => row.measure === 'approval' && row.parent === 'JPN' && row.modality !== 'UTF' && leftOutBy(row, {}) === null)
    expect(matrix.rows.find((row) => row.key === 'JPN')?.total).toBe(sumOf(japan))
    expect(compute({ countingRule: 'voluntary-contributions' }).columns.at(-1)).toBe('none')
  })

  it('lists exactly the amounts behind each figure, total and left-out category, largest first', () => {
    const parsed = MatrixSpec.parse(spec)
    const matrix = compute(spec)
    const byId = new Map(rows.map((row) => [row.id, row]))
    const records = (cell: Parameters<MatrixMethods['records']>[0]['cell']) => methods.records({ spec: parsed, cell, ...everything })
    for (const row of [null, ...matrix.rows.map(({ key }) => key)]) {
      for (const column of [null, ...matrix.columns]) {
        const { ids, total, cents } = records({ row, column })
        const line = row === null ? null : matrix.rows.find(({ key }) => key === row)
        const index = column === null ? -1 : matrix.columns.indexOf(column)
        const figure = line ? (index < 0 ? line.total : line.cells[index]) : index < 0 ? matrix.total : matrix.totals[index]
        const found = ids.map((id) => byId.get(id)?.cents ?? null)
        expect(cents).toBe(typeof figure === 'number' ? figure : 0)
        expect([ids.length, sumOf(ids.flatMap((id) => byId.get(id) ?? []))]).toEqual([total, cents])
        expect(found).toEqual(found.toSorted((a, b) => (a === null ? 1 : b === null ? -1 : b - a)))
      }
    }
    for (const part of matrix.reconciliation.leftOut) {
      const { ids, total, cents } = records({ row: null, column: null, leftOut: part.category })
      expect([total, cents]).toEqual([part.rows, part.cents])
      expect(ids.every((id) => leftOutBy(byId.get(id) ?? ({} as PlainAmount), filters) === part.category)).toBe(true)
    }
    const all = records({ row: null, column: null })
    const pages = [0, 7, 14].flatMap((offset) => methods.records({ spec: parsed, cell: { row: null, column: null }, offset, limit: 7 }).ids)
    expect(pages).toEqual(all.ids.slice(0, 21))
    expect(records({ row: 'NOBODY', column: null }).total).toBe(0)
    expect(records({ row: null, column: '1066' }).total).toBe(0)
  })
})

describe('time', () => {
  it('rule 1: never sums stocks over time: only the last date of a contribution in a column, no totals over columns', () => {
    const matrix = compute({ measure: 'pipeline', columns: 'biennium' })
    expect(matrix.total).toBe('not-applicable')
    expect(matrix.rows.every((row) => row.total === 'not-applicable')).toBe(true)
    const own = rows.filter((row) => row.measure === 'pipeline' && ['2010', '2011'].includes(row.start?.slice(0, 4) ?? ''))
    const last = own.filter((row) => row.isRepeat || !own.some((other) => !other.isRepeat && other.contribution === row.contribution && (other.start ?? '') > (row.start ?? '')))
    expect(own.length).toBeGreaterThan(last.length)
    expect(matrix.totals[matrix.columns.indexOf('2010-11')]).toBe(sumOf(last))
    expect(matrix.reconciliation.leftOut.map(({ category }) => category)).toEqual(['counted-twice'])
  })

  it('keeps rows without a date only where no period is asked for', () => {
    const open = compute({ fromYear: 2010 })
    expect(open.columns).not.toContain('none')
    expect(open.reconciliation.leftOut.map(({ category }) => category)).toEqual(['outside-period', 'no-date'])
    // Half of the biennium lies outside.
    expect(compute({ fromYear: 2011, toYear: 2012 }).columns).toEqual(['2011', '2012'])
  })
})

describe('rules and options', () => {
  it('refuses a rule that does not exist', () => {
    expect(errorOf(() => compute({ countingRule: 'no-such-rule' }))).toMatchObject({ code: 'not-found', reason: 'error.not-found', params: { name: 'no-such-rule' } })
  })

  it('offers what is on record', () => {
    const options = MatrixOptions.parse(methods.options({ locale: 'fr' }))
    expect(options.measures).toEqual((['approval', 'delivery', 'pipeline'] as const).map((measure) => ({ measure, rows: rows.filter((row) => row.measure === measure).length })))
    expect(options.years).toEqual({ first: 2008, last: 2013 })
    expect(options.countries.find(({ key }) => key === 'none')).toEqual({ key: 'none', name: 'Sans pays', rows: rows.filter((row) => row.country === null).length })
    expect(options.modalities.reduce((sum, choice) => sum + choice.rows, 0)).toBe(rows.length)
    expect(options.countingRules.map(({ code }) => code)).toEqual(['voluntary-contributions', 'everything'])
  })

  it('applies the version of a rule that is in force today', () => {
    const writable = openWritable(path)
    const definition = JSON.parse(String(writable.prepare("SELECT definition FROM counting_rule WHERE code = 'everything'").pluck().get())) as object
    inChangeset(writable, edit, (writer) => {
      writer.insert('counting_rule', { code: 'everything', natural_key: 'everything 2026', valid_from: '2026-06-01', valid_to: '2026-12-31', definition: JSON.stringify({ ...definition, withoutModality: 'left-out', never: [{ modality: 'TCP', category: 'assessed' }], counts: ['GCP'] }) })
      writer.insert('counting_rule', { code: 'everything', natural_key: 'everything 2030', valid_from: '2030-01-01', valid_to: null, definition: JSON.stringify({ ...definition, otherModalities: 'left-out', counts: [], apart: ['GCP'] }) })
    })
    writable.close()
    const at = (day: string) => createMatrixMethods({ db, today: () => day }).compute({ spec: MatrixSpec.parse({}), locale: 'en' })
    expect(at('2026-05-31').reconciliation.leftOut).toEqual([])
    expect(at('2026-11-23').reconciliation.leftOut.map(({ category }) => category)).toEqual(['not-with-fao', 'assessed'])
    expect(at('2026-11-23').countingRule.validFrom).toBe('2026-06-01')
    expect(at('2031-01-01').reconciliation.leftOut.map(({ category }) => category)).toEqual(['apart', 'other-modality'])
  })
})
