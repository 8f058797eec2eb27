import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ContributionDraft } from '../../../src/shared/domain/submission.ts'
import { compareContent } from '../../../src/main/core/importing/stage/compare-content.ts'
import { createSincePreviousReading } from '../../../src/main/core/importing/stage/since-previous.ts'
import { createContentCollector, readContent } from '../../../src/main/core/importing/stage/submission-content.ts'
import { yearPeriod } from '../../../src/shared/domain/dates.ts'
import { accepted, amount, commit, draft, makeWorkspace, rejected, stage, stageAndCommit, type TestWorkspace } from './staged-workspace.ts'

let workspace: TestWorkspace
beforeEach(() => {
  workspace = makeWorkspace()
})
afterEach(() => workspace.dispose())

const symbolOf = (index: number): string => `GCP/PHI/${String(100 + index)}/SWE`
const rowsOf = (count: number, change: (index: number) => Partial<ContributionDraft> = () => ({})) => Array.from({ length: count }, (_, index) => accepted(5 + index, draft(symbolOf(index), { amounts: [amount(1000 * (index + 1))], ...change(index) })))
const page = { offset: 0, limit: 100, locale: 'en' }

describe('content of a submission', () => {
  it('is the same whatever the order of rows and columns, and another one with another figure', () => {
    const hashOf = (drafts: readonly (readonly ContributionDraft[])[]): string => {
      const collector = createContentCollector({ keepsLines: false })
      for (const [index, one] of drafts.entries()) collector.add(index, one)
      return collector.hash()
    }
    const amounts = [amount(5), amount(7, { period: yearPeriod(2011) })]
    const first = [[draft('GCP/PHI/101/SWE', { amounts })], [draft('GCP/PHI/102/SWE')]]
    expect(hashOf(first)).toMatch(/^[0-9a-f]{64}$/)
    expect(hashOf([[draft('GCP/PHI/102/SWE')], [draft('gcp/phi/101/swe', { title: 'Title  of GCP/PHI/101/SWE ', amounts: [...amounts].reverse() })]])).toBe(hashOf(first))
    expect(hashOf([[draft('GCP/PHI/101/SWE', { amounts: [amount(5), amount(7.01, { period: yearPeriod(2011) })] })], [draft('GCP/PHI/102/SWE')]])).not.toBe(hashOf(first))
    // A row that stands twice is said twice.
    expect(hashOf([...first, [draft('GCP/PHI/102/SWE')]])).not.toBe(hashOf(first))
    // A blank is no more than a column that is not there.
    expect(hashOf([[draft('GCP/PHI/102/SWE', { amounts: [amount(1000), amount(0, { state: 'not-reported', original: null, usdCents: null, period: yearPeriod(2012) })] })]])).toBe(hashOf([[draft('GCP/PHI/102/SWE')]]))
  })

  it('is kept with the submission and recognized in another file', () => {
    const { submission } = stageAndCommit(workspace, rowsOf(20), { name: 'march.xlsx', bytes: 'march' })
    expect(readContent(workspace.db, submission)).toHaveLength(20)
    const again = stage(workspace, rowsOf(20).map((row, index) => ({ ...row, row: 100 - index })), { name: 'resent.csv', sheet: 'Data', bytes: 'another' })
    expect(again.nearest).toMatchObject({ submission, file: 'march.xlsx', cells: 0 })
    expect(again.fileProblems).toContainEqual(expect.objectContaining({ severity: 'info', code: 'finding.store.same-content', params: expect.objectContaining({ file: 'march.xlsx' }) as unknown }))
  })

  it('counts the cells that differ, leaves out what was undone, and does not call a new file near', () => {
    // Seven cells a row: identifier, title, partner, country, modality and two figures.
    const amounts = (index: number): Partial<ContributionDraft> => ({ amounts: [amount(1000 + index), amount(7, { period: yearPeriod(2011) })] })
    const { submission } = stageAndCommit(workspace, rowsOf(100, amounts), { name: 'kenya 2013 03.xlsx', bytes: 'march' })
    const changed = rowsOf(100, (index) => ({ ...amounts(index), ...(index < 12 ? { title: `New title ${index}` } : {}) }))
    expect(stage(workspace, changed, { name: 'kenya 2013 04.xlsx', bytes: 'april' }).nearest).toMatchObject({ submission, cells: 12 })
    expect(stage(workspace, changed, { name: 'uganda.xlsx', bytes: 'uganda' }).nearest).toBeNull()
    const other = rowsOf(100, (index) => ({ ...amounts(index), title: `New title ${index}` }))
    expect(stage(workspace, other, { name: 'kenya 2013 05.xlsx', bytes: 'may' }).nearest).toBeNull()
    workspace.db.prepare('UPDATE submission SET removed_in = 1 WHERE id = ?').run(submission)
    expect(stage(workspace, changed, { name: 'kenya 2013 04.xlsx', bytes: 'april again' }).nearest).toBeNull()
  })

  it('leaves rejected rows out', () => {
    const { submission } = stageAndCommit(workspace, [...rowsOf(3), rejected(30, 'n/k')], { bytes: 'one' })
    expect(readContent(workspace.db, submission)).toHaveLength(3)
    expect(stage(workspace, rowsOf(3), { bytes: 'two' }).nearest).toMatchObject({ cells: 0 })
  })
})

