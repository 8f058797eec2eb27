/** A confirmation round from end to end: the workbooks as they go out, filled in by offices with another program, and what comes back. */
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Locale } from '../../../src/shared/messages/locales.ts'
import { nilAnswer, roundHeaderRow } from '../../../src/main/core/exporting/round-workbook.ts'
import { buildWorkbook, type CellInput } from '../../fixtures/workbook-builder.ts'
import { openDesk, type Desk } from '../bad-input/desk.ts'

let desk: Desk
let today = '2012-01-10T09:00:00.000Z'
beforeAll(async () => {
  desk = await openDesk(() => ({ now: () => today }))
  await send('RAP', 'asia.xlsx', 'PHI', 100, ['Japan', 'Canada', 'Japan'])
  await send('RAF', 'africa.xlsx', 'KEN', 500, ['Sweden', 'Norway'])
})
afterAll(() => desk.dispose())

const period = { start: '2011-01-01', end: '2011-12-31' }
const heading = ['Project symbol', 'Project title', 'Resource partner', 'Approved budget 2011 (USD)', 'Delivery 2011 (USD)']
const codes: Readonly<Record<string, string>> = { Japan: 'JPN', Canada: 'CAN', Sweden: 'SWE', Norway: 'NOR' }

/** An office's submission, committed. */
async function send(office: string, name: string, area: string, first: number, partners: readonly string[]): Promise<void> {
  const rows: CellInput[][] = [heading, ...partners.map((partner, index): CellInput[] => [`GCP/${area}/${first + index}/${codes[partner] ?? ''}`, `${name} project ${index + 1}`, partner, 1000 * (index + 1), 250.5 * (index + 1)])]
  const file = await desk.token(name, buildWorkbook({ sheets: [{ name: 'Grants', rows }] }))
  const { mapping } = await desk.ask('submissions.propose', { workspace: desk.workspace, file, sheetIndex: 0, office })
  const { batch } = await desk.ask('submissions.stage', { workspace: desk.workspace, file, mapping: { ...mapping, constants: { ...mapping.constants, office } }, decisions: [] })
  await desk.ask('submissions.commit', { workspace: desk.workspace, batch })
}

interface Made { readonly office: string; readonly path: string; readonly book: ExcelJS.Workbook }
async function make(name: string, languages: Readonly<Record<string, Locale>> | null = { RAP: 'en', RAF: 'fr' }): Promise<{ readonly made: readonly Made[]; readonly answer: Awaited<ReturnType<typeof ask>> }> {
  const answer = await ask(name, languages)
  const made = await Promise.all(answer.files.map(async (file): Promise<Made> => {
    const { path } = await desk.local.files.resolve(file.token)
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(path)
    return { office: file.name.split(' ')[0] ?? '', path, book }
  }))
  return { made, answer }
}
const ask = (name: string, languages: Readonly<Record<string, Locale>> | null) =>
  desk.ask('offices.makeRound', { workspace: desk.workspace, name, period, dueOn: '2012-01-31', language: 'en', offices: languages === null ? null : Object.entries(languages).map(([office, language]) => ({ office, language })) })
const of = (made: readonly Made[], office: string): Made => made.find((one) => one.office === office) ?? expect.fail(`no workbook of ${office}`)
const dataOf = ({ book }: Made): ExcelJS.Worksheet => book.worksheets[0] ?? expect.fail('no sheet')
const textsOf = (book: ExcelJS.Workbook): string => book.worksheets.flatMap((sheet) => sheet.getSheetValues().flatMap((row) => (Array.isArray(row) ? row.map(String) : []))).join('\n')
const columnOf = (sheet: ExcelJS.Worksheet, header: RegExp): number => {
  for (let column = 1; column <= sheet.columnCount; column++) if (header.test(sheet.getCell(roundHeaderRow, column).text)) return column
  return expect.fail(`no column ${header}`)
}
const rowOf = (sheet: ExcelJS.Worksheet, symbol: string): number => {
  for (let row = roundHeaderRow + 1; row <= sheet.rowCount; row++) if (sheet.getCell(row, columnOf(sheet, /^Proje/)).text === symbol) return row
  return expect.fail(`no row of ${symbol}`)
}
async function giveBack(made: Made, name = `${made.office} filled.xlsx`): Promise<string> {
  const path = join(desk.folder, name)
  await made.book.xlsx.writeFile(path)
  return (await desk.local.files.register(path)).token
}
async function stageBack(file: string) {
  const { suggestedSheet } = await desk.ask('submissions.inspect', { workspace: desk.workspace, file })
  const { mapping } = await desk.ask('submissions.propose', { workspace: desk.workspace, file, sheetIndex: suggestedSheet })
  expect(mapping.columns.flatMap(({ asks }) => asks ?? [])).toEqual([])
  expect(mapping.repeatedAmounts).toEqual([])
  return desk.ask('submissions.stage', { workspace: desk.workspace, file, mapping, decisions: [] })
}

