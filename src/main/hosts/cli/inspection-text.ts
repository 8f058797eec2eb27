/** What `rmms inspect` prints for people: file, sheet, table, columns, rows and totals, compact. */
import type { ColumnGrammar } from '../../../shared/domain/column-grammar.ts'
import type { InspectedFile, InspectedSheet, InspectedTable } from './commands/inspect.ts'
import { alignColumns } from './text-table.ts'

const mostLines = 12
const longestHeader = 44

export function inspectionText(files: readonly InspectedFile[], skipped: readonly string[]): string {
  const lines = files.flatMap((file) => ('refused' in file ? [file.path, `  refused: ${file.refused.text}`, ''] : [...fileLines(file), '']))
  const refusals = files.filter((file) => 'refused' in file).length
  const sum = `${files.length} ${files.length === 1 ? 'file' : 'files'}${refusals === 0 ? '' : `, ${refusals} refused`}${skipped.length === 0 ? '' : `, ${skipped.length} skipped: ${skipped.slice(0, mostLines).join(', ')}${skipped.length > mostLines ? ' …' : ''}`}`
  return [...lines, sum].join('\n')
}

function fileLines(file: Exclude<InspectedFile, { refused: unknown }>): string[] {
  const unknown = file.unknown.length === 0 ? '' : `; this format does not tell: ${file.unknown.join(', ')}`
  return [`${file.path} (${file.format}, ${file.size} bytes${unknown})`, ...file.findings.map(({ severity, text }) => `  ${severity}: ${text}`), ...file.sheets.flatMap(sheetLines)]
}

function sheetLines(sheet: InspectedSheet): string[] {
  const hidden = sheet.visibility === 'visible' ? '' : `, ${sheet.visibility}`
  const head = `  sheet “${sheet.name}”${hidden}: ${sheet.rows} rows with content, the last is ${sheet.lastRow}${sheet.tables.length === 0 ? '; no table' : ''}`
  return [head, ...sheet.findings.map(({ severity, text }) => `    ${severity}: ${text}`), ...sheet.tables.flatMap(tableLines)]
}

const percent = (confidence: number): string => `${Math.round(confidence * 100)} %`
const clip = (text: string): string => (text.length > longestHeader ? `${text.slice(0, longestHeader - 1)}…` : text)

function tableLines(table: InspectedTable): string[] {
  const [likeliest] = table.kinds
  const header = table.headerRow === 0 ? 'no header' : table.headerRows > 1 ? `header in rows ${table.headerRow - table.headerRows + 1} to ${table.headerRow}` : `header in row ${table.headerRow}`
  const labels = table.blocks.flatMap((block) => block.labels)
  const named = labels.slice(0, 5).map(({ text }) => `“${clip(text)}”`).join(', ')
  const mapped = table.columns.filter(({ field }) => field !== 'ignore')
  const left = table.columns.filter(({ field }) => field === 'ignore')
  const { read, accepted, rejected, total, blank, label, note, elsewhere, above, header: headers } = table.rows
  return [
    `    table ${table.table + 1}: ${table.kind}${likeliest ? ` (${percent(likeliest.confidence)})` : ''}, ${header}, ${table.blocks.length} ${table.blocks.length === 1 ? 'block' : 'blocks'}${labels.length === 0 ? '' : `, ${labels.length} labels: ${named}${labels.length > 5 ? ' …' : ''}`}`,
    ...table.sections.map((section) => `      labels of level ${section.level + 1}: ${section.field} (${percent(section.confidence)})`),
    ...indent(alignColumns(mapped.map((column) => [`${column.letter.padEnd(2)} ${clip(column.header)}`, meaningOf(column), percent(column.confidence), grammarText(column.grammar), column.asks?.length ? `asks: ${column.asks.join(', ')}` : '']))),
    ...(left.length === 0 ? [] : [`      not imported: ${left.slice(0, 30).map((column) => `${column.letter} ${clip(column.header)}`).join('; ')}${left.length > 30 ? ` and ${left.length - 30} more` : ''}`]),
    ...table.repeatedAmounts.map(({ letter, projects, rows }) => `      asks: column ${letter} repeats the same figure in ${rows} rows of ${projects} ${projects === 1 ? 'project' : 'projects'}: one amount, or one each?`),
    `      rows ${read}: accepted ${accepted}, rejected ${rejected}, totals ${total}, header ${headers}, labels ${label}, notes ${note}, blank ${blank}, above ${above}, elsewhere ${elsewhere}`,
    ...table.controlSums.flatMap((sum) => [
      `      sum ${sum.letter}: ${sum.sheet} ${sum.currency ?? '(no currency)'} = accepted ${sum.accepted} + rejected ${sum.rejected}${sum.unreadable === 0 ? '' : `; ${sum.unreadable} unreadable`}${sum.totalCount === 0 ? '' : `; ${sum.totalCount} printed ${sum.totalCount === 1 ? 'total' : 'totals'}, ${sum.totalsDiffering === 0 ? 'all equal' : `${sum.totalsDiffering} differ`}`}`,
      ...sum.totals.filter(({ difference }) => difference !== '0').slice(0, mostLines).map((total) => `        ${total.address} “${clip(total.label)}”: printed ${total.printed ?? '?'}, rows ${total.from} to ${total.to} sum to ${total.summed}, difference ${total.difference ?? '?'}`),
    ]),
    ...table.findings.filter(({ field }) => field === 'file').map(({ severity, text }) => `      ${severity}: ${text}`),
    ...table.problemCounts.slice(0, mostLines).map(({ severity, count, first, text }) => `      ${severity}, ${count} ×, first at ${first}: ${text}`),
  ]
}

const indent = (text: string): string[] => (text === '' ? [] : text.split('\n').map((line) => `      ${line}`))

function meaningOf({ field, measure, currency, scale, sameMoneyAs, partnerText, isFilledDown, listSeparator }: InspectedTable['columns'][number]): string {
  const parts = [measure, currency, scale === undefined || scale === 1 ? undefined : `× ${scale}`, sameMoneyAs === undefined ? undefined : 'same money', partnerText, isFilledDown ? 'blank = above' : undefined, listSeparator === undefined ? undefined : `lists with ${JSON.stringify(listSeparator)}`]
  return [field, ...parts.filter((part) => part !== undefined)].join(' ')
}

function grammarText(grammar: ColumnGrammar | undefined): string {
  if (!grammar) return ''
  const { number, date, year, filled, rows } = grammar
  const parts = [`${filled}/${rows} filled`]
  if (number && number.typed > 0) parts.push(`${number.typed} typed numbers, decimal “${number.decimalMark}”${number.isCertain ? '' : '?'}`)
  else if (number) parts.push(`${number.stored} numbers`)
  if (date && date.typed > 0) parts.push(`${date.typed} typed dates, ${date.order}${date.isCertain ? '' : '?'}`)
  else if (date) parts.push(`${date.stored} dates`)
  if (year) parts.push(`${year.years} years${year.spans === 0 ? '' : `, ${year.spans} spans: ${year.spanMeaning}${year.isCertain ? '' : '?'}`}`)
  return parts.join(', ')
}
