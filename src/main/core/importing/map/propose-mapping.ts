import type { SheetCell, SheetInfo, SheetRow } from '../../../../shared/domain/sheet.ts'
import { columnName } from '../../../../shared/domain/sheet.ts'
import type { SubmissionField, SubmissionKind } from '../../../../shared/domain/kinds.ts'
import { mappingVersion, type ColumnMapping, type SubmissionMapping } from '../../../../shared/domain/submission.ts'
import { currencyOfText, scaleOfText, type UnitScale } from '../../../../shared/domain/currency.ts'
import { foldSpace, textKey } from '../../../../shared/domain/text-key.ts'
import { headerText } from '../detect/detect-table.ts'
import type { SheetTable } from '../detect/sheet-layout.ts'
import { canBeCumulative, settleAmounts } from './amount-columns.ts'
import { judgeColumn, type Candidate, type ColumnJudgement } from './column-candidates.ts'
import { cellsByColumn, evidenceOf, type ColumnEvidence } from './column-evidence.ts'
import { createPartnerMatcher } from './partner-matcher.ts'
import { createCountryIndex, type PartnerRegister } from './partner-register.ts'
import { headerPeriods, type HeaderPeriod } from './header-period.ts'
import { readHeader, type HeaderReading } from './read-header.ts'

/** What a person decided for a header of this text before. */
export type RememberedColumn = Pick<ColumnMapping, 'header' | 'field' | 'measure' | 'currency' | 'scale' | 'isCumulative' | 'dateOrder' | 'decimalMark'>

export interface MappingQuestion {
  readonly table: SheetTable
  /** Chosen by a person, or the likeliest. */
  readonly kind: SubmissionKind
  /** The first rows of the sheet, those above the header included. */
  readonly rows: readonly SheetRow[]
  readonly sheet: SheetInfo
  readonly register: PartnerRegister
  readonly remembered?: readonly RememberedColumn[] | undefined
}

interface Column {
  readonly column: number
  readonly header: string
  readonly reading: HeaderReading
  readonly evidence: ColumnEvidence
  readonly judgement: ColumnJudgement
  readonly period: HeaderPeriod | null
}

const dateFields: ReadonlySet<string> = new Set<SubmissionField>(['approval-date', 'start-date', 'end-date', 'revised-end-date', 'as-of-date', 'year'])

/** Currency and unit that a caption above the header gives for the whole table, `(amounts in US$ 000)`. */
function captionUnits(rows: readonly SheetRow[], headerTop: number): { readonly currency: string; readonly scale: UnitScale } | null {
  for (const row of rows) {
    if (row.row >= headerTop) return null
    for (const cell of row.cells) {
      const currency = cell.text.length < 200 && /\(|\bin\b|\ben\b|amounts?|montants?|importes?/i.test(cell.text) ? currencyOfText(cell.text) : null
      if (currency !== null) return { currency, scale: scaleOfText(cell.text) }
    }
  }
  return null
}

/** A currency that the number formats of a column print, `[$PhP] #,##0`; `$` alone says too little. */
function formatCurrency(cells: readonly SheetCell[]): string | null {
  for (const { type, format } of cells) {
    if (type !== 'number') continue
    const sign = format === undefined ? null : (/\[\$([^\]-]+)/.exec(format)?.[1] ?? /"([^"]+)"/.exec(format)?.[1] ?? null)
    if (sign !== null && sign.trim() !== '$') return currencyOfText(sign)
  }
  return null
}

function amountParts({ reading, evidence, period }: Column, candidate: Candidate, caption: ReturnType<typeof captionUnits>, format: string | null, hasCurrencyColumn: boolean): Partial<ColumnMapping> {
  const currency = reading.currency ?? format ?? (hasCurrencyColumn ? null : (caption?.currency ?? null))
  const scale = reading.scale !== 1 ? reading.scale : (caption?.scale ?? 1)
  const isCumulative = candidate.measure !== undefined && canBeCumulative(candidate.measure) && reading.isCumulative && period === null
  return {
    ...(candidate.measure === undefined ? {} : { measure: candidate.measure }), ...(currency === null ? {} : { currency }), scale, isCumulative,
    ...(evidence.typedNumbers > 0 ? { decimalMark: evidence.decimalMark } : {}),
  }
}