test('each office gets its own projects, our figures and empty cells, in its language; nothing of another office', async () => {
  const { made, answer } = await make('January')
  expect(answer.round.workbooks.map(({ office, language, rows, state }) => ({ office, language, rows, state }))).toEqual([{ office: 'RAF', language: 'fr', rows: 2, state: 'sent' }, { office: 'RAP', language: 'en', rows: 3, state: 'sent' }])
  const [asia, africa] = [of(made, 'RAP'), of(made, 'RAF')]
  expect(textsOf(asia.book)).not.toMatch(/KEN|africa|Sweden|Norway/)
  expect(textsOf(africa.book)).not.toMatch(/PHI|asia|Japan|Canada/)
  expect(asia.book.worksheets.map(({ name }) => name)).toEqual(['Figures', 'Reply'])
  expect(africa.book.worksheets.map(({ name }) => name)).toEqual(['Chiffres', 'Réponse'])
  expect(textsOf(africa.book)).toContain('Suède')
  const sheet = dataOf(asia)
  const row = rowOf(sheet, 'GCP/PHI/101/CAN')
  expect(sheet.getCell(row, columnOf(sheet, /Approv.*our figure/i)).value).toBe(2000)
  expect(sheet.getCell(row, columnOf(sheet, /Deliver.*our figure/i)).value).toBe(501)
  expect(sheet.getCell(row, columnOf(sheet, /Deliver.*your figure/i)).value).toBeNull()
  expect([sheet.getRow(1).hidden, sheet.getColumn(1).hidden, sheet.getColumn(2).hidden]).toEqual([true, true, true])
})

test('unchanged it changes nothing', async () => {
  const { made } = await make('Unchanged')
  const report = await stageBack(await giveBack(of(made, 'RAP')))
  expect(report).toMatchObject({ office: 'RAP', accounting: { accepted: 3, rejected: 0 }, diff: { added: 0, changed: 0, unchanged: 3 } })
})

