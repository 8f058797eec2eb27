import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { RecipeReport } from '../../../src/shared/contract/recipes.ts'
import { ImportOptions } from '../../../src/shared/domain/import-options.ts'
import type { RecipeStep } from '../../../src/shared/domain/recipe.ts'
import { formatMessage } from '../../../src/shared/messages/format.ts'
import type { MessageKey } from '../../../src/shared/messages/en/index.ts'
import { openDesk, type Desk } from '../../contract/bad-input/desk.ts'
import { buildWorkbook, type CellInput } from '../../fixtures/workbook-builder.ts'

let desk: Desk
let inbox: string
beforeEach(async () => {
  desk = await openDesk()
  inbox = `${desk.path}.inbox`
  await mkdir(join(inbox, 'asia'), { recursive: true })
})
afterEach(() => desk.dispose())

/** Offices in three languages; each reports projects of its own country. */
const offices = {
  RAP: { header: ['Project symbol', 'Project title', 'Resource partner', 'Country', 'Approved budget (USD)', 'Start date'], area: 'PHI', donor: ['JPN', 'Japan'], country: 'Philippines' },
  RAF: { header: ['Symbole du projet', 'Intitulé du projet', 'Partenaire fournissant des ressources', 'Pays', 'Montant approuvé (USD)', 'Date de début'], area: 'SEN', donor: ['BEL', 'Belgique'], country: 'Sénégal' },
  RLC: { header: ['Símbolo del proyecto', 'Título del proyecto', 'Donante', 'País', 'Presupuesto aprobado (USD)', 'Fecha de inicio'], area: 'HON', donor: ['SPA', 'España'], country: 'Honduras' },
} as const
type Office = keyof typeof offices

/** `figure` says the thousands of a row. */
function bookOf(office: Office, count: number, figure: (index: number) => CellInput = (index) => 1000 * (index + 1), extra: readonly CellInput[][] = []): Buffer {
  const { header, area, donor: [code, name], country } = offices[office]
  const rows = Array.from({ length: count }, (_, index): CellInput[] => [`GCP/${area}/${100 + index}/${code}`, `Seeds and tools ${area} ${index}`, name, country, figure(index), { v: `${2010 + (index % 4)}-03-01`, t: 'd' }])
  return buildWorkbook({ sheets: [{ name: `Sheet ${office}`, rows: [[...header], ...rows, ...extra] }] })
}

/** As a person does it once: every proposal is looked at and confirmed. */
async function importOnce(office: Office, bytes: Buffer, name: string): Promise<void> {
  const file = await desk.token(name, bytes)
  const { workspace } = desk
  const { suggestedSheet } = await desk.ask('submissions.inspect', { workspace, file })
  const { mapping, partners } = await desk.ask('submissions.propose', { workspace, file, sheetIndex: suggestedSheet, office })
  const decisions = partners.map(({ text, from, partnerKey }) => ({ text, from, partnerKey }))
  const confirmed = { ...mapping, columns: mapping.columns.map((column) => ({ ...column, isConfirmed: true })), constants: { ...mapping.constants, office } }
  const { batch } = await desk.ask('submissions.stage', { workspace, file, mapping: confirmed, decisions })
  await desk.ask('submissions.commit', { workspace, batch })
}

const step = (over: Partial<RecipeStep> = {}): RecipeStep => ({ folder: '', pattern: '*.xlsx', kind: 'project-contributions', office: null, options: ImportOptions.parse({}), ...over })
async function recipe(...steps: RecipeStep[]): Promise<number> {
  return (await desk.ask('recipes.save', { workspace: desk.workspace, id: null, name: 'Month end', definition: { steps } })).id
}
const run = (id: number, isDry = false): Promise<RecipeReport> => desk.ask('recipes.run', { workspace: desk.workspace, id, isDry })
const outcomes = ({ items }: RecipeReport): string[] => items.map(({ file, outcome }) => `${file}: ${outcome}`)

/** Every reason is a text of both languages that a person can act on. */
function expectReasons({ items }: RecipeReport): void {
  for (const { key, params } of items.flatMap(({ reasons }) => reasons)) for (const locale of ['en', 'fr'] as const) {
    expect(formatMessage(locale, key as MessageKey, params)).toMatch(/^.{25,}[.?]$/s)
  }
}