/** Surest first: a column takes one field, a single-valued field takes one column. */
function assign(columns: readonly Column[], isTaken: (field: SubmissionField) => boolean): Map<number, Candidate | { readonly lostTo: number }> {
  const result = new Map<number, Candidate | { readonly lostTo: number }>()
  const holder = new Map<SubmissionField, number>()
  const ranked = columns.flatMap((column) => column.judgement.candidates.map((candidate) => ({ column: column.column, candidate }))).sort((a, b) => b.candidate.confidence - a.candidate.confidence || a.column - b.column)
  for (const { column, candidate } of ranked) {
    const current = result.get(column)
    if (current && !('lostTo' in current)) continue
    const owner = candidate.field === 'amount' ? undefined : holder.get(candidate.field)
    if (owner !== undefined) result.set(column, current ?? { lostTo: owner })
    else if (candidate.field === 'amount' || !isTaken(candidate.field)) {
      result.set(column, candidate)
      holder.set(candidate.field, column)
    }
  }
  return result
}

/** A proposal for every column; nothing in it is a decision. */
export function proposeMapping({ table, kind, rows, sheet, register, remembered = [] }: MappingQuestion): SubmissionMapping {
  const [first] = table.blocks
  const { headerRow, headerRows } = first ?? { headerRow: 0, headerRows: 0 }
  const data = rows.filter((row) => row.row > headerRow)
  const cellsOf = cellsByColumn(data)
  const matcher = createPartnerMatcher(register)
  const countries = createCountryIndex(register)
  const names = { isPartner: matcher.isKnownName, isCountry: (text: string) => countries.byText(text) !== null }
  const memory = new Map<string, RememberedColumn[]>()
  for (const column of remembered) memory.set(textKey(column.header), [...(memory.get(textKey(column.header)) ?? []), column])

  const seen = table.columns.map(({ column, path }) => ({ column, header: foldSpace(headerText(path)), evidence: evidenceOf(cellsOf.get(column) ?? [], names) }))
  const periods = headerPeriods(seen)
  const series = seen.filter(({ column, evidence }) => periods.get(column)?.isBare === true && evidence.numbers >= 0.5)
  const columns: Column[] = seen.map(({ column, header, evidence }) => {
    const reading = readHeader(header)
    const period = periods.get(column) ?? null
    const isInSeries = period?.isBare === true && series.some((other) => other.column !== column)
    return { column, header, reading, evidence, period, judgement: judgeColumn(reading, evidence, { period, isInSeries }) }
  })
  const recalled = new Map<number, RememberedColumn>()
  for (const { column, header } of columns) {
    const known = header === '' ? undefined : memory.get(textKey(header))?.shift()
    if (known) recalled.set(column, known)
  }
  const taken = new Set([...recalled.values()].map((known) => known.field))
  const assigned = assign(columns.filter(({ column }) => !recalled.has(column)), (field) => taken.has(field))
  const hasCurrencyColumn = taken.has('currency') || [...assigned.values()].some((candidate) => 'field' in candidate && candidate.field === 'currency')
  const caption = captionUnits(rows, headerRow - headerRows + 1)

  const byNumber = new Map(columns.map((item) => [item.column, item]))
  const mapped = columns.map((item): ColumnMapping => {
    const { column, header, evidence, judgement } = item
    const base = { column, header, isConfirmed: false, samples: [...evidence.samples] }
    const known = recalled.get(column)
    if (known) return { ...known, ...base, confidence: 0.99, reason: { key: 'reason.remembered', params: {} } }
    const candidate = assigned.get(column)
    if (!candidate) return { ...base, field: 'ignore', confidence: judgement.otherwise.key === 'reason.no-match' ? 0.5 : 0.8, reason: judgement.otherwise }
    if ('lostTo' in candidate) {
      const winner = byNumber.get(candidate.lostTo)
      return { ...base, field: 'ignore', confidence: 0.6, reason: { key: 'reason.less-sure', params: { column: columnName(candidate.lostTo), header: winner?.header ?? '' } } }
    }
    const parts = candidate.field === 'amount' ? amountParts(item, candidate, caption, formatCurrency(cellsOf.get(column) ?? []), hasCurrencyColumn)
      : candidate.field === 'exchange-rate' && evidence.typedNumbers > 0 ? { decimalMark: evidence.decimalMark }
      : dateFields.has(candidate.field) && evidence.typedDates > 0 ? { dateOrder: evidence.dateOrder }
      : {}
    return { ...base, field: candidate.field, confidence: candidate.confidence, reason: candidate.reason, ...parts }
  })
  return { version: mappingVersion, kind, sheetIndex: sheet.index, sheetName: sheet.name, table: table.table, blocks: [...table.blocks], sections: [], headerRow, headerRows, columns: settleAmounts(mapped), repeatedAmounts: [], constants: {} }
}
