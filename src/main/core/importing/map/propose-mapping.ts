import { columnName, type SheetInfo, type SheetRow } from '../../../../shared/domain/sheet.ts'
import { catalogueOf, fieldType, measuresOf } from '../../../../shared/domain/catalogue.ts'
import type { SubmissionField, SubmissionKind } from '../../../../shared/domain/kinds.ts'
import { mappingVersion, type ColumnAsk, type ColumnMapping, type SubmissionMapping } from '../../../../shared/domain/submission.ts'
import { foldSpace, textKey } from '../../../../shared/domain/text-key.ts'
import { headerText } from '../detect/header-path.ts'
import type { SheetTable } from '../detect/sheet-layout.ts'
import { canBeCumulative, settleAmounts } from './amount-columns.ts'
import { assignFields } from './assign-fields.ts'
import { formatCurrency, readCaptions, type Captions } from './captions.ts'
import { answerFields, asksOf } from './column-asks.ts'
import { judgeColumn, type Candidate, type ColumnJudgement } from './column-candidates.ts'
import { evidenceOf, findNumbersAndDates, type ColumnEvidence } from './column-evidence.ts'
import { createColumnCollector, type ColumnValues } from './column-values.ts'
import { filledDownColumns, type DataRow } from './fill-down.ts'
import { headerPeriods, type HeaderPeriod } from './header-period.ts'
import { knownNames } from './known-names.ts'
import { partnerHeaders } from './partner-columns.ts'
import type { PartnerRegister } from './partner-register.ts'
import { proposeSections } from './propose-sections.ts'
import { readHeader, type HeaderReading } from './read-header.ts'
import { findRepeatedAmounts } from './repeated-amounts.ts'
import { readRoundTags, type RoundTags } from './round-tags.ts'
import { readTemplateTags } from './template-tags.ts'

/**
 * A proposal for every column of a table: its values as a whole, the words of its header and the columns beside it are judged; what a
 * template says of itself and what a person decided before go first. Nothing in it is a decision, and what has several readings is asked.
 */

/** What a person decided for a header of this text before. */
export type RememberedColumn = Pick<ColumnMapping, 'header' | 'field' | 'measure' | 'currency' | 'scale' | 'isCumulative' | 'dateOrder' | 'decimalMark' | 'spanMeaning' | 'listSeparator' | 'isFilledDown' | 'period' | 'partnerText'>

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
  readonly values: ColumnValues
  readonly evidence: ColumnEvidence
  readonly judgement: ColumnJudgement
  readonly period: HeaderPeriod | null
  readonly partnerText: string | null
}

/** Rows of data that are looked at. */
const mostRows = 20_000
const severalValues: ReadonlySet<SubmissionField> = new Set<SubmissionField>(['partner', 'country', 'region', 'sector', 'purpose', 'agency', 'executing-agency', 'implementing-agency', 'office', 'organizational-result', 'strategic-objective', 'focus-area', 'theme', 'modality', 'responsible', 'assignment', 'year'])
const notFilledDown: ReadonlySet<string> = new Set<SubmissionField | 'ignore'>(['amount', 'ceiling', 'quantity', 'note', 'description', 'highlights', 'condition', 'ignore'])

/** The rows between header and end of each block, without labels and notes. */
function dataRows(rows: readonly SheetRow[], { blocks }: SheetTable): DataRow[] {
  const found: DataRow[] = []
  let at = 0
  blocks.forEach(({ firstRow, headerRow, headerRows, lastRow, labels, notes }, block) => {
    const aside = new Set([...labels.map(({ row }) => row), ...notes.map(({ row }) => row)])
    for (; at < rows.length && found.length < mostRows; at++) {
      const row = rows[at]
      if (!row || (lastRow !== null && row.row > lastRow)) break
      const isHeader = headerRow > 0 && row.row > headerRow - headerRows && row.row <= headerRow
      const isAbove = headerRow > 0 && row.row <= headerRow
      if (row.row >= firstRow && !isHeader && !isAbove && !aside.has(row.row)) found.push({ row, block })
    }
  })
  return found
}

