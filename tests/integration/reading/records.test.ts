/** Records read by the catalogue, over a register that is written through the store's own gate. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeStore, openForReading, type ReadableDb, type WritableDb } from '../../../src/main/core/store/database.ts'
import { createRecordReading, pageRowsSql, type RecordReading } from '../../../src/main/core/store/reading/records/record-reading.ts'
import { undoChangeset } from '../../../src/main/core/store/undo.ts'
import { inChangeset, type Writer } from '../../../src/main/core/store/write-gate.ts'
import { maxPageCells, Table } from '../../../src/shared/contract/common.ts'
import { RecordFilter, RecordSheet, records } from '../../../src/shared/contract/records.ts'
import { recordSpec } from '../../../src/shared/domain/register/record-catalogue.ts'
import { recordTypes, type RecordType } from '../../../src/shared/domain/register/record-types.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { by, edit, errorOf, openWritable } from '../../fixtures/workspace-file.ts'
import { copyWorkspace } from '../../fixtures/workspace-template.ts'

const reader = { locale: 'en', today: '2012-06-01' } as const
const french = { ...reader, locale: 'fr' } as const
let folder: TempFolder
let writing: WritableDb
let db: ReadableDb
let reading: RecordReading
const ids = new Map<string, number>()
const id = (name: string): number => ids.get(name) ?? Number.NaN

const measures = ['approval', 'delivery', 'receipt'] as const
const currencies = ['USD', 'EUR', 'JPY'] as const
/** Amount number `n`: its figure, measure, month and currency follow from its number; every seventh says nothing, every eleventh is zero. */
const figureOf = (n: number): number | null => (n % 7 === 0 ? null : n % 11 === 0 ? 0 : ((n * 7919) % 10_007) * 100 + (n % 100))

function fill(writer: Writer): void {
  const of = (table: string, key: string): number => Number(writing.prepare(`SELECT id FROM ${table} WHERE natural_key = ?`).pluck().get(key))
  const file = writer.insert('source_file', { sha256: 'f'.repeat(64), name: 'kenya.xlsx', size: 1, has_bytes: 0 })
  const submission = writer.insert('submission', { source_file_id: file, sheet: 'Grants', kind: 'project-contributions', office_id: of('office', String(writing.prepare('SELECT natural_key FROM office LIMIT 1').pluck().get())), received_at: by.now, accepted: 1, rejected: 0, mapping: '{}', accounting: '{}', control_sums: '[]' })
  const partners = ['JPN', 'SWE', 'DEU'].map((key) => of('partner', key))
  for (let project = 0; project < 12; project++) {
    const symbol = `GCP/KEN/${String(project + 1)}/JPN`
    const row = writer.insert('project', { natural_key: symbol, symbol, symbol_written: symbol, title: ['Maize 100% of_rice', 'Élevage “été”', "O'Neill wells", null][project % 4] ?? null, area_id: of('area', project % 2 ? 'KEN' : 'PHL'), modality_id: of('modality', 'GCP'), start_date: project % 5 ? `20${10 + (project % 5)}-01-15` : null })
    ids.set(`project ${project}`, row)
    const contribution = writer.insert('contribution', { natural_key: symbol, project_id: row, signatory_id: partners[project % 3] ?? null, partner_state: project === 3 ? 'proposed' : 'confirmed', submission_id: project % 2 ? submission : null })
    ids.set(`contribution ${project}`, contribution)
    for (let k = 0; k < 20; k++) {
      const n = project * 20 + k
      const cents = figureOf(n)
      const month = `20${10 + (n % 3)}-${String(1 + (n % 12)).padStart(2, '0')}`
      const amount = writer.insert('amount', {
        natural_key: `n${n}`, contribution_id: contribution, measure: measures[n % 3] ?? '', state: cents === null ? 'not-reported' : 'value', original: cents === null ? null : String(cents / 100), currency: currencies[n % 2] ?? null, usd_cents: cents, is_usd_recorded: 1,
        period_start: n % 13 ? `${month}-01` : null, period_end: n % 13 ? `${month}-28` : null, period_precision: n % 13 ? 'month' : 'none', is_repeat: n === 36 ? 1 : 0, submission_id: project % 2 ? submission : null,
      })
      ids.set(`amount ${n}`, amount)
      if (project % 2) for (const [field, address] of [['currency', `C${n}`], ['amount', `B${n}`]] as const) writer.insert('source_cell', { amount_id: amount, field, source_file_id: file, sheet: 'Grants', address, raw: String(cents) })
    }
  }
  const agreement = writer.insert('agreement', { natural_key: 'a1', kind: 'single', title: 'Seeds for Kenya', partner_id: partners[0] ?? null, original: '1000', currency: 'USD', usd_cents: 100_000, signed_on: '2011-03-01' })
  ids.set('agreement', agreement)
  for (const [due, came] of [['2011-04-01', '500'], ['2012-01-01', null], ['2013-01-01', null]] as const) writer.insert('instalment', { natural_key: `i${due}`, agreement_id: agreement, due_on: due, original: '500', currency: 'USD', usd_cents: 50_000, received_on: came && due, received_original: came })
  const uuid = (table: string, row: number): string => String(writing.prepare(`SELECT uuid FROM ${table} WHERE id = ?`).pluck().get(row))
  writer.insert('note', { entity: 'project', entity_uuid: uuid('project', id('project 1')), text: 'Asked the office' })
  writer.insert('task', { entity: 'amount', entity_uuid: uuid('amount', id('amount 21')), text: 'Check', due_on: '2012-07-01' })
  writer.insert('correction', { natural_key: 'k1', amount_id: id('amount 22'), source_figure: '{}', figure: '{}', state: 'live', said_by: 'R. Cruz', channel: 'telephone', said_on: '2012-01-01' })
}

