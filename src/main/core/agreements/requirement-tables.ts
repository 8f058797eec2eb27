/** Resource requirements by organizational result and by country framework, and the integrated budget of a biennium; cents of USD. */
import type { Database } from 'better-sqlite3'
import type { BudgetTable, RequirementTable } from '../../../shared/contract/agreements.ts'
import { bienniumLabel } from '../../../shared/domain/dates.ts'
import { nameOf } from '../store/reading/names.ts'

interface RequirementRow {
  readonly required: number | null
  readonly available: number | null
  readonly start: string
  readonly objective: string | null
  readonly objectiveName: string | null
  readonly result: string | null
  readonly resultName: string | null
  readonly framework: number | null
  readonly frameworkName: string | null
  readonly area: string | null
  readonly areaName: string | null
}
type Row = RequirementTable['rows'][number]
interface Sums { required: number | null; available: number | null; records: number }

const labelOf = (day: string): string => bienniumLabel(Number(day.slice(0, 4)))

export function readBiennia(db: Database): { readonly requirements: string[]; readonly budget: string[] } {
  const labels = (sql: string): string[] => [...new Set(db.prepare<[], string>(sql).pluck().all().map(labelOf))].sort()
  return { requirements: labels('SELECT period_start FROM requirement WHERE removed_in IS NULL'), budget: labels('SELECT biennium_start FROM budget_line WHERE removed_in IS NULL') }
}

/** Requirements whose period begins in the biennium, or all. Both views add up to the same records: what one cannot place is told beside its rows and is part of its total. */
export function readRequirements(db: Database, { by, biennium, locale }: { readonly by: 'result' | 'framework'; readonly biennium: string | null; readonly locale: string }): RequirementTable {
  const rows = db.prepare<[object], RequirementRow>(
    `SELECT x.required_cents AS required, x.available_cents AS available, x.period_start AS start, o.code AS objective, ${nameOf('objective', 'o.natural_key')} AS objectiveName, r.code AS result, ${nameOf('result', 'r.natural_key')} AS resultName,
       f.id AS framework, f.title AS frameworkName, a.natural_key AS area, ${nameOf('area', 'a.natural_key')} AS areaName
     FROM requirement x LEFT JOIN result r ON r.id = x.result_id LEFT JOIN objective o ON o.id = r.objective_id LEFT JOIN country_framework f ON f.id = x.framework_id LEFT JOIN area a ON a.id = f.area_id
     WHERE x.removed_in IS NULL`,
  ).all({ locale }).filter(({ start }) => biennium === null || labelOf(start) === biennium)
  const placed = rows.filter((row) => (by === 'result' ? row.result : row.framework) !== null)
  const upper = (row: RequirementRow) => (by === 'result' ? { key: row.objective ?? '', name: row.objectiveName ?? '' } : { key: row.area ?? '', name: row.areaName ?? '' })
  const lower = (row: RequirementRow) => (by === 'result' ? { key: row.result ?? '', name: row.resultName ?? '' } : { key: `${row.area} #${row.framework}`, name: row.frameworkName ?? '' })
  const order = by === 'result' ? (row: RequirementRow) => row.objective ?? '' : (row: RequirementRow) => row.areaName ?? ''
  const groups = [...Map.groupBy(placed, order)].sort(([one], [other]) => one.localeCompare(other, locale))
  const table = groups.flatMap(([, group]) => {
    const [first] = group
    const inner = [...Map.groupBy(group, (row) => lower(row).key)].sort(([one], [other]) => one.localeCompare(other, locale, { numeric: true }))
    return [...(first ? [rowOf(upper(first), 0, group)] : []), ...inner.flatMap(([, own]) => own.slice(0, 1).map((row) => rowOf(lower(row), 1, own)))]
  })
  const all = sumsOf(rows)
  const left = sumsOf(rows.filter((row) => !placed.includes(row)))
  return {
    rows: table,
    total: { required: all.required ?? 0, available: all.available ?? 0, gap: gapOf(all) ?? 0, records: all.records },
    unplaced: { required: left.required ?? 0, available: left.available ?? 0, records: left.records },
  }
}

const rowOf = (named: { readonly key: string; readonly name: string }, level: number, rows: readonly RequirementRow[]): Row => {
  const sums = sumsOf(rows)
  return { ...named, level, ...sums, gap: gapOf(sums) }
}

/** Null where no record has a figure: nothing recorded is not nil. */
function sumsOf(rows: readonly RequirementRow[]): Sums {
  const sum = (pick: (row: RequirementRow) => number | null): number | null => {
    const known = rows.map(pick).filter((cents) => cents !== null)
    return known.length === 0 ? null : known.reduce((total, cents) => total + cents, 0)
  }
  return { required: sum(({ required }) => required), available: sum(({ available }) => available), records: rows.length }
}

/** What is not available of what is required; nil where more is available than is required. */
const gapOf = ({ required, available }: Sums): number | null => (required === null ? null : Math.max(0, required - (available ?? 0)))

interface BudgetRow {
  readonly key: string
  readonly name: string | null
  readonly isLine: 0 | 1
  readonly netAppropriation: number
  readonly coreVoluntary: number
  readonly technicalAssistance: number
  readonly emergency: number
}

/** Objectives in the order of the framework, lines of results among those of their objective, then lines that are no objective (their name is a code of the list of budget lines). */
export function readBudget(db: Database, { biennium, locale }: { readonly biennium: string; readonly locale: string }): BudgetTable {
  const rows = db.prepare<[object], BudgetRow>(
    `SELECT coalesce(o.code, b.line) AS key, ${nameOf('objective', 'o.natural_key')} AS name, o.id IS NULL AS isLine, sum(coalesce(b.net_appropriation_cents, 0)) AS netAppropriation, sum(coalesce(b.core_voluntary_cents, 0)) AS coreVoluntary,
       sum(coalesce(b.technical_assistance_cents, 0)) AS technicalAssistance, sum(coalesce(b.emergency_cents, 0)) AS emergency
     FROM budget_line b LEFT JOIN result r ON r.id = b.result_id LEFT JOIN objective o ON o.id = coalesce(b.objective_id, r.objective_id)
     WHERE b.removed_in IS NULL AND substr(b.biennium_start, 1, 4) = $year GROUP BY 1 ORDER BY isLine, key`,
  ).all({ locale, year: biennium.slice(0, 4) })
  const told = rows.map(({ isLine: _isLine, name, ...row }) => ({ ...row, name: name ?? row.key, ...shared(row) }))
  const sum = (pick: (row: BudgetRow) => number): number => rows.reduce((total, row) => total + pick(row), 0)
  const total = { netAppropriation: sum((row) => row.netAppropriation), coreVoluntary: sum((row) => row.coreVoluntary), technicalAssistance: sum((row) => row.technicalAssistance), emergency: sum((row) => row.emergency) }
  return { biennium, rows: told, total: { ...total, ...shared(total) } }
}

function shared({ netAppropriation, coreVoluntary, technicalAssistance, emergency }: Pick<BudgetRow, 'netAppropriation' | 'coreVoluntary' | 'technicalAssistance' | 'emergency'>) {
  const voluntary = coreVoluntary + technicalAssistance + emergency
  const total = netAppropriation + voluntary
  return { total, voluntaryShare: total === 0 ? null : Math.round((voluntary / total) * 1_000_000) }
}