it('takes the files of three offices in three languages as they were confirmed once, and finds nothing new the second time', async () => {
  await writeFile(join(inbox, 'asia', 'Asia 2013-04.xlsx'), bookOf('RAP', 12, (index) => (index < 2 ? 5000 : 1000 * (index + 1))))
  await writeFile(join(inbox, 'Afrique avril 2013.xlsx'), bookOf('RAF', 8))
  await writeFile(join(inbox, 'Cartera abril 2013.xlsx'), bookOf('RLC', 6))
  await writeFile(join(inbox, '~$Cartera abril 2013.xlsx'), 'a lock of Excel')
  const id = await recipe(step({ folder: 'asia', office: 'RAP' }), step({ pattern: 'afrique*.xlsx', office: 'RAF' }), step({ pattern: 'cartera*', office: 'RLC' }))

  // Nobody has confirmed anything yet: nothing is taken, nothing is left behind.
  const first = await desk.untouched(async () => {
    const report = await run(id)
    expect(outcomes(report)).toEqual(['asia/Asia 2013-04.xlsx: needs-person', 'Afrique avril 2013.xlsx: needs-person', 'Cartera abril 2013.xlsx: needs-person'])
    return report
  })
  expect(first).toMatchObject({ needsPerson: 3, moneyEffect: [], isDry: false, isCancelled: false })
  expect(first.items.map(({ reasons, batch }) => [reasons.map(({ key }) => key), batch])).toEqual(Array.from({ length: 3 }, () => [['recipe.reason.form-unknown'], null]))
  expectReasons(first)

  await importOnce('RAP', bookOf('RAP', 10), 'Asia 2013-03.xlsx')
  await importOnce('RAF', bookOf('RAF', 7), 'Afrique mars 2013.xlsx')
  await importOnce('RLC', bookOf('RLC', 6), 'Cartera marzo 2013.xlsx')

  const dry = await desk.untouched(() => run(id, true))
  const real = await run(id)
  expect(outcomes(real)).toEqual(['asia/Asia 2013-04.xlsx: committed', 'Afrique avril 2013.xlsx: committed', 'Cartera abril 2013.xlsx: unchanged'])
  expect(outcomes(dry)).toEqual(outcomes(real))
  expect(dry.moneyEffect).toEqual(real.moneyEffect)
  expect(real.items.map(({ commit }) => commit?.diff ?? null)).toEqual([{ added: 2, changed: 2, unchanged: 8, rejected: 0 }, { added: 1, changed: 0, unchanged: 7, rejected: 0 }, null])
  // Two figures of Japan go from 1,000 and 2,000 to 5,000; two rows of 11,000 and 12,000 are new; Belgium's new row has 8,000.
  const cents = real.moneyEffect.reduce((sum, { before, after }) => sum + after - before, 0)
  expect(cents).toBe((4000 + 3000 + 11_000 + 12_000 + 8000) * 100)
  expect(await desk.ask('recipes.report', { workspace: desk.workspace, run: real.run })).toEqual(real)
  const [latest] = await desk.ask('recipes.runs', { workspace: desk.workspace, id: real.recipe })
  expect(latest).toMatchObject({ run: real.run, isDry: false, isCancelled: false, items: real.items.length, needsPerson: 0 })
  expect((await desk.ask('recipes.list', { workspace: desk.workspace }))[0]).toMatchObject({ id, name: 'Month end', lastRun: { run: real.run } })

  const again = await desk.untouched(() => run(id))
  expect(outcomes(again).every((line) => line.endsWith(': unchanged'))).toBe(true)
  expect(again).toMatchObject({ needsPerson: 0, moneyEffect: [] })
})

