/**
 * What a person types or pastes into a field, read as exactly as an import reads a cell: what cannot be read with certainty is refused
 * with the reason, never turned into zero or into the nearest thing. References are resolved where the register is at hand.
 */
import { isCurrencyCode } from '../currency.ts'
import { isoDate, parseDateText, periodOfReading } from '../dates.ts'
import { canonicalDecimal, compareDecimals, shiftDecimal, toCents } from '../decimal.ts'
import { parseNumberText, parsePercentText, type DecimalMark, type NumberReading } from '../number-text.ts'
import type { Period } from '../amount.ts'
import type { Message } from '../submission.ts'
import { textKey } from '../text-key.ts'
import type { FieldSpec } from './field.ts'

export interface ParsedField {
  /** Null where the field is emptied. */
  readonly value: string | number | null
  /** What was read otherwise than it might have been meant. */
  readonly warning?: Message
  /** Currency that an amount names itself. */
  readonly currency?: string
  /** State that a printed sign says: not reported, not applicable. */
  readonly state?: 'not-reported' | 'not-applicable'
  /** Of a period. */
  readonly period?: Period
}
export type FieldReading = { readonly ok: true; readonly field: ParsedField } | { readonly ok: false; readonly reason: Message }

export interface FieldReader {
  /** Decimal mark of the person's language. */
  readonly mark: DecimalMark
  /** Texts of a choice in every language of the window, folded by `textKey`, to their codes. */
  readonly choices: (list: string) => ReadonlyMap<string, string>
}

const read = (field: ParsedField): FieldReading => ({ ok: true, field })
const refuse = (key: string, params: Message['params'] = {}): FieldReading => ({ ok: false, reason: { key, params } })

const mostText = 2000
const mostLongText = 20_000
// oxlint-disable-next-line no-control-regex -- control characters are what is taken out; line breaks stay in long texts
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g
const yes: ReadonlySet<string> = new Set(['1', 'yes', 'y', 'true', 'oui', 'o', 'vrai', 'x'])
const no: ReadonlySet<string> = new Set(['0', 'no', 'n', 'false', 'non', 'faux'])
/** Fields that hold the first day of a month, and of a biennium. */
const monthFields: ReadonlySet<string> = new Set(['month'])
const bienniumFields: ReadonlySet<string> = new Set(['biennium-start'])

/** Of any field but references. Null and blank texts empty the field. */
export function parseFieldText(spec: FieldSpec, text: string | null, reader: FieldReader): FieldReading {
  const typed = (text ?? '').trim()
  if (typed === '') return read({ value: null })
  switch (spec.type) {
    case 'text': return parseText(typed.replaceAll(/\s*[\r\n\t]+\s*/g, ' '), mostText)
    case 'long-text': return parseText(typed.replaceAll('\r\n', '\n'), mostLongText)
    case 'date': return parseDate(spec.key, typed)
    case 'decimal': return parseDecimal(typed, reader.mark)
    case 'usd': return parseUsd(typed, reader.mark)
    case 'share': return parseShare(typed, reader.mark)
    case 'integer': return parseInteger(typed, reader.mark)
    case 'currency': return isCurrencyCode(typed.toUpperCase()) ? read({ value: typed.toUpperCase() }) : refuse('refused.unknown-currency', { text: typed })
    case 'flag': return yes.has(typed.toLowerCase()) ? read({ value: 1 }) : no.has(typed.toLowerCase()) ? read({ value: 0 }) : refuse('refused.unreadable-flag', { text: typed })
    case 'choice': return parseChoice(spec, typed, reader)
    case 'period': return parsePeriod(typed)
    case 'reference': throw new TypeError('references are resolved against the register')
    default: throw new TypeError('unknown type of field')
  }
}

function parseText(text: string, most: number): FieldReading {
  const clean = text.replaceAll(controls, '')
  return clean.length > most ? refuse('refused.too-long', { most, length: clean.length }) : read({ value: clean === '' ? null : clean })
}

function parseDate(key: string, text: string): FieldReading {
  // 03/04/2011 is a day of March here and of April there: nobody is asked twice by guessing.
  const slashed = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text)
  const [first, second, year] = slashed ? [Number(slashed[1]), Number(slashed[2]), Number(slashed[3])] : [0, 0, 0]
  if (slashed && first <= 12 && second <= 12 && first !== second) return refuse('refused.ambiguous-date', { text, first: isoDate(year, second, first) ?? text, second: isoDate(year, first, second) ?? text })
  const reading = slashed && second > 12 ? parseDateText(text, 'mdy') : parseDateText(text)
  if (reading.kind === 'day') return read({ value: reading.iso })
  if (monthFields.has(key) && reading.kind === 'month') return read({ value: periodOfReading(reading, text, 'month')?.start ?? null })
  if (monthFields.has(key) && reading.kind === 'ambiguous') return read({ value: periodOfReading(reading, text, 'month')?.start ?? null })
  if (bienniumFields.has(key) && (reading.kind === 'year' || reading.kind === 'ambiguous' || reading.kind === 'years')) {
    const start = Number(text.slice(0, 4))
    return start % 2 === 0 ? read({ value: `${start}-01-01` }) : refuse('refused.odd-biennium', { text })
  }
  return reading.kind === 'unreadable' || reading.kind === 'blank' ? refuse('refused.unreadable-date', { text }) : refuse('refused.needs-day', { text })
}