function amountParts({ reading, evidence, period, values, partnerText }: Column, candidate: Candidate, captions: Captions, hasCurrencyColumn: boolean): Partial<ColumnMapping> {
  const currency = reading.currency ?? formatCurrency(values.format) ?? (hasCurrencyColumn ? null : (captions.units?.currency ?? null))
  const scale = reading.scale !== 1 ? reading.scale : (captions.units?.scale ?? 1)
  const isCumulative = candidate.measure !== undefined && canBeCumulative(candidate.measure) && reading.isCumulative && period === null
  return {
    ...(candidate.measure === undefined ? {} : { measure: candidate.measure }), ...(currency === null ? {} : { currency }), scale, isCumulative,
    ...(evidence.typedNumbers > 0 ? { decimalMark: evidence.decimalMark } : {}), ...(partnerText === null ? {} : { partnerText }),
  }
}

/** How the values of a field that is no amount are to be read. */
function readingParts(field: SubmissionField, evidence: ColumnEvidence): Partial<ColumnMapping> {
  const type = fieldType(field)
  const { list, year } = evidence.grammar
  return {
    ...((type === 'number' || type === 'percent' || type === 'money') && evidence.typedNumbers > 0 ? { decimalMark: evidence.decimalMark } : {}),
    ...((type === 'date' || type === 'year' || type === 'month') && evidence.typedDates > 0 ? { dateOrder: evidence.dateOrder } : {}),
    ...(type === 'year' && year && year.spans > 0 && year.isCertain ? { spanMeaning: year.spanMeaning } : {}),
    ...(list && severalValues.has(field) ? { listSeparator: list.separator } : {}),
  }
}

export function proposeMapping({ table, kind, rows, sheet, register, remembered = [] }: MappingQuestion): SubmissionMapping {
  const [first] = table.blocks
  const { headerRow, headerRows } = first ?? { headerRow: 0, headerRows: 0 }
  const catalogue = catalogueOf(kind)
  const fields = new Set<SubmissionField>(catalogue.fields.map(({ field }) => field))
  const repeatable = new Set<SubmissionField>(catalogue.fields.filter(({ isRepeatable }) => isRepeatable).map(({ field }) => field))
  const measures = new Set(measuresOf(kind))
  const names = knownNames(register)
  const captions = readCaptions(rows, headerRow - headerRows + 1, sheet.name)
  const data = dataRows(rows, table)

  const collector = createColumnCollector()
  for (const { row } of data) collector.add(row)
  const valuesOf = table.columns.map(({ column }) => collector.valuesOf(column))
  const written = findNumbersAndDates(valuesOf)
  const seen = table.columns.flatMap(({ column, path }, index) => {
    const values = valuesOf[index]
    const found = written[index]
    const header = foldSpace(headerText(path))
    return values && found ? [{ column, path, header, values, evidence: evidenceOf(values, found, header, names) }] : []
  })
  const periods = headerPeriods(seen)
  const partners = partnerHeaders(seen, names.isPartner)
  const series = seen.filter(({ column, evidence }) => periods.get(column)?.isBare === true && evidence.numbers >= 0.5)
  const columns: Column[] = seen.map(({ column, header, values, evidence }) => {
    const partner = partners.get(column)
    const reading = readHeader(partner?.rest ?? header, kind)
    const period = periods.get(column) ?? null
    const isInSeries = period?.isBare === true && series.some((other) => other.column !== column)
    const context = { period, isInSeries, fields, measures, captionMeasure: captions.measure, formatCurrency: formatCurrency(values.format) }
    const judged = judgeColumn(reading, evidence, context)
    const byPartner: Candidate | null = partner && judged.candidates[0]?.field !== 'amount' && evidence.filled > 0
      ? { field: 'amount', ...(measures.size === 1 ? { measure: [...measures][0] } : captions.measure && measures.has(captions.measure.measure) ? { measure: captions.measure.measure } : {}), confidence: 0.5, reason: { key: 'reason.partner-column', params: { text: partner.partnerText } } }
      : null
    return { column, header, reading, values, evidence, period, partnerText: partner?.partnerText ?? null, judgement: byPartner ? { ...judged, candidates: [byPartner] } : judged }
  })

  const round = readRoundTags(rows)
  const recalled = recall(columns, rows, remembered, round)
  const taken = new Set([...recalled.values()].map(({ field }) => field))
  const assigned = assignFields(columns.filter(({ column }) => !recalled.has(column)).map(({ column, judgement }) => ({ column, candidates: judgement.candidates })), (field) => taken.has(field), (field) => repeatable.has(field))
  const hasCurrencyColumn = taken.has('currency') || [...assigned.values()].some((candidate) => 'field' in candidate && candidate.field === 'currency')

  const byNumber = new Map(columns.map((item) => [item.column, item]))
  const filledDown = filledDownColumns(data, columns.filter(({ evidence }) => evidence.filled > 0).map(({ column }) => column))
  const mapped = columns.map((item): ColumnMapping => {
    const { column, header, evidence, judgement } = item
    const base = { column, header, isConfirmed: false, samples: [...evidence.samples], grammar: evidence.grammar }
    const known = recalled.get(column)
    if (known) return { ...(known.field === 'ignore' ? {} : readingParts(known.field, evidence)), ...known, ...base }
    const candidate = assigned.get(column)
    if (!candidate) return { ...base, field: 'ignore', confidence: judgement.otherwise.key === 'reason.no-match' ? 0.5 : 0.8, reason: judgement.otherwise }
    if ('lostTo' in candidate) {
      const winner = byNumber.get(candidate.lostTo)
      return { ...base, field: 'ignore', confidence: 0.6, reason: { key: 'reason.less-sure', params: { column: columnName(candidate.lostTo), header: winner?.header ?? '' } } }
    }
    const parts = candidate.field === 'amount' ? amountParts(item, candidate, captions, hasCurrencyColumn) : readingParts(candidate.field, evidence)
    return { ...base, field: candidate.field, confidence: candidate.confidence, reason: candidate.reason, ...parts, ...(filledDown.has(column) && !notFilledDown.has(candidate.field) ? { isFilledDown: true } : {}) }
  })
  const settled = settleAmounts(mapped).map((column): ColumnMapping => {
    const item = byNumber.get(column.column)
    const asks = item ? asksOf(column, { ...item, hasCurrencyColumn, hasSeveralMeasures: measures.size > 1 }).filter((ask) => !isAnswered(ask, recalled.get(column.column))) : []
    return asks.length > 0 ? { ...column, asks } : column
  })
  const sections = proposeSections(table.blocks, settled, fields, names)
  return {
    version: mappingVersion, kind, sheetIndex: sheet.index, sheetName: sheet.name, table: table.table, blocks: [...table.blocks], headerRow, headerRows, columns: settled, constants: round === null || round.source === null ? {} : { office: round.source.office, round: round.source.marker },
    sections, repeatedAmounts: findRepeatedAmounts(data, { columns: settled, sections, blocks: table.blocks }),
  }
}

