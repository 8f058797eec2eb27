import { columnMeasures } from '../../../../shared/domain/kinds.ts'
import type { SheetRow } from '../../../../shared/domain/sheet.ts'
import type { ColumnMapping } from '../../../../shared/domain/submission.ts'
import { readTemplateTags } from './template-tags.ts'

/**
 * What the hidden row of a confirmation round's workbook says beside the tags of a template: which workbook it is, which column holds the
 * keys of its rows, and which columns stand beside each other as "our figure" and "your figure". Tags are exact texts, so that a column
 * that was moved, renamed or put between others is still what it was.
 */

export const roundMarkerPattern = /^RMMS-ROUND-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
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
  readonly marker: string
  readonly office: string
  readonly columns: ReadonlyMap<number, RoundColumn>
}

/** In: the first rows of a sheet. Out: null where it is no sheet of a round. */
export function readRoundTags(rows: readonly SheetRow[]): RoundTags | null {
  const tags = readTemplateTags(rows)
  const row = tags && rows.find((candidate) => candidate.row === tags.row)
  if (!row) return null
  const texts = row.cells.flatMap(({ column, text }) => {
    const found = /(?:^|\s)round:(\S+)$/.exec(text.trim())
    return found ? [{ column, parts: (found[1] ?? '').split(':') }] : []
  })
  const key = texts.find(({ parts }) => parts[0] === 'key')
  const [, marker = '', office = ''] = key?.parts ?? []
  if (!key || !roundMarkerPattern.test(marker)) return null
  const ours = new Map(texts.filter(({ parts }) => parts[0] === 'ours').map(({ column, parts }) => [parts[1] ?? '', column]))
  const columns = new Map<number, RoundColumn>()
  for (const { column, parts: [role, name = ''] } of texts) {
    const measure = columnMeasures.find((known) => known === name)
    if (role === 'yours' && measure !== undefined) columns.set(column, { field: 'amount', measure, reply: { ours: ours.get(name) ?? null, key: key.column } })
    else if (role === 'period') columns.set(column, { field: 'year', spanMeaning: 'biennium', dateOrder: 'ymd' })
    else columns.set(column, { field: 'ignore' })
  }
  return { marker, office, columns }
}
