/** The catalogue of kinds held against itself, its vocabulary and its texts. */
import { expect, test } from 'vitest'
import { catalogueOf, fieldsOf, fieldType, fieldTypes, measuresOf, missingFields } from '../../../src/shared/domain/catalogue.ts'
import { columnMeasures, submissionFields, submissionKinds } from '../../../src/shared/domain/kinds.ts'
import { en } from '../../../src/shared/messages/en/index.ts'
import { fr } from '../../../src/shared/messages/fr/index.ts'

test('every field and every measure is carried by some kind, and a field stands once in each', () => {
  const used = new Set(submissionKinds.flatMap((kind) => fieldsOf(kind)))
  expect(submissionFields.filter((field) => !used.has(field))).toEqual([])
  const measured = new Set(submissionKinds.flatMap((kind) => measuresOf(kind)))
  expect(columnMeasures.filter((measure) => !measured.has(measure))).toEqual([])
  for (const kind of submissionKinds) {
    expect(new Set(fieldsOf(kind)).size).toBe(fieldsOf(kind).length)
    expect(new Set(measuresOf(kind)).size).toBe(measuresOf(kind).length)
  }
})

test.each(submissionKinds)('%s says what it needs, what identifies a row and what its money is', (kind) => {
  const { fields, measures, naturalKey, source } = catalogueOf(kind)
  expect(fields.some(({ need }) => need === 'must')).toBe(true)
  for (const { need } of fields.filter((field) => field.need.startsWith('one-of:'))) expect(fields.filter((field) => field.need === need).length).toBeGreaterThan(1)
  expect(fields.some(({ field }) => field === 'amount')).toBe(measures.length > 0)
  for (const part of naturalKey) if (part !== 'measure' && part !== 'period') expect(fieldsOf(kind)).toContain(part)
  if (fields.some(({ field, need }) => field === 'amount' && need === 'must')) expect(naturalKey).toContain('measure')
  expect(source).not.toMatch(/\.md|section/i)
  expect(fields.every(({ field, type }) => type === fieldType(field) && fieldTypes.includes(type))).toBe(true)
})

test('every name has its text in both languages', () => {
  const keys = [
    ...submissionKinds.flatMap((kind) => [`submission-kind.${kind}`, `submission-row.${kind}`]), ...submissionFields.map((field) => `field.${field}`),
    ...columnMeasures.map((measure) => `measure.${measure}`), ...fieldTypes.map((type) => `field-type.${type}`),
  ]
  expect(keys.filter((key) => !(key in en) || !(key in fr))).toEqual([])
})

test('what a table lacks is a field that it needs, or a group of which it has none', () => {
  expect(missingFields('receipts', new Set(['identifier', 'partner', 'amount', 'receipt-date']))).toEqual([])
  expect(missingFields('receipts', new Set(['partner']))).toEqual([['identifier', 'agreement', 'title'], ['amount'], ['receipt-date', 'month', 'year']])
})
