import { isMeasure } from '../../../../shared/domain/amount.ts'
import { fieldsOf, fieldType, measuresOf } from '../../../../shared/domain/catalogue.ts'
import { currencyOfText, hasOddScale, scaleOfText, type UnitScale } from '../../../../shared/domain/currency.ts'
import type { ColumnMeasure, SubmissionKind } from '../../../../shared/domain/kinds.ts'
import { foldSpace, textKey } from '../../../../shared/domain/text-key.ts'
import { constantWords, cumulativeWords, fillWords, ignoredWords, phraseLists, plannedWords, propertyWords, wholeOnly, type IgnoredWords } from './header-phrases.ts'
import type { HeaderField, Phrases } from './header-phrases/phrase-lists.ts'
import { commaList, createPhraseIndex, wordsOfKey, type Hit } from './phrase-index.ts'

export interface MeasureReading {
  readonly measure: ColumnMeasure
  readonly phrase: string
  readonly sureness: number
  /** The header says money, `Amount`, and not what it measures: the measure is only the likeliest. */
  readonly isGeneric: boolean
  /** The same, also where the kind has only one measure and so nothing is open. */
  readonly isMoneyWord: boolean
}

/** What a header says by itself, before any value is looked at. */
export interface HeaderReading {
  readonly key: string
  /** Candidates, surest first; of a kind that was named only those that it carries. */
  readonly fields: readonly { readonly field: HeaderField; readonly phrase: string; readonly sureness: number }[]
  readonly measure: MeasureReading | null
  readonly ignored: { readonly reason: string; readonly phrase: string } | null
  readonly currency: string | null
  readonly scale: UnitScale
  /** The header counts in a unit that is no power of a thousand up to a million, `万美元`; `scale` is 1 then. */
  readonly hasOddScale: boolean
  readonly isCumulative: boolean
  readonly isPlanned: boolean
  /** At the prices of one year; current ones stand before them. */
  readonly isConstantPrice: boolean
  /** The header names a part of a year, `(Jan-June 2015)`. */
  readonly partOfYear: string | null
}

type Mark = 'planned' | 'cumulative' | 'constant' | 'property'
type Value =
  | { readonly is: 'field'; readonly field: HeaderField }
  | { readonly is: 'measure'; readonly measure: ColumnMeasure }
  | { readonly is: 'money' }
  | { readonly is: 'ignored'; readonly words: IgnoredWords }
  | { readonly is: 'mark'; readonly mark: Mark }

interface PhraseSet { readonly value: Value; readonly phrases: readonly string[]; readonly isWeak: boolean; readonly isEverywhere?: boolean }

/** One value a field, measure or reason, so that the same one is found under every language. */
function allPhrases(): PhraseSet[] {
  const values = new Map<string, Value>()
  const shared = (name: string, value: Value): Value => {
    const known = values.get(name)
    if (known) return known
    values.set(name, value)
    return value
  }
  const both = (value: Value, [strong, weak = '']: Phrases): PhraseSet[] => [{ value, phrases: commaList(strong), isWeak: false }, { value, phrases: commaList(weak), isWeak: true }]
  // Object.entries forgets that the keys are those of the record.
  const lists = phraseLists.flatMap(({ fields, measures, money }) => [
    ...(Object.entries(fields) as [HeaderField, Phrases][]).flatMap(([field, phrases]) => both(shared(field, { is: 'field', field }), phrases)),
    ...(Object.entries(measures) as [ColumnMeasure, Phrases][]).flatMap(([measure, phrases]) => both(shared(`amount ${measure}`, { is: 'measure', measure }), phrases)),
    { value: shared('money', { is: 'money' }), phrases: commaList(money), isWeak: true },
  ])
  const mark = (name: Mark, text: string): PhraseSet => ({ value: { is: 'mark', mark: name }, phrases: commaList(text), isWeak: true, isEverywhere: true })
  return [
    ...lists, ...ignoredWords.map((words): PhraseSet => ({ value: { is: 'ignored', words }, phrases: commaList(words.phrases), isWeak: false })),
    mark('planned', plannedWords), mark('cumulative', cumulativeWords), mark('constant', constantWords), mark('property', propertyWords),
  ]
}

const keysOf = (list: string): Set<string> => new Set(commaList(list).map(textKey))
const fill = keysOf(fillWords)
const index = createPhraseIndex(allPhrases(), keysOf(wholeOnly), fill)

/** `amountUSD`, `USDAmount` and `srcOrganization` are several words; `PhP` and `FAORs` are one. */
const splitCamelCase = (text: string): string => text.replace(/(\p{Ll}{2})(\p{Lu})/gu, '$1 $2').replace(/(\p{Lu}{2})(\p{Lu}\p{Ll}{2})/gu, '$1 $2')

/** Currency, unit and linking words, which leave a phrase as sure as without them. */
const noise = /^(?:in|en|em|fr|es|pt|lt|ar|usd|us|php|eur|euros?|dollars?|dolares|millions?|millones|milhoes|thousands?|milliers|miles|milhares|000|1000|total|r|美|元|欧|دولار|دولارات|اف|ملايين)$/

