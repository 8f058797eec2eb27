import { columnName, type SheetCell, type SheetRow } from '../../../../shared/domain/sheet.ts'
import type { SubmissionField } from '../../../../shared/domain/kinds.ts'
import type { AmountDraft, ColumnMapping, ContributionDraft, ParsedSymbol, Problem, SubmissionMapping } from '../../../../shared/domain/submission.ts'
import { noPeriod } from '../../../../shared/domain/dates.ts'
import type { Period } from '../../../../shared/domain/amount.ts'
import { currencyOfText, isCurrencyCode } from '../../../../shared/domain/currency.ts'
import { parseNumberText } from '../../../../shared/domain/number-text.ts'
import { donorOfSymbol, findProjectSymbol, isIncompleteSymbol, modalityOfSymbol, parseProjectSymbol } from '../../../../shared/domain/project-symbol.ts'
import { foldSpace, textKey } from '../../../../shared/domain/text-key.ts'
import type { PartnerMatcher, PartnerSuggestion } from '../map/partner-matcher.ts'
import { createCountryIndex, type PartnerRegister } from '../map/partner-register.ts'
import { headerPeriods } from '../map/header-period.ts'
import { createDateOrders } from './date-orders.ts'
import { draftAmount, type AmountSource, type RowRate } from './draft-amount.ts'
import { asOfHeader, readDateCell, readYearCell } from './read-date-cell.ts'
import { problem, quoted, type FindingKey } from './problem.ts'
import type { AmountReading } from './read-amount-cell.ts'

/** A data row as a draft of a contribution, with everything that is odd about it. */
export interface RowReader {
  readonly read: (row: SheetRow, slots: readonly (SheetCell | undefined)[], readings: ReadonlyMap<number, AmountReading>, problems: Problem[]) => {
    readonly draft: ContributionDraft
    readonly partner: { readonly suggestion: PartnerSuggestion; readonly address: string | undefined }
    /** What makes the row the same project again, where it says one. */
    readonly identity: { readonly key: string; readonly text: string; readonly address: string | undefined } | null
  }
  /** Keeps what an accepted draft rests on: a start that dates its amounts, an exchange rate. */
  readonly count: (draft: ContributionDraft) => void
  /** What was supposed for the file as a whole, each said once. */
  readonly findings: () => Problem[]
}

export interface RowReaderInput {
  readonly mapping: SubmissionMapping
  readonly register: PartnerRegister
  readonly matcher: PartnerMatcher
  readonly address: (column: number, row: number) => string
}

