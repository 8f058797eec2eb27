/** The notes under an annex table: the counting rule in words, and everything a reader must know to trust the figures. */
import type { AnnexSpec } from '../../../shared/contract/annexes.ts'
import type { Matrix, MatrixCell } from '../../../shared/contract/matrices.ts'
import { bienniumLabel } from '../../../shared/domain/dates.ts'
import type { MessageKey } from '../../../shared/messages/en/index.ts'
import { formatMessage, type MessageParams } from '../../../shared/messages/format.ts'
import type { Labels } from './compute-matrix.ts'
import type { CountingRule } from './counting-rules.ts'

export interface NotesInput {
  readonly spec: AnnexSpec
  readonly rule: CountingRule
  readonly labels: Labels
  readonly isSample: boolean
  readonly aboveAudience: number
  readonly matrix: Matrix
  /** What is recorded for the biennium as a whole. */
  readonly wholeBiennium: MatrixCell
}

export function annexNotes({ spec, rule, labels, isSample, aboveAudience, matrix, wholeBiennium }: NotesInput): string[] {
  const text = (key: MessageKey, params: MessageParams = {}): string => formatMessage(spec.locale, key, params)
  const { notReported, withoutUsd } = matrix.reconciliation
  const proposed = matrix.rows.reduce((sum, row) => sum + row.proposed, 0)
  const audience = text(`audience.${spec.audience}`)
  return [
    ...(isSample ? [text('annex.note.sample')] : []),
    ruleInWords(rule, labels, text),
    ...(typeof wholeBiennium === 'number' ? [text('annex.note.whole-biennium', { biennium: bienniumLabel(spec.biennium), amount: amountText(wholeBiennium, spec) })] : []),
    text('annex.note.rounding'),
    text('annex.note.signs'),
    ...(proposed > 0 ? [text('annex.note.proposed', { count: proposed })] : []),
    ...(notReported > 0 ? [text('annex.note.not-reported', { count: notReported })] : []),
    ...(withoutUsd > 0 ? [text('annex.note.without-usd', { count: withoutUsd })] : []),
    aboveAudience > 0 ? text('annex.note.above-audience', { audience, count: aboveAudience }) : text('annex.note.audience', { audience }),
  ]
}

function amountText(cents: number, { unit, locale }: AnnexSpec): string {
  const [scale, digits] = unit === 'usd-million' ? [100_000_000, 1] : [100_000, 0]
  const number = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(cents / scale)
  return formatMessage(locale, `annex.amount.${unit}`, { amount: number })
}

function ruleInWords(rule: CountingRule, { names, locale }: Labels, text: (key: MessageKey, params?: MessageParams) => string): string {
  const list = (key: MessageKey, modalities: readonly string[]): string[] => (modalities.length > 0 ? [text(key, { modalities: modalities.join(', ') })] : [])
  const name = names('counting_rule', rule.code)
  const since = rule.validFrom === null ? null : new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${rule.validFrom}T00:00:00Z`))
  return [
    since === null ? text('annex.note.rule', { name }) : text('annex.note.rule-since', { name, date: since }),
    ...list('annex.note.counts', rule.counts),
    ...list('annex.note.own-line', rule.ownLine),
    ...list('annex.note.never', rule.never.map(({ modality }) => modality)),
    ...list('annex.note.apart', rule.apart),
    text(`annex.note.others-${rule.otherModalities}`),
    text(`annex.note.without-modality-${rule.withoutModality}`),
    ...(rule.repeatedOnce ? [text('annex.note.repeated-once')] : []),
  ].join(' ')
}