const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|fev|avr|mai|juin|juil|aout|ene|abr|ago|dic'
const partOfYear = new RegExp(String.raw`\b(?:(?:${months})[a-z]* (?:to |a |au )?(?:${months})[a-z]*|q[1-4]|t[1-4]|[12](?:st|nd)? (?:semester|half)|[12](?:er|e)? (?:semestre|trimestre)) ?(?:of |de )?(?:19|20)\d\d\b`)

/** Words that are read of a header; what is longer is a sentence. */
const mostWords = 60
/** The OECD publishes these columns of its activity files in millions. */
const crsMoney = /^usd (?:commitment|disbursement|received)(?: defl)?$/

interface Read {
  readonly text: string
  readonly key: string
  readonly words: readonly string[]
  /** Where the last part of the path begins; words of the bands stand before it. */
  readonly leafFrom: number
  readonly hits: readonly Hit<Value>[]
}

function readWords(header: string): Read {
  const text = splitCamelCase(foldSpace(header))
  const key = textKey(text)
  const cut = text.lastIndexOf(' > ')
  const bands = cut < 0 ? [] : wordsOfKey(textKey(text.slice(0, cut)), fill)
  const words = [...bands, ...wordsOfKey(cut < 0 ? key : textKey(text.slice(cut + 3)), fill)].slice(0, mostWords)
  const leafFrom = Math.min(bands.length, words.length)
  return { text, key, words, leafFrom, hits: index.find(words, leafFrom) }
}

const length = (hit: Hit<Value>): number => hit.to - hit.from
const holds = (outer: Hit<Value>, inner: Hit<Value>): boolean => outer.from <= inner.from && inner.to <= outer.to

/** The whole header, or its last part, gives 0.95; otherwise by how much of it the phrase covers; weak phrases less. */
function surenessOf({ words, leafFrom }: Read, hit: Hit<Value>): number {
  if (hit.to === words.length && (hit.from === 0 || hit.from === leafFrom)) return hit.isWeak ? 0.65 : hit.from === 0 ? 0.95 : 0.93
  const within = hit.from >= leafFrom ? words.slice(leafFrom) : words
  const count = Math.max(1, within.filter((word) => !noise.test(word)).length)
  return (hit.isWeak ? 0.4 : 0.65) + 0.25 * Math.min(1, length(hit) / count)
}

interface Ranked<T> { readonly value: T; readonly hit: Hit<Value>; readonly sureness: number }

/** Best place of each field or measure, longest phrase first. */
function best<T>(read: Read, hits: readonly Hit<Value>[], valueOf: (value: Value) => T | null): Ranked<T>[] {
  const found = new Map<T, Ranked<T> & { rank: number }>()
  for (const hit of hits) {
    const value = valueOf(hit.value)
    if (value === null) continue
    const rank = hit.phrase.length * (/[^\u0020-\u024f]/.test(hit.phrase) ? 3 : 1) - (hit.isWeak ? 8 : 0) + (hit.from >= read.leafFrom ? 0 : -4)
    const known = found.get(value)
    if (!known || rank > known.rank) found.set(value, { value, hit, sureness: surenessOf(read, hit), rank })
  }
  return [...found.values()].sort((a, b) => b.rank - a.rank)
}

/** Kinds whose money and dates are plans by their nature. */
const plannedKinds: ReadonlySet<SubmissionKind> = new Set<SubmissionKind>(['net-appropriation', 'pipeline', 'requirements', 'in-kind'])

