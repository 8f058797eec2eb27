/** The counting rules of the workspace: dated, editable, one version of each in force on a day. */
import type { Database } from 'better-sqlite3'
import { CountingRuleEntry } from '../../../shared/domain/pack.ts'
import { fail } from '../../../shared/result.ts'

export interface CountingRule {
  readonly code: string
  readonly names: CountingRuleEntry['names']
  /** Dates of this version; null is open. */
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly counts: readonly string[]
  readonly ownLine: readonly string[]
  readonly never: CountingRuleEntry['never']
  readonly apart: readonly string[]
  readonly otherModalities: CountingRuleEntry['otherModalities']
  readonly withoutModality: CountingRuleEntry['withoutModality']
  readonly repeatedOnce: boolean
}

interface RuleRow { readonly valid_from: string | null; readonly valid_to: string | null; readonly definition: string }

const inForce = '(valid_from IS NULL OR valid_from <= $today) AND (valid_to IS NULL OR valid_to >= $today)'

/** The version in force on `today` (ISO date). Fails with not-found where the rule or such a version does not exist. */
export function readCountingRule(db: Database, code: string, today: string): CountingRule {
  const row = db
    .prepare<[{ code: string; today: string }], RuleRow>(`SELECT valid_from, valid_to, definition FROM counting_rule WHERE code = $code AND ${inForce} ORDER BY coalesce(valid_from, '') DESC LIMIT 1`)
    .get({ code, today })
  if (!row) return fail('not-found', 'error.not-found', { name: code })
  return { ...CountingRuleEntry.parse(JSON.parse(row.definition)), validFrom: row.valid_from, validTo: row.valid_to }
}

/** Codes of the rules in force on `today`, in the order they were recorded. */
export const listCountingRules = (db: Database, today: string): string[] =>
  db.prepare<[{ today: string }], string>(`SELECT code FROM counting_rule WHERE ${inForce} GROUP BY code ORDER BY min(id)`).pluck().all({ today })