/** Plain texts (`1234.5`, as grids and files of exchange write them) are read so in every language; else the language's mark decides, and the other one where only that makes sense. */
function parseNumber(text: string, mark: DecimalMark): { readonly reading: NumberReading; readonly warning?: Message } {
  const other: DecimalMark = mark === '.' ? ',' : '.'
  const isPlain = /^-?\d+(?:\.\d+)?$/.test(text)
  const own = parseNumberText(text, isPlain ? '.' : mark)
  const theirs = parseNumberText(text, isPlain ? ',' : other)
  if (own.kind !== 'value') return theirs.kind === 'value' && own.kind === 'unreadable' && own.why === 'decimal-mark' ? { reading: theirs } : { reading: own }
  const isDoubtful = theirs.kind === 'value' && compareDecimals(theirs.value, own.value) !== 0 && (!isPlain || mark === ',')
  return isDoubtful ? { reading: own, warning: { key: 'warned.number-mark', params: { text, value: own.value } } } : { reading: own }
}

function parseDecimal(text: string, mark: DecimalMark): FieldReading {
  const { reading, warning } = parseNumber(text, mark)
  switch (reading.kind) {
    case 'value': return read({ value: reading.value, ...(reading.currency === null ? {} : { currency: reading.currency }), ...(warning ? { warning } : {}) })
    case 'not-reported': case 'not-applicable': return read({ value: null, state: reading.kind })
    case 'blank': case 'unreadable': return refuse('refused.unreadable-number', { text })
    default: throw new TypeError('unknown reading of a number')
  }
}

function parseUsd(text: string, mark: DecimalMark): FieldReading {
  const { reading, warning } = parseNumber(text, mark)
  if (reading.kind !== 'value') return refuse('refused.unreadable-number', { text })
  if (reading.currency !== null && reading.currency !== 'USD') return refuse('refused.not-usd', { text, currency: reading.currency })
  const cents = toCents(reading.value)
  return cents === null ? refuse('refused.unreadable-number', { text }) : read({ value: cents, ...(warning ? { warning } : {}) })
}

function parseShare(text: string, mark: DecimalMark): FieldReading {
  const percent = parsePercentText(text, mark)
  const reading = percent === null ? parseNumber(text, mark).reading : null
  const points = percent ?? (reading?.kind === 'value' && reading.currency === null && !reading.hasUnit ? reading.value : null)
  if (points === null) return refuse('refused.unreadable-number', { text })
  const millionths = Number(shiftDecimal(points, 4))
  if (!Number.isInteger(millionths)) return refuse('refused.share-precision', { text })
  return millionths < 0 || millionths > 1_000_000 ? refuse('refused.share-range', { text }) : read({ value: millionths })
}

function parseInteger(text: string, mark: DecimalMark): FieldReading {
  const { reading } = parseNumber(text, mark)
  const value = reading.kind === 'value' && reading.currency === null ? Number(canonicalDecimal(reading.value)) : Number.NaN
  return Number.isSafeInteger(value) ? read({ value }) : refuse('refused.unreadable-number', { text })
}

function parseChoice(spec: FieldSpec, text: string, { choices }: FieldReader): FieldReading {
  const codes = spec.choices?.codes ?? []
  const code = codes.find((one) => one.toLowerCase() === text.toLowerCase()) ?? choices(spec.choices?.list ?? '').get(textKey(text))
  return code !== undefined && codes.includes(code) ? read({ value: code }) : refuse('refused.unknown-choice', { text, choices: codes.join(', ') })
}

/** `2010-11` is the biennium (the organization's own year), which is said: it may be meant as November 2010. */
function parsePeriod(text: string): FieldReading {
  const quarter = /^(\d{4}) ?[-/]? ?[QT]([1-4])$/i.exec(text)
  if (quarter) {
    const year = quarter[1] ?? ''
    const last = Number(quarter[2]) * 3
    const start = `${year}-${String(last - 2).padStart(2, '0')}-01`
    return read({ value: start, period: { start, end: `${year}-${String(last).padStart(2, '0')}-${last === 3 || last === 12 ? '31' : '30'}`, precision: 'quarter' } })
  }
  const month = /^(\d{4}) ?M(\d{2})$/i.exec(text)
  const plain = month ? `${month[2] ?? ''}/${month[1] ?? ''}` : text
  const reading = parseDateText(plain)
  const period = periodOfReading(reading, plain, reading.kind === 'month' ? 'month' : 'biennium')
  if (period === null || period.precision === 'none') return reading.kind === 'ambiguous' ? refuse('refused.odd-biennium', { text }) : refuse('refused.unreadable-period', { text })
  const isDoubtful = reading.kind === 'ambiguous' && Number(text.slice(-2)) <= 12
  return read({ value: period.start, period, ...(isDoubtful ? { warning: { key: 'warned.biennium', params: { text } } } : {}) })
}
