/**
 * Natural keys of records made by hand: by which the same thing is found again, whatever its id. Projects, contributions and amounts
 * get the keys that an import would give them, so that a later import finds them.
 */
import type { Database } from 'better-sqlite3'
import { isMeasure, type Period } from '../../../shared/domain/amount.ts'
import type { FieldSpec, RecordSpec } from '../../../shared/domain/register/field.ts'
import { textKey } from '../../../shared/domain/text-key.ts'
import { amountGroup, amountKey, contributionKey, newPartnerKey } from '../importing/stage/natural-keys.ts'
import type { Cell, Row } from '../store/table-schema.ts'

export type KeyOf = (spec: RecordSpec, row: Row, name: string, id: number | null) => string | null

const tables: Readonly<Partial<Record<string, string>>> = { area: 'area', office: 'office', objective: 'objective', result: 'result' }
const precisionOf = (text: Cell | undefined): Period['precision'] => (['day', 'month', 'quarter', 'year', 'biennium'] as const).find((one) => one === text) ?? 'none'
const textOr = (value: Cell | undefined): string | null => (typeof value === 'string' ? value : null)

/** In: the whole row, its name where that is no column, and its id where it has one. Out: a key that no other live row has; null for tables without one. */
export function createKeys(db: Database, tableOf: (target: string) => string): KeyOf {
  const keyById = (table: string, id: Cell | undefined): string => (typeof id === 'number' ? (db.prepare<[number], string>(`SELECT natural_key FROM ${table} WHERE id = ?`).pluck().get(id) ?? '') : '')
  const live = (table: string): string => (table === 'amount' ? 'to_changeset IS NULL' : 'removed_in IS NULL')
  const free = (table: string, make: (ordinal: number) => string, id: number | null): string => {
    const taken = db.prepare<[string, number], number>(`SELECT 1 FROM ${table} WHERE natural_key = ? AND id <> ? AND ${live(table)}`).pluck()
    let ordinal = 1
    while (taken.get(make(ordinal), id ?? -1)) ordinal += 1
    return make(ordinal)
  }
  const part = (field: FieldSpec | undefined, row: Row): string => {
    if (!field || field.store.in !== 'column') return ''
    const value = row[field.store.column]
    if (field.to?.by === 'id') return keyById(tables[field.to.target] ?? tableOf(field.to.target), value)
    return value === null || value === undefined ? '' : field.type === 'date' || field.type === 'choice' ? String(value) : textKey(String(value)).slice(0, 120)
  }

  const ofProject = (row: Row): string => {
    const symbol = textOr(row['symbol'])
    const written = textOr(row['symbol_written'])
    const country = keyById('area', row['area_id'])
    return symbol ?? (written === null ? `title|${country}|${textKey(textOr(row['title']) ?? '')}|` : `id|${country}|${written.toUpperCase().replaceAll('|', '/')}|`)
  }
  const groupOf = (row: Row): string => {
    const measure = textOr(row['measure']) ?? ''
    const period: Period = { start: textOr(row['period_start']), end: textOr(row['period_end']), precision: precisionOf(row['period_precision']) }
    return isMeasure(measure) ? amountGroup(measure, period, textOr(row['currency'])) : measure
  }
  const numbered = (base: string, sign = '|') => (ordinal: number): string => (ordinal === 1 ? base : `${base}${sign}${ordinal}`)

  return (spec, row, name, id) => {
    if (spec.type === 'partner') return free('partner', numbered(newPartnerKey(name), '-'), id)
    if (spec.type === 'project') return free('project', numbered(ofProject(row)), id)
    if (spec.type === 'contribution') return free('contribution', (ordinal) => contributionKey(keyById('project', row['project_id']), keyById('partner', row['signatory_id']), ordinal), id)
    if (spec.type === 'amount') return free('amount', (ordinal) => amountKey(keyById('contribution', row['contribution_id']), groupOf(row), ordinal), id)
    return spec.key.length === 0 ? null : free(spec.table, numbered(spec.key.map((key) => part(spec.fields.find((field) => field.key === key), row)).join('|')), id)
  }
}
