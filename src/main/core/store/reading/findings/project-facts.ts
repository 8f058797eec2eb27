/** What the findings of projects and programmes are told from. */
import type { Database } from 'better-sqlite3'
import { nameOf } from '../names.ts'
import { projectNameSql } from './project-name.ts'

export interface SymbolFact {
  readonly id: number
  readonly key: string
  readonly symbol: string
  readonly title: string | null
  readonly areaKey: string | null
  readonly areaKind: string | null
  /** Code of the area in project symbols. */
  readonly areaCode: string | null
  readonly areaName: string | null
  readonly modality: string | null
}
interface Named { readonly id: number; readonly key: string; readonly name: string }
export interface ShareFact {
  readonly id: number
  readonly uuid: string
  readonly project: number
  readonly key: string
  readonly name: string
  readonly dimension: string
  readonly target: string
  readonly millionths: number
  readonly from: string | null
  readonly to: string | null
}

export interface ProjectFacts {
  readonly symbols: readonly SymbolFact[]
  readonly shares: readonly ShareFact[]
  readonly stages: readonly (Named & { readonly stage: string; readonly endDate: string | null })[]
  /** Every link of a tree whose records may stand under one another. */
  readonly links: readonly (Named & { readonly type: 'partner' | 'project' | 'pool' | 'agreement'; readonly parent: number })[]
}

const tree = (type: string, table: string, column: string, name: string): string =>
  `SELECT '${type}' AS type, t.id, t.natural_key AS key, ${name} AS name, t.${column} AS parent FROM ${table} t WHERE t.${column} IS NOT NULL AND t.removed_in IS NULL`

export function readProjectFacts(db: Database, locale: string): ProjectFacts {
  return {
    symbols: db.prepare<[object], SymbolFact>(
      `WITH areas AS MATERIALIZED (SELECT a.id, a.natural_key AS key, a.kind, (SELECT code FROM identifier WHERE entity = 'area' AND entity_key = a.natural_key AND system = 'fao-symbol' LIMIT 1) AS code, ${nameOf('area', 'a.natural_key')} AS name FROM area a)
       SELECT p.id, p.natural_key AS key, p.symbol, p.title, a.key AS areaKey, a.kind AS areaKind, a.code AS areaCode, a.name AS areaName, m.natural_key AS modality
       FROM project p LEFT JOIN areas a ON a.id = p.area_id LEFT JOIN modality m ON m.id = p.modality_id WHERE p.symbol IS NOT NULL AND p.removed_in IS NULL ORDER BY p.natural_key`,
    ).all({ locale }),
    shares: db.prepare<[], ShareFact>(
      `SELECT s.id, s.uuid, s.project_id AS project, p.natural_key AS key, ${projectNameSql('p')} AS name, s.dimension, s.target_key AS target, s.millionths, s.valid_from AS "from", s.valid_to AS "to"
       FROM share s JOIN project p ON p.id = s.project_id WHERE s.to_changeset IS NULL AND p.removed_in IS NULL ORDER BY p.natural_key, s.dimension, s.target_key, coalesce(s.valid_from, ''), s.id`,
    ).all(),
    stages: db.prepare<[], ProjectFacts['stages'][number]>(
      `SELECT p.id, p.natural_key AS key, ${projectNameSql('p')} AS name, p.stage, p.end_date AS endDate FROM project p WHERE p.stage IN ('active', 'financially-closed') AND p.removed_in IS NULL ORDER BY p.natural_key`,
    ).all(),
    links: db.prepare<[object], ProjectFacts['links'][number]>(
      [tree('partner', 'partner', 'parent_id', nameOf('partner', 't.natural_key')), tree('project', 'project', 'parent_id', projectNameSql('t')), tree('pool', 'pool', 'parent_id', 't.title'), tree('agreement', 'agreement', 'framework_id', 't.title')].join(' UNION ALL '),
    ).all({ locale }),
  }
}
