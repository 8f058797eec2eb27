/** Categories of support costs with the standard in force on a day. */
import type { Database } from 'better-sqlite3'
import { standardOn } from '../../../shared/domain/register/support-costs.ts'
import { readStandards } from '../store/reading/agreement-facts.ts'
import { nameOf } from '../store/reading/names.ts'

export interface SupportCosts { readonly category: string; readonly name: string; /** Millionths; null without one. */ readonly standard: number | null; readonly status: string }

export function readSupportCosts(db: Database, { locale, today }: { readonly locale: string; readonly today: string }): SupportCosts[] {
  const standards = readStandards(db)
  const categories = db.prepare<[object], { category: string; name: string; status: string }>(
    `SELECT x.category, ${nameOf('support_cost_category', 'x.category')} AS name, coalesce((SELECT status FROM label WHERE entity = 'support_cost_category' AND entity_key = x.category AND role = 'name' AND language = 'en'), 'unverified') AS status
     FROM (SELECT DISTINCT entity_key AS category FROM label WHERE entity = 'support_cost_category' UNION SELECT category FROM support_cost_standard WHERE removed_in IS NULL) x ORDER BY name`,
  ).all({ locale })
  return categories.map(({ category, name, status }) => {
    const standard = standardOn(standards, category, today)
    return { category, name, standard, status: standards.find((known) => known.category === category && known.rate === standard)?.status ?? status }
  })
}
