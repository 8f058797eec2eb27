import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTextList } from '../../../src/main/core/store/reading/staging/text-list.ts'

const listOf = (texts: readonly string[]) => createTextList(new TextEncoder().encode(JSON.stringify(texts)))
const texts = fc.array(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('', '"', '\\', '\\"', 'a\nb', '","', 'été', '中文', '\ud800')), { maxLength: 50 })

test('gives every text of the list as JSON does, and those that were added', () => {
  fc.assert(
    fc.property(texts, texts, (given, more) => {
      const list = listOf(given)
      expect(more.map(list.push)).toEqual(more.map((_text, index) => given.length + index))
      expect(list.length()).toBe(given.length + more.length)
      expect(Array.from({ length: list.length() }, (_text, index) => list.at(index))).toEqual([...given, ...more])
    }),
    { seed: 20_261_125, numRuns: 500 },
  )
})

test('has nothing beyond its ends', () => {
  const list = listOf(['a'])
  expect([list.at(-1), list.at(1), listOf([]).at(0)]).toEqual([undefined, undefined, undefined])
})
