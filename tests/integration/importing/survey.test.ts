/** A whole file understood through the core without anything being written, and what becomes of kinds and questions on the way to a commit. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { FileSurvey } from '../../../src/shared/contract/submissions.ts'
import { openDesk, type Desk } from '../../contract/bad-input/desk.ts'
import { buildWorkbook, type CellInput } from '../../fixtures/workbook-builder.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.dispose())

const grants = (country: string, from: number, count: number): CellInput[][] => [
  [country], ['Project symbol', 'Title', 'Resource partner', 'Approved 2010 (USD)'],
  ...Array.from({ length: count }, (_, index): CellInput[] => [`GCP/GLO/${from + index}/JPN`, `Seeds for farmers ${from + index}`, 'Japan', 1000 * (index + 1)]),
  [null, 'TOTAL', null, (1000 * count * (count + 1)) / 2],
  [],
]
const book = () => buildWorkbook({
  sheets: [
    { name: 'Grants', rows: [...grants('Kenya', 100, 4), ...grants('Honduras', 200, 3)] },
    { name: 'Old figures', state: 'veryHidden', rows: [['Project symbol', 'Title', 'Resource partner', 'Approved 2008 (USD)'], ['GCP/GLO/900/CAN', 'Nets', 'Canada', 5], ['GCP/GLO/901/CAN', 'Wells', 'Canada', 6]] },
    { name: 'Empty', rows: [] },
  ],
})

describe('a survey', () => {
  test('tells of every sheet and table with the account of its rows and its totals, and writes nothing', async () => {
    const survey = await desk.untouched(async () => desk.ask('submissions.survey', { workspace: desk.workspace, file: await desk.token('Office.xlsx', book()) }))
    expect(FileSurvey.safeParse(survey).error).toBeUndefined()
    expect(survey).toMatchObject({ kind: 'xlsx', file: { name: 'Office.xlsx' }, findings: [{ code: 'finding.file.very-hidden-sheet' }] })
    expect(survey.sheets.map(({ name, visibility, tables }) => [name, visibility, tables.length])).toEqual([['Grants', 'visible', 1], ['Old figures', 'very-hidden', 1], ['Empty', 'visible', 0]])
    const table = survey.sheets[0]?.tables[0]
    expect(table?.mapping.blocks.map(({ labels, headerRow }) => [labels.map(({ text }) => text), headerRow])).toEqual([[['Kenya'], 2], [['Honduras'], 10]])
    expect(table?.accounting).toMatchObject({ read: 14, label: 2, header: 2, total: 2, accepted: 7, rejected: 0, blank: 1 })
    expect(table?.controlSums[0]).toMatchObject({ accepted: '16000', totalRows: '16000', totalCount: 2, totalsDiffering: 0 })
    expect(table?.partners).toMatchObject([{ partnerKey: 'JPN', rows: 7 }])
    expect(table?.problemCounts.find(({ code }) => code === 'finding.row.total-label')).toMatchObject({ count: 2, first: 'B7' })
  })
  test('says how far it is and ends when it is cancelled', async () => {
    const file = await desk.token('big.csv', ['Project symbol,Title,Resource partner,Approved 2010 (USD)', ...Array.from({ length: 60_000 }, (_, index) => `GCP/GLO/${100 + index}/JPN,Seeds ${index},Japan,${index}`), ''].join('\n'))
    const controller = new AbortController()
    const steps: number[] = []
    const onProgress = ({ done }: { readonly done: number }): void => {
      steps.push(done)
      if (steps.length > 1) controller.abort()
    }
    expect(await desk.try('submissions.survey', { workspace: desk.workspace, file }, { signal: controller.signal, onProgress })).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(steps.length).toBeGreaterThan(1)
  })
  test('of a file that is none is refused in a sentence', async () => {
    expect(await desk.refusal('submissions.survey', { workspace: desk.workspace, file: await desk.token('x.xlsx', Buffer.from([0x50, 0x4b, 3, 4, 1, 2, 3])) })).toMatchObject({ code: 'unreadable-file' })
  })
  test('reads on behind the rows that its tables were found from', async () => {
    const file = await desk.token('long.csv', ['Project symbol,Title,Resource partner,Approved 2010 (USD)', ...Array.from({ length: 25_000 }, (_, index) => `GCP/GLO/${100 + index}/JPN,Seeds ${index},Japan,1`), ',TOTAL,,25000', ''].join('\n'))
    const survey = await desk.ask('submissions.survey', { workspace: desk.workspace, file })
    expect(survey.sheets[0]).toMatchObject({ rows: 25_002, lastRow: 25_002 })
    expect(survey.sheets[0]?.tables[0]).toMatchObject({ accounting: { accepted: 25_000, total: 1, header: 1 }, controlSums: [{ accepted: '25000', totalCount: 1, totalsDiffering: 0 }] })
  })
})

describe('the first rows of a sheet', () => {
  test('the first rows are as the spreadsheet shows them, with what is hidden, struck through or said in a comment', async () => {
    const bytes = buildWorkbook({
      sheets: [{ name: 'S', rows: [['Symbol', 'Secret', 'USD'], ['GCP/GLO/1/JPN', 'x', { v: 1234.5, format: '#,##0' }], ['GCP/GLO/2/JPN', 'y', { v: 0.125, format: '0.0%' }]], hiddenRows: [3], before: '<cols><col min="2" max="2" width="9" hidden="1"/></cols>' }],
    })
    const { rows } = await desk.ask('submissions.sample', { workspace: desk.workspace, file: await desk.token('Shown.xlsx', bytes), sheetIndex: 0 })
    expect(rows.map(({ row, isHidden }) => [row, isHidden])).toEqual([[1, false], [2, false], [3, true]])
    expect(rows[1]).toEqual({
      row: 2, isHidden: false, texts: ['GCP/GLO/1/JPN', 'x', '1234.5'],
      marks: [{ column: 1, displayed: null, isStruck: false, comment: null, isHidden: true }, { column: 2, displayed: '1,235', isStruck: false, comment: null, isHidden: false }],
    })
    expect(rows[2]?.marks.at(-1)?.displayed).toBe('12.5%')
  })
  test('are there without a proposal', async () => {
    const file = await desk.token('Office.xlsx', book())
    const sample = await desk.ask('submissions.sample', { workspace: desk.workspace, file, sheetIndex: 0 })
    expect(sample).toMatchObject({ columns: 4, lastRow: 14 })
    expect(sample.rows[0]).toEqual({ row: 1, isHidden: false, texts: ['Kenya', null, null, null], marks: [] })
    expect((await desk.ask('submissions.sample', { workspace: desk.workspace, file, sheetIndex: 2 })).rows).toEqual([])
    expect(await desk.refusal('submissions.sample', { workspace: desk.workspace, file, sheetIndex: 9 })).toMatchObject({ reason: 'error.unknown-sheet' })
  })
})

describe('on the way to a commit', () => {
  test('a sheet without a table can still be looked at', async () => {
    const file = await desk.token('Office.xlsx', book())
    const proposal = await desk.ask('submissions.propose', { workspace: desk.workspace, file, sheetIndex: 2 })
    expect(proposal).toMatchObject({ tables: [], mapping: { headerRow: 0, columns: [] } })
  })
  test('records of a kind that the register does not hold are staged and shown, and the commit is refused', async () => {
    const file = await desk.token('needs.csv', 'Country,Outcome,Required (USD),Available (USD),Gap (USD)\nHonduras,Seeds,100,60,40\nKenya,Wells,50,10,40\nTotal,,150,70,80\n')
    const { mapping } = await desk.ask('submissions.propose', { workspace: desk.workspace, file, sheetIndex: 0, kind: 'requirements' })
    const settled = { ...mapping, columns: mapping.columns.map(({ asks: _asks, ...column }) => column) }
    const report = await desk.ask('submissions.stage', { workspace: desk.workspace, file, mapping: settled, decisions: [] })
    expect(report).toMatchObject({ kind: 'requirements', isCommittable: false, accounting: { accepted: 2, total: 1 }, diff: { added: 2, changed: 0, unchanged: 0, rejected: 0 }, moneyEffect: [] })
    expect(report.controlSums.map(({ accepted, totalsDiffering }) => [accepted, totalsDiffering])).toEqual([['150', 0], ['70', 0], ['80', 0]])
    const { rows } = await desk.ask('submissions.batchRows', { workspace: desk.workspace, batch: report.batch, kinds: ['accepted'] })
    expect(rows[0]).toMatchObject({ title: 'Seeds', amounts: [{ measure: 'requirement', original: '100', currency: 'USD' }, { measure: 'available' }, { measure: 'gap' }], cells: [{ address: 'A2', text: 'Honduras' }, {}, {}, {}, {}] })
    const before = await desk.state()
    expect(await desk.refusal('submissions.commit', { workspace: desk.workspace, batch: report.batch })).toMatchObject({ code: 'invalid-input', reason: 'error.kind-not-in-register' })
    expect(await desk.state()).toEqual(before)
    await desk.ask('submissions.discard', { workspace: desk.workspace, batch: report.batch })
  })
  test('open questions keep a file from being committed; once answered it goes through', async () => {
    const file = await desk.token('asked.csv', 'Project symbol,Title,Resource partner,Year,Amount (USD)\nGCP/GLO/301/JPN,Seeds,Japan,2010,1000\nGCP/GLO/302/JPN,Wells,Japan,2011,2000\n')
    const { mapping } = await desk.ask('submissions.propose', { workspace: desk.workspace, file, sheetIndex: 0 })
    expect(mapping.columns.flatMap(({ asks = [] }) => asks)).toEqual(['measure'])
    const open = await desk.ask('submissions.stage', { workspace: desk.workspace, file, mapping, decisions: [] })
    expect(open.fileProblems.map(({ severity, code }) => `${severity} ${code}`)).toContain('error finding.ask.measure')
    expect(await desk.refusal('submissions.commit', { workspace: desk.workspace, batch: open.batch })).toMatchObject({ reason: 'error.batch-has-questions', params: { count: 1, column: 'E' } })
    await desk.ask('submissions.discard', { workspace: desk.workspace, batch: open.batch })
    const answered = { ...mapping, columns: mapping.columns.map(({ asks, ...column }) => (asks?.length ? { ...column, measure: 'approval' as const } : column)) }
    const report = await desk.ask('submissions.stage', { workspace: desk.workspace, file, mapping: answered, decisions: [] })
    expect(await desk.ask('submissions.commit', { workspace: desk.workspace, batch: report.batch })).toMatchObject({ diff: { added: 2 }, usdByMeasure: [{ measure: 'approval', cents: 300_000 }] })
  })
})
