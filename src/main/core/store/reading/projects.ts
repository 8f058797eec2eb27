/** The list of projects, and one project with everything known of it. */
import type { Database } from 'better-sqlite3'
import type { Table } from '../../../../shared/contract/common.ts'
import type { ProjectDetail } from '../../../../shared/contract/projects.ts'
import { fail } from '../../../../shared/result.ts'
import type { AmountReading } from './amount-records.ts'
import { containing, headOf, nameOf } from './names.ts'
import { rowLimit, toTable, type GridRow, type PageRequest } from './table-page.ts'

export interface ProjectPageRequest extends PageRequest {
  readonly onlyProposed: boolean
  readonly locale: string
}

const columns = ['id', 'symbol', 'title', 'partner', 'partnerState', 'country', 'modality', 'approved', 'start', 'end', 'audience', 'sourceFile'] as const

const symbol = 'coalesce(p.symbol, p.symbol_written)'
const live = 'c.project_id = p.id AND c.removed_in IS NULL'
const approved = `(SELECT sum(a.usd_cents) FROM contribution c JOIN amount a ON a.contribution_id = c.id AND a.to_changeset IS NULL AND a.measure = 'approval' WHERE ${live})`
const file = `(SELECT f.name FROM contribution c JOIN submission s ON s.id = c.submission_id JOIN source_file f ON f.id = s.source_file_id WHERE ${live} ORDER BY c.id LIMIT 1)`
const names = (table: 'area' | 'partner'): string => `${table}_name (id, name) AS MATERIALIZED (SELECT t.id, ${nameOf(table, 't.natural_key')} FROM ${table} t)`
const partners = `(SELECT group_concat(name, '; ') FROM (SELECT DISTINCT n.name FROM contribution c JOIN partner_name n ON n.id = c.signatory_id WHERE ${live} ORDER BY n.name))`
const state = `(SELECT max(c.partner_state) FROM contribution c WHERE ${live})`

/** What a person may sort by, and the SQL that stands for it: nothing else becomes SQL. Those of plain columns are answered by an index. */
const sorts: Readonly<Record<string, string>> = {
  symbol,
  title: 'p.title',
  start: 'p.start_date',
  end: 'p.end_date',
  id: 'p.id',
  audience: 'p.audience',
  approved,
  sourceFile: file,
  partnerState: state,
  partner: `(SELECT min(n.name) FROM contribution c JOIN partner_name n ON n.id = c.signatory_id WHERE ${live})`,
  country: '(SELECT n.name FROM area_name n WHERE n.id = p.area_id)',
  modality: '(SELECT m.natural_key FROM modality m WHERE m.id = p.modality_id)',
}

const searched = `(${symbol} LIKE $search ESCAPE '\\' OR p.title LIKE $search ESCAPE '\\' OR p.symbol_written LIKE $search ESCAPE '\\'
  OR EXISTS (SELECT 1 FROM contribution c JOIN partner_name n ON n.id = c.signatory_id WHERE ${live} AND n.name LIKE $search ESCAPE '\\'))`
const proposed = `p.id IN (SELECT c.project_id FROM contribution c WHERE c.partner_state = 'proposed' AND c.removed_in IS NULL)`

const where = (request: Pick<ProjectPageRequest, 'onlyProposed' | 'search'>): string =>
  ['p.removed_in IS NULL', ...(request.onlyProposed ? [proposed] : []), ...(request.search ? [searched] : [])].join(' AND ')

/** SQL of the ids of one page; exported so that a test can look at its query plan. */
export function pageSql(request: Pick<ProjectPageRequest, 'onlyProposed' | 'search' | 'sort'>): string {
  const by = (request.sort && Object.hasOwn(sorts, request.sort.key) ? sorts[request.sort.key] : undefined) ?? symbol
  const direction = request.sort?.direction === 'desc' ? 'DESC' : 'ASC'
  const condition = where(request)
  const needed = (['partner', 'area'] as const).filter((table) => (by + condition).includes(`${table}_name`))
  return `${needed.length > 0 ? `WITH ${needed.map(names).join(', ')} ` : ''}SELECT p.id FROM project p WHERE ${condition} ORDER BY ${by} ${direction}, p.id ${direction} LIMIT $limit OFFSET $offset`
}

