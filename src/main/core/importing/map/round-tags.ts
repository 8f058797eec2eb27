import { columnMeasures } from '../../../../shared/domain/kinds.ts'
import type { SheetRow } from '../../../../shared/domain/sheet.ts'
import type { ColumnMapping } from '../../../../shared/domain/submission.ts'
import { textKey } from '../../../../shared/domain/text-key.ts'
import { domain as domainEn } from '../../../../shared/messages/en/domain.ts'
import { rounds as roundsEn } from '../../../../shared/messages/en/rounds.ts'
import { domain as domainFr } from '../../../../shared/messages/fr/domain.ts'
import { rounds as roundsFr } from '../../../../shared/messages/fr/rounds.ts'
import { readTemplateTags, searchedRows } from './template-tags.ts'

/**
 * What the hidden row of a confirmation round's workbook says beside the tags of a template: which workbook it is, which column holds the
 * keys of its rows, and which columns stand beside each other as "our figure" and "your figure". Tags are exact texts, so that a column
 * that was moved, renamed or put between others is still what it was. Where the row was deleted, the words of the header tell as much.
 */

const roundMarkerPattern = /^RMMS-ROUND-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** Key of a row: its number in the workbook as made; a star where other rows have the same project, partner, period and currency. */
export const rowKeyPattern = /^RMMS-ROW-(\d{1,7})(\*?)$/
export const rowKeyText = (number: number, isOneOfSeveral: boolean): string => `RMMS-ROW-${number}${isOneOfSeveral ? '*' : ''}`
/** Stands in the row whose answer is "nothing to report", in the column of the row keys. */
export const nilMark = 'RMMS-NIL'

export const roundTag = {
  key: (marker: string, office: string): string => `round:key:${marker}:${office}`,
  period: 'round:period',
  aside: 'round:aside',
  ours: (measure: string): string => `round:ours:${measure}`,
  yours: (measure: string): string => `round:yours:${measure}`,
} as const

type RoundColumn = Pick<ColumnMapping, 'field' | 'measure' | 'reply' | 'spanMeaning' | 'dateOrder'>

export interface RoundTags {
  /** Which workbook it is and whose; null where the hidden row was deleted and the words of the header had to do. */
  readonly source: { readonly marker: string; readonly office: string } | null
  readonly columns: ReadonlyMap<number, RoundColumn>
}

/** In: the first rows of a sheet. Out: null where it is no sheet of a round. */
export function readRoundTags(rows: readonly SheetRow[]): RoundTags | null {
  const tags = readTemplateTags(rows)
  const row = tags && rows.find((candidate) => candidate.row === tags.row)
  const parts = (row?.cells ?? []).flatMap(({ column, text }): TaggedColumn[] => {
    const found = /(?:^|\s)round:(\S+)$/.exec(text.trim())
    const [role = '', ...rest] = found?.[1]?.split(':') ?? []
    return found ? [{ column, role, rest }] : []
  })
  const [marker = '', office = ''] = parts.find(({ role }) => role === 'key')?.rest ?? []
  if (roundMarkerPattern.test(marker)) return { source: { marker, office }, columns: columnsOf(parts) }
  const headers = tags === null ? readHeaders(rows) : null
  return headers && { source: null, columns: columnsOf(headers) }
}

interface TaggedColumn { readonly column: number; readonly role: string; readonly rest: readonly string[] }

function columnsOf(parts: readonly TaggedColumn[]): Map<number, RoundColumn> {
  const ours = new Map(parts.filter(({ role }) => role === 'ours').map(({ column, rest }) => [rest[0] ?? '', column]))
  const key = parts.find(({ role }) => role === 'key')?.column ?? null
  const columns = new Map<number, RoundColumn>()
  for (const { column, role, rest: [name = ''] } of parts) {
    const measure = columnMeasures.find((known) => known === name)
    const field = plainColumns.find((plain) => plain.role === role)?.field
    if (role === 'yours' && measure !== undefined) columns.set(column, { field: 'amount', measure, reply: { ours: ours.get(name) ?? null, key } })
    else if (role === 'period') columns.set(column, { field: 'year', spanMeaning: 'biennium', dateOrder: 'ymd' })
    else columns.set(column, { field: field ?? 'ignore' })
  }
  return columns
}

/** Columns whose tags are those of any template; told by their words where the tags were deleted. */
const plainColumns = [
  { role: 'symbol', field: 'identifier' }, { role: 'title', field: 'title' }, { role: 'partner', field: 'partner' }, { role: 'country', field: 'country' }, { role: 'currency', field: 'currency' }, { role: 'note', field: 'note' },
] as const

/** Straight from the message files: no text here has more than a name to fill in, and the process that reads files loads no formatter for it. */
const wordings = [{ round: roundsEn, domain: domainEn }, { round: roundsFr, domain: domainFr }] as const
const headersOf = wordings.map(({ round, domain }) => new Map<string, Omit<TaggedColumn, 'column'>>([
  [textKey(round['round.column.key']), { role: 'key', rest: [] }], [textKey(round['round.column.period']), { role: 'period', rest: [] }],
  ...plainColumns.map(({ role }) => [textKey(round[`round.column.${role}`]), { role, rest: [] }] as const),
  ...columnMeasures.flatMap((measure) => (['ours', 'yours'] as const).map((role) => [textKey(round[`round.column.${role}`].replace('{measure}', domain[`measure.${measure}`])), { role, rest: [measure] }] as const)),
]))

/** The header as a round words it, in one of the languages; null where no row has both an “our figure” and a “your figure”. */
function readHeaders(rows: readonly SheetRow[]): readonly TaggedColumn[] | null {
  for (const { cells } of rows.slice(0, searchedRows)) {
    for (const headers of headersOf) {
      const found = cells.flatMap(({ column, text }): TaggedColumn[] => {
        const tagged = text.length > 120 ? undefined : headers.get(textKey(text))
        return tagged ? [{ column, ...tagged }] : []
      })
      if (found.some(({ role }) => role === 'ours') && found.some(({ role }) => role === 'yours')) return found
    }
  }
  return null
}
