import { describe, expect, test } from 'vitest'
import { fieldsOf, measuresOf } from '../../../src/shared/domain/catalogue.ts'
import { submissionKinds } from '../../../src/shared/domain/kinds.ts'
import { isKnownHeader, readHeader, type HeaderReading } from '../../../src/main/core/importing/map/read-header.ts'
import { headerTexts } from './header-texts.ts'

/** The surest meaning, as the proposal would take it from the words alone. */
function meaning({ fields, measure, ignored }: HeaderReading): string {
  if (ignored) return '-'
  const [field] = [...fields].sort((a, b) => b.sureness - a.sureness)
  if (measure && measure.sureness >= (field?.sureness ?? 0)) return `amount:${measure.measure}`
  return field && field.sureness >= 0.5 ? field.field : '-'
}

describe.each(headerTexts)('headers of %s', (kind, texts) => {
  test.each(texts)('%j', (header, expected) => {
    expect(meaning(readHeader(header, kind))).toBe(expected)
    if (expected !== '-') expect(isKnownHeader(header)).toBe(true)
  })
})

test('a kind gets only what it carries; without a kind everything is told', () => {
  for (const kind of submissionKinds) {
    for (const [header] of headerTexts.flatMap(([, texts]) => texts)) {
      const { fields, measure } = readHeader(header, kind)
      expect(fields.filter(({ field }) => !fieldsOf(kind).includes(field))).toEqual([])
      if (measure) expect(measuresOf(kind)).toContain(measure.measure)
    }
  }
  expect(readHeader('Gap (USD)').measure?.measure).toBe('gap')
  expect(readHeader('Channel code').fields[0]?.field).toBe('channel')
})

test('a property of a thing is not the thing', () => {
  for (const header of ['Executing Agency Groups', 'sourceObjects_Organization.id', 'Donor code', 'Código del donante', 'Type de pays']) expect(readHeader(header, 'project-contributions').fields.filter(({ sureness }) => sureness >= 0.6), header).toEqual([])
})

test('money without a measure says so, and stands for the kind’s only one', () => {
  expect(readHeader('Amount', 'project-contributions').measure).toMatchObject({ measure: 'approval', isGeneric: true })
  expect(readHeader('Montant', 'receipts').measure).toMatchObject({ measure: 'receipt', isGeneric: true })
  expect(readHeader('Value (USD)', 'in-kind').measure).toMatchObject({ measure: 'in-kind', isGeneric: false })
  expect(readHeader('Amount approved', 'project-contributions').measure).toMatchObject({ measure: 'approval', isGeneric: false })
  expect(readHeader('Amount', 'accountability').measure).toBeNull()
})

test('units, prices, plans and sums to date', () => {
  expect(readHeader('批准金额（万美元）', 'project-contributions')).toMatchObject({ currency: 'USD', scale: 1, hasOddScale: true })
  expect(readHeader('المبلغ المعتمد (بآلاف الدولارات)', 'project-contributions')).toMatchObject({ currency: 'USD', scale: 1000, hasOddScale: false })
  expect(readHeader('Valor aprovado (em milhares de dólares)', 'project-contributions')).toMatchObject({ currency: 'USD', scale: 1000 })
  expect(readHeader('usd_commitment', 'aid-flows').scale).toBe(1_000_000)
  expect(readHeader('usd_commitment', 'project-contributions').scale).toBe(1)
  expect(readHeader('usd_disbursement_defl', 'aid-flows')).toMatchObject({ isConstantPrice: true })
  expect(readHeader('usd_disbursement_defl', 'aid-flows').measure?.sureness).toBeLessThan(readHeader('usd_disbursement', 'aid-flows').measure?.sureness ?? 0)
  expect(readHeader('Estimated budget', 'pipeline').isPlanned).toBe(false)
  expect(readHeader('Estimated cost', 'project-contributions').isPlanned).toBe(true)
  expect(readHeader('Délivré cumulé à ce jour', 'approvals-delivery').isCumulative).toBe(true)
  expect(readHeader('Highlights to date', 'work-plan').isCumulative).toBe(false)
})

test('names in one piece are parted, those of currencies are not', () => {
  expect(readHeader('USDAmount', 'project-contributions')).toMatchObject({ currency: 'USD', measure: { measure: 'approval' } })
  expect(readHeader('Amount in PhP', 'project-contributions').currency).toBe('PHP')
  expect(readHeader('ResourcePartnerName', 'project-contributions').fields[0]).toMatchObject({ field: 'partner' })
})

test('words of every sentence are no header by themselves', () => {
  for (const text of ['so that it may be done', 'either this or that', 'from the office to the field', 'GCP/PHI/001/JPN', '2010-03-05', 'Roads to markets', '', '???', 'x'.repeat(5000)]) {
    expect(readHeader(text, 'net-appropriation').fields.filter(({ field }) => field === 'strategic-objective' || field === 'organizational-result'), text).toEqual([])
  }
})
