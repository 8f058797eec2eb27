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
test('inversions and the word government', () => {
  for (const text of ['Canada, Government of', 'Government of Canada', 'Gouvernement du Canada', 'Gobierno de Canadá']) expect(bareNameKey(text)).toBe('canada')
  expect(bareNameKey('Korea, Republic of')).toBe('republic of korea')
  expect(bareNameKey('Korea, Democratic People’s Republic of')).not.toBe('republic of korea')
})
test('white space', () => expect(foldSpace(' a\r\n b_x000D_\tc ')).toBe('a b c'))
