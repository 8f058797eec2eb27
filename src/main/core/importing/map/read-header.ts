import type { Measure } from '../../../../shared/domain/amount.ts'
import { measures } from '../../../../shared/domain/amount.ts'
import { submissionFields, type SubmissionField } from '../../../../shared/domain/kinds.ts'
import { foldSpace, textKey } from '../../../../shared/domain/text-key.ts'
import { currencyOfText, scaleOfText, type UnitScale } from '../../../../shared/domain/currency.ts'
import { cumulativeWords, fieldPhrases, ignoredPhrases, measurePhrases, plannedWords } from './header-phrases.ts'

/** What a header says by itself, before any value is looked at. */
export interface HeaderReading {
  readonly key: string
  /** Candidates, surest first. */
  readonly fields: readonly { readonly field: Exclude<SubmissionField, 'amount'>; readonly phrase: string; readonly sureness: number }[]
  readonly measure: { readonly measure: Measure; readonly phrase: string; readonly sureness: number } | null
  readonly ignored: { readonly reason: string; readonly phrase: string } | null
  readonly currency: string | null
  readonly scale: UnitScale
  readonly isCumulative: boolean
  readonly isPlanned: boolean
  /** The header names a part of a year, `(Jan-June 2015)`. */
  readonly partOfYear: string | null
}

interface Entry<T> {
  readonly value: T
  readonly phrase: string
  readonly words: number
  readonly isWeak: boolean
}

const entry = <T>(value: T, isWeak: boolean) => (phrase: string): Entry<T> => ({ value, phrase, words: phrase.split(' ').length, isWeak })
type Field = Exclude<SubmissionField, 'amount'>
const fieldEntries: readonly Entry<Field>[] = submissionFields
  .filter((field): field is Field => field !== 'amount')
  .flatMap((field) => [...(fieldPhrases[field]?.strong ?? []).map(entry(field, false)), ...(fieldPhrases[field]?.weak ?? []).map(entry(field, true))])
const measureEntries: readonly Entry<Measure>[] = measures.flatMap((measure) => [
  ...measurePhrases[measure].strong.map(entry(measure, false)),
  ...(measurePhrases[measure].weak ?? []).map(entry(measure, true)),
])

const holds = (key: string, phrase: string): boolean => ` ${key} `.includes(` ${phrase} `)

/** `amountUSD` and `srcOrganization` are several words; `PhP` is one. */
const splitCamelCase = (text: string): string => text.replace(/(\p{Ll}{2})(\p{Lu})/gu, '$1 $2')

const noise = /\b(?:in|en|of|the|de|du|des|la|le|les|el|los|usd|us|php|eur|euros?|dollars?|millions?|millones|thousands?|milliers|miles|000|1000|as of|as at|total)\b/g

/** Sureness of a phrase: whole header 0.95, otherwise by how much of the header it covers; weak phrases less. */
function surenessOf(key: string, candidate: Entry<unknown>): number {
  if (key === candidate.phrase) return candidate.isWeak ? 0.65 : 0.95
  const words = key.replace(noise, ' ').trim().split(/ +/).length
  const cover = Math.min(1, candidate.words / Math.max(words, 1))
  return (candidate.isWeak ? 0.4 : 0.65) + 0.25 * cover
}

function bestOf<T>(key: string, entries: readonly Entry<T>[]): { readonly value: T; readonly phrase: string; readonly sureness: number }[] {
  const found = new Map<T, { value: T; phrase: string; sureness: number; rank: number }>()
  for (const candidate of entries) {
    if (!holds(key, candidate.phrase)) continue
    const rank = candidate.phrase.length - (candidate.isWeak ? 8 : 0)
    const known = found.get(candidate.value)
    if (!known || rank > known.rank) found.set(candidate.value, { value: candidate.value, phrase: candidate.phrase, sureness: surenessOf(key, candidate), rank })
  }
  return [...found.values()].sort((a, b) => b.rank - a.rank)
}

const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|fev|avr|mai|juin|juil|aout|ene|abr|ago|dic'
const partOfYear = new RegExp(String.raw`\b(?:(?:${months})[a-z]* (?:to |a |au )?(?:${months})[a-z]*|q[1-4]|t[1-4]|[12](?:st|nd)? (?:semester|half)|[12](?:er|e)? (?:semestre|trimestre)) ?(?:of |de )?(?:19|20)\d\d\b`)

/** In: a header path as written. Out: what its words say. */
export function readHeader(header: string): HeaderReading {
  const text = splitCamelCase(foldSpace(header))
  const key = textKey(text)
  const fields = bestOf(key, fieldEntries).map(({ value, phrase, sureness }) => ({ field: value, phrase, sureness }))
  const measure = bestOf(key, measureEntries)[0]
  const isRateOfExchange = fields.some(({ field }) => field === 'exchange-rate')
  const exact = fields.some(({ field, phrase }) => phrase === key && field !== 'title')
  let ignored: HeaderReading['ignored'] = null
  if (!isRateOfExchange && !exact) {
    for (const { reason, phrases } of ignoredPhrases) {
      const phrase = phrases.find((candidate) => holds(key, candidate))
      if (phrase !== undefined && ignored === null) ignored = { reason, phrase }
    }
    if (ignored === null && /%/.test(text)) ignored = { reason: 'reason.rate', phrase: '%' }
  }
  return {
    key, fields, ignored,
    measure: measure ? { measure: measure.value, phrase: measure.phrase, sureness: measure.sureness } : null,
    currency: currencyOfText(text),
    scale: scaleOfText(text),
    isCumulative: cumulativeWords.some((word) => holds(key, word)),
    isPlanned: plannedWords.some((word) => holds(key, word)),
    partOfYear: partOfYear.exec(key)?.[0] ?? null,
  }
}

/** What a header's words suggest, for the header finder: 1 where they are known, 0 where not. */
export const isKnownHeader = (text: string): boolean => {
  const reading = readHeader(text)
  return reading.ignored !== null || reading.measure !== null || reading.fields.some(({ sureness }) => sureness >= 0.6)
}