export interface ProjectReading {
  projectPage(request: ProjectPageRequest): Table
  project(project: number, locale: string): ProjectDetail
}

interface DetailRow {
  readonly [column: string]: string | number | null
}
const fieldNames = ['approval-date', 'entity-code', 'executing-agency', 'implementing-agency', 'sector', 'operational-modality', 'scope', 'office', 'parent', 'programme', 'audience'] as const

export function createProjectReading(db: Database, amounts: AmountReading): ProjectReading {
  const head = headOf(db)
  const details = db.prepare<[{ ids: string; locale: string }], GridRow & { readonly id: number }>(
    `WITH ${names('partner')} SELECT p.id, ${symbol} AS symbol, p.title, ${partners} AS partner, ${state} AS partnerState, ${nameOf('area', 'r.natural_key')} AS country, m.natural_key AS modality,
       ${approved} AS approved, p.start_date AS start, p.end_date AS "end", p.audience, ${file} AS sourceFile
     FROM json_each($ids) i JOIN project p ON p.id = i.value LEFT JOIN area r ON r.id = p.area_id LEFT JOIN modality m ON m.id = p.modality_id ORDER BY i.key`,
  )
  const detail = db.prepare<[{ project: number; locale: string }], DetailRow>(
    `SELECT p.id, ${symbol} AS symbol, p.symbol_written AS written, p.title, m.natural_key AS modality, ${nameOf('area', 'r.natural_key')} AS country, p.start_date, p.end_date, p.status,
       p.approval_date AS "approval-date", p.entity_code AS "entity-code", p.executing_agency AS "executing-agency", p.implementing_agency AS "implementing-agency", p.sector,
       p.operational_modality AS "operational-modality", p.scope, ${nameOf('office', 'o.natural_key')} AS office, coalesce(q.symbol, q.symbol_written) AS parent, g.title AS programme, p.audience
     FROM project p LEFT JOIN area r ON r.id = p.area_id LEFT JOIN modality m ON m.id = p.modality_id LEFT JOIN office o ON o.id = p.office_id
       LEFT JOIN project q ON q.id = p.parent_id LEFT JOIN programme g ON g.id = p.programme_id
     WHERE p.id = $project AND p.removed_in IS NULL`,
  )
  const notes = db.prepare<[number], string>(`SELECT n.text FROM note n JOIN project p ON p.uuid = n.entity_uuid WHERE n.entity = 'project' AND p.id = ? ORDER BY n.id`).pluck()
  return {
    projectPage(request) {
      const { locale, offset } = request
      const search = request.search?.trim() ?? ''
      const asked = { ...request, search }
      const condition = where(asked)
      const values = { limit: rowLimit(request.limit, columns.length), offset, ...(search ? { search: containing(search) } : {}) }
      const sql = pageSql(asked)
      const ids = db.prepare<[object], number>(sql).pluck().all(sql.includes('$locale') ? { ...values, locale } : values)
      const total = db.prepare<[object], number>(`${search ? `WITH ${names('partner')} ` : ''}SELECT count(*) FROM project p WHERE ${condition}`).pluck().get(search ? { search: containing(search), locale } : {})
      return toTable(columns, details.all({ ids: JSON.stringify(ids), locale }), { offset, total: total ?? 0, changeset: head() })
    },
    project(project, locale) {
      const row = detail.get({ project, locale })
      if (!row) return fail('not-found', 'error.not-found', { name: String(project) })
      const text = (column: string): string | null => (row[column] === null || row[column] === undefined ? null : String(row[column]))
      const fields = fieldNames.flatMap((name) => {
        const value = text(name)
        return value === null ? [] : [{ name, value }]
      })
      return {
        id: project,
        symbol: text('symbol'),
        written: text('written'),
        title: text('title'),
        modality: text('modality'),
        country: text('country'),
        startDate: text('start_date'),
        endDate: text('end_date'),
        status: text('status'),
        fields: [...fields, ...notes.all(project).map((value) => ({ name: 'note', value }))],
        amounts: amounts.tracesOfProject(project, locale),
      }
    },
  }
}
