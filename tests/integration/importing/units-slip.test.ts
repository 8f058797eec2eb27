/** A file in thousands where the same sender’s last one was in units: said when it is staged, and no figure is changed. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { BatchReport } from '../../../src/shared/contract/submissions.ts'
import { en } from '../../../src/shared/messages/en/index.ts'
import { fr } from '../../../src/shared/messages/fr/index.ts'
import { formatMessage } from '../../../src/shared/messages/format.ts'
import { accepted, amount, draft, makeWorkspace, stage, stageAndCommit, type TestWorkspace } from './staged-workspace.ts'

let workspace: TestWorkspace
beforeEach(() => {
  workspace = makeWorkspace()
  stageAndCommit(workspace, rows(1), { name: 'Grants 2010.xlsx' })
})
afterEach(() => workspace.dispose())

const rows = (scale: number) => [120_000, 45_500, 990_000, 3_250].map((size, index) => accepted(5 + index, draft(`GCP/PHI/00${index + 1}/SWE`, { amounts: [amount(size * scale)] })))
const slips = (report: BatchReport) => report.fileProblems.filter(({ code }) => code === 'finding.store.units-slip')

test('thousands after units', () => {
  const report = stage(workspace, rows(0.001), { name: 'Grants 2011.xlsx', bytes: 'another' })
  expect(slips(report)).toEqual([{ severity: 'warning', code: 'finding.store.units-slip', field: 'file', params: { factor: 1000, direction: 'smaller', matched: 4, fitting: 4, subject: 'GCP/PHI/001/SWE', now: '120', before: '120000', file: 'Grants 2010.xlsx' } }])
  expect(report.moneyEffect.reduce((sum, { after }) => sum + after, 0)).toBe(115_875)
  for (const [locale, texts] of [['en', en], ['fr', fr]] as const) {
    expect(texts['finding.store.units-slip']).toBeDefined()
    expect(formatMessage(locale, 'finding.store.units-slip', slips(report)[0]?.params ?? {})).toMatch(/4 (?:of|sur) 4/)
  }
})

test('the same units, or another sender: nothing', () => {
  expect(slips(stage(workspace, rows(1.2), { name: 'Grants 2011.xlsx', bytes: 'another' }))).toEqual([])
  expect(slips(stage(workspace, rows(0.001), { name: 'Somebody else.xlsx', bytes: 'a third' }))).toEqual([])
})
