import { columnName, type SheetCell, type SheetRow } from '../../../../shared/domain/sheet.ts'
import type { AmountDraft, ColumnMapping, ContributionDraft, ParsedSymbol, Problem, SubmissionMapping } from '../../../../shared/domain/submission.ts'
import { noPeriod } from '../../../../shared/domain/dates.ts'
import { measureKind, type Period } from '../../../../shared/domain/amount.ts'
import type { SubmissionField } from '../../../../shared/domain/kinds.ts'
import { donorOfSymbol, findProjectSymbol, isIncompleteSymbol, modalityOfSymbol, parseProjectSymbol } from '../../../../shared/domain/project-symbol.ts'
import { textKey } from '../../../../shared/domain/text-key.ts'
import { isCertainMatch } from '../map/certain-match.ts'
import type { PartnerMatcher, PartnerSuggestion } from '../map/partner-matcher.ts'
import type { PartnerRegister } from '../map/partner-register.ts'
import { columnPeriods } from './amount-periods.ts'
import { draftAmount, type AmountSource } from './draft-amount.ts'
import { problem, quoted, type FindingKey } from './problem.ts'
import { readAmountCell, type AmountReading } from './read-amount-cell.ts'
import { asOfHeader } from './read-date-cell.ts'
import { readMonth } from './read-month.ts'
import { replySource } from './round-replies.ts'
import { createRowCells, type AddressOf } from './row-cells.ts'
import { createRowMoney } from './row-money.ts'
import { checkDates, createCurrencyCheck } from './row-rules.ts'
import type { ValueKeys } from './value-keys.ts'

/** A partner that a row names, as matched, and the cell that names it. */
export interface NamedPartner {
  readonly suggestion: PartnerSuggestion
  readonly address: string | undefined
}

/** A data row as drafts of contributions, with everything that is odd about it. */
export interface RowReader {
  readonly read: (row: SheetRow, slots: readonly (SheetCell | undefined)[], readings: ReadonlyMap<number, AmountReading>, problems: Problem[]) => {
    /** One; one a partner with a figure where partners stand as columns. */
    readonly drafts: readonly ContributionDraft[]
    readonly partners: readonly NamedPartner[]
    /** What makes the row the same project again, where it says one. */
    readonly identity: { readonly key: string; readonly text: string; readonly address: string | undefined } | null
  }
  /** Keeps what accepted drafts rest on: a start that dates their amounts, an exchange rate. */
  readonly count: (drafts: readonly ContributionDraft[]) => void
  /** What was supposed for the file as a whole, each said once. */
  readonly findings: () => Problem[]
}

export interface RowReaderInput {
  readonly mapping: Pick<SubmissionMapping, 'kind' | 'columns' | 'constants'>
  readonly register: PartnerRegister
  readonly matcher: PartnerMatcher
  readonly values: ValueKeys
  readonly address: AddressOf
  /** Leaves out of the amounts where they were read. */
  readonly isWithoutCells: boolean
}

/** Texts whose reading is kept. */
const mostTexts = 5000
const unreadableReading: AmountReading = { state: 'not-reported' }

/** `S/N`, “sin número”, and the like say that there is no identifier: rows that share them share nothing. */
const noIdentifier: ReadonlySet<string> = new Set(['', 's n', 'sn', 'n a', 'na', 'n d', 'nd', 'none', 'nil', 'null', 'tbd', 'tbc', 'unspecified', 'non specifie', 'no especificado', 'sin numero', 'sans numero'])
const said = (identifier: string | null): string | null => (identifier === null || (identifier.length <= 16 && !/\d/.test(identifier) && noIdentifier.has(textKey(identifier))) ? null : identifier)

/** The finding that names a repair of a symbol; the codes come from `project-symbol.ts`. */
const repairKeys: Readonly<Record<string, FindingKey>> = {
  'finding.cell.symbol-blank': 'finding.cell.symbol-blank', 'finding.cell.symbol-case': 'finding.cell.symbol-case', 'finding.cell.symbol-separator': 'finding.cell.symbol-separator',
  'finding.cell.symbol-letter': 'finding.cell.symbol-letter', 'finding.cell.symbol-programme': 'finding.cell.symbol-programme', 'finding.cell.symbol-suffix': 'finding.cell.symbol-suffix',
  'finding.cell.symbol-remark': 'finding.cell.symbol-remark', 'finding.cell.symbol-inside-text': 'finding.cell.symbol-inside-text',
}

