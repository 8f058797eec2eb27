import { expect, test } from 'vitest'
import { draftText, readDrafts, readDraftText } from '../../../src/shared/domain/draft-text.ts'
import type { RecordDraft } from '../../../src/shared/domain/submission.ts'
import { amount, draft } from '../../integration/importing/staged-workspace.ts'

const drafts = [draft('GCP/PHI/001/SWE', { title: 'Seeds “été” [1]', amounts: [amount(12.5), amount(-3, { otherOriginal: '2.50', otherCurrency: 'EUR', rate: '0.8', cells: [] })] }), draft(null, { amounts: [], isReply: true })]

test('drafts come back as they were, in less than half of the text that their names would take', () => {
  expect(readDraftText(draftText(drafts))).toEqual(drafts)
  expect(readDrafts(draftText([]))).toEqual([])
  expect(draftText(drafts).length).toBeLessThan(JSON.stringify(drafts).length / 2)
})

test('records, and what earlier versions kept, are read as they stand', () => {
  const record: RecordDraft = { values: [{ field: 'title', text: 'Seeds', value: 'Seeds', key: null, address: 'A2' }], amounts: [] }
  expect(readDraftText(draftText(record))).toEqual(record)
  expect(readDrafts(draftText(record))).toEqual([])
  expect(readDraftText(JSON.stringify(drafts))).toEqual(drafts)
})