test('only what an office fills in changes, whatever it sorts, deletes, moves or adds; a blank figure clears nothing', async () => {
  const { made } = await make('Changed')
  const africa = of(made, 'RAF')
  const asia = of(made, 'RAP')
  const sheet = dataOf(asia)
  // Sorted the other way round, one row deleted, a column put in front, one figure and one title changed, a figure that says the same.
  const rows = [roundHeaderRow + 3, roundHeaderRow + 1].map((row) => sheet.getRow(row).values)
  for (let at = 1; at <= 3; at++) sheet.getRow(roundHeaderRow + at).values = rows[at - 1] ?? []
  sheet.spliceColumns(3, 0, ['', 'ours', '', '', '', 'Remark of RAP', 'a', 'b'])
  const changed = rowOf(sheet, 'GCP/PHI/100/JPN')
  sheet.getCell(changed, columnOf(sheet, /Deliver.*your figure/i)).value = 99.75
  sheet.getCell(changed, columnOf(sheet, /Approv.*your figure/i)).value = 1000
  sheet.getCell(rowOf(sheet, 'GCP/PHI/102/JPN'), columnOf(sheet, /^Title/)).value = 'A better title'
  const report = await stageBack(await giveBack(asia))
  expect(report).toMatchObject({ office: 'RAP', accounting: { accepted: 2, rejected: 0 }, diff: { added: 0, changed: 2, unchanged: 0 } })
  expect(report.moneyEffect).toEqual([expect.objectContaining({ partner: 'Japan', year: '2011', measure: 'delivery', before: 250.5e2 + 751.5e2, after: 99.75e2 + 751.5e2 })])
  await desk.ask('submissions.discard', { workspace: desk.workspace, batch: report.batch })

  // In French: a figure typed as text, and a project that we did not have.
  const page = dataOf(africa)
  page.getCell(rowOf(page, 'GCP/KEN/501/NOR'), columnOf(page, /Approuv.*votre chiffre/i)).value = '2 500,50'
  const fresh = page.rowCount + 1
  for (const [header, value] of [[/^Projet$/, 'GCP/KEN/777/SWE'], [/^Intitulé/, 'Un projet oublié'], [/^Partenaire/, 'Suède'], [/^Monnaie/, 'USD'], [/Approuv.*votre chiffre/i, 400]] as const) page.getCell(fresh, columnOf(page, header)).value = value
  page.getCell(fresh, 7).value = '2011'
  const french = await stageBack(await giveBack(africa))
  expect(french).toMatchObject({ office: 'RAF', diff: { added: 1, changed: 1, unchanged: 1, rejected: 0 } })
  expect(french.moneyEffect.map(({ partner, year, measure, before, after }) => [partner, year, measure, before, after])).toEqual([['Norway', '2011', 'approval', 2000_00, 2500_50], ['Sweden', '2011', 'approval', 1000_00, 1400_00]])
  await desk.ask('submissions.discard', { workspace: desk.workspace, batch: french.batch })
})

test('what came back is told against what was sent: only differences, rows that were deleted or added by their key', async () => {
  const { made } = await make('Told')
  const asia = of(made, 'RAP')
  const sheet = dataOf(asia)
  const delivered = columnOf(sheet, /Deliver.*your figure/i)
  sheet.getCell(rowOf(sheet, 'GCP/PHI/100/JPN'), delivered).value = 99.75
  sheet.getCell(rowOf(sheet, 'GCP/PHI/101/CAN'), columnOf(sheet, /Approv.*your figure/i)).value = '2,000.00'
  const gone = rowOf(sheet, 'GCP/PHI/102/JPN')
  sheet.getRow(gone).values = []
  for (const [header, value] of [[/^Project$/, 'GCP/PHI/900/JPN'], [/^Title/, 'Forgotten'], [/^Resource partner/, 'Japan'], [/^Currency/, 'USD'], [/Approv.*your figure/i, 10]] as const) sheet.getCell(gone + 2, columnOf(sheet, header)).value = value
  const { batch } = await stageBack(await giveBack(asia))
  const returned = await desk.ask('offices.returned', { workspace: desk.workspace, batch })
  expect(returned).toMatchObject({ origin: { purpose: 'round', office: 'RAP' }, unchanged: 1, isNil: false, answers: 0 })
  expect(returned?.differences.map(({ name, change, field, before, after }) => [name, change, field, before, after])).toEqual([
    ['GCP/PHI/100/JPN', 'changed', 'delivery', '250.5', '99.75'],
    ['GCP/PHI/900/JPN', 'added', 'row', null, 'GCP/PHI/900/JPN · Forgotten · Japan · USD · 10'],
    ['GCP/PHI/102/JPN', 'removed', 'row', 'GCP/PHI/102/JPN · asia.xlsx project 3 · Japan', null],
  ])
  await desk.ask('submissions.commit', { workspace: desk.workspace, batch })
  expect((await desk.ask('offices.returned', { workspace: desk.workspace, batch }))?.differences).toEqual(returned?.differences)
  const round = (await desk.ask('offices.rounds', { workspace: desk.workspace })).find(({ name }) => name === 'Told')
  expect(round?.workbooks.map(({ office, state, receivedName }) => [office, state, receivedName])).toEqual([['RAF', 'sent', null], ['RAP', 'received', 'RAP filled.xlsx']])
})