beforeAll(async () => {
  folder = await createTempFolder()
  const path = join(folder.path, 'register.rmms')
  copyWorkspace(path)
  writing = openWritable(path)
  inChangeset(writing, edit, fill)
  db = openForReading(path)
  reading = createRecordReading(db)
})
afterAll(async () => {
  closeStore(db)
  closeStore(writing)
  await folder.remove()
})

const filter = (over: Partial<RecordFilter> = {}): RecordFilter => RecordFilter.parse(over)
const shown = (type: RecordType): string[] => recordSpec(type).fields.filter(({ isShown }) => isShown).map(({ key }) => key)
/** On one state of the file, as the query worker reads. */
const whole = <T>(work: () => T): T => db.transaction(work)()
const page = (type: RecordType, over: object = {}, from = reading) => Table.parse(whole(() => from.page({ type, filter: filter(), fields: shown(type), offset: 0, limit: 2000, sort: [], ...reader, ...over })))
const column = (table: Table, key: string) => table.columns.find((one) => one.key === key)?.values ?? []
const rowOf = (table: Table, record: number): Record<string, unknown> => Object.fromEntries(table.columns.map(({ key, values }) => [key, values[column(table, 'id').indexOf(record)]]))
const found = (type: RecordType, over: Partial<RecordFilter>): number[] => whole(() => reading.ids({ type, filter: filter(over), ...reader }).ids)