it('leaves to a person what is not certain, stages it once, and goes on with the rest', async () => {
  await importOnce('RAP', bookOf('RAP', 5), 'march.xlsx')
  await writeFile(join(inbox, 'a bad row.xlsx'), bookOf('RAP', 6, (index) => (index === 3 ? 'to be confirmed' : 7000)))
  await writeFile(join(inbox, 'b damaged.xlsx'), bookOf('RAP', 6).subarray(0, 900))
  await writeFile(join(inbox, 'c new partner.xlsx'), bookOf('RAP', 5, undefined, [['GCP/PHI/777/XYZ', 'Reefs', 'Harbour Light Initiative (invented)', 'Philippines', 900, { v: '2013-01-01', t: 'd' }]]))
  await writeFile(join(inbox, 'd other form.xlsx'), buildWorkbook({ sheets: [{ name: 'S', rows: [['Project symbol', 'Project title', 'Donor', 'Country', 'Approved budget (USD)', 'Start date', 'Remarks'], ['GCP/PHI/100/JPN', 'Seeds', 'Japan', 'Philippines', 1, null, 'x']] }] }))
  await writeFile(join(inbox, 'd wrong total.xlsx'), bookOf('RAP', 5, () => 9000, [['Grand total', null, null, null, 44_000, null]]))
  await writeFile(join(inbox, 'd wrong unit.xlsx'), bookOf('RAP', 5, (index) => index + 1))
  await writeFile(join(inbox, 'e good.xlsx'), bookOf('RAP', 5, () => 9000))
  const id = await recipe(step({ office: 'RAP' }), step({ folder: 'gone', office: 'RAF' }), step({ pattern: '*.ods' }))
  const report = await run(id)
  expect(outcomes(report)).toEqual(['a bad row.xlsx: needs-person', 'b damaged.xlsx: failed', 'c new partner.xlsx: needs-person', 'd other form.xlsx: needs-person', 'd wrong total.xlsx: needs-person', 'd wrong unit.xlsx: needs-person', 'e good.xlsx: committed', 'gone/*.xlsx: not-found', '*.ods: not-found'])
  expect(report.items.map(({ reasons }) => reasons[0]?.key)).toEqual(['recipe.reason.rejected', expect.stringMatching(/^error\./), 'recipe.reason.partners', 'recipe.reason.drift', 'recipe.reason.totals', 'finding.store.units-slip', undefined, 'recipe.reason.folder-gone', 'recipe.reason.no-file'])
  expect(report.needsPerson).toBe(5)
  expectReasons(report)
  const waiting = (await desk.ask('submissions.list', { workspace: desk.workspace })).filter(({ state }) => state === 'staged')
  expect(new Set(waiting.map(({ batch }) => batch))).toEqual(new Set(report.items.flatMap(({ batch }) => batch ?? [])))
  expect(waiting).toHaveLength(4)

  // What waits is neither staged again nor lost, and what was committed is not read again.
  const again = await desk.untouched(() => run(id))
  expect(again.items.map(({ outcome, batch }) => [outcome, batch])).toEqual(report.items.map(({ outcome, batch }) => [outcome === 'committed' ? 'unchanged' : outcome, batch]))
  expect(again.items[0]?.reasons[0]?.key).toBe('recipe.reason.waiting')
  expectReasons(again)
})

it('asks about a snapshot that is older than the one on record, and about projects that a newer one leaves out', async () => {
  const { workspace } = desk
  const snapshot = (count: number): Buffer => buildWorkbook({ sheets: [{ name: 'FPMIS', rows: [['Project symbol', 'Project title', 'Resource partner', 'Country', 'Approved budget (USD)', 'Delivery 2013 (USD)'], ...Array.from({ length: count }, (_, index): CellInput[] => [`GCP/PHI/${500 + index}/JPN`, `Reefs ${index}`, 'Japan', 'Philippines', 9000 + count, 100 * count])] }] })
  const file = await desk.token('december.xlsx', snapshot(6))
  await desk.ask('submissions.inspect', { workspace, file })
  const { mapping } = await desk.ask('submissions.propose', { workspace, file, sheetIndex: 0, kind: 'approvals-delivery' })
  const { batch } = await desk.ask('submissions.stage', { workspace, file, mapping, decisions: [], options: { asAt: '2013-12-31' } })
  await desk.ask('submissions.commit', { workspace, batch })
  await writeFile(join(inbox, 'older.xlsx'), snapshot(7))
  await writeFile(join(inbox, 'newer.xlsx'), snapshot(5))
  const snapshots = (pattern: string, asAt: string): RecipeStep => step({ pattern, kind: 'approvals-delivery', options: ImportOptions.parse({ asAt }) })
  const report = await run(await recipe(snapshots('older*', '2013-06-30'), snapshots('newer*', '2014-01-31')))
  expect(outcomes(report)).toEqual(['older.xlsx: needs-person', 'newer.xlsx: needs-person'])
  expect(report.items.map(({ reasons }) => reasons.map(({ key }) => key))).toEqual([expect.arrayContaining(['finding.store.older-snapshot']), ['recipe.reason.missing-projects']])
  expectReasons(report)
})

it('commits a file whole or not at all', async () => {
  await importOnce('RAP', bookOf('RAP', 5), 'march.xlsx')
  const { header } = offices.RAP
  const row = (serial: number, figure: CellInput): CellInput[] => [`GCP/PHI/${serial}/JPN`, `Reefs ${serial}`, 'Japan', 'Philippines', figure, { v: '2013-01-01', t: 'd' }]
  await writeFile(join(inbox, 'two sheets.xlsx'), buildWorkbook({ sheets: [{ name: 'Good', rows: [[...header], row(300, 5), row(301, 6)] }, { name: 'Bad', rows: [[...header], row(302, 5), row(303, '12 or 13')] }] }))
  const id = await recipe(step({ office: 'RAP' }))
  const before = await desk.state()
  const report = await run(id)
  expect(report.items.map(({ sheet, outcome, reasons }) => [sheet, outcome, reasons.map(({ key }) => key)])).toEqual([['Good', 'needs-person', ['recipe.reason.with-file']], ['Bad', 'needs-person', ['recipe.reason.rejected']]])
  expect(await desk.state()).toEqual(before)
  expectReasons(report)
})

