/**
 * A workbook of a confirmation round that came back, held against what it said when it went out: by the keys of its rows, whatever was sorted,
 * deleted or put between. A blank "your figure" agrees with ours; only what differs is told.
 */
import type { Database } from 'better-sqlite3'
import type { ReturnedDifference } from '../../../shared/contract/offices.ts'
import { isMeasure } from '../../../shared/domain/amount.ts'
import { canonicalDecimal } from '../../../shared/domain/decimal.ts'
import { readMapping } from '../../../shared/domain/mapping-version.ts'
import { parseNumberText } from '../../../shared/domain/number-text.ts'
import type { ColumnMapping } from '../../../shared/domain/submission.ts'
import { foldSpace } from '../../../shared/domain/text-key.ts'
import { rowKeyPattern } from '../importing/map/round-tags.ts'
import type { Writer } from '../store/write-gate.ts'
import { loadStagedRows } from '../store/reading/staging/staged-rows.ts'
import { SentRound, type RoundRow } from './round-content.ts'

export interface RoundComparison {
  /** `field`: a field of the import, or the measure of a figure; `row` 0 for a row that was taken out. */
  readonly differences: readonly ReturnedDifference[]
  /** Rows that say what they said. */
  readonly unchanged: number
}

const sameFields = ['identifier', 'title', 'partner', 'country', 'currency'] as const

/** In: a staged batch and the JSON of `sent_workbook.sent_rows`. Fails with not-found where the batch is gone. */
function compareRound(db: Database, batch: number, sentRows: string): RoundComparison {
  const sent = SentRound.parse(JSON.parse(sentRows))
  const mapping = readMapping(JSON.parse(db.prepare<[number], string>('SELECT mapping FROM staging_batch WHERE id = ?').pluck().get(batch) ?? 'null'))
  const rows = loadStagedRows(db, batch)
  const byKey = new Map(sent.rows.map((row) => [row.key, row]))
  const seen = new Set<string>()
  const differences: ReturnedDifference[] = []
  let unchanged = 0
  const columns = rows.columns().map(({ column }) => column)
  for (let place = 0; place < rows.length; place++) {
    const kind = rows.kindAt(place)
    if (kind !== 'accepted' && kind !== 'rejected' && kind !== 'parked') continue
    const row = rows.rowAt(place)
    const textOf = (column: number): string => foldSpace(rows.textAt(place, column) ?? '')
    const key = columns.map(textOf).find((text) => rowKeyPattern.test(text)) ?? ''
    const said = byKey.get(key)
    const found = said && !seen.has(key) ? changes(said, mapping.columns, textOf) : null
    if (found === null) {
      // A row of the office's own, or a second one under the same key.
      const name = nameOf((field) => valueOf(field, mapping.columns, textOf))
      differences.push({ row, name, change: 'added', field: 'row', before: null, after: mapping.columns.filter(({ field }) => field !== 'ignore').map(({ column }) => textOf(column)).filter((text) => text !== '' && !text.startsWith('period=')).join(' · ').slice(0, 300) })
      continue
    }
    seen.add(key)
    if (found.length === 0) unchanged += 1
    else for (const change of found) differences.push({ row, name: said ? nameOf((field) => said[field]) : '', change: 'changed', ...change })
  }
  for (const row of sent.rows) if (!seen.has(row.key)) differences.push({ row: 0, name: nameOf((field) => row[field]), change: 'removed', field: 'row', before: [row.identifier, row.title, row.partner].filter((text) => text !== null).join(' · '), after: null })
  return { differences, unchanged }
}

type Change = Pick<ReturnedDifference, 'field' | 'before' | 'after'>

function changes(said: RoundRow, columns: readonly ColumnMapping[], textOf: (column: number) => string): Change[] {
  const fields = sameFields.flatMap((field): Change[] => {
    const column = columns.find((candidate) => candidate.field === field)
    if (!column) return []
    const [before, after] = [foldSpace(said[field] ?? ''), textOf(column.column)]
    return before === after ? [] : [{ field, before: before === '' ? null : before, after: after === '' ? null : after }]
  })
  const figures = columns.flatMap((column): Change[] => {
    const after = column.reply === undefined ? '' : textOf(column.column)
    if (after === '' || column.measure === undefined) return []
    const before = figureOf(said, column.measure)
    return before !== null && sameFigure(before, after, column) ? [] : [{ field: column.measure, before, after }]
  })
  const notes = columns.flatMap((column): Change[] => (column.field === 'note' && textOf(column.column) !== '' ? [{ field: 'note', before: null, after: textOf(column.column) }] : []))
  return [...fields, ...figures, ...notes]
}