const formulaText = /^[=@]|^[+-][A-Za-z]+\(/
/** Rates that one finding quotes. */
const mostRates = 6
const unreadableReading: AmountReading = { state: 'not-reported' }

/** The finding that names a repair of a symbol; the codes come from `project-symbol.ts`. */
const repairKeys: Readonly<Record<string, FindingKey>> = {
  'finding.cell.symbol-blank': 'finding.cell.symbol-blank', 'finding.cell.symbol-case': 'finding.cell.symbol-case', 'finding.cell.symbol-separator': 'finding.cell.symbol-separator',
  'finding.cell.symbol-letter': 'finding.cell.symbol-letter', 'finding.cell.symbol-programme': 'finding.cell.symbol-programme', 'finding.cell.symbol-suffix': 'finding.cell.symbol-suffix',
  'finding.cell.symbol-remark': 'finding.cell.symbol-remark', 'finding.cell.symbol-inside-text': 'finding.cell.symbol-inside-text',
}

export function createRowReader({ mapping, register, matcher, address }: RowReaderInput): RowReader {
  const columnOf = new Map<SubmissionField, ColumnMapping>()
  for (const column of mapping.columns) if (column.field !== 'ignore' && column.field !== 'amount') columnOf.set(column.field, column)
  const periods = headerPeriods(mapping.columns)
  // What a person set for the column goes before what its header says.
  const periodOf = (column: ColumnMapping): Period | null => (column.isCumulative === true ? null : (periods.get(column.column)?.period ?? null))
  const amounts = mapping.columns
    .filter((column) => column.field === 'amount' && column.sameMoneyAs === undefined)
    .map((column) => {
      const other = mapping.columns.find((candidate) => candidate.field === 'amount' && candidate.sameMoneyAs === column.column) ?? null
      return { column, other, headerPeriod: periodOf(column), asOf: asOfHeader(column.header) }
    })
  // A column paired with one that is no amount any more stands for itself.
  const orphans = mapping.columns.filter((column) => column.field === 'amount' && column.sameMoneyAs !== undefined && amounts.every(({ column: main }) => main.column !== column.sameMoneyAs))
  for (const column of orphans) amounts.push({ column, other: null, headerPeriod: periodOf(column), asOf: asOfHeader(column.header) })

  const countries = createCountryIndex(register)
  const modalities = register.modalities.map((code) => ({ code, pattern: new RegExp(`(?<![A-Z])${code.replace(/[^A-Z0-9-]/g, '.')}(?![A-Z])`) }))
  const modalityOf = (written: string): string | null => modalities.find(({ code, pattern }) => written === code || pattern.test(written))?.code ?? null
  const unknownTexts = new Set<string>()
  let byStart = 0
  const startDated = new WeakSet<AmountDraft>()
  /** First rate used, by currency. */
  const usedRates = new Map<string, string>()
  const dateOrders = createDateOrders()

  return {
    read(row, slots, readings, problems) {
      const where = (field: SubmissionField): string | undefined => {
        const column = columnOf.get(field)
        return column ? address(column.column, row.row) : undefined
      }
      const cellOf = (field: SubmissionField): SheetCell | undefined => {
        const column = columnOf.get(field)
        return column ? slots[column.column] : undefined
      }
      const textOf = (field: SubmissionField): string | null => {
        const cell = cellOf(field)
        if (!cell || cell.merge === 'covered' || cell.type === 'blank' || cell.type === 'error') return null
        const text = /[\s\p{Cf}]{2}|[^\S ]|^ | $|_x000D_|\p{Cf}/u.test(cell.text) ? foldSpace(cell.text) : cell.text
        if (cell.type === 'text' && formulaText.test(text)) problems.push(problem('info', 'finding.cell.formula-text', field, { text: quoted(text) }, where(field)))
        return text === '' ? null : text
      }
      const dateOf = (field: SubmissionField, edge: 'first' | 'last') => {
        const column = columnOf.get(field)
        if (column) dateOrders.add(slots[column.column], column)
        return column ? readDateCell(slots[column.column], column, row.row, address, problems, edge) : { iso: null, period: null }
      }
      const once = (code: FindingKey, field: SubmissionField, text: string): void => {
        const key = `${code} ${textKey(text)}`
        if (unknownTexts.has(key)) return
        unknownTexts.add(key)
        problems.push(problem('info', code, field, { text: quoted(text) }, where(field)))
      }

      const identifier = textOf('identifier')
      const title = textOf('title')
      let symbol: ParsedSymbol | null = identifier === null ? null : parseProjectSymbol(cellOf('identifier')?.text ?? identifier)
      let symbolField: SubmissionField = 'identifier'
      if (!symbol && identifier === null && title !== null) {
        symbol = findProjectSymbol(title)
        symbolField = 'title'
      }
      if (symbol) {
        const params = { text: quoted(symbolField === 'identifier' ? symbol.written : (title ?? '')), symbol: symbol.normalized }
        for (const repair of symbol.repairs) {
          const code = repairKeys[repair]
          if (code) problems.push(problem('warning', code, symbolField, params, where(symbolField)))
        }
        if (symbol.donor === null && symbol.programme !== 'TCP') problems.push(problem('warning', 'finding.cell.symbol-no-donor', symbolField, { text: symbol.normalized }, where(symbolField)))
      } else if (identifier !== null && isIncompleteSymbol(identifier)) problems.push(problem('warning', 'finding.cell.symbol-incomplete', 'identifier', { text: quoted(identifier) }, where('identifier')))

      const partnerText = textOf('partner')
      const executingAgency = textOf('executing-agency')
      const implementingAgency = textOf('implementing-agency')
      const suggestion = matcher.match({ text: partnerText, symbol, executing: executingAgency, implementing: implementingAgency })
      if (partnerText === null && !symbol && (identifier !== null || title !== null)) problems.push(problem('warning', 'finding.row.no-partner', 'partner', { row: row.row }, where('partner')))
      if (symbol && suggestion.from === 'column' && suggestion.partnerKey !== null && donorOfSymbol(symbol).kind !== 'unknown') {
        const bySymbol = matcher.matchSymbol(symbol)
        if (bySymbol.partnerKey !== null && bySymbol.partnerKey !== suggestion.partnerKey) problems.push(problem('warning', 'finding.row.partner-differs', 'partner', { text: quoted(partnerText ?? ''), symbol: symbol.normalized, name: bySymbol.partnerName }, where('partner')))
      }

      const modalityText = textOf('modality')
      const written = modalityText?.toUpperCase() ?? ''
      const fromColumn = modalityText === null ? null : modalityOf(written)
      const fromSymbol = symbol ? modalityOfSymbol(symbol) : null
      if (modalityText !== null && fromColumn === null) once('finding.cell.unknown-modality', 'modality', modalityText)
      if (symbol && fromSymbol !== null && fromColumn !== null && fromSymbol !== fromColumn) problems.push(problem('warning', 'finding.row.modality-differs', 'modality', { text: quoted(modalityText ?? ''), symbol: symbol.normalized, modality: fromSymbol }, where('modality')))

      const countryText = textOf('country')
      const country = countryText === null ? null : countries.byText(countryText)
      if (countryText !== null && !country) once('finding.cell.unknown-country', 'country', countryText)
      const areaCountry = symbol?.scope === 'country' ? countries.byArea(symbol.area) : null
      // A regional or global project is of no one country, whatever holds for the rest of the file.
      const countryKey = country?.key ?? (countryText !== null ? null : symbol ? (areaCountry?.key ?? null) : (mapping.constants.country ?? null))

      const approval = dateOf('approval-date', 'first')
      const start = dateOf('start-date', 'first')
      const end = dateOf('end-date', 'last')
      const revised = dateOf('revised-end-date', 'last')
      const asOf = dateOf('as-of-date', 'last')
      const endDate = revised.iso ?? end.iso
      if (start.iso !== null && endDate !== null && endDate < start.iso) problems.push(problem('warning', 'finding.row.end-before-start', revised.iso === null ? 'end-date' : 'revised-end-date', { start: start.iso, end: endDate }, where(revised.iso === null ? 'end-date' : 'revised-end-date')))
      const yearColumn = columnOf.get('year')
      if (yearColumn) dateOrders.add(slots[yearColumn.column], yearColumn)
      const yearPeriodOfRow = yearColumn ? readYearCell(slots[yearColumn.column], yearColumn, row.row, address, problems) : null

      const currencyText = textOf('currency')
      let rowCurrency: string | null = null
      if (currencyText !== null) {
        rowCurrency = isCurrencyCode(currencyText.toUpperCase()) ? currencyText.toUpperCase() : currencyOfText(currencyText)
        if (rowCurrency === null) problems.push(problem('warning', 'finding.cell.unknown-currency', 'currency', { text: quoted(currencyText) }, where('currency')))
      }
      let rate: RowRate | null = null
      const rateText = textOf('exchange-rate')
      const rateCell = cellOf('exchange-rate')
      if (rateText !== null && rateCell) {
        const reading = parseNumberText(rateText, rateCell.type === 'number' ? '.' : (columnOf.get('exchange-rate')?.decimalMark ?? '.'))
        if (reading.kind === 'value' && !reading.value.startsWith('-') && reading.value !== '0') rate = { rate: reading.value, address: where('exchange-rate') ?? '', raw: rateCell.raw }
        else if (reading.kind === 'unreadable' || reading.kind === 'value') problems.push(problem('warning', 'finding.cell.unreadable-rate', 'exchange-rate', { text: quoted(rateText) }, where('exchange-rate')))
      }

      const source = (column: ColumnMapping): AmountSource => ({ mapping: column, reading: readings.get(column.column) ?? unreadableReading, address: address(column.column, row.row), raw: slots[column.column]?.raw ?? '' })
      const drafts: AmountDraft[] = []
      let lacksDate = false
      for (const { column, other, headerPeriod, asOf: asOfColumn } of amounts) {
        let period: Period
        let isByStart = false
        if (headerPeriod) period = headerPeriod
        else if (column.isCumulative === true) {
          const until = asOf.iso ?? asOfColumn
          period = { start: start.iso !== null && (until === null || start.iso <= until) ? start.iso : null, end: until, precision: 'none' }
        } else {
          period = yearPeriodOfRow ?? approval.period ?? start.period ?? noPeriod
          isByStart = yearPeriodOfRow === null && approval.period === null && start.period !== null
        }
        const draft = draftAmount(source(column), other ? source(other) : null, { period, rowCurrency, rate }, problems)
        if (isByStart && draft.state === 'value') startDated.add(draft)
        if (period.precision === 'none' && headerPeriod === null && column.isCumulative !== true && draft.state === 'value') lacksDate = true
        drafts.push(draft)
      }
      if (lacksDate) problems.push(problem('warning', 'finding.row.no-date', 'row', { row: row.row }))

      const draft: ContributionDraft = {
        identifier, symbol, title, partnerText,
        partnerKey: suggestion.partnerKey, partnerName: suggestion.partnerName,
        isPartnerConfirmed: suggestion.status === 'exact' || suggestion.status === 'alias' || suggestion.status === 'confirmed',
        partnerReason: suggestion.reason, partnerParentText: textOf('partner-parent'),
        countryText, countryKey, modality: fromSymbol ?? fromColumn, executingAgency, implementingAgency,
        sector: textOf('sector'), status: textOf('status'),
        approvalDate: approval.iso, startDate: start.iso, endDate, note: textOf('note'), amounts: drafts,
      }
      const name = symbol?.normalized ?? (identifier === null ? null : textKey(identifier))
      return {
        draft,
        partner: { suggestion, address: where(suggestion.from === 'symbol' ? symbolField : 'partner') },
        identity: name === null || name === '' ? null : { key: yearPeriodOfRow ? `${name} ${yearPeriodOfRow.start}` : name, text: symbol?.normalized ?? identifier ?? '', address: where(symbol ? symbolField : 'identifier') },
      }
    },
    count(draft) {
      for (const amount of draft.amounts) {
        if (startDated.has(amount)) byStart += 1
        if (amount.rate !== null && amount.currency !== null && amount.usdCents !== null && !amount.isUsdRecorded && !usedRates.has(amount.currency)) usedRates.set(amount.currency, amount.rate)
      }
    },
    findings() {
      const problems: Problem[] = []
      if (byStart > 0) problems.push(problem('info', 'finding.row.dated-by-start', 'file', { count: byStart }))
      const rateColumn = columnOf.get('exchange-rate')
      const rates = [...usedRates].slice(0, mostRates).map(([currency, rate]) => `${rate} ${currency}`)
      if (rateColumn && rates.length > 0) problems.push(problem('info', 'finding.row.rate-direction', 'file', { column: columnName(rateColumn.column), text: quoted(rateColumn.header) || '…', rates: rates.join(', ') }))
      return [...problems, ...dateOrders.findings()]
    },
  }
}