describe('difference from the previous submission', () => {
  it('names rows added and removed, and changed cells with both values, page by page', () => {
    const { submission } = stageAndCommit(workspace, rowsOf(10), { name: 'kenya march.xlsx', bytes: 'march' })
    const rows = [...rowsOf(9, (index) => (index === 4 ? { title: 'Another title', amounts: [amount(5500)] } : {})), accepted(50, draft(symbolOf(77)))]
    const { batch } = stage(workspace, rows, { name: 'kenya march.xlsx', bytes: 'april' })
    const reading = createSincePreviousReading(workspace.db)
    const found = reading.page({ batch, ...page })
    expect(found).toMatchObject({ previous: { submission, file: 'kenya march.xlsx' }, added: 1, removed: 1, changed: 1, unchanged: 8, total: 4 })
    expect(found?.cells).toEqual([
      { row: 9, name: symbolOf(4), field: 'title', before: `Title of ${symbolOf(4)}`, after: 'Another title' },
      { row: 9, name: symbolOf(4), field: 'approval 2010', before: '5000 USD', after: '5500 USD' },
      { row: 50, name: symbolOf(77), field: 'row', before: null, after: null },
      { row: null, name: symbolOf(9), field: 'row', before: null, after: null },
    ])
    expect(reading.page({ batch, offset: 1, limit: 1, locale: 'en' })?.cells).toEqual([found?.cells[1]])
    expect(reading.page({ batch, ...page, search: 'another' })).toMatchObject({ total: 1, changed: 1 })
    // Committed, its rows are gone from staging, and it is still held against the one before it.
    commit(workspace.db, batch)
    expect(createSincePreviousReading(workspace.db).page({ batch, ...page })).toEqual(found)
  })

  it('is null without anything to compare, and refused for a batch that is gone', () => {
    const { batch } = stage(workspace, rowsOf(2), { bytes: 'one' })
    const reading = createSincePreviousReading(workspace.db)
    expect(reading.page({ batch, ...page })).toBeNull()
    expect(() => reading.page({ batch: 999, ...page })).toThrow(/batch-gone/)
    commit(workspace.db, batch)
    // The same name, and not a row in common.
    const other = stage(workspace, [accepted(5, draft('GCP/KEN/9/SWE'))], { bytes: 'two' })
    expect(reading.page({ batch: other.batch, ...page })).toBeNull()
  })

  it('pairs lines of one subject with the most alike', () => {
    const line = (row: number, ...parts: string[]) => ({ row, cells: (parts.length - 1) / 2, text: JSON.stringify(parts) })
    const before = [line(1, 'S"1', 'title', 'a', 'partner', 'X', 'approval 2010', '1 USD'), line(2, 'S"1', 'title', 'b', 'partner', 'Y', 'approval 2010', '2 USD')]
    const after = [line(1, 'S"1', 'title', 'b', 'partner', 'Y', 'approval 2010', '3 USD'), line(2, 'S"1', 'title', 'a', 'partner', 'X', 'approval 2010', '1 USD', 'note', 'n')]
    const { changed, differing, cells } = compareContent(before, after)
    expect(changed.map((one) => one.cells)).toEqual([[{ field: 'note', before: null, after: 'n' }], [{ field: 'approval 2010', before: '2 USD', after: '3 USD' }]])
    expect([differing, cells]).toEqual([2, 7])
  })
})
