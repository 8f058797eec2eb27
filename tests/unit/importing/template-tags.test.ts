import { expect, test } from 'vitest'
import { readTemplateTags, stampText, tagText, templateFindings, templateVersion } from '../../../src/main/core/importing/map/template-tags.ts'
import { sheetRows } from './sheet-rows.ts'

test('a tag row names kind, version and columns, wherever its columns were moved to', () => {
  const tags = readTemplateTags(sheetRows([['Receipts'], ['partner', null, 'amount:receipt:EUR', stampText('receipts', { field: 'identifier' }), 'receipt-date', 'amount']]))
  expect(tags).toMatchObject({ row: 2, kind: 'receipts', version: templateVersion })
  expect([...(tags?.fields ?? [])]).toEqual([[0, { field: 'partner' }], [2, { field: 'amount', measure: 'receipt', currency: 'EUR' }], [3, { field: 'identifier' }], [4, { field: 'receipt-date' }], [5, { field: 'amount' }]])
})
test('tags are written as they are read', () => {
  expect(tagText({ field: 'amount', measure: 'approval', currency: 'USD' })).toBe('amount:approval:USD')
  expect(stampText('in-kind', { field: 'partner' })).toBe(`rmms:v${templateVersion}:in-kind partner`)
})
test('a later version is a finding, and what it alone knows is left to the headers', () => {
  const tags = readTemplateTags(sheetRows([['rmms:v9:receipts identifier', 'blockchain', 'partner', 'amount:barter:EURO']]))
  expect([...(tags?.fields.keys() ?? [])]).toEqual([0, 2, 3])
  expect(tags?.fields.get(3)).toEqual({ field: 'amount' })
  expect(templateFindings(tags)).toEqual([{ severity: 'warning', code: 'finding.file.newer-template', params: { version: 9, known: templateVersion }, field: 'file' }])
  expect(readTemplateTags(sheetRows([['rmms:v9:dreams title']]))?.kind).toBeNull()
})
test.each([[[['rmms:']]], [[['rmms:v:receipts']]], [[['rmms:v1:RECEIPTS identifier']]], [[['rmms:v1:receipts two words']]], [[['see rmms:v1:receipts']]], [[[1, 2]]], [[]]])('what only looks like a stamp is none: %j', (matrix) => {
  expect(readTemplateTags(sheetRows(matrix))).toBeNull()
})
test('no stamp, no finding', () => expect([templateFindings(null), templateFindings(readTemplateTags(sheetRows([['rmms:v1:receipts']])))]).toEqual([[], []]))