interface AmountColumn {
  readonly column: ColumnMapping
  /** The same money in another currency. */
  readonly other: ColumnMapping | null
  readonly period: Period | null
  readonly asOf: string | null
}

/** Money columns with their pairs; a column paired with one that is no amount any more stands for itself. */
function amountColumns(columns: readonly ColumnMapping[]): AmountColumn[] {
  const periods = columnPeriods(columns)
  const money = columns.filter(({ field }) => field === 'amount')
  const isPaired = ({ sameMoneyAs }: ColumnMapping): boolean => sameMoneyAs !== undefined && money.some(({ column, sameMoneyAs: own }) => column === sameMoneyAs && own === undefined)
  return money.filter((column) => !isPaired(column)).map((column) => ({
    column, other: money.find((candidate) => isPaired(candidate) && candidate.sameMoneyAs === column.column) ?? null, period: periods.get(column.column) ?? null, asOf: asOfHeader(column.header),
  }))
}

export function createRowReader({ mapping, register, matcher, values, address, isWithoutCells }: RowReaderInput): RowReader {
  const cells = createRowCells(mapping.columns, address)
  const money = createRowMoney(cells)
  const checkCurrencies = createCurrencyCheck(register)
  /** The row's own partner first, then those that stand as columns. */
  const amountsOfPartner = [...Map.groupBy(amountColumns(mapping.columns), ({ column }) => column.partnerText ?? null)].sort(([a], [b]) => Number(a !== null) - Number(b !== null))
  const isReply = mapping.columns.some(({ reply }) => reply !== undefined)
  const hasPartnerColumns = amountsOfPartner.some(([text]) => text !== null)
  const modalities = register.modalities.map((code) => ({ code, pattern: new RegExp(`(?<![A-Z])${code.replace(/[^A-Z0-9-]/g, '.')}(?![A-Z])`) }))
  const modalityOf = (written: string): string | null => modalities.find(({ code, pattern }) => written === code || pattern.test(written))?.code ?? null
  /** What symbols say of their donors, by donor: thousands of symbols have the same few. */
  const partnersOfDonors = new Map<string, PartnerSuggestion>()
  let byStart = 0
  const startDated = new WeakSet<AmountDraft>()

  function readSymbol(identifier: string | null, title: string | null): { readonly symbol: ParsedSymbol | null; readonly field: SubmissionField } {
    const own = identifier === null ? null : parseProjectSymbol(cells.cell('identifier')?.text ?? identifier)
    const symbol = own ?? (identifier === null && title !== null ? findProjectSymbol(title) : null)
    const field = own === null && symbol !== null ? 'title' : 'identifier'
    if (symbol) {
      const params = { text: quoted(field === 'identifier' ? symbol.written : (title ?? '')), symbol: symbol.normalized }
      for (const repair of symbol.repairs) {
        const code = repairKeys[repair]
        if (code) cells.note('warning', code, field, params)
      }
      if (symbol.donor === null && symbol.programme !== 'TCP') cells.note('warning', 'finding.cell.symbol-no-donor', field, { text: symbol.normalized })
    } else if (identifier !== null && isIncompleteSymbol(identifier)) cells.note('warning', 'finding.cell.symbol-incomplete', 'identifier', { text: quoted(identifier) })
    return { symbol, field }
  }

  const modalitiesOfTexts = new Map<string, string | null>()
  function modalityOfText(text: string): string | null {
    const known = modalitiesOfTexts.get(text)
    if (known !== undefined) return known
    const modality = modalityOf(text.toUpperCase())
    if (modalitiesOfTexts.size < mostTexts) modalitiesOfTexts.set(text, modality)
    return modality
  }

  function readModality(symbol: ParsedSymbol | null): string | null {
    const text = cells.text('modality')
    const fromColumn = text === null ? null : modalityOfText(text)
    const fromSymbol = symbol ? modalityOfSymbol(symbol) : null
    if (text !== null && fromColumn === null) cells.noteOnce('finding.cell.unknown-modality', 'modality', text)
    if (symbol && fromSymbol !== null && fromColumn !== null && fromSymbol !== fromColumn) cells.note('warning', 'finding.row.modality-differs', 'modality', { text: quoted(text ?? ''), symbol: symbol.normalized, modality: fromSymbol })
    return fromSymbol ?? fromColumn
  }

  function checkPartner(row: number, text: string | null, suggestion: PartnerSuggestion, symbol: ParsedSymbol | null, hasName: boolean, problems: Problem[]): void {
    if (text === null && !symbol && hasName && !hasPartnerColumns) problems.push(problem('annex', 'finding.row.no-partner', 'partner', { row }, cells.where('partner')))
    const donor = symbol && suggestion.from === 'column' && suggestion.partnerKey !== null ? donorOfSymbol(symbol) : null
    if (symbol && donor && donor.kind !== 'unknown') {
      const key = `${donor.kind} ${donor.kind === 'country' ? donor.area : donor.kind === 'code' ? donor.code : ''}`
      const bySymbol = partnersOfDonors.get(key) ?? matcher.matchSymbol(symbol)
      partnersOfDonors.set(key, bySymbol)
      if (bySymbol.partnerKey !== null && bySymbol.partnerKey !== suggestion.partnerKey) cells.note('warning', 'finding.row.partner-differs', 'partner', { text: quoted(text ?? ''), symbol: symbol.normalized, name: bySymbol.partnerName })
    }
  }

  return {
    read(row, slots, readings, problems) {
      cells.start(row, slots, problems)
      const identifier = said(cells.text('identifier'))
      const title = cells.text('title') ?? (mapping.kind === 'in-kind' ? cells.text('description') : null)
      const { symbol, field: symbolField } = readSymbol(identifier, title)
      const partnerText = cells.text('partner')
      const executingAgency = cells.text('executing-agency')
      const implementingAgency = cells.text('implementing-agency')
      const suggestion = matcher.match({ text: partnerText, symbol, executing: executingAgency, implementing: implementingAgency })
      checkPartner(row.row, partnerText, suggestion, symbol, identifier !== null || title !== null, problems)
      const modality = readModality(symbol)

      const countryText = cells.text('country')
      const country = countryText === null ? null : values.country(countryText)
      if (countryText !== null && country === null) cells.noteOnce('finding.cell.unknown-country', 'country', countryText)
      const areaCountry = symbol?.scope === 'country' ? values.area(symbol.area) : null
      // A regional or global project is of no one country, whatever holds for the rest of the file.
      const countryKey = country ?? (countryText !== null ? null : symbol ? areaCountry : (mapping.constants.country ?? null))

      const approval = cells.date('approval-date', 'first')
      const start = cells.date('start-date', 'first')
      const end = cells.date('end-date', 'last')
      const revised = cells.date('revised-end-date', 'last')
      const asOf = cells.date('as-of-date', 'last')
      const received = cells.date('receipt-date', 'first')
      const expected = cells.date('expected-date', 'first')
      checkDates(cells, { approval, start, end: revised.iso === null ? end : revised, endField: revised.iso === null ? 'end-date' : 'revised-end-date', received })
      const endDate = revised.iso ?? end.iso
      const yearPeriod = cells.year()
      const month = readMonth(cells, yearPeriod)
      const ofKind = mapping.kind === 'receipts' ? received.period : mapping.kind === 'pipeline' ? expected.period : null
      const dated = month ?? ofKind ?? yearPeriod ?? approval.period ?? received.period ?? expected.period
      const { rowCurrency, rate } = money.read()
      const context = { rowCurrency, rate, address, isWithoutCells }

      const source = (column: ColumnMapping): AmountSource => {
        const from = replySource(column, slots)
        if (from.kind === 'ours') return { mapping: column, reading: readAmountCell(slots[from.column], { ...column, column: from.column }, row.row, address, problems), row: row.row, raw: slots[from.column]?.raw ?? '' }
        return { mapping: column, reading: readings.get(column.column) ?? unreadableReading, row: row.row, raw: slots[column.column]?.raw ?? '' }
      }
      let lacksDate: 'annex' | 'warning' | null = null
      const draftOf = ({ column, other, period: ofColumn, asOf: asOfColumn }: AmountColumn): AmountDraft => {
        const until = asOf.iso ?? asOfColumn
        const period = ofColumn ?? (column.isCumulative === true ? { start: start.iso !== null && (until === null || start.iso <= until) ? start.iso : null, end: until, precision: 'none' as const } : (dated ?? start.period ?? noPeriod))
        const draft = draftAmount(source(column), other ? source(other) : null, period, context, problems)
        if (draft.state === 'value' && ofColumn === null && column.isCumulative !== true) {
          if (dated === null && start.period !== null) startDated.add(draft)
          // Annexes print flows by year; a stock stands at its date.
          if (period.precision === 'none' && !isReply) lacksDate = lacksDate === 'annex' || measureKind(draft.measure) === 'flow' ? 'annex' : 'warning'
        }
        return draft
      }
      const [partnerParentText, sector, status, note] = [cells.text('partner-parent'), cells.text('sector'), cells.text('status'), cells.text('note')]
      const draftFor = (own: PartnerSuggestion, writtenPartner: string | null, amounts: AmountDraft[]): ContributionDraft => ({
        identifier, symbol, title, partnerText: writtenPartner, partnerKey: own.partnerKey, partnerName: own.partnerName, isPartnerConfirmed: isCertainMatch(own), partnerReason: own.reason,
        partnerParentText, countryText, countryKey, modality, executingAgency, implementingAgency, sector, status, approvalDate: approval.iso, startDate: start.iso, endDate, note, amounts, ...(isReply ? { isReply } : {}),
      })
      const partners: NamedPartner[] = []
      const drafts: ContributionDraft[] = []
      for (const [name, columns] of amountsOfPartner) {
        const amounts = columns.filter(({ column }) => replySource(column, slots).kind !== 'none').map(draftOf)
        if (hasPartnerColumns && amounts.every(({ state }) => state === 'not-reported')) continue
        const own = name === null ? suggestion : matcher.match({ text: name, symbol: null, executing: null, implementing: null })
        partners.push({ suggestion: own, address: name === null ? cells.where(own.from === 'symbol' ? symbolField : 'partner') : address(columns[0]?.column.column ?? 0, row.row) })
        drafts.push(draftFor(own, name ?? partnerText, amounts))
      }
      if (amountsOfPartner.length === 0) {
        partners.push({ suggestion, address: cells.where(suggestion.from === 'symbol' ? symbolField : 'partner') })
        drafts.push(draftFor(suggestion, partnerText, []))
      }
      if (drafts.length === 0) problems.push(problem('error', 'finding.row.no-partner-figure', 'row', { row: row.row }))
      if (lacksDate !== null) problems.push(problem(lacksDate, 'finding.row.no-date', 'row', { row: row.row }))
      checkCurrencies(cells, drafts)
      const name = symbol?.normalized ?? (identifier === null ? null : textKey(identifier))
      return {
        drafts, partners,
        identity: name === null || name === '' ? null : { key: yearPeriod ? `${name} ${month?.start ?? yearPeriod.start}` : name, text: symbol?.normalized ?? identifier ?? '', address: cells.where(symbol ? symbolField : 'identifier') },
      }
    },
    count(drafts) {
      for (const { amounts } of drafts) for (const amount of amounts) {
        if (startDated.has(amount)) byStart += 1
        money.count(amount)
      }
    },
    findings() {
      const problems = byStart > 0 ? [problem('info', 'finding.row.dated-by-start', 'file', { count: byStart })] : []
      const rates = money.rates()
      const column = cells.mapping('exchange-rate')
      if (column && rates.length > 0) problems.push(problem('info', 'finding.row.rate-direction', 'file', { column: columnName(column.column), text: quoted(column.header) || '…', rates: rates.join(', ') }))
      return [...problems, ...cells.findings()]
    },
  }
}
