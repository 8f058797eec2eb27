import { describe, expect, test } from 'vitest'
import { parseProjectSymbol } from '../../../src/shared/domain/project-symbol.ts'
import { createPartnerMatcher } from '../../../src/main/core/importing/map/partner-matcher.ts'
import { register } from './sheet-rows.ts'

const matcher = createPartnerMatcher(register)
const byText = (text: string) => {
  const { partnerKey, status, reason } = matcher.matchText(text)
  return [partnerKey, status, reason.key.replace('reason.partner-', '')]
}
const row = (text: string | null, symbol: string | null, agency: string | null = null) => {
  const { partnerKey, status, from } = matcher.match({ text, symbol: symbol === null ? null : parseProjectSymbol(symbol), executing: agency, implementing: null })
  return [partnerKey, status, from]
}

describe('who pays', () => {
  test.each([
    ['Japan', ['JPN', 'exact', 'exact']], [' japan ', ['JPN', 'exact', 'exact']], ['Japón', ['JPN', 'alias', 'alias']], ['ADB', ['ADB', 'alias', 'alias']], ['Italie', [null, 'new', 'new']], ['Joint Peace Network', [null, 'new', 'new']],
    ['Canada, Government of', ['CAN', 'alias', 'government']], ['Gouvernement du Canada', ['CAN', 'alias', 'government']], ['European Union (EU)', ['EU', 'alias', 'alias']], ['Norwegian aid (Norway)', ['NOR', 'proposed', 'part']],
    ['New Zeland', ['NZL', 'proposed', 'similar']], ['Japan; Canada', ['MUL', 'proposed', 'several-names']], ['Some friends; Others', ['MUL', 'proposed', 'several']], ['Japan; Japon', ['JPN', 'alias', 'alias']], ['Some foundation', [null, 'new', 'new']],
  ])('“%s”', (text, expected) => expect(byText(text)).toEqual(expected))

  test('FAO is never the partner: the symbol proposes one', () => {
    expect(row('FAO', 'OSRO/PHI/501/NZE')).toEqual(['NZL', 'proposed', 'symbol'])
    expect(row('Food and Agriculture Organization of the United Nations (FAO)', 'GCP/PHI/064/GER')).toEqual(['DEU', 'proposed', 'symbol'])
    expect(row('FAO', 'TCP/RAS/ 3409')).toEqual(['ASSESSED', 'proposed', 'symbol'])
    expect(row('FAO', 'MTF/INT/661/MUL')).toEqual(['MUL', 'proposed', 'symbol'])
    expect(row('FAO', 'UTF/HON/034/HON')).toEqual(['HND', 'proposed', 'symbol'])
    expect(row('FAO', 'GCP/PHI/062')).toEqual(['UNKNOWN-DONOR', 'proposed', 'symbol'])
    expect(row('FAO', 'GCP/PHI/062/XYZ')).toEqual([null, 'new', 'symbol'])
    expect(row('FAO', null)).toEqual(['UNKNOWN-DONOR', 'proposed', 'column'])
  })
  test('a donor part is a code of FAO’s list, not an ISO code', () => {
    expect(row('FAO', 'GCP/PHI/001/AUL')[0]).toBe('AUS')
    expect(row('FAO', 'GCP/PHI/001/AUS')[0]).toBe('AUT')
  })
  test('the column wins where it names somebody else, unless that is the agency of the row', () => {
    expect(row('Canada', 'GCP/PHI/001/JPN')).toEqual(['CAN', 'exact', 'column'])
    expect(row('DENR', 'GCP/PHI/001/JPN', 'DENR')).toEqual(['JPN', 'proposed', 'symbol'])
    expect(row(null, 'GCP/PHI/001/JPN')).toEqual(['JPN', 'proposed', 'symbol'])
    expect(row(null, null)).toEqual(['UNKNOWN-DONOR', 'proposed', 'column'])
  })
  test('a decision settles every row of the same name', () => {
    const decided = createPartnerMatcher(register, [{ text: 'some FOUNDATION', from: 'column', partnerKey: 'EU', partnerName: 'European Union' }, { text: 'NZE', from: 'symbol', partnerKey: 'NZL', partnerName: 'New Zealand' }])
    expect(decided.matchText('Some foundation')).toMatchObject({ partnerKey: 'EU', status: 'confirmed' })
    expect(decided.match({ text: 'FAO', symbol: parseProjectSymbol('OSRO/PHI/501/NZE'), executing: null, implementing: null })).toMatchObject({ partnerKey: 'NZL', status: 'confirmed' })
    expect(decided.matchText('NZE')).toMatchObject({ status: 'new' })
  })
})
