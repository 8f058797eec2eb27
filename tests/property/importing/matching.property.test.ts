import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeSystemOf } from '../../../src/main/core/importing/map/country-codes.ts'
import { createPartnerMatcher } from '../../../src/main/core/importing/map/partner-matcher.ts'
import type { PartnerRegister } from '../../../src/main/core/importing/map/partner-register.ts'
import { createValueMatcher } from '../../../src/main/core/importing/map/value-matcher.ts'
import { valueTypes } from '../../../src/shared/domain/submission.ts'
import { textKey } from '../../../src/shared/domain/text-key.ts'
import { register as small } from '../../unit/importing/sheet-rows.ts'

const runs = { seed: 20111012, numRuns: 400 }
const register: PartnerRegister = {
  ...small,
  offices: [{ key: 'FRHND', names: ['FAO Representation in Honduras'], level: 'country', country: 'HND' }],
  results: [{ key: '2010-13/A1', code: 'A1', names: ['Policies and strategies on crops'] }],
  remembered: [{ type: 'partner', text: 'The Friends', key: 'NOR', office: null }, { type: 'country', text: 'Home', key: 'HND', office: null }],
}
/** Every name that may be matched without a person, folded by hand: lower case, no accents. */
const plain = (text: string): string => text.normalize('NFD').replaceAll(/[\u0300-\u036f]/g, '').toLowerCase()
const partnerNames = new Set([...register.partners.flatMap(({ name, names }) => [name, ...names]), ...register.countries.flatMap(({ names, iso3 }) => [...names, iso3 ?? '']), 'The Friends'].map(plain))

/** A known name with one letter changed, dropped or doubled. */
const misspelt = fc.tuple(fc.constantFrom(...register.partners.map(({ name }) => name)), fc.nat(), fc.constantFrom('x', 'q', '')).map(([name, place, letter]) => {
  const at = place % name.length
  return `${name.slice(0, at)}${letter}${name.slice(at + 1)}`
})
const words = fc.array(fc.constantFrom('Japan', 'Norway', 'aid', 'Fund', 'of', 'Union', 'EC', 'Bank', '(', ')', ';', '-', '€', 'ا'), { maxLength: 5 }).map((parts) => parts.join(' '))

describe('matching', () => {
  test('never settles a name that is not a name, alias or remembered, whatever it resembles', () => {
    const matcher = createPartnerMatcher(register)
    fc.assert(fc.property(fc.oneof(misspelt, words, fc.string()), (text) => {
      const { status, partnerKey, reason } = matcher.matchText(text)
      if (status === 'confirmed') throw new Error('nobody confirmed anything')
      if (status !== 'exact' && status !== 'alias') return
      expect(partnerKey).not.toBeNull()
      // What was settled is a known name, alone, without the government's or an acronym's words, or said twice.
      const known = [...partnerNames].some((name) => name !== '' && textKey(text).includes(textKey(name)))
      expect([text, reason.key, known]).toEqual([text, reason.key, true])
    }), runs)
  })

  test('any text of any kind gets an answer; what is unknown has no key', () => {
    const matcher = createValueMatcher(register)
    fc.assert(fc.property(fc.constantFrom(...valueTypes), fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), words), (type, text) => {
      const { status, key, name } = matcher.match(type, text)
      expect(status === 'confirmed').toBe(false)
      expect((key === null) === (status === 'new')).toBe(true)
      expect(key !== null || name === text.replaceAll('_x000D_', ' ').replaceAll(/\p{Cf}/gu, '').replaceAll(/\s+/g, ' ').trim()).toBe(true)
    }), runs)
  })

  test('a decision settles its own text alone', () => {
    fc.assert(fc.property(misspelt, misspelt, (text, other) => {
      fc.pre(textKey(text) !== textKey(other) && textKey(text) !== '')
      const matcher = createValueMatcher(register, [{ type: 'country', text, key: 'HND' }])
      expect(matcher.match('country', text)).toMatchObject({ status: 'confirmed', key: 'HND' })
      expect(matcher.match('country', other).status).not.toBe('confirmed')
    }), runs)
  })

  test('a column of FAO’s codes is told from one of ISO’s by its codes together', () => {
    const { countries } = register
    const iso = fc.shuffledSubarray(['PHL', 'HND', 'BDI', 'ITA'], { minLength: 2 })
    fc.assert(fc.property(iso, (codes) => {
      const fao = codes.map((code) => countries.find(({ iso3 }) => iso3 === code)?.fao ?? '')
      const telling = codes.some((code, at) => code !== fao[at])
      expect(codeSystemOf(codes, countries)).toBe(telling ? 'iso' : undefined)
      expect(codeSystemOf(fao, countries)).toBe(telling ? 'fao' : undefined)
    }), runs)
  })
})
