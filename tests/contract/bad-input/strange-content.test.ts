/** Sound files with extreme or strange content: names that would be formulas, characters that turn or break text, sheets and cells at their limits. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldSpace } from '../../../src/shared/domain/text-key.ts'
import { readFileBytes } from '../../fixtures/read-rows.ts'
import { readParts, readSheets } from '../../fixtures/exported-annex.ts'
import { buildWorkbook, type CellInput } from '../../fixtures/workbook-builder.ts'
import { goodRows, heading, openDesk, type Desk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.dispose())

const committed = async (bytes: Uint8Array, sheetIndex = 0) => {
  const { workspace } = desk
  const report = await desk.stage(await desk.token('strange.xlsx', bytes), sheetIndex)
  return { report, done: await desk.ask('submissions.commit', { workspace, batch: report.batch }) }
}
const paths = async (spec: { readonly audience?: 'internal' }): Promise<{ table: string; companion: string }> => {
  const { table, companion } = await desk.ask('annexes.export', { workspace: desk.workspace, isForced: true, spec: { biennium: 2010, countingRule: 'everything', ranks: 500, ...spec } })
  const pathOf = async (token: string) => (await desk.local.files.resolve(token)).path
  return { table: await pathOf(table.token), companion: await pathOf(companion.token) }
}

describe('names that are not only names', () => {
  const names = [
    '=HYPERLINK("http://127.0.0.1/x","Japan")', "+cmd|' /C calc'!A0", '@SUM(1+1)', '-2+3', '=1+1', '\t=2+2', "'=3+3", '﻿=4+4', 'Gov\u202eynamreG', 'Bell\u0007 and \u001b[31mred', '_x0041_ escaped', '<b>bold</b> & "quoted"', "O'Neill' OR 1=1 --",
    '{count, plural, other {#}}', '{name}', '__proto__', 'constructor', '日本政府', 'حكومة', '𝔘𝔫𝔦𝔠𝔬𝔡𝔢', 'a\u0301e\u0301', '&C&"Arial"&24Header', ']]>', '\ufffeswapped', 'Two\r\nlines', '%s%n', '${7*7}',
  ]
  const rows: CellInput[][] = [[...heading], ...names.map((name, index): CellInput[] => [`GR-${index}`, name, name, 'Philippines', 1000 + index, { v: '2010-05-05', t: 'd' }])]

  it('go in and come out as text: no formula in any cell, no field code, nothing of a person’s text lost', { timeout: 60_000 }, async () => {
    const { report } = await committed(buildWorkbook({ sheets: [{ name: `O'Brien's "best" & <first>`, rows }] }))
    expect(report.accounting).toMatchObject({ accepted: names.length, rejected: 0 })
    // What is left out is white space at the ends and characters that nobody sees; the letters all stay.
    // oxlint-disable-next-line no-control-regex
    const visible = (text: string): string => foldSpace(text).replaceAll(/[\u0000-\u001f\ufffe]/g, '')
    const expected = names.map((name) => visible(name))
    const page = await desk.ask('projects.page', { workspace: desk.workspace, limit: 500 })
    const column = page.columns.find(({ key }) => key === 'title')
    const titles = (column?.values ?? []).map((value) => visible(String(column?.dictionary && typeof value === 'number' ? column.dictionary[value] : value)))
    for (const name of expected) expect(titles).toContain(name)

    const { table, companion } = await paths({ audience: 'internal' })
    for (const path of [table, companion]) {
      const parts = readParts(path)
      for (const [part, content] of parts) {
        if (/sheet\d+\.xml$/.test(part)) expect(content, part).not.toMatch(/<f[ >]|<hyperlink/)
        expect(part).not.toMatch(/externalLink|vbaProject|connections/)
        // oxlint-disable-next-line no-control-regex
        expect(content, part).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
      }
      const cells = [...readSheets(path).values()].flat(2).filter((cell) => cell !== undefined)
      expect(cells.filter((cell) => cell.f !== undefined || cell.t === 'e')).toEqual([])
      const texts = new Set(cells.filter((cell) => cell.t === 's').map((cell) => visible(String(cell.v))))
      for (const name of expected) expect(texts, name).toContain(name)
    }
    // Our own reader reads the same words back: what was exported may come in again.
    const { rows: back } = await readFileBytes(readFileSync(table))
    const read = new Set(back.flatMap((row) => row.cells.map((cell) => visible(cell.text))))
    for (const name of expected) expect(read, name).toContain(name)
  })

  it('the sheet’s own name stands behind each figure as it was written', async () => {
    const { records: [record] } = await desk.ask('matrices.records', { workspace: desk.workspace, spec: {}, cell: { row: null, column: null } })
    const trace = await desk.ask('matrices.trace', { workspace: desk.workspace, amount: record?.amount ?? 0 })
    expect(trace.cells.map(({ sheet }) => sheet)).toContain(`O'Brien's "best" & <first>`)
    expect((await desk.ask('workspaces.verify', { workspace: desk.workspace })).isWhole).toBe(true)
  })
})

describe('content at the limits of a workbook', () => {
  it('a cell of 32,767 characters comes in, is listed and goes out, cut nowhere', { timeout: 60_000 }, async () => {
    const long = (start: string): string => start.padEnd(32_767, ' seeds and tools')
    const title = long('Title')
    const { report } = await committed(buildWorkbook({ sheets: [{ name: 'Long', rows: [[...heading], ['GR-LONG', title, long('Partner'), 'Philippines', 77, { v: '2010-06-06', t: 'd' }], ...goodRows(2).slice(1)] }] }))
    expect(report.accounting).toMatchObject({ accepted: 3, rejected: 0 })
    const page = await desk.ask('projects.page', { workspace: desk.workspace, limit: 500, search: 'GR-LONG' })
    expect(JSON.stringify(page).length).toBeGreaterThan(30_000)
    const { table, companion } = await paths({})
    for (const path of [table, companion]) for (const cell of [...readSheets(path).values()].flat(2)) if (typeof cell?.v === 'string') expect(cell.v.length).toBeLessThanOrEqual(32_767)
    const texts = [...readSheets(companion).values()].flat(2).map((cell) => cell?.v)
    expect(texts).toContain(foldSpace(title))
    await desk.ask('overview.summary', { workspace: desk.workspace })
  })

  it('a text longer than a cell can be is refused or cut nowhere, never a broken file', async () => {
    const { workspace } = desk
    const file = await desk.token('too-long.xlsx', buildWorkbook({ sheets: [{ name: 'Long', rows: [[...heading], ['GR-LONGER', 'T'.repeat(200_000), 'Japan', null, 5, null]] }] }))
    const report = await desk.stage(file)
    expect(report.accounting).toMatchObject({ accepted: 1 })
    await desk.ask('submissions.discard', { workspace, batch: report.batch })
  })

  it('16,384 columns: the table among them is found, mapped and staged', { timeout: 120_000 }, async () => {
    const { workspace } = desk
    const filler = Array.from({ length: 16_384 - heading.length }, (_, index) => `Filler ${index + 1}`)
    const [first = [], ...data] = goodRows(3)
    const bytes = buildWorkbook({ sheets: [{ name: 'Wide', rows: [[...first, ...filler], ...data.map((row) => [...row, ...filler.map((_, index) => (index % 2 === 0 ? index : `text ${index}`))])] }] })
    const began = performance.now()
    const file = await desk.token('wide.xlsx', bytes)
    await desk.ask('submissions.inspect', { workspace, file })
    const proposal = await desk.ask('submissions.propose', { workspace, file, sheetIndex: 0 })
    expect(proposal.mapping.columns).toHaveLength(16_384)
    expect(proposal.mapping.columns.slice(0, 5).map(({ field }) => field)).toEqual(['identifier', 'title', 'partner', 'country', 'amount'])
    const report = await desk.ask('submissions.stage', { workspace, file, mapping: proposal.mapping, decisions: [] })
    expect(report.accounting).toMatchObject({ accepted: 3 })
    // A page must be able to send the mapping back: the socket takes frames of 8 MiB.
    expect(JSON.stringify(proposal.mapping).length).toBeLessThan(8 * 1024 * 1024)
    expect(performance.now() - began).toBeLessThan(60_000)
    await desk.ask('submissions.discard', { workspace, batch: report.batch })
    const wider = await desk.token('wider.csv', `${Array.from({ length: 16_385 }, (_, index) => `c${index}`).join(',')}\n`)
    expect(await desk.untouched(() => desk.refusal('submissions.inspect', { workspace, file: wider }))).toMatchObject({ code: 'unreadable-file', reason: 'error.file-too-many-columns' })
  })

  it('5,000 sheets: each is listed, the one with the table is suggested where it is among the first, and any can be chosen', { timeout: 120_000 }, async () => {
    const { workspace } = desk
    const sheets = Array.from({ length: 5000 }, (_, index) => ({ name: `Sheet ${index + 1}`, rows: index === 7 || index === 4321 ? goodRows(index === 7 ? 4 : 9) : [['nothing here']] }))
    const file = await desk.token('many.xlsx', buildWorkbook({ sheets }))
    const inspection = await desk.ask('submissions.inspect', { workspace, file })
    expect(inspection.sheets).toHaveLength(5000)
    expect(inspection.suggestedSheet).toBe(7)
    const report = await desk.stage(file, 4321)
    expect(report).toMatchObject({ sheet: 'Sheet 4322', accounting: { accepted: 9 } })
    await desk.ask('submissions.discard', { workspace, batch: report.batch })
  })

  it('no sheets at all, and a sheet without a row', async () => {
    const { workspace } = desk
    for (const sheets of [[], [{ name: 'Empty', rows: [] }]]) {
      const file = await desk.token('empty.xlsx', buildWorkbook({ sheets }))
      const inspected = await desk.try('submissions.inspect', { workspace, file })
      if (!inspected.ok) {
        expect(inspected.error.code).toBe('unreadable-file')
        continue
      }
      const proposed = await desk.try('submissions.propose', { workspace, file, sheetIndex: 0 })
      if (!proposed.ok) expect(proposed.error.code).toBe('not-found')
      else expect(await desk.ask('submissions.preview', { workspace, file, mapping: proposed.value.mapping, decisions: [] })).toMatchObject({ rows: [] })
    }
  })
})

describe('where files lie', () => {
  it('names of files with strange characters are shown, and never a path', async () => {
    const { workspace } = desk
    for (const name of ['=cmd.xlsx', 'a\u202eslx.csv', '__proto__.xlsx', "it's “quoted”.xlsx", 'new\nline.xlsx', `${'n'.repeat(200)}.xlsx`]) {
      const file = await desk.token(name, buildWorkbook({ sheets: [{ name: 'Grants', rows: goodRows(2) }] }))
      const inspection = await desk.ask('submissions.inspect', { workspace, file })
      expect(inspection.file.name).toBe(name)
      expect(JSON.stringify(inspection)).not.toContain(join(desk.folder).slice(1))
    }
  })
})