const figureOf = (row: RoundRow, measure: string): string | null => Object.entries(row.figures).find(([known]) => known === measure)?.[1] ?? null

/** `1,000.00` and `1000` are the same figure. */
function sameFigure(before: string, after: string, { decimalMark }: ColumnMapping): boolean {
  const reading = canonicalDecimal(after) ?? (() => { const parsed = parseNumberText(after, decimalMark ?? '.'); return parsed.kind === 'value' ? parsed.value : null })()
  const [a, b] = [canonicalDecimal(before), reading === null ? null : canonicalDecimal(reading)]
  return a === null || b === null ? before === after : Number(a) === Number(b) && plain(a) === plain(b)
}
const plain = (text: string): string => (text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text)

const valueOf = (field: string, columns: readonly ColumnMapping[], textOf: (column: number) => string): string | null => {
  const column = columns.find((candidate) => candidate.field === field)
  return (column && textOf(column.column)) || null
}
const nameOf = (of: (field: 'identifier' | 'title') => string | null): string => of('identifier') ?? of('title') ?? ''

/** Differences that are listed. */
const mostDifferences = 2000

type Listed = RoundComparison & { readonly total: number }

const listed = ({ differences, unchanged }: RoundComparison): Listed => ({ differences: differences.slice(0, mostDifferences), total: differences.length, unchanged })

/** In: what staging noted of a returned file. Out: the same with how its rows differ now from what was sent; of a file that is committed, or is no round's, what was noted. */
export function withRoundDifferences<T extends { readonly sent: number; readonly purpose: string; readonly differences: readonly ReturnedDifference[]; readonly total: number; readonly unchanged: number }>(db: Database, batch: number, note: T): Omit<T, 'differences'> & Listed {
  const sentRows = note.purpose !== 'round' ? undefined : db.prepare<[number, number], string>(`SELECT sent_rows FROM sent_workbook WHERE id = ? AND EXISTS (SELECT 1 FROM staging_batch WHERE id = ? AND state = 'staged')`).pluck().get(note.sent, batch)
  return sentRows === undefined ? note : { ...note, ...listed(compareRound(db, batch, sentRows)) }
}

interface ReceivedRound {
  readonly batch: number
  /** Id of the `sent_workbook`. */
  readonly sent: number
  readonly isNil: boolean
  /** ISO date. */
  readonly on: string
  readonly file: string
}

/**
 * Within the commit of a returned workbook: it has come back. "Nothing to report" answers what the office owes of contributions for
 * the round's period; a figure of the office's own, or a row that it added, reports something, whatever is said at the top. Gives how it differs; null
 * where what was sent was taken back.
 */
export function receiveRound(db: Database, writer: Writer, { batch, sent, isNil, on, file }: ReceivedRound): Listed | null {
  const workbook = db.prepare<[number], { office: string | null; round: number | null; sentRows: string }>(`SELECT office_key AS office, round_id AS round, sent_rows AS sentRows FROM sent_workbook WHERE id = ? AND removed_in IS NULL`).get(sent)
  if (!workbook) return null
  const compared = compareRound(db, batch, workbook.sentRows)
  const isEmpty = isNil && !compared.differences.some(({ change, field }) => change === 'added' || isMeasure(field))
  writer.update('sent_workbook', sent, { state: isEmpty ? 'nil' : 'received', received_on: on, received_name: file })
  if (!isEmpty || workbook.office === null || workbook.round === null) return listed(compared)
  const duties = db.prepare<[number, string], number>(
    `SELECT d.id FROM reporting_duty d JOIN confirmation_round r ON r.id = ? WHERE d.office_key = ? AND d.kind = 'project-contributions' AND d.removed_in IS NULL AND d.nil_on IS NULL AND d.period_start >= r.period_start AND d.period_end <= r.period_end`,
  ).pluck().all(workbook.round, workbook.office)
  for (const id of duties) writer.update('reporting_duty', id, { nil_on: on, nil_said_by: file })
  return listed(compared)
}
