import { fieldType } from '../../../../shared/domain/catalogue.ts'
import type { ColumnMeasure, SubmissionField } from '../../../../shared/domain/kinds.ts'
import type { Message } from '../../../../shared/domain/submission.ts'
import type { ColumnEvidence } from './column-evidence.ts'
import type { HeaderPeriod } from './header-period.ts'
import type { HeaderReading } from './read-header.ts'

/** What one column may be, judged by its header and its values together; which columns win is decided for the table as a whole. */

export interface Candidate {
  readonly field: SubmissionField
  /** Absent where nothing says what the money is: then it is asked. */
  readonly measure?: ColumnMeasure
  readonly confidence: number
  readonly reason: Message
}

export interface ColumnJudgement {
  readonly candidates: readonly Candidate[]
  /** Why nothing else is proposed. */
  readonly otherwise: Message
}

type Field = Exclude<SubmissionField, 'amount'>
const isDateField = (field: SubmissionField): boolean => fieldType(field) === 'date'
const runningNumber = /^(?:numbers?|no|n|nr|num|numero|serial number)$/
const bareUnit = /^(?:units?|unite|unidad|unidade|وحدة)$/
const percent = (share: number): number => Math.round(share * 100)
const bounded = (value: number): number => Math.round(Math.min(0.99, Math.max(0, value)) * 100) / 100

/** Sureness of a field after a look at the values; 0 where they contradict it. */
function weigh(field: Field, sureness: number, phrase: string, evidence: ColumnEvidence, reading: HeaderReading): number {
  if (evidence.filled === 0) return sureness * 0.6
  const planned = reading.isPlanned ? 0.2 : 0
  if (isDateField(field)) {
    const fact = /\b(?:actual|actuelle|effective|effectif|reelle?|real|efectiv[ao])\b/.test(reading.key) ? 0.02 : 0
    if (evidence.dates + evidence.serials >= 0.5) return sureness + fact - planned - (evidence.isDateOrderCertain ? 0 : 0.15)
    return evidence.years >= 0.5 && sureness >= 0.6 ? sureness * 0.8 - planned : 0
  }
  const isNumeric = evidence.numbers >= 0.8
  // Beside quantities a bare “unit” counts things; elsewhere it is a part of an organization.
  if (field === 'office' && bareUnit.test(phrase)) return sureness * 0.9
  if (field === 'year') return evidence.years >= 0.5 ? sureness : 0
  if (field === 'currency') return evidence.currencies >= 0.5 ? sureness : 0
  const type = fieldType(field)
  if (type === 'number' || type === 'percent' || type === 'money') return evidence.numbers >= 0.5 ? sureness : 0
  if (field === 'identifier') {
    // A running number that begins anew in each group names nothing.
    if (runningNumber.test(phrase) && evidence.distinct < 0.5) return 0
    const isIdLike = evidence.idLike >= 0.6 || evidence.symbols >= 0.3
    if (['project', 'projet', 'proyecto'].includes(phrase)) return isIdLike && evidence.distinct >= 0.6 ? sureness + 0.15 : 0
    // An office's own numbers are many; the symbols of the Organization's projects are what the register knows.
    if (evidence.symbols >= 0.01 && isIdLike) return Math.max(sureness, 0.9) + 0.06
    return (isIdLike ? sureness : sureness * 0.7) + 0.1 * evidence.symbols - (evidence.distinct < 0.5 ? 0.2 : 0)
  }
  if (field === 'title') {
    if (isNumeric || evidence.symbols >= 0.5 || (sureness < 0.7 && evidence.idLike >= 0.6)) return 0
    return sureness - (evidence.distinct < 0.5 ? 0.2 : 0)
  }
  if (field === 'partner' || field === 'partner-parent') return isNumeric || evidence.dates >= 0.5 ? 0 : sureness + 0.05 * evidence.partners
  if (field === 'country' && evidence.countries >= 0.8) return Math.max(sureness, 0.75)
  if (field === 'country' && sureness < 0.9 && evidence.filled >= 10 && evidence.countries < 0.05) return 0
  if (field === 'country') return isNumeric || (sureness < 0.6 && evidence.countries < 0.3) ? 0 : evidence.countries >= 0.5 ? sureness : sureness * 0.8
  // Codes of purposes, channels, months and the like are numbers as often as texts.
  if (type === 'code' && evidence.length > 60) return 0
  if (type === 'code' || type === 'month' || type === 'result') return evidence.dates >= 0.8 && type !== 'month' ? 0 : sureness
  return isNumeric || evidence.dates >= 0.8 ? sureness * 0.4 : sureness
}

