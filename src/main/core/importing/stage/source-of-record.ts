/** Which source counts (rules of the same figure): per measure and period one source of record; what another says is kept beside. */
import type { Database } from 'better-sqlite3'
import type { Measure, Period } from '../../../../shared/domain/amount.ts'
import type { FigureSource } from '../../../../shared/domain/import-options.ts'
import { periodKey } from '../../../../shared/domain/period.ts'

export interface SourceRuleRow {
  readonly measure: string
  readonly period_start: string | null
  readonly period_end: string | null
  readonly source: FigureSource
}

export interface SourcesOfRecord {
  /** The source whose figures count; null where no rule speaks, and so whoever gives a figure. */
  recordSource(measure: Measure, period: Period): FigureSource | null
  /** Do figures of this source count? */
  isRecord(source: FigureSource, measure: Measure, period: Period): boolean
}

/** A period without ends is every period, also that of a figure whose period is not known. */
function contains(rule: SourceRuleRow, { start, end }: Period): boolean {
  if (rule.period_start !== null && (start === null || start < rule.period_start)) return false
  const last = end ?? start
  return rule.period_end === null || (last !== null && last <= rule.period_end)
}

const openEnds = (rule: SourceRuleRow): number => Number(rule.period_start === null) + Number(rule.period_end === null)
const days = ({ period_start, period_end }: SourceRuleRow): number => (period_start === null || period_end === null ? 0 : Date.parse(period_end) - Date.parse(period_start))
/** Narrowest first: fewer open ends, then fewer days; of half-open ones that which begins later or ends earlier. */
const byWidth = (a: SourceRuleRow, b: SourceRuleRow): number =>
  openEnds(a) - openEnds(b) || days(a) - days(b) || compare(b.period_start ?? '', a.period_start ?? '') || compare(a.period_end ?? '', b.period_end ?? '')
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export function createSourcesOfRecord(rules: readonly SourceRuleRow[]): SourcesOfRecord {
  const byMeasure = Map.groupBy(rules.toSorted(byWidth), ({ measure }) => measure)
  const known = new Map<string, FigureSource | null>()
  function recordSource(measure: Measure, period: Period): FigureSource | null {
    const ofMeasure = byMeasure.get(measure)
    if (!ofMeasure) return null
    const key = `${measure}|${periodKey(period)}`
    let found = known.get(key)
    if (found === undefined) known.set(key, (found = ofMeasure.find((rule) => contains(rule, period))?.source ?? null))
    return found
  }
  return {
    recordSource,
    isRecord(source, measure, period) {
      const record = recordSource(measure, period)
      return record === null || record === source
    },
  }
}

export const readSourcesOfRecord = (db: Database): SourcesOfRecord =>
  createSourcesOfRecord(db.prepare<[], SourceRuleRow>('SELECT measure, period_start, period_end, source FROM source_of_record WHERE removed_in IS NULL').all())