describe('a page', () => {
  it('has the texts of every field, names in the language of the window, and marks where they belong', () => {
    const table = page('amount')
    expect(table.columns.map(({ key }) => key)).toEqual(['id', '_marks', ...shown('amount')])
    expect(table.total).toBe(240)
    expect(rowOf(table, id('amount 22'))).toMatchObject({ project: 'GCP/KEN/2/JPN', partner: 'Sweden', measure: 'delivery', period: '2011 M11', 'amount-state': 'value', original: '0', currency: 'USD', usd: 0, submission: 'kenya.xlsx', 'source-cell': 'Grants!B22' })
    expect(rowOf(page('amount', french), id('amount 22'))).toMatchObject({ partner: 'Suède' })
    const marks = (type: RecordType, record: number): unknown => JSON.parse(String(rowOf(page(type), record)['_marks']))
    expect(marks('amount', id('amount 22'))).toEqual({ original: ['corrected'], usd: ['corrected'], '*': ['imported'] })
    expect(marks('amount', id('amount 21'))).toEqual({ '*': ['imported', 'task'] })
    expect(marks('amount', id('amount 0'))).toBeNull()
    expect(marks('amount', id('amount 60'))).toEqual({ '*': ['imported'], partner: ['proposed'] })
    expect(marks('project', id('project 1'))).toEqual({ '*': ['note'] })
    expect(marks('project', id('project 3'))).toEqual({ partners: ['proposed'] })
    expect(marks('contribution', id('contribution 3'))).toEqual({ signatory: ['proposed'], '*': ['imported'] })
  })

  it('is cut from one order, never above the cells that a page may carry', () => {
    const [first, second] = [page('amount', { limit: 50 }), page('amount', { limit: 50, offset: 50 })]
    expect([...column(first, 'id'), ...column(second, 'id')]).toEqual(column(page('amount'), 'id').slice(0, 100))
    const wide = recordSpec('amount').fields.map(({ key }) => key)
    expect(page('amount', { fields: [...wide, ...wide] }).columns.reduce((cells, { values }) => cells + values.length, 0)).toBeLessThanOrEqual(maxPageCells)
    expect(page('amount', { offset: 100_000 })).toMatchObject({ total: 240, columns: expect.arrayContaining([{ key: 'id', values: [] }]) })
  })

  it.each(recordTypes)('of the type %s: every field is shown, ordered both ways with empty ones last, and counted by its facet', (type) => {
    const keys = recordSpec(type).fields.map(({ key }) => key)
    const table = page(type, { fields: keys, limit: 2000 })
    for (const key of keys) {
      const up = page(type, { fields: [key], sort: [{ key, direction: 'asc' }] })
      const down = page(type, { fields: [key], sort: [{ key, direction: 'desc' }] })
      const values = column(up, key)
      expect(values.filter((value) => value !== null)).toEqual(column(down, key).filter((value) => value !== null).toReversed())
      expect(values.lastIndexOf(null)).toBe(values.includes(null) ? values.length - 1 : -1)
      const facet = reading.facet({ type, filter: filter(), field: key, find: '', limit: 2000, ...reader })
      expect(facet.values.reduce((sum, { rows }) => sum + rows, 0)).toBe(facet.more === 0 ? table.total : expect.any(Number))
      for (const { value, rows } of facet.values.slice(0, 3)) expect(found(type, { values: [{ field: key, values: [value] }] })).toHaveLength(rows)
    }
    const counted = reading.counts().find((entry) => entry.type === type)
    expect(counted?.count).toBe(table.total)
  })

  it('asks no table for all of its rows', () => {
    for (const type of ['amount', 'contribution', 'project', 'partner', 'agreement', 'instalment', 'requirement', 'meeting'] as const) {
      const sql = pageRowsSql(type, shown(type))
      const names = Object.fromEntries(['ids', 'locale', 'today'].filter((name) => sql.includes(`$${name}`)).map((name) => [name, '[]']))
      const plan = db.prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(names).map(({ detail }) => detail)
      // The ids asked for, what a subquery gave, and the few standards of support costs.
      expect(plan.filter((step) => /^SCAN (?!i VIRTUAL|\(subquery|s( |$))/.test(step)), `${type}: ${plan.join(' | ')}`).toEqual([])
    }
  })
})

describe('an order', () => {
  it('is by time for dates and periods, by size for figures, by numbers within texts, by letters without accents', () => {
    expect(column(page('project', { sort: [{ key: 'symbol', direction: 'asc' }] }), 'symbol')).toEqual(Array.from({ length: 12 }, (_, index) => `GCP/KEN/${index + 1}/JPN`))
    expect([...new Set(column(page('project', { sort: [{ key: 'title', direction: 'asc' }] }), 'title'))]).toEqual(['Élevage “été”', 'Maize 100% of_rice', "O'Neill wells", null])
    const originals = column(page('amount', { sort: [{ key: 'original', direction: 'asc' }] }), 'original').flatMap((text) => (text === null ? [] : [Number(text)]))
    expect(originals).toEqual(originals.toSorted((a, b) => a - b))
    const periods = page('amount', { fields: ['period', 'period-start'], sort: [{ key: 'period', direction: 'asc' }] })
    const starts = column(periods, 'period-start').flatMap((start) => (start === null ? [] : [Number(String(start).replaceAll('-', ''))]))
    expect(starts).toEqual(starts.toSorted((a, b) => a - b))
  })
  it('follows several keys, each later one among equals of the earlier', () => {
    const table = page('amount', { fields: ['measure', 'partner', 'usd'], sort: [{ key: 'measure', direction: 'desc' }, { key: 'partner', direction: 'asc' }, { key: 'usd', direction: 'desc' }] })
    const rows = column(table, 'id').map((_, at) => [String(column(table, 'measure')[at]), String(column(table, 'partner')[at]), Number(column(table, 'usd')[at] ?? -1)] as const)
    // Choices stand in the order of their list: approvals before receipts before delivery.
    const order = ['approval', 'receipt', 'delivery']
    const expected = rows.toSorted((a, b) => order.indexOf(b[0]) - order.indexOf(a[0]) || (a[1] === b[1] ? 0 : a[1] < b[1] ? -1 : 1) || b[2] - a[2])
    expect(rows).toEqual(expected)
  })
})

describe('a filter', () => {
  const numbers = Array.from({ length: 240 }, (_, n) => n)
  const amounts = (keep: (n: number) => boolean): number[] => numbers.filter(keep).map((n) => id(`amount ${n}`))
  it('keeps what all of its conditions keep', () => {
    expect(found('amount', { values: [{ field: 'measure', values: ['delivery', 'receipt'] }, { field: 'currency', values: ['EUR'] }] })).toEqual(amounts((n) => n % 3 !== 0 && n % 2 === 1))
    expect(found('amount', { ranges: [{ field: 'usd', from: 100_000, to: 500_000 }] })).toEqual(amounts((n) => (figureOf(n) ?? -1) >= 100_000 && (figureOf(n) ?? -1) <= 500_000))
    expect(found('amount', { ranges: [{ field: 'period-start', from: '2011', to: '2011-06' }] })).toEqual(amounts((n) => n % 13 !== 0 && n % 3 === 1 && n % 12 < 6))
    expect(found('amount', { ranges: [{ field: 'original', from: '9000.5', to: null }] })).toEqual(amounts((n) => (figureOf(n) ?? 0) >= 900_050))
    expect(found('amount', { parent: id('contribution 2'), values: [{ field: 'usd', values: [null] }] })).toEqual(amounts((n) => n >= 40 && n < 60 && n % 7 === 0))
    expect(found('amount', { ids: [id('amount 3'), id('amount 1'), 99_999_999] })).toEqual([id('amount 1'), id('amount 3')])
    expect(found('note', { about: { entity: 'project', id: id('project 1') } })).toHaveLength(1)
    expect(found('task', { about: { entity: 'project', id: id('project 1') } })).toEqual([])
  })
  it('finds a reference by its id and by its name', () => {
    const japan = Number(db.prepare("SELECT id FROM partner WHERE natural_key = 'JPN'").pluck().get())
    const expected = amounts((n) => Math.floor(n / 20) % 3 === 0)
    expect(found('amount', { values: [{ field: 'partner', values: [japan] }] })).toEqual(expected)
    expect(found('amount', { values: [{ field: 'partner', values: ['Japan'] }] })).toEqual(expected)
  })
  it('searches all texts, each word in any of them, signs meaning themselves', () => {
    const projects = (search: string): number => found('project', { search }).length
    expect([projects('maize'), projects('100%'), projects('of_rice'), projects('_'), projects('%'), projects('ELEVAGE ete'), projects("o'neill"), projects('kenya maize'), projects('kenya élevage'), projects('philippines MAIZE')]).toEqual([3, 3, 3, 3, 3, 3, 3, 0, 3, 3])
    expect([projects("' OR 1=1 --"), projects('"'), projects('   '), projects('ken/12/')]).toEqual([0, 0, 12, 1])
  })
  it('takes five thousand values, and refuses more', () => {
    const values = Array.from({ length: 5000 }, (_, index) => String(index))
    expect(found('amount', { values: [{ field: 'original', values: [...values.slice(1), String((figureOf(1) ?? 0) / 100)] }] })).toContain(id('amount 1'))
    expect(RecordFilter.safeParse({ values: [{ field: 'original', values: [...values, '5000'] }] }).success).toBe(false)
  })
  it.each([
    ['a sort', () => page('amount', { sort: [{ key: 'natural_key; DROP TABLE amount', direction: 'asc' }] }), 'natural_key; DROP TABLE amount'],
    ['a column', () => page('amount', { fields: ['constructor'] }), 'constructor'],
    ['a condition', () => found('amount', { values: [{ field: 'stage', values: ['active'] }] }), 'stage'],
    ['a range', () => found('amount', { ranges: [{ field: '__proto__', from: 1, to: 2 }] }), '__proto__'],
    ['a facet', () => reading.facet({ type: 'amount', filter: filter(), field: 'uuid', find: '', limit: 5, ...reader }), 'uuid'],
    ['a choice', () => reading.choices({ type: 'amount', field: 'x', find: '', limit: 5, ...reader }), 'x'],
    ['a history', () => reading.history({ type: 'amount', id: id('amount 1'), field: 'y', offset: 0, limit: 5, ...reader }), 'y'],
  ])('names the field that the type does not have, in %s', (_, work, field) => {
    expect(errorOf(work)).toMatchObject({ code: 'invalid-input', reason: 'error.record-field', params: { field } })
  })
  it('refuses limits that are no figures, parts of what has none, subjects that are nothing', () => {
    expect(errorOf(() => found('amount', { ranges: [{ field: 'usd', from: 'much', to: null }] }))).toMatchObject({ reason: 'error.record-range', params: { field: 'usd' } })
    expect(errorOf(() => found('project', { parent: 1 }))).toMatchObject({ reason: 'error.record-no-parent' })
    expect(errorOf(() => found('note', { about: { entity: 'sqlite_schema', id: 1 } }))).toMatchObject({ reason: 'error.record-no-parent' })
  })
})

describe('sums', () => {
  it('rule 1: what is not reported is missing and no zero; originals are added exactly, each currency for itself', () => {
    const figures = Array.from({ length: 240 }, (_, n) => figureOf(n))
    const totals = records.totals.output.parse(reading.totals({ type: 'amount', filter: filter(), ...reader }))
    expect(totals).toMatchObject({ records: 240, sums: [{ field: 'usd', cents: figures.reduce<number>((sum, cents) => sum + (cents ?? 0), 0), missing: 35 }] })
    const eur = figures.filter((_, n) => n % 2 === 1).reduce<number>((sum, cents) => sum + (cents ?? 0), 0)
    expect(totals.originals.find(({ currency }) => currency === 'EUR')).toMatchObject({ field: 'original', total: String(eur / 100) })
    expect(reading.totals({ type: 'amount', filter: filter({ search: 'no such thing' }), ...reader })).toMatchObject({ records: 0, sums: [{ cents: 0, missing: 0 }], originals: [] })
  })
  it('rule 2: a figure that a file repeats counts once in what is approved and delivered', () => {
    const approved = (project: number): number => Array.from({ length: 20 }, (_, k) => project * 20 + k).filter((n) => n % 3 === 0 && n !== 36).reduce((sum, n) => sum + (figureOf(n) ?? 0), 0)
    const table = page('project', { sort: [{ key: 'approved', direction: 'asc' }] })
    for (const project of [0, 1, 5]) expect(rowOf(table, id(`project ${project}`))).toMatchObject({ approved: approved(project) })
    const sorted = column(table, 'approved').map(Number)
    expect(sorted).toEqual(sorted.toSorted((a, b) => a - b))
    expect(rowOf(page('contribution'), id('contribution 1'))).toMatchObject({ approved: approved(1), project: 'GCP/KEN/2/JPN' })
  })
  it('rule 7: instalments of an agreement that came, and those that are late today', () => {
    expect(rowOf(page('agreement'), id('agreement'))).toMatchObject({ received: 50_000, 'instalments-late': 1, partner: 'Japan' })
    expect(rowOf(page('agreement', { today: '2013-02-01' }), id('agreement'))).toMatchObject({ 'instalments-late': 2 })
  })
})

describe('one record', () => {
  it('is shown with what it points to, its parts, what names it and the cells that it was read from', () => {
    const amount = RecordSheet.parse(reading.show({ type: 'amount', id: id('amount 22'), ...reader }))
    expect(amount.values).toContainEqual({ field: 'project', text: 'GCP/KEN/2/JPN', to: { type: 'project', id: id('project 1') }, audience: null })
    expect(amount.values).toContainEqual({ field: 'usd', text: '0', to: null, audience: null })
    expect(amount.sources).toMatchObject([{ file: 'kenya.xlsx', sheet: 'Grants', address: 'C22', field: 'currency' }, { address: 'B22', field: 'amount', receivedAt: by.now }])
    expect(amount).toMatchObject({ audience: 'internal', created: { person: 'Ana' }, tasks: 0 })
    const project = RecordSheet.parse(reading.show({ type: 'project', id: id('project 1'), ...french }))
    expect(project).toMatchObject({ name: 'GCP/KEN/2/JPN', notes: 1, parts: [{ type: 'project-share', count: 0 }, { type: 'follow-on', count: 0 }, { type: 'contribution', count: 1 }] })
    expect(project.sources).toHaveLength(40)
    const japan = Number(db.prepare("SELECT id FROM partner WHERE natural_key = 'JPN'").pluck().get())
    expect(reading.show({ type: 'partner', id: japan, ...french })).toMatchObject({ name: 'Japon', mentions: expect.arrayContaining([{ type: 'contribution', field: 'signatory', count: 4 }, { type: 'agreement', field: 'partner', count: 1 }]) })
  })
  it('is named where a note or a task is on it', () => {
    const [note = 0] = found('note', {})
    expect(rowOf(page('note'), note)).toMatchObject({ about: 'GCP/KEN/2/JPN', entity: 'project' })
    expect(reading.show({ type: 'note', id: note, ...reader }).values).toContainEqual({ field: 'about', text: 'GCP/KEN/2/JPN', to: { type: 'project', id: id('project 1') }, audience: null })
    const [task = 0] = found('task', { search: 'ken/2' })
    expect(reading.show({ type: 'task', id: task, ...reader }).values).toContainEqual({ field: 'about', text: 'GCP/KEN/2/JPN approval', to: { type: 'amount', id: id('amount 21') }, audience: null })
  })
  it('is not found where it is of another type, or nowhere', () => {
    for (const [type, record] of [['amount', 99_999_999], ['task', id('project 1') + 1_000_000], ['agreement', -1]] as const) expect(errorOf(() => reading.show({ type, id: record, ...reader }))).toMatchObject({ code: 'not-found' })
  })
  it('offers what its fields may say, the nearest first, and tells things of one name apart', () => {
    const choices = (type: RecordType, field: string, find: string) => reading.choices({ type, field, find, limit: 4, ...reader }).choices
    expect(choices('contribution', 'signatory', 'jpn')[0]).toEqual({ text: 'Japan', hint: 'JPN' })
    expect(choices('contribution', 'signatory', 'Suède')[0]).toEqual({ text: 'Sweden', hint: 'SWE' })
    expect(choices('project', 'area', 'ken')[0]).toEqual({ text: 'Kenya', hint: 'KEN' })
    expect(choices('project', 'stage', 'active')).toEqual([{ text: 'active', hint: 'active' }])
    expect(choices('agreement-project', 'project', 'ken/12')).toEqual([{ text: 'GCP/KEN/12/JPN', hint: '' }])
    expect(choices('project', 'title', 'maize')).toEqual([{ text: 'Maize 100% of_rice', hint: '' }])
    expect(choices('contribution', 'signatory', "%' OR 1=1")).toEqual([])
  })
})

describe('after changes', () => {
  const all = (from: RecordReading, type: RecordType) => recordSpec(type).fields.map(({ key }) => whole(() => from.ids({ type, filter: filter(), ...reader, sort: [{ key, direction: 'asc' }] }).ids))
  const watched = ['amount', 'project', 'contribution', 'partner', 'agreement', 'instalment', 'note'] as const
  /** What the long-lived reading says is what one made just now says. */
  function expectCurrent(): void {
    const fresh = createRecordReading(db)
    for (const type of watched) {
      expect(all(reading, type), type).toEqual(all(fresh, type))
      expect(page(type, {}, reading)).toEqual(page(type, {}, fresh))
    }
  }
  const change = (work: (writer: Writer) => void): number => inChangeset(writing, { ...edit, reason: 'after' }, work).changeset?.id ?? 0

  it('a reading that has its columns says what a new one says, and a history tells each step, undone ones too', () => {
    expectCurrent()
    const project = id('project 4')
    const done = change((writer) => {
      writer.update('project', project, { title: 'Zebra', area_id: null })
      writer.amend('amount', id('amount 5'), { usd_cents: 77, original: '0.77', state: 'value' })
      writer.close('amount', id('amount 8'))
      writer.remove('note', Number(writing.prepare('SELECT id FROM note').pluck().get()))
      ids.set('new', writer.insert('amount', { natural_key: 'new', contribution_id: id('contribution 4'), measure: 'pledge', state: 'value', original: '12', currency: 'CHF', usd_cents: 1300, is_usd_recorded: 1, period_precision: 'none', is_repeat: 0 }))
    })
    expect(found('project', { search: 'zebra' })).toEqual([project])
    expect(page('amount').total).toBe(240)
    expect(errorOf(() => reading.show({ type: 'amount', id: id('amount 8'), ...reader }))).toMatchObject({ code: 'not-found' })
    expectCurrent()
    change((writer) => {
      writer.update('label', Number(writing.prepare("SELECT id FROM label WHERE entity = 'partner' AND entity_key = 'SWE' AND role = 'name' AND language = 'en'").pluck().get()), { text: 'Aweden' })
      writer.update('contribution', id('contribution 1'), { signatory_id: Number(writing.prepare("SELECT id FROM partner WHERE natural_key = 'DEU'").pluck().get()) })
    })
    expect(rowOf(page('amount'), id('amount 22'))).toMatchObject({ partner: 'Germany' })
    expect(column(page('amount', { sort: [{ key: 'partner', direction: 'asc' }] }), 'partner')[0]).toBe('Aweden')
    expectCurrent()
    undoChangeset(writing, done, by)
    expect(found('project', { search: 'zebra' })).toEqual([])
    expectCurrent()

    const { total, entries } = records.history.output.parse(reading.history({ type: 'project', id: project, field: null, offset: 0, limit: 100, ...reader }))
    expect(total).toBe(entries.length)
    const told = entries.map(({ kind, field, part, before, after }) => [kind.replace('changeset.', ''), field ?? part, before, after])
    expect(told.slice(0, 4)).toEqual(expect.arrayContaining([['undo', 'title', 'Zebra', 'Maize 100% of_rice'], ['undo', 'area', null, 'Philippines'], ['edit', 'title', 'Maize 100% of_rice', 'Zebra'], ['edit', 'area', 'Philippines', null]]))
    expect(told.slice(4)).toEqual([['edit', 'contribution', null, 'GCP/KEN/5/JPN'], ['edit', null, null, 'GCP/KEN/5/JPN']])
    expect(reading.history({ type: 'project', id: project, field: 'title', offset: 1, limit: 1, ...reader })).toMatchObject({ total: 3, entries: [{ field: 'title', after: 'Zebra', reason: 'after', person: 'Ana' }] })
    const partner = Number(db.prepare("SELECT id FROM partner WHERE natural_key = 'SWE'").pluck().get())
    expect(reading.history({ type: 'partner', id: partner, field: 'name', offset: 0, limit: 1, ...reader }).entries).toMatchObject([{ before: 'Sweden', after: 'Aweden' }])
    expect(reading.history({ type: 'amount', id: id('amount 8'), field: null, offset: 0, limit: 9, ...reader }).entries.map(({ before, after }) => [before, after])).toEqual([[null, 'receipt'], ['receipt', null], [null, 'receipt']])
    expect(reading.history({ type: 'contribution', id: id('contribution 4'), field: null, offset: 0, limit: 3, ...reader }).entries.filter(({ part }) => part === 'amount')).toMatchObject([{ kind: 'changeset.undo', before: 'pledge' }, { after: 'pledge' }, {}])
  })

  it('so many that the set is made anew, the same', () => {
    change((writer) => {
      for (let n = 0; n < 2100; n++) writer.insert('amount', { natural_key: `many ${n}`, contribution_id: id('contribution 0'), measure: 'pipeline', state: 'value', original: String(n), currency: 'USD', usd_cents: n * 100, is_usd_recorded: 1, period_precision: 'none', is_repeat: 0 })
    })
    expect(page('amount').total).toBe(2340)
    expectCurrent()
  })
})
