import { expect, test } from 'vitest'
import { bareNameKey, foldSpace, textKey } from '../../../src/shared/domain/text-key.ts'

test('the same name in other dress has the same key', () => {
  expect(textKey('Côte d’Ivoire')).toBe(textKey("COTE D'IVOIRE "))
  expect(textKey('U.S.A.')).toBe('usa')
  expect(textKey('Commission\u00a0de l’Union\u200b Européenne')).toBe('commission de l union europeenne')
  expect(textKey('Guinea-Bissau')).toBe(textKey('guinea  bissau'))
  expect(textKey('Łódź & Ørsted')).toBe('lodz and orsted')
  expect(textKey('日本')).toBe('日本')
  expect(textKey('***')).toBe('')
})
test('Arabic letters that are written one for the other, hamza, vowel signs and the stretching line', () => {
  expect(textKey('الأُمَم المتّحدة')).toBe(textKey('الامم المتحده'))
  expect(textKey('إيطاليا')).toBe(textKey('ايطاليا'))
  expect(textKey('مصـــر')).toBe(textKey('مصر'))
  expect(textKey('المبلغ (بالدولار) ٢٠١٠')).toBe('المبلغ بالدولار 2010')
  expect(textKey('مستشفى')).toBe(textKey('مستشفي'))
  expect(textKey('ملاوي')).not.toBe(textKey('مالي'))
})
test('Chinese keeps its words; full-width letters and digits are plain ones', () => {
  expect(textKey('受援国（名称）')).toBe('受援国 名称')
  expect(textKey('ＵＳＤ ２０１０')).toBe('usd 2010')
})
test('inversions and the word government', () => {
  for (const text of ['Canada, Government of', 'Government of Canada', 'Gouvernement du Canada', 'Gobierno de Canadá']) expect(bareNameKey(text)).toBe('canada')
  expect(bareNameKey('Korea, Republic of')).toBe('republic of korea')
  expect(bareNameKey('Korea, Democratic People’s Republic of')).not.toBe('republic of korea')
})
test('white space', () => expect(foldSpace(' a\r\n b_x000D_\tc ')).toBe('a b c'))
