import type { Period } from '../../../../shared/domain/amount.ts'
import { catalogueOf, fieldType, type CatalogueField } from '../../../../shared/domain/catalogue.ts'
import { columnName, type SheetCell, type SheetRow } from '../../../../shared/domain/sheet.ts'
import type { SubmissionField } from '../../../../shared/domain/kinds.ts'
import type { ColumnMapping, Problem, RecordDraft, SubmissionMapping, ValueType } from '../../../../shared/domain/submission.ts'
import { noPeriod } from '../../../../shared/domain/dates.ts'
import { parseNumberText } from '../../../../shared/domain/number-text.ts'
import { periodKey } from '../../../../shared/domain/period.ts'
import { isCertainMatch } from '../map/certain-match.ts'
import type { PartnerMatcher } from '../map/partner-matcher.ts'
import { columnPeriods } from './amount-periods.ts'
import { problem, quoted } from './problem.ts'
import type { AmountReading } from './read-amount-cell.ts'
import { readMonth } from './read-month.ts'
import type { NamedPartner } from './read-row.ts'
import { createRowCells, hasText, type AddressOf } from './row-cells.ts'
import { createRowMoney } from './row-money.ts'
import type { ValueKeys } from './value-keys.ts'

/** A data row of a kind that the register does not hold, as values typed by the catalogue. */
export interface RecordReader {
  readonly read: (row: SheetRow, slots: readonly (SheetCell | undefined)[], readings: ReadonlyMap<number, AmountReading>, problems: Problem[]) => { readonly record: RecordDraft; readonly partners: readonly NamedPartner[] }
  readonly count: (record: RecordDraft) => void
  readonly findings: () => Problem[]
}

export interface RecordReaderInput {
  readonly mapping: Pick<SubmissionMapping, 'kind' | 'columns'>
  readonly matcher: PartnerMatcher
  readonly values: ValueKeys
  readonly address: AddressOf
}

/** Read once a row, so that what is odd about them is said once. */
interface RowPeriods {
  readonly year: Period | null
  readonly month: Period | null
}

const valueTypes: Readonly<Partial<Record<string, ValueType>>> = { country: 'country', office: 'office', result: 'result', modality: 'modality' }
const lastDays: ReadonlySet<SubmissionField> = new Set<SubmissionField>(['end-date', 'revised-end-date', 'as-of-date', 'due-date', 'valid-to'])

/** What a row of the kind cannot do without, as far as the table has columns for it: each group is a field, or several of which one is enough. */
function needsOf(kind: SubmissionMapping['kind'], columns: readonly ColumnMapping[]): (readonly ColumnMapping[])[] {
  const needed = Map.groupBy(catalogueOf(kind).fields.filter(({ need, type }) => need !== 'may' && type !== 'money'), ({ field, need }: CatalogueField) => (need === 'must' ? field : need))
  return [...needed.values()].map((fields) => columns.filter(({ field }) => fields.some((one) => one.field === field))).filter((group) => group.length > 0)
}

export function createRecordReader({ mapping, matcher, values, address }: RecordReaderInput): RecordReader {
  const cells = createRowCells(mapping.columns, address)
  const money = createRowMoney(cells)
  const periods = columnPeriods(mapping.columns)
  const fields = mapping.columns.filter(({ field }) => field !== 'ignore' && field !== 'amount')
  const amounts = mapping.columns.filter(({ field }) => field === 'amount')
  const needs = needsOf(mapping.kind, mapping.columns)

  type Value = RecordDraft['values'][number]
  function valueOf(column: ColumnMapping, cell: SheetCell, row: number, { year, month }: RowPeriods, partners: NamedPartner[], problems: Problem[]): Value | null {
    const { field } = column
    if (field === 'ignore' || cell.merge === 'covered' || cell.type === 'blank' || cell.text.trim() === '') return null
    const where = address(column.column, row)
    if (cell.type === 'error' || cell.isUncached) {
      problems.push(problem('warning', cell.isUncached ? 'finding.cell.uncached-field' : 'finding.cell.error-field', field, { text: quoted(cell.formula ?? cell.text) }, where))
      return null
    }
    const text = cell.text.trim()
    const made = (value: string, key: string | null = null): Value => ({ field, text, value, key, address: where })
    const type = fieldType(field)
    switch (type) {
      case 'date': {
        const { iso } = cells.date(field, lastDays.has(field) ? 'last' : 'first')
        return iso === null ? null : made(iso)
      }
      case 'year': return year === null ? null : made(periodKey(year))
      case 'month': return made(month === null ? text : periodKey(month))
      case 'number': case 'percent': case 'money': {
        const reading = parseNumberText(text.replace(/\s*%$/, ''), cell.type === 'number' ? '.' : (column.decimalMark ?? '.'))
        if (reading.kind === 'value') return made(reading.value)
        if (reading.kind === 'unreadable') problems.push(problem('warning', 'finding.cell.unreadable-figure', field, { text: quoted(text) }, where))
        return null
      }
      case 'partner': {
        const suggestion = matcher.matchText(text)
        if (field === 'partner') partners.push({ suggestion, address: where })
        return made(text, isCertainMatch(suggestion) ? suggestion.partnerKey : null)
      }
      case 'country': case 'office': case 'result': case 'modality': return made(text, values.key(valueTypes[type] ?? 'country', text))
      case 'letter': {
        const letters = text.toUpperCase().split(/[\s,;/+&]+/).filter((letter) => letter !== '')
        if (!letters.every((letter) => /^[RACIS]$/.test(letter))) problems.push(problem('warning', 'finding.cell.unknown-letter', field, { text: quoted(text) }, where))
        return made(letters.join(' '))
      }
      case 'text': case 'code': return made(text)
      default: throw new TypeError('unknown type of a field')
    }
  }

  return {
    read(row, slots, readings, problems) {
      cells.start(row, slots, problems)
      const partners: NamedPartner[] = []
      const context = money.read()
      const year = cells.year()
      const month = readMonth(cells, year)
      const found = fields.flatMap((column) => {
        const cell = slots[column.column]
        const value = cell ? valueOf(column, cell, row.row, { year, month }, partners, problems) : null
        return value === null ? [] : [value]
      })
      for (const group of needs) {
        if (group.some(({ column }) => hasText(slots[column]))) continue
        const names = group.map(({ column, header }) => `${columnName(column)} (${quoted(header) || '…'})`).join(', ')
        problems.push(problem('error', group.length === 1 ? 'finding.row.missing-field' : 'finding.row.missing-one-of', 'row', { row: row.row, columns: names }))
      }
      const drafts = amounts.map((column): RecordDraft['amounts'][number] => {
        const reading = readings.get(column.column)
        const isValue = reading?.state === 'value'
        return {
          measure: column.measure ?? catalogueOf(mapping.kind).measures[0]?.measure ?? 'approval', state: isValue ? 'value' : reading?.state === 'not-applicable' ? 'not-applicable' : 'not-reported', original: isValue ? reading.amount : null,
          currency: column.currency ?? (isValue ? reading.currency : null) ?? context.rowCurrency, period: periods.get(column.column) ?? month ?? year ?? noPeriod, address: address(column.column, row.row), raw: slots[column.column]?.raw ?? '',
        }
      })
      return { record: { values: found, amounts: drafts }, partners }
    },
    count(record) {
      for (const { field, text } of record.values) {
        const type = valueTypes[fieldType(field)]
        if (type !== undefined) values.count(type, text)
      }
    },
    findings: () => cells.findings(),
  }
}