/** In: a header path as written, its parts joined by " > ", and the kind of the table where it is known. Out: what its words say. */
export function readHeader(header: string, kind?: SubmissionKind): HeaderReading {
  const read = readWords(header)
  const { text, key, words, hits } = read
  const carried = kind === undefined ? null : { fields: new Set<string>(fieldsOf(kind)), measures: measuresOf(kind) }
  const canCarry = ({ value }: Hit<Value>): boolean => carried === null || value.is !== 'measure' || carried.measures.includes(value.measure)
  const things = hits.filter((hit) => hit.value.is === 'field' || hit.value.is === 'measure')
  const named = things.filter((hit) => hit.value.is === 'field' || canCarry(hit))
  /** A longer phrase around a hit says what the hit is part of. */
  const isPart = (hit: Hit<Value>): boolean => named.some((other) => (hit.isWeak || !other.isWeak) && other.value !== hit.value && length(other) > length(hit) && holds(other, hit))
  const properties = hits.filter(({ value }) => value.is === 'mark' && value.mark === 'property')
  const isProperty = (hit: Hit<Value>): boolean => properties.some((word) => !holds(hit, word) && (word.to === words.length || word.from === read.leafFrom) && word.from >= read.leafFrom)

  const fields = best(read, hits, (value) => (value.is === 'field' ? value.field : null))
    .map(({ value: field, hit, sureness }) => ({ field, hit, phrase: hit.phrase, sureness: sureness * (isPart(hit) ? 0.5 : 1) * (isProperty(hit) ? 0.4 : 1) * (read.leafFrom > 0 && hit.to <= read.leafFrom ? 0.8 : 1) }))
    .filter(({ field }) => carried === null || carried.fields.has(field))
  const measures = best(read, hits.filter((hit) => canCarry(hit) && !things.some((other) => other.value.is === 'field' && !other.isWeak && length(other) > length(hit) && holds(other, hit))), (value) => (value.is === 'measure' ? value.measure : null))
  const money = best(read, hits.filter((hit) => hit.value.is === 'money' && !isPart(hit)), () => 'money' as const)[0]
  const measure = measureOf(measures, money, carried?.measures ?? null, hits.some(({ value }) => value.is === 'mark' && value.mark === 'constant'))
  const top = fields.find(({ sureness }) => sureness >= 0.6)

  const isMarked = (mark: Mark): boolean => hits.some((hit) => hit.value.is === 'mark' && hit.value.mark === mark && !things.some((other) => other.value.is === 'field' && !other.isWeak && length(other) > length(hit) && holds(other, hit)))
  const isCrs = kind === 'aid-flows' && crsMoney.test(key)
  return {
    key, measure,
    fields: fields.map(({ field, phrase, sureness }) => ({ field, phrase, sureness })),
    ignored: ignoredOf(read, top?.hit ?? null, measures, kind),
    currency: currencyOfText(text),
    scale: isCrs ? 1_000_000 : scaleOfText(text),
    hasOddScale: hasOddScale(text),
    isCumulative: isMarked('cumulative'),
    isPlanned: isMarked('planned') && (kind === undefined || !plannedKinds.has(kind)),
    isConstantPrice: isMarked('constant'),
    partOfYear: partOfYear.exec(key)?.[0] ?? null,
  }
}

/** The surest measure; words that only say money stand for the kind's first one. */
function measureOf(measures: readonly Ranked<ColumnMeasure>[], money: Ranked<'money'> | undefined, carried: readonly ColumnMeasure[] | null, isConstant: boolean): MeasureReading | null {
  const [top] = measures
  const price = isConstant ? 0.7 : 1
  if (top && !(money && money.hit.from < top.hit.from && money.hit.to >= top.hit.to)) return { measure: top.value, phrase: top.hit.phrase, sureness: top.sureness * price, isGeneric: false, isMoneyWord: false }
  const likeliest = carried === null ? 'approval' : carried[0]
  return money && likeliest !== undefined ? { measure: likeliest, phrase: money.hit.phrase, sureness: money.sureness * price, isGeneric: carried?.length !== 1, isMoneyWord: true } : null
}

/** Why a column holds nothing that its kind keeps: a rate, a target, a need for money in a list of contributions. */
function ignoredOf({ text, words, hits }: Read, top: Hit<Value> | null, measures: readonly Ranked<ColumnMeasure>[], kind: SubmissionKind | undefined): HeaderReading['ignored'] {
  const says = [...(top === null || top.isWeak ? [] : [top]), ...measures.filter(({ hit }) => !hit.isWeak).map(({ hit }) => hit)]
  const isWhole = top !== null && top.from === 0 && top.to === words.length && !(top.value.is === 'field' && top.value.field === 'title')
  const topType = top?.value.is === 'field' ? fieldType(top.value.field) : null
  const ignored = hits.filter((hit) => hit.value.is === 'ignored' && !says.some((other) => holds(other, hit)))
  const [first] = ignored.sort((a, b) => length(b) - length(a) || a.from - b.from)
  if (!isWhole && topType !== 'percent' && first?.value.is === 'ignored') {
    const { reason, unless } = first.value.words
    if (!(top?.value.is === 'field' && unless.includes(top.value.field))) return { reason, phrase: first.phrase }
  }
  if (!isWhole && topType !== 'percent' && !(top?.value.is === 'field' && top.value.field === 'progress') && /%/.test(text)) return { reason: 'reason.rate', phrase: '%' }
  // A need, or what covers it, in a list of contributions; part of a longer phrase of the list's own it is not.
  const [need] = hits.filter(({ value, isWeak }) => value.is === 'measure' && !isMeasure(value.measure) && !isWeak).sort((a, b) => length(b) - length(a))
  if (need?.value.is !== 'measure' || (kind !== undefined && measuresOf(kind).includes(need.value.measure)) || says.some((other) => other !== need && holds(other, need)) || top !== null) return null
  return needs.has(need.value.measure) ? { reason: 'reason.requirement', phrase: need.phrase } : null
}

const needs: ReadonlySet<ColumnMeasure> = new Set<ColumnMeasure>(['requirement', 'gap'])

/** Are the words of a text known as a header's? For the finder of headers. */
export const isKnownHeader = (text: string): boolean => {
  // Most cells that are looked at hold data and no word of a header.
  if (readWords(text).hits.every(({ value }) => value.is === 'mark')) return /%/.test(text)
  const reading = readHeader(text)
  return reading.ignored !== null || reading.measure !== null || reading.fields.some(({ sureness }) => sureness >= 0.6)
}
