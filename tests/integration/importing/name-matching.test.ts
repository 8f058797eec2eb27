/** Names as offices write them, against the reference data that every workspace holds. Expected keys were written down by hand. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PartnerRegister } from '../../../src/main/core/importing/map/partner-register.ts'
import { createPartnerMatcher, type PartnerMatcher } from '../../../src/main/core/importing/map/partner-matcher.ts'
import { createValueMatcher, type ValueMatcher } from '../../../src/main/core/importing/map/value-matcher.ts'
import { createRegisterReading } from '../../../src/main/core/store/reading/partner-register.ts'
import type { ValueType } from '../../../src/shared/domain/submission.ts'
import { makeWorkspace, type TestWorkspace } from './staged-workspace.ts'

let workspace: TestWorkspace
let register: PartnerRegister
let partners: PartnerMatcher
let values: ValueMatcher
beforeAll(() => {
  workspace = makeWorkspace()
  register = createRegisterReading(workspace.db)()
  partners = createPartnerMatcher(register)
  values = createValueMatcher(register)
})
afterAll(() => workspace.dispose())

const sure = (status: string): boolean => status === 'exact' || status === 'alias'

describe('a country', () => {
  it.each([
    // English, French, Spanish, Portuguese, Arabic, Chinese
    ['Kenya', 'KEN'], ['Kénya', 'KEN'], ['Kenia', 'KEN'], ['Quênia', 'KEN'], ['كينيا', 'KEN'], ['肯尼亚', 'KEN'],
    ['Egypt', 'EGY'], ['Égypte', 'EGY'], ['EGIPTO', 'EGY'], ['Egito', 'EGY'], ['مصر', 'EGY'], ['埃及', 'EGY'],
    ['Burundi', 'BDI'], ['بوروندي', 'BDI'], ['布隆迪', 'BDI'], ['Brasil', 'BRA'], ['Brésil', 'BRA'], ['البرازيل', 'BRA'], ['巴西', 'BRA'],
    ['Afeganistão', 'AFG'], ['Afganistán', 'AFG'], ['أفغانستان', 'AFG'], ['Honduras', 'HND'], ['هندوراس', 'HND'], ['Philippines', 'PHL'], ['Filipinas', 'PHL'], ['الفلبين', 'PHL'],
    ['Tchad', 'TCD'], ['Chade', 'TCD'], ['تشاد', 'TCD'], ['Níger', 'NER'], ['Viet Nam', 'VNM'], ['Vietnam', 'VNM'], ['Somalie', 'SOM'], ['Etiopía', 'ETH'], ['Moçambique', 'MOZ'], ['莫桑比克', 'MOZ'],
    // Inversions, long forms, apostrophes of every kind, invisible characters, decomposed accents
    ['Tanzania, United Republic of', 'TZA'], ['Congo, Democratic Republic of the', 'COD'], ['République démocratique du Congo', 'COD'], ['Congo', 'COG'],
    ['Côte d’Ivoire', 'CIV'], ["COTE D'IVOIRE", 'CIV'], ['Cote dʼIvoire', 'CIV'], ['Ken\u200bya\u00a0', 'KEN'], ['Ke\u0301nya', 'KEN'], ['Guinée-Bissau', 'GNB'], ['Guine\u0301e – Bissau', 'GNB'], ['Lao People’s Democratic Republic', 'LAO'],
    // Arabic letter variants: alef without hamza, ta marbuta as ha, tatweel, diacritics, Persian ya
    ['افغانستان', 'AFG'], ['ايطاليا', 'ITA'], ['إيطاليا', 'ITA'], ['اليابـــان', 'JPN'], ['مِصْر', 'EGY'], ['سوریا', 'SYR'],
    // Codes: ISO where it knows them, FAO's own otherwise
    ['KEN', 'KEN'], ['ke', 'KEN'], ['PHI', 'PHL'], ['SIL', 'SLE'], ['HON', 'HND'], ['PHL', 'PHL'], ['SLE', 'SLE'], ['SPA', 'ESP'], ['ROK', 'KOR'], ['CHD', 'TCD'],
  ])('“%s” is %s', (text, key) => {
    const { key: found, status } = values.match('country', text)
    expect([found, sure(status)]).toEqual([key, true])
  })

  it.each([['Kenyya', 'KEN'], ['Phillipines', 'PHL'], ['Sirya', 'SYR'], ['Rep. of Moldova', 'MDA'], ['Kyrgystan', 'KGZ'], ['Burkina Fasso', 'BFA']])('“%s” is only proposed as %s', (text, key) =>
    expect(values.match('country', text)).toMatchObject({ key, status: 'proposed' }))

  it.each(['Atlantis', 'Regional', 'n/a', 'GLOBAL PROGRAMME', '-', ''])('“%s” is none', (text) => expect(sure(values.match('country', text).status)).toBe(false))

  it('a code of two systems waits, unless the column told which it uses', () => {
    expect(values.match('country', 'AUS')).toMatchObject({ key: 'AUS', status: 'proposed', reason: { key: 'reason.country-two-systems' } })
    expect(values.match('country', 'AUS', 'fao')).toMatchObject({ key: 'AUT', status: 'alias' })
    expect(values.match('country', 'AUS', 'iso')).toMatchObject({ key: 'AUS', status: 'alias' })
    expect(values.match('country', 'MAR', 'fao')).toMatchObject({ key: 'MUS' })
  })
})

describe('an office, a result, a modality', () => {
  it.each<[ValueType, string, string]>([
    ['office', 'FAO Kenya', 'FRKEN'], ['office', 'FAOR Angola', 'FRAGO'], ['office', 'Représentation de la FAO au Burundi', 'FRBDI'], ['office', 'RAP', 'RAP'], ['office', 'Bureau régional pour l’Afrique', 'RAF'],
    ['result', 'A1', '2010-13/A1'], ['result', 'a01', '2010-13/A1'], ['result', 'A.1', '2010-13/A1'], ['result', 'OR A1', '2010-13/A1'], ['result', 'SO-A / A01', '2010-13/A1'], ['result', 'SO A - OR A1', '2010-13/A1'], ['result', 'RO H2', '2010-13/H2'],
    ['result', 'A 1', '2010-13/A1'], ['result', 'Countries promoting and developing sustainable land management', '2010-13/F1'], ['result', 'F1: Countries promoting and developing sustainable land management', '2010-13/F1'],
    ['modality', 'gcp', 'GCP'], ['modality', 'Unilateral Trust Fund', 'UTF'], ['modality', 'Fonds fiduciaire unilatéral', 'UTF'], ['modality', 'TCP Facility', 'TCP'], ['modality', 'SFER', 'SFERA'],
  ])('%s “%s” is %s', (type, text, key) => {
    const { key: found, status } = values.match(type, text)
    expect([found, sure(status)]).toEqual([key, true])
  })
  it.each<[ValueType, string, string]>([
    ['office', 'Kenya Country Office', 'FRKEN'], ['office', 'Representación de la FAO en Honduras', 'FRHND'], ['office', 'FAO Hondruas', 'FRHND'], ['result', 'A1 Something else altogether', '2010-13/A1'], ['modality', 'Unilateral Trust Fnd', 'UTF'],
  ])('%s “%s” is only proposed as %s', (type, text, key) => expect(values.match(type, text)).toMatchObject({ key, status: 'proposed' }))
  it.each<[ValueType, string]>([['result', 'A10'], ['result', 'J1'], ['result', 'X1.4'], ['result', 'SO A'], ['result', 'Annex A1'], ['modality', 'Trust fund'], ['office', 'Somewhere']])('%s “%s” is none', (type, text) => expect(values.match(type, text)).toMatchObject({ key: null, status: 'new' }))
})

describe('a partner', () => {
  it.each([
    ['Japan', 'JPN'], ['Japón', 'JPN'], ['Japão', 'JPN'], ['اليابان', 'JPN'], ['日本', 'JPN'], ['Government of Japan', 'JPN'], ['Canada, Government of', 'CAN'], ['Gouvernement du Canada', 'CAN'], ['Gobierno de España', 'ESP'], ['Governo do Brasil', 'BRA'],
    ['Norway, Kingdom of', 'NOR'], ['Korea, Republic of', 'KOR'], ['Suisse', 'CHE'], ['États Unis d\'Amérique', 'USA'], ['United States of America (USA)', 'USA'], ['EC', 'EU'], ['Austrian Development Agency (ADA)', 'AUT-ADA'],
    ['ADA – Austrian Development Agency', 'AUT-ADA'], ['Austrian Development Agency', 'AUT-ADA'], ['JICA', 'JPN-JICA'], ['IFAD', 'IFAD'], ['Fonds international de développement agricole', 'IFAD'], ['UK ', 'GBR'], ['Bill and Melinda Gates Foundation', 'GATES'],
  ])('“%s” is %s', (text, key) => {
    const { partnerKey, status } = partners.matchText(text)
    expect([partnerKey, sure(status)]).toEqual([key, true])
  })
  it.each([['Germny', 'DEU'], ['Japan (JICA)', 'JPN'], ['Swedish SIDA', 'SWE-SIDA'], ['European Comission', 'EU-COMMISSION'], ['Foundation Gates', 'GATES'], ['Bélgica; Japón', 'MUL'], ['Development Agency, Austrian', 'AUT-ADA']])('“%s” is only proposed as %s', (text, key) =>
    expect(partners.matchText(text)).toMatchObject({ partnerKey: key, status: 'proposed' }))
  it.each(['Non spécifié', 'Unspecified', 'DSWD, OCD', 'Some friends of the forest'])('“%s” is none', (text) => expect(sure(partners.matchText(text).status)).toBe(false))
  it('each of several in one cell is matched, with its share; what they pay waits for a person', () => {
    const several = (text: string, separator?: ',' | 'and') => {
      const { partnerKey, status, reason } = createPartnerMatcher(register, [], separator).matchText(text)
      return [partnerKey, status, reason.params['names']]
    }
    expect(several('Bélgica; Japón')).toEqual(['MUL', 'proposed', 'Belgium, Japan'])
    expect(several('Japan 60%; Suède (40 %)')).toEqual(['MUL', 'proposed', 'Japan 60 %, Sweden 40 %'])
    expect(several(' - Japan\n - Sweden')).toEqual(['MUL', 'proposed', 'Japan, Sweden'])
    expect(several('Japon et Suède', 'and')).toEqual(['MUL', 'proposed', 'Japan, Sweden'])
    expect(several('Japan, Sweden', ',')).toEqual(['MUL', 'proposed', 'Japan, Sweden'])
    // Without the column's word for it, a comma parts nothing: it stands inside names.
    expect(several('Japan, Sweden')[0]).not.toBe('MUL')
    expect(several('Friends, Neighbours', ',')[0]).not.toBe('MUL')
    expect(several('Bahamas, The', ',')).toEqual(['BHS', 'alias', undefined])
  })
})
