/** A submission that comes again in other clothes, or but for a few cells, through the whole core. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { goodBook, goodRows, openDesk, type Desk } from '../../contract/bad-input/desk.ts'
import { buildWorkbook } from '../../fixtures/workbook-builder.ts'

let desk: Desk
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.dispose())

const count = 30
const symbol = (index: number): string => `GCP/PHI/${100 + index}/JPN`

/** The rows of goodBook as a French office would export them: other headers, columns and rows in another order, figures and days as text. */
function french(): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const figure = String(1000 * (index + 1)).replace(/(?=(?:\d{3})+$)(?<=\d)/g, ' ')
    return `Philippines;${figure},00;1 mars ${2010 + (index % 4)};Seeds and tools ${index + 1};Japon;${symbol(index)}`
  })
  return ['Bureau régional;;;;;', '', 'Pays;Montant approuvé (USD);Date de début;Intitulé du projet;Partenaire fournissant des ressources;Symbole du projet', ...lines.reverse()].join('\r\n')
}

it('knows the same content in another file, language, order and format, and writes nothing for it', async () => {
  const { workspace } = desk
  const first = await desk.stage(await desk.token('march.xlsx', goodBook(count)))
  expect(first.nearest).toBeNull()
  await desk.ask('submissions.commit', { workspace, batch: first.batch })
  const again = await desk.stage(await desk.token('envoi.csv', french()))
  expect(again).toMatchObject({ nearest: { file: 'march.xlsx', cells: 0 }, diff: { added: 0, changed: 0, unchanged: count, rejected: 0 } })
  expect(again.fileProblems.map(({ code }) => code)).toContain('finding.store.same-content')
  expect(await desk.ask('submissions.commit', { workspace, batch: again.batch })).toMatchObject({ changeset: 0 })
})

it('counts twelve changed cells, and shows each with both values', async () => {
  const { workspace } = desk
  const { batch } = await desk.stage(await desk.token('asia 2013-03.xlsx', goodBook(60)))
  await desk.ask('submissions.commit', { workspace, batch })
  const rows = goodRows(60).map((row, index) => (index >= 1 && index <= 12 ? row.map((cell, column) => (column === 4 ? 777_000 + index : cell)) : row))
  const changed = await desk.stage(await desk.token('asia 2013-04.xlsx', buildWorkbook({ sheets: [{ name: 'April', rows: [['Position at the end of April'], ...rows] }] })))
  expect(changed.nearest).toMatchObject({ file: 'asia 2013-03.xlsx', cells: 12 })
  const since = await desk.ask('submissions.sincePrevious', { workspace, batch: changed.batch, limit: 2, offset: 1 })
  expect(since).toMatchObject({ previous: { file: 'asia 2013-03.xlsx' }, added: 0, removed: 0, changed: 12, unchanged: 48, total: 12 })
  expect(since?.cells).toEqual([2, 3].map((index) => ({ row: index + 2, name: symbol(index - 1), field: expect.stringMatching(/^approval/) as string, before: `${1000 * index} USD`, after: `${777_000 + index} USD` })))
})

it('lists what waits in the folders of the inbox', async () => {
  const inbox = `${desk.path}.inbox`
  await mkdir(join(inbox, 'asia', 'islands'), { recursive: true })
  await mkdir(join(inbox, '.sync'))
  for (const name of ['one.xlsx', 'asia/two.xlsx', 'asia/islands/three.xlsx', 'asia/~$two.xlsx', '.sync/four.xlsx']) await writeFile(join(inbox, name), goodBook(3))
  expect((await desk.ask('submissions.inbox', { workspace: desk.workspace })).map(({ name }) => name)).toEqual(['one.xlsx', 'two.xlsx', 'three.xlsx'])
})

it('shows names where reference data keep keys: of countries, partners and a partner that is not yet in the register', async () => {
  const { workspace } = desk
  const { batch } = await desk.stage(await desk.token('names march.xlsx', goodBook(6)))
  await desk.ask('submissions.commit', { workspace, batch })
  const rows = goodRows(6).map((row, index) => row.map((cell, column) => (index === 1 && column === 3 ? 'Kenya' : index === 2 && column === 2 ? 'Sweden' : index === 3 && column === 2 ? 'Fund of the Blue Lagoon' : cell)))
  const changed = await desk.stage(await desk.token('names march.xlsx', buildWorkbook({ sheets: [{ name: 'Grants', rows }] })))
  const since = await desk.ask('submissions.sincePrevious', { workspace, batch: changed.batch })
  expect(since?.cells.filter(({ field }) => field === 'country' || field === 'partner').map(({ row, field, before, after }) => [row, field, before, after])).toEqual([
    [2, 'country', 'Philippines', 'Kenya'], [3, 'partner', 'Japan', 'Sweden'], [4, 'partner', 'Japan', 'Fund of the Blue Lagoon'],
  ])
  expect(await desk.ask('submissions.sincePrevious', { workspace, batch: changed.batch, search: 'blue lagoon' })).toMatchObject({ total: 1 })
  expect((await desk.ask('submissions.changedCells', { workspace, batch: changed.batch, offset: 0, limit: 50 })).cells).toContainEqual({ row: 2, name: 'GCP/PHI/100/JPN', field: 'country', before: 'Philippines', after: 'Kenya' })
})
