import { describe, expect, it } from 'vitest'
import { firstFilter, isReplaced, textsOf, toggled, withPart, withTexts } from '../../../src/renderer/features/submissions/staging/staging-filter.ts'

describe('the filter of the cells', () => {
  it('takes values in and out; the last one out means all', () => {
    expect(toggled(undefined, 'a')).toEqual(['a'])
    expect(toggled(['a'], 'b')).toEqual(['a', 'b'])
    expect(toggled(['a'], 'a')).toBeUndefined()
  })

  it('leaves out what is no condition any more, so that it can be sent as it is', () => {
    expect(withPart({ ...firstFilter, problem: 'finding.x' }, { problem: undefined })).toEqual(firstFilter)
    expect(Object.keys(withPart(firstFilter, { kinds: undefined }))).toEqual(['columns'])
  })

  it('holds the texts of each column once, an empty cell among them', () => {
    const one = withTexts(withTexts(firstFilter, 2, ['Sweden']), 2, [null, 'Norway'])
    expect(one.columns).toEqual([{ column: 2, texts: [null, 'Norway'] }])
    expect(textsOf(one, 2)).toEqual([null, 'Norway'])
    expect(textsOf(one, 3)).toEqual([])
    expect(withTexts(one, 2, []).columns).toEqual([])
  })
})

describe('what a replacement finds', () => {
  const loose = { isWhole: false, isCaseSensitive: false }
  it.each([
    ['Sveden', 'sved', loose, true],
    ['Sveden', 'sved', { ...loose, isCaseSensitive: true }, false],
    ['Sveden', 'sved', { ...loose, isWhole: true }, false],
    ['Sveden', 'SVEDEN', { ...loose, isWhole: true }, true],
    [null, 'x', loose, false],
    ['anything', '', loose, false],
    [null, '', { ...loose, isWhole: true }, true],
    ['1 (2)', '(', loose, true],
  ])('%j holds %j', (text, find, options, found) => expect(isReplaced(text, find, options)).toBe(found))
})
