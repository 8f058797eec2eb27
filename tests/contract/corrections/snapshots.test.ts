/** Projects that a full snapshot does not hold: asked about, settled by a person, back again; and partners that a person names. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildWorkbook, type CellInput } from '../../fixtures/workbook-builder.ts'
import { openRegister, type RegisterDesk } from './register-desk.ts'

let desk: RegisterDesk
beforeEach(async () => {
  desk = await openRegister()
})
afterEach(() => desk.dispose())

async function snapshot({ ask, token, workspace }: RegisterDesk, symbols: readonly string[], asAt: string) {
  const rows: CellInput[][] = [['Project symbol', 'Project title', 'Resource partner', 'Country', 'Total approved (USD)', 'Delivery 2010 (USD)'], ...symbols.map((symbol, index): CellInput[] => [symbol, `Seeds of ${symbol}`, 'Japan', 'Philippines', 1000 + index, 100 + index])]
  const file = await token(`snapshot ${asAt}.xlsx`, buildWorkbook({ sheets: [{ name: 'Projects', rows }] }))
  const { mapping } = await ask('submissions.propose', { workspace, file, sheetIndex: 0, kind: 'approvals-delivery' })
  const report = await ask('submissions.stage', { workspace, file, mapping, decisions: [], options: { asAt } })
  await ask('submissions.commit', { workspace, batch: report.batch })
  return report
}

test('rule 6: a project that is missing is asked about, never deleted; closed, it ends in the register; a later snapshot may hold it again', async () => {
  const { ask, refusal, workspace } = desk
  const all = ['GCP/PHI/101/JPN', 'GCP/PHI/102/JPN', 'GCP/PHI/103/JPN']
  await snapshot(desk, all, '2010-06-30')
  expect(await snapshot(desk, all.slice(0, 1), '2010-07-31')).toMatchObject({ missingProjects: 2 })
  const { total, gaps } = await ask('reconciliation.gaps', { workspace })
  expect(total).toBe(2)
  expect(gaps).toMatchObject([{ name: 'GCP/PHI/102/JPN', state: 'open', file: 'snapshot 2010-07-31.xlsx' }, { name: 'GCP/PHI/103/JPN', state: 'open' }])
  expect((await ask('overview.summary', { workspace })).attention).toContainEqual({ key: 'attention.snapshot-gaps', count: 2, section: 'reconciliation' })
  const [first, second] = gaps
  if (!first || !second) throw new Error('no gaps')
  const closed = await ask('reconciliation.settleGaps', { workspace, gaps: [first.id], as: 'closed', note: 'Ended in June' })
  await ask('reconciliation.settleGaps', { workspace, gaps: [second.id], as: 'kept' })
  expect((await ask('projects.show', { workspace, project: first.project })).status).toBe('closed')
  expect((await ask('reconciliation.gaps', { workspace })).total).toBe(0)
  expect((await ask('reconciliation.gaps', { workspace, isOpen: false, search: '102' })).gaps).toMatchObject([{ state: 'closed', note: 'Ended in June' }])
  await ask('activity.undo', { workspace, changeset: closed.changeset })
  expect((await ask('projects.show', { workspace, project: first.project })).status).toBeNull()
  await snapshot(desk, all, '2010-08-31')
  expect((await ask('reconciliation.gaps', { workspace, isOpen: false })).gaps.map(({ state }) => state)).toEqual(['returned', 'returned'])
  expect(await refusal('reconciliation.settleGaps', { workspace, gaps: [first.id], as: 'closed' })).toMatchObject({ code: 'conflict', reason: 'error.gap-returned' })
  expect((await ask('projects.page', { workspace })).total).toBe(3)
})

test('what stands beside follows the partner that a person names', async () => {
  const { ask, workspace, importLines, stageLines } = desk
  await importLines([{ symbol: 'GCP/PHI/101/JPN', usd: 1000 }], { source: 'fpmis' })
  await ask('reconciliation.setRule', { workspace, measure: 'approval', start: null, end: null, source: 'fpmis' })
  await importLines([{ symbol: 'GCP/PHI/101/JPN', usd: 1100 }])
  const { columns } = await ask('projects.page', { workspace })
  const named = await ask('projects.confirmPartner', { workspace, projects: [Number(columns.find(({ key }) => key === 'id')?.values[0])], partnerKey: 'SWE' })
  expect((await ask('reconciliation.page', { workspace })).rows).toMatchObject([{ state: 'differ', partner: 'Sweden', difference: 10_000 }])
  expect(await stageLines([{ symbol: 'GCP/PHI/101/JPN', usd: 1100 }])).toMatchObject({ diff: { added: 0, changed: 0, unchanged: 1 }, besideFigures: 1 })
  await ask('activity.undo', { workspace, changeset: named.changeset })
  expect((await ask('reconciliation.page', { workspace })).rows).toMatchObject([{ state: 'differ', partner: 'Japan' }])
})