type Recalled = Omit<RememberedColumn, 'header'> & Pick<ColumnMapping, 'confidence' | 'reason' | 'reply'>

/** What a person decided for these headers before, and what a template says of its own columns; headers that stand twice are told apart by their order. */
function recall(columns: readonly Column[], rows: readonly SheetRow[], remembered: readonly RememberedColumn[], round: RoundTags | null): ReadonlyMap<number, Recalled> {
  const recalled = new Map<number, Recalled>()
  const tags = readTemplateTags(rows)
  for (const [column, tag] of tags?.fields ?? []) if (columns.some((item) => item.column === column)) recalled.set(column, { ...tag, confidence: 1, reason: { key: 'reason.template-tag', params: {} } })
  for (const [column, part] of round?.columns ?? []) if (columns.some((item) => item.column === column)) recalled.set(column, { ...part, confidence: 1, reason: { key: 'reason.template-tag', params: {} } })
  // What a workbook of ours says of its own columns needs no memory of another one's.
  if (round) return recalled
  const memory = Map.groupBy(remembered, ({ header }) => textKey(header))
  for (const { column, header } of columns) {
    const known = header === '' ? undefined : memory.get(textKey(header))?.shift()
    if (!known) continue
    const { header: _header, ...decided } = known
    recalled.set(column, { ...decided, confidence: 0.99, reason: { key: 'reason.remembered', params: {} } })
  }
  return recalled
}

const isAnswered = (ask: ColumnAsk, known: Recalled | undefined): boolean => known !== undefined && known[answerFields[ask]] !== undefined