it('ends after the file in hand when it is cancelled, with its page', async () => {
  await importOnce('RAP', bookOf('RAP', 5), 'march.xlsx')
  for (let file = 0; file < 8; file++) await writeFile(join(inbox, `file ${file}.xlsx`), bookOf('RAP', 5, (index) => 1000 * (index + 1) + file + 1))
  const id = await recipe(step({ office: 'RAP' }))
  const controller = new AbortController()
  const result = await desk.try('recipes.run', { workspace: desk.workspace, id }, { signal: controller.signal, onProgress: ({ done }) => { if (done >= 2) controller.abort() } })
  if (!result.ok) throw new Error(result.error.reason)
  expect(result.value.isCancelled).toBe(true)
  expect(result.value.items.length).toBeGreaterThanOrEqual(2)
  expect(result.value.items.length).toBeLessThan(8)
  expect(result.value.items.every(({ outcome }) => outcome === 'committed')).toBe(true)
  // Nothing that was read ahead stays.
  expect((await desk.ask('submissions.list', { workspace: desk.workspace })).filter(({ state }) => state === 'staged')).toEqual([])
  expect(await desk.ask('workspaces.verify', { workspace: desk.workspace })).toMatchObject({ isWhole: true })
})

it('is saved, renamed, removed and brought back like everything else of the record', async () => {
  const { workspace } = desk
  const id = await recipe(step())
  expect(await desk.refusal('recipes.save', { workspace, id: null, name: ' month END ', definition: { steps: [step()] } })).toMatchObject({ code: 'conflict', reason: 'error.recipe-name-taken' })
  expect(await desk.ask('recipes.save', { workspace, id, name: 'Quarter end', definition: { steps: [step({ pattern: '*.csv' })] } })).toMatchObject({ id, name: 'Quarter end', lastRun: null, definition: { steps: [{ pattern: '*.csv' }] } })
  const { changeset } = await desk.ask('recipes.remove', { workspace, id })
  expect(await desk.ask('recipes.list', { workspace })).toEqual([])
  for (const method of ['recipes.run', 'recipes.remove'] as const) expect(await desk.refusal(method, { workspace, id })).toMatchObject({ code: 'not-found', reason: 'error.recipe-gone' })
  expect(await desk.refusal('recipes.save', { workspace, id, name: 'Year end', definition: { steps: [step()] } })).toMatchObject({ reason: 'error.recipe-gone' })
  expect(await desk.refusal('recipes.report', { workspace, run: 7 })).toMatchObject({ reason: 'error.recipe-run-gone' })
  await desk.ask('activity.undo', { workspace, changeset })
  expect((await desk.ask('recipes.list', { workspace })).map(({ name }) => name)).toEqual(['Quarter end'])
})

it('never leaves the inbox', async () => {
  const { workspace } = desk
  for (const folder of ['..', 'asia/../..', 'C:', 'a\\b', '.']) expect(await desk.refusal('recipes.save', { workspace, id: null, name: folder, definition: { steps: [step({ folder })] } })).toMatchObject({ code: 'invalid-input' })
  await symlink(desk.folder, join(inbox, 'out'))
  await mkdir(join(inbox, '.hidden'))
  await writeFile(join(desk.folder, 'outside.xlsx'), bookOf('RAP', 3))
  const id = await recipe(step({ folder: 'out' }), step({ folder: '/asia' }))
  const report = await run(id)
  expect(report.items.map(({ outcome, reasons }) => [outcome, reasons[0]?.key])).toEqual([['not-found', 'recipe.reason.folder-gone'], ['not-found', 'recipe.reason.no-file-in-folder']])
  expect(await desk.ask('recipes.folders', { workspace })).toEqual(['asia'])
  await rename(inbox, `${inbox} away`)
  expect((await run(id)).items.every(({ outcome }) => outcome === 'not-found')).toBe(true)
  expect(await desk.ask('recipes.folders', { workspace })).toEqual([])
  await rm(`${inbox} away`, { recursive: true })
})