/** What stands around a column: the headers beside it, the caption of the table, the kind of submission. */
export interface HeaderContext {
  readonly period: HeaderPeriod | null
  /** Another column under a bare period holds numbers: the two are one series. */
  readonly isInSeries: boolean
  readonly fields: ReadonlySet<SubmissionField>
  /** What the amounts of this kind can measure. */
  readonly measures: ReadonlySet<ColumnMeasure>
  /** Said by a caption or the sheet's name, `Approved contributions 2010-11`. */
  readonly captionMeasure: { readonly measure: ColumnMeasure; readonly text: string } | null
  /** The number formats of the column print a currency. */
  readonly formatCurrency: string | null
}

/** The measure that the words around a column give it, where its own header gives none. */
function measureAround({ measures, captionMeasure }: HeaderContext): Pick<Candidate, 'measure' | 'confidence' | 'reason'> | null {
  const [only] = measures
  if (measures.size === 1 && only !== undefined) return { measure: only, confidence: 0.6, reason: { key: 'reason.amount-kind', params: {} } }
  return captionMeasure && measures.has(captionMeasure.measure) ? { measure: captionMeasure.measure, confidence: 0.55, reason: { key: 'reason.amount-caption', params: { text: captionMeasure.text } } } : null
}

function amountCandidate(reading: HeaderReading, evidence: ColumnEvidence, context: HeaderContext): Candidate | null {
  const { period, isInSeries, measures, formatCurrency } = context
  if (measures.size === 0) return null
  // Amounts from 1900 to 2100 look like years, whole ones of five digits in a text file like dates: a header that says money decides.
  const currency = reading.currency ?? formatCurrency
  const saysMoney = currency !== null || (period !== null && (isInSeries || reading.measure !== null))
  const isDateHeader = reading.fields.some(({ field }) => isDateField(field))
  const isDateLike = (evidence.dates >= 0.5 && (isDateHeader || !(saysMoney || reading.measure !== null))) || (evidence.serials >= 0.5 && isDateHeader && !saysMoney)
  // Where the header says both what is measured and the currency, cells that cannot be read are findings, never a reason to leave the money out.
  const isNamedMoney = reading.currency !== null && reading.measure?.isGeneric === false && measures.has(reading.measure.measure) && reading.fields.length === 0
  const isMoneyLike = evidence.filled === 0 || (!isDateLike && (evidence.numbers >= 0.5 ? saysMoney || evidence.years < 0.8 : isNamedMoney))
  if (!isMoneyLike || evidence.symbols > 0 || evidence.grammar.number?.isPercent === true) return null
  const doubt = evidence.filled === 0 ? 0.6 : 1
  const explicit = reading.currency === null ? 0 : 0.1
  const isBare = reading.measure?.isGeneric === true
  if (reading.measure && !isBare && measures.has(reading.measure.measure)) {
    const { measure, phrase, sureness } = reading.measure
    const isRead = evidence.filled === 0 || evidence.numbers >= 0.5
    return { field: 'amount', measure, confidence: bounded((sureness + explicit) * (isRead ? doubt : 0.6) - (evidence.isDecimalMarkCertain ? 0 : 0.15)), reason: { key: isRead ? 'reason.amount' : 'reason.amount-unread', params: { phrase } } }
  }
  if (evidence.filled === 0) return null
  const around = measureAround(context)
  if (around && (isBare || period?.isBare === true || currency !== null)) return { field: 'amount', ...around }
  if (period?.isBare) return { field: 'amount', confidence: 0.35, reason: { key: 'reason.amount-year', params: { year: period.text } } }
  if (reading.measure && (isBare || reading.fields.length === 0)) return { field: 'amount', confidence: currency === null ? 0.4 : 0.5, reason: { key: 'reason.amount-word', params: { phrase: reading.measure.phrase } } }
  return currency === null ? null : { field: 'amount', confidence: 0.4, reason: { key: 'reason.amount-currency', params: { currency } } }
}

