/** Corrections of figures with their age and effect. A list that persons keep by hand: held whole, then filtered, sorted and cut. */
import type { Database } from 'better-sqlite3'
import type { CorrectionEntry } from '../../../../shared/contract/corrections.ts'
import type { Measure, Period } from '../../../../shared/domain/amount.ts'
import { CorrectedFigure, type CorrectionState } from '../../../../shared/domain/correction.ts'
import { periodText } from '../../../../shared/domain/period.ts'
import { nameOf } from './names.ts'
import type { PageRequest } from './table-page.ts'

export interface CorrectionListRequest extends PageRequest {
  readonly states: readonly CorrectionState[]
  readonly locale: string
  /** ISO date. */
  readonly today: string
}

export interface CorrectionReading {
  correctionList(request: CorrectionListRequest): { readonly total: number; readonly effect: number; readonly entries: CorrectionEntry[] }
}

interface CorrectionRow {
  readonly id: number
  readonly state: CorrectionState
  readonly amount: number
  readonly project: string
  readonly partner: string
  readonly measure: Measure
  readonly period_start: string | null
  readonly period_end: string | null
  readonly period_precision: Period['precision']
  readonly source_figure: string
  readonly figure: string
  readonly newer_figure: string | null
  readonly said_by: string
  readonly channel: CorrectionEntry['channel']
  readonly said_on: string
  readonly note: string
  readonly attachment_name: string | null
  readonly ended_on: string | null
  readonly end_reason: string | null
}

const dayMs = 24 * 60 * 60 * 1000
/** The store wrote these texts itself, with more than the contract shows. */
const figureOf = (json: string): CorrectedFigure => CorrectedFigure.parse(JSON.parse(json))

function toEntry(row: CorrectionRow, today: string): CorrectionEntry {
  const [source, corrected] = [figureOf(row.source_figure), figureOf(row.figure)]
  return {
    id: row.id, state: row.state, amount: row.amount, project: row.project, partner: row.partner, measure: row.measure,
    period: periodText({ start: row.period_start, end: row.period_end, precision: row.period_precision }),
    source, corrected, newer: row.newer_figure === null ? null : figureOf(row.newer_figure),
    effect: source.usdCents === null || corrected.usdCents === null ? null : corrected.usdCents - source.usdCents,
    saidBy: row.said_by, channel: row.channel, saidOn: row.said_on, age: Math.max(0, Math.round((Date.parse(today) - Date.parse(row.said_on)) / dayMs)),
    note: row.note, attachment: row.attachment_name, endedOn: row.ended_on, endReason: row.end_reason,
  }
}

const sortKeys = ['project', 'partner', 'measure', 'period', 'state', 'effect', 'saidBy', 'channel', 'saidOn', 'age', 'note', 'endedOn'] as const
const searched = ({ project, partner, saidBy, note, attachment }: CorrectionEntry): string => [project, partner, saidBy, note, attachment ?? ''].join('\n')

export function createCorrectionReading(db: Database): CorrectionReading {
  const read = db.prepare<[{ states: string; locale: string }], CorrectionRow>(
    `SELECT k.id, k.state, k.amount_id AS amount, coalesce(p.symbol, p.symbol_written, p.title, '…') AS project, ${nameOf('partner', 'g.natural_key')} AS partner, a.measure, a.period_start, a.period_end, a.period_precision,
       k.source_figure, k.figure, k.newer_figure, k.said_by, k.channel, k.said_on, k.note, k.attachment_name, k.ended_on, k.end_reason
     FROM correction k JOIN amount a ON a.id = k.amount_id JOIN contribution c ON c.id = a.contribution_id JOIN project p ON p.id = c.project_id JOIN partner g ON g.id = c.signatory_id
     WHERE k.removed_in IS NULL AND k.state IN (SELECT value FROM json_each($states)) ORDER BY k.said_on, k.id`,
  )
  return {
    correctionList({ states, locale, today, offset, limit, sort, search }) {
      const wanted = search?.trim().toLocaleLowerCase(locale) ?? ''
      const entries = read.all({ states: JSON.stringify(states), locale }).map((row) => toEntry(row, today))
        .filter((entry) => wanted === '' || searched(entry).toLocaleLowerCase(locale).includes(wanted))
      const by = sortKeys.find((key) => key === sort?.key)
      if (by) {
        const collator = new Intl.Collator(locale, { numeric: true })
        const sign = sort?.direction === 'desc' ? -1 : 1
        entries.sort((a, b) => {
          const [left, right] = [a[by], b[by]]
          return sign * (typeof left === 'number' && typeof right === 'number' ? left - right : collator.compare(String(left ?? ''), String(right ?? '')))
        })
      }
      return { total: entries.length, effect: entries.reduce((sum, entry) => sum + (entry.effect ?? 0), 0), entries: entries.slice(offset, offset + limit) }
    },
  }
}
