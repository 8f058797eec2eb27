/** Every text of the window works in every language, with the same values to fill in. */
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { createText } from '../../../src/renderer/ui/text.tsx'
import { en } from '../../../src/shared/messages/en/index.ts'
import { fr } from '../../../src/shared/messages/fr/index.ts'
import { appError } from '../../../src/shared/result.ts'

const keys = Object.keys(en) as (keyof typeof en)[]

/** Names of the values that a text wants, in plurals and choices too. */
function wanted(text: string, locale: string): readonly string[] {
  const names = new Set<string>()
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) return part.forEach(visit)
    if (typeof part !== 'object' || part === null) return
    if ('type' in part && 'value' in part && part.type !== 0 && typeof part.value === 'string') names.add(part.value)
    if ('options' in part && typeof part.options === 'object' && part.options !== null) Object.values(part.options).forEach((option: unknown) => visit(typeof option === 'object' && option !== null && 'value' in option ? option.value : null))
  }
  visit(new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst())
  return [...names].sort()
}

test('both languages want the same values', () => {
  const different = keys.filter((key) => wanted(en[key], 'en').join() !== wanted(fr[key], 'fr').join())
  expect(different).toEqual([])
})

test('French has typographic apostrophes and its own quotation marks', () => {
  expect(keys.filter((key) => /[a-zà-ÿ]'[a-zà-ÿ]|"/i.test(fr[key]))).toEqual([])
})

test('French breaks no line before a sign or inside guillemets, and plurals still work', () => {
  const text = createText('fr')
  expect(keys.filter((key) => wanted(fr[key], 'fr').length === 0 && / [:;?!»%]|« /.test(text.t(key)))).toEqual([])
  expect(text.t('import.names.open', { count: 2 })).toMatch(/^2 noms/)
})

describe('texts that come as data', () => {
  const text = createText('fr')
  test('are shown as themselves where no file knows them', () => {
    expect(text.of('no.such.key')).toBe('no.such.key')
    expect(text.named('measure', 'no-such-measure')).toBe('no-such-measure')
    expect(text.of('__proto__')).toBe('__proto__')
  })
  test('of errors name what to do', () => {
    expect(text.error({ ...appError('internal', 'error.unexpected'), reference: 'ab12' })).toContain('ab12')
    expect(text.error(appError('not-found', 'error.not-found', { name: 'X' }))).toContain('X')
  })
})