/** What the words exclude; not where the kind has a field or a measure for just that. */
function exclusion(reading: HeaderReading, { fields, measures }: HeaderContext): Message | null {
  if (!reading.ignored) return null
  const isField = reading.fields.some(({ field, sureness }) => sureness >= 0.6 && fields.has(field) && ['percent', 'number', 'text', 'money'].includes(fieldType(field)))
  const isMeasure = reading.measure !== null && measures.has(reading.measure.measure) && reading.ignored.reason === 'reason.requirement'
  return isField || isMeasure ? null : { key: reading.ignored.reason, params: { phrase: reading.ignored.phrase } }
}

/** Measures that are plans themselves. */
const plans: ReadonlySet<ColumnMeasure> = new Set<ColumnMeasure>(['pipeline', 'pledge', 'unpaid-pledge', 'requirement', 'available', 'gap', 'net-appropriation', 'planned-core', 'planned-field'])

/** In: what the words of its header say, what the values look like, what the headers beside it say. */
export function judgeColumn(reading: HeaderReading, evidence: ColumnEvidence, context: HeaderContext): ColumnJudgement {
  const excluded = exclusion(reading, context)
  if (excluded) return { candidates: [], otherwise: excluded }
  if (reading.key === '' && evidence.filled === 0) return { candidates: [], otherwise: { key: 'reason.empty', params: {} } }
  const candidates: Candidate[] = []
  let otherwise: Message = { key: reading.key === '' ? 'reason.no-name' : 'reason.no-match', params: {} }
  for (const { field, phrase, sureness } of reading.fields) {
    if (!context.fields.has(field)) continue
    const confidence = bounded(weigh(field, sureness, phrase, evidence, reading))
    if (confidence >= 0.3) candidates.push({ field, confidence, reason: { key: 'reason.header-phrase', params: { phrase } } })
    else if (field === 'year' && evidence.filled > 0) otherwise = { key: 'reason.several-years', params: { sample: evidence.samples[0] ?? '' } }
  }
  const amount = amountCandidate(reading, evidence, context)
  if (amount && reading.isPlanned && amount.measure !== undefined && !plans.has(amount.measure)) otherwise = { key: 'reason.target', params: { phrase: amount.reason.params['phrase'] ?? '' } }
  else if (amount && reading.hasOddScale) otherwise = { key: 'reason.odd-scale', params: {} }
  else if (amount && reading.partOfYear !== null) otherwise = { key: 'reason.part-of-year', params: { period: reading.partOfYear } }
  else if (amount) candidates.push(amount)

  const byValue = (field: Field, share: number, enough: number, confidence: number, key: string): void => {
    if (context.fields.has(field) && evidence.filled >= 2 && share >= enough && candidates.every((candidate) => candidate.field !== field)) candidates.push({ field, confidence, reason: { key, params: { percent: percent(share) } } })
  }
  byValue('identifier', evidence.symbols, 0.5, 0.85, 'reason.values-symbols')
  byValue('currency', evidence.currencies, 0.9, 0.7, 'reason.values-currencies')
  if (reading.fields.length === 0) byValue('country', evidence.countries > evidence.partners ? evidence.countries : 0, 0.7, 0.5, 'reason.values-countries')
  if (reading.fields.length === 0) byValue('partner', evidence.partners, 0.6, 0.55, 'reason.values-partners')
  return { candidates: candidates.sort((a, b) => b.confidence - a.confidence), otherwise }
}