test('nothing to report is an answer: of the workbook and of the duty; with a figure beside it, it is none; silence stays silence', async () => {
  const { workspace } = desk
  await desk.ask('offices.addDuties', { workspace, offices: ['RAF'], kind: 'agreements', period, dueOn: '2012-01-31' })
  await desk.ask('offices.addDuties', { workspace, offices: ['RAP', 'RAF', 'RLC'], kind: 'project-contributions', period, dueOn: '2012-01-31' })
  const { made } = await make('Nil')
  for (const office of ['RAF', 'RAP']) dataOf(of(made, office)).getCell(nilAnswer).value = office === 'RAF' ? 'Oui' : 'Yes'
  const asia = dataOf(of(made, 'RAP'))
  asia.getCell(roundHeaderRow + 1, columnOf(asia, /Deliver.*your figure/i)).value = 5
  for (const office of ['RAF', 'RAP']) {
    const { batch } = await stageBack(await giveBack(of(made, office)))
    await desk.ask('submissions.commit', { workspace, batch })
  }
  const round = (await desk.ask('offices.rounds', { workspace })).find(({ name }) => name === 'Nil')
  expect(round?.workbooks.map(({ office, state }) => [office, state])).toEqual([['RAF', 'nil'], ['RAP', 'received']])
  const states = (await desk.ask('offices.tracker', { workspace })).map(({ office, kind, state }) => `${office} ${kind} ${state}`).sort()
  expect(states).toEqual(['RAF agreements awaited', 'RAF project-contributions nil', 'RAP project-contributions committed', 'RLC project-contributions awaited'])
})

test('the same input gives the same bytes, whenever it is packed', async () => {
  const [first, second] = [await make('Twice', { RAP: 'en' }), await make('Twice', { RAP: 'en' })]
  // The second round has another reference: with the first one's in its place nothing differs.
  const texts = [textsOf(of(first.made, 'RAP').book), textsOf(of(second.made, 'RAP').book)].map((text) => text.replaceAll(/RMMS-ROUND-[0-9a-f-]{36}/g, 'RMMS-ROUND'))
  expect(texts[0]).toBe(texts[1])
  expect(textsOf(of(first.made, 'RAP').book)).not.toBe(textsOf(of(second.made, 'RAP').book))
})

test('cancelled on its way, a round leaves no file and no trace', async () => {
  const controller = new AbortController()
  await desk.untouched(async () => {
    const before = await desk.ask('offices.rounds', { workspace: desk.workspace })
    const result = await desk.try('offices.makeRound', { workspace: desk.workspace, name: 'Cancelled', period, dueOn: '2012-01-31', language: 'en', offices: null }, { signal: controller.signal, onProgress: () => controller.abort() })
    expect(result).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(await desk.ask('offices.rounds', { workspace: desk.workspace })).toEqual(before)
  })
})

test('bad input: a period without projects, one the wrong way round, an office that has none', async () => {
  const round = { workspace: desk.workspace, name: 'None', dueOn: '2012-01-31', language: 'en' as const, offices: null }
  await desk.untouched(async () => {
    expect((await desk.refusal('offices.makeRound', { ...round, period: { start: '1990-01-01', end: '1990-12-31' } })).reason).toBe('error.round-empty')
    expect((await desk.refusal('offices.makeRound', { ...round, period: { start: period.end, end: period.start } })).reason).toBe('error.period-reversed')
    expect((await desk.refusal('offices.makeRound', { ...round, period, offices: [{ office: 'RAP', language: 'en' }, { office: 'NOWHERE', language: 'en' }] })).reason).toBe('error.unknown-office')
  })
  const twice = await desk.ask('offices.makeRound', { ...round, name: 'Twice named', period, offices: [{ office: 'RAP', language: 'en' }, { office: 'RAP', language: 'fr' }] })
  expect(twice.round.workbooks.map(({ office, language }) => [office, language])).toEqual([['RAP', 'fr']])
  const { answer } = await make('With one that has none', { RAP: 'en', RLC: 'en' })
  expect(answer.files).toHaveLength(1)
  expect(answer.leftOut).toEqual([expect.objectContaining({ office: 'RLC', reason: 'no-projects', records: 0 })])
})
