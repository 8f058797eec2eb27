/** A register in the middle of a month's end, filled through the core: two sources that differ, corrections in force and contradicted, a snapshot with gaps, an inbox with files. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CorrectedFigure } from '../../src/shared/domain/correction.ts'
import { buildWorkbook, type CellInput } from '../fixtures/workbook-builder.ts'
import { openRegister, workbookOf, type RegisterDesk } from '../contract/corrections/register-desk.ts'

const usd = (original: string): CorrectedFigure => ({ state: 'value', original, currency: 'USD', usdCents: null })
const symbolOf = (number: number): string => `GCP/PHI/${number}/JPN`
/** A name that is longer than any column. */
export const longNote = 'Signed for more than was posted, because the second instalment of the agreement of the Government was left out of the list that the regional office keeps by hand'

async function snapshot({ ask, token, workspace }: RegisterDesk, numbers: readonly number[], asAt: string): Promise<void> {
  const rows: CellInput[][] = [['Project symbol', 'Project title', 'Resource partner', 'Country', 'Delivery 2010 (USD)'], ...numbers.map((number): CellInput[] => [symbolOf(number), `Seeds of ${number}`, 'Japan', 'Philippines', 100 + number])]
  const file = await token(`snapshot ${asAt}.xlsx`, buildWorkbook({ sheets: [{ name: 'Projects', rows }] }))
  const { mapping } = await ask('submissions.propose', { workspace, file, sheetIndex: 0, kind: 'approvals-delivery' })
  const { batch } = await ask('submissions.stage', { workspace, file, mapping, decisions: [], options: { asAt } })
  await ask('submissions.commit', { workspace, batch })
}

export async function openMonthEnd(): Promise<RegisterDesk> {
  const desk = await openRegister()
  const { ask, workspace, importLines, figure } = desk
  const lines = (figures: readonly number[]) => figures.map((figureOf, index) => ({ symbol: symbolOf(101 + index), usd: figureOf }))
  await importLines(lines([1000, 2000, 3000, 4000]), { source: 'fpmis' })
  await ask('reconciliation.setRule', { workspace, measure: 'approval', start: null, end: null, source: 'fpmis', reason: 'The field-programme system is what the auditors read' })
  const told = { channel: 'telephone', saidOn: '2010-05-04' } as const
  await ask('corrections.add', { workspace, amount: (await figure(symbolOf(101))).amount, figure: usd('1200'), ...told, saidBy: 'R. Cruz', note: longNote })
  await ask('corrections.add', { workspace, amount: (await figure(symbolOf(102))).amount, figure: usd('2600.50'), ...told, channel: 'message', saidBy: 'M. Santos', note: 'By message of the third' })
  await importLines(lines([1500, 2000, 3000, 4000]), { source: 'fpmis' })
  await importLines([...lines([1000, 2000, 3100]), { symbol: symbolOf(109), usd: 900 }], {}, 'FRPHL')
  await snapshot(desk, [101, 102, 103, 104], '2010-06-30')
  await snapshot(desk, [101, 102], '2010-07-31')
  const staged = await desk.stageLines([{ symbol: symbolOf(120), usd: 'about 700?' }, { symbol: symbolOf(121), usd: 700 }], {}, 'FRPHL')
  await ask('offices.ask', { workspace, batch: staged.batch, row: 2, column: 4, text: 'Is this figure in thousands of US dollars, as in the month before?' })
  const inbox = `${desk.path}.inbox`
  await mkdir(join(inbox, 'asia'), { recursive: true })
  await writeFile(join(inbox, 'asia', 'grants april.xlsx'), workbookOf(lines([1500, 2000, 3300, 4400])))
  await writeFile(join(inbox, 'an unknown form.xlsx'), buildWorkbook({ sheets: [{ name: 'List', rows: [['Colour', 'Size'], ['red', 3], ['blue', 4]] }] }))
  return desk
}
