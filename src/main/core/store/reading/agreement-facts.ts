/** Agreements with everything that is part of them, as positions and findings are told from them. */
import type { Database } from 'better-sqlite3'
import type { InstalmentFact } from '../../../../shared/domain/register/agreement-position.ts'
import { standardOn, type SupportCostStandard } from '../../../../shared/domain/register/support-costs.ts'
import { nameOf } from './names.ts'

interface AgreementRow {
  readonly id: number
  readonly key: string
  readonly title: string
  readonly reference: string | null
  readonly kind: 'framework' | 'single'
  readonly state: string
  readonly partner: number
  readonly partnerName: string
  readonly partnerType: string
  readonly original: string | null
  readonly currency: string | null
  readonly usdCents: number | null
  /** The agreement's own category, else its modality's. */
  readonly category: string | null
  readonly rate: number | null
  readonly exception: string | null
  readonly signedOn: string | null
  readonly endDate: string | null
}
export interface AgreementFact extends AgreementRow {
  /** Standard of the category on the day of signature, or today where it is not signed; null without one. */
  readonly standard: number | null
  readonly instalments: readonly (InstalmentFact & { readonly id: number })[]
  readonly reports: readonly { readonly id: number; readonly kind: string; readonly dueOn: string; readonly sentOn: string | null }[]
  readonly clearances: readonly { readonly id: number; readonly kind: string; readonly clearedOn: string | null }[]
  readonly terms: readonly { readonly id: number; readonly kind: string; readonly text: string; readonly dueOn: string | null; readonly metOn: string | null }[]
  readonly projects: readonly { readonly id: number; readonly symbol: string | null; readonly title: string | null }[]
}
type Part<K extends keyof AgreementFact> = AgreementFact[K] extends readonly (infer P)[] ? P & { readonly agreement: number } : never

/** Of one agreement, or of all where `agreement` is null; in the order of their keys. */
export function readAgreementFacts(db: Database, { locale, today, agreement }: { readonly locale: string; readonly today: string; readonly agreement: number | null }): readonly AgreementFact[] {
  const rows = db.prepare<[object], AgreementRow>(
    `SELECT g.id, g.natural_key AS key, g.title, g.reference, g.kind, g.state, t.id AS partner, ${nameOf('partner', 't.natural_key')} AS partnerName, t.type AS partnerType, g.original, g.currency, g.usd_cents AS usdCents,
       coalesce(g.support_cost_category, m.support_cost_category) AS category, g.support_cost_rate AS rate, g.rate_exception AS exception, g.signed_on AS signedOn, g.end_date AS endDate
     FROM agreement g JOIN partner t ON t.id = g.partner_id LEFT JOIN modality m ON m.id = g.modality_id
     WHERE g.removed_in IS NULL AND ($agreement IS NULL OR g.id = $agreement) ORDER BY g.natural_key`,
  ).all({ locale, agreement })
  const parts = <P extends { readonly agreement: number }>(columns: string, table: string, more = ''): Map<number, P[]> =>
    Map.groupBy(db.prepare<[object], P>(`SELECT x.agreement_id AS agreement, ${columns} FROM ${table} x ${more} WHERE x.removed_in IS NULL AND ($agreement IS NULL OR x.agreement_id = $agreement) ORDER BY x.natural_key`).all({ agreement }), (part) => part.agreement)
  const instalments = parts<Part<'instalments'>>('x.id, x.due_on AS dueOn, x.received_on AS receivedOn, x.original, x.received_original AS receivedOriginal, x.currency, x.rate', 'instalment')
  const reports = parts<Part<'reports'>>('x.id, x.kind, x.due_on AS dueOn, x.sent_on AS sentOn', 'report_due')
  const clearances = parts<Part<'clearances'>>('x.id, x.kind, x.cleared_on AS clearedOn', 'clearance')
  const terms = parts<Part<'terms'>>('x.id, x.kind, x.text, x.due_on AS dueOn, x.met_on AS metOn', 'agreement_term')
  const links = parts<Part<'projects'>>('p.id AS id, p.symbol, p.title', 'agreement_project', 'JOIN project p ON p.id = x.project_id')
  const standards = readStandards(db)
  return rows.map((row) => ({
    ...row,
    standard: row.category === null ? null : standardOn(standards, row.category, row.signedOn ?? today),
    instalments: instalments.get(row.id) ?? [], reports: reports.get(row.id) ?? [], clearances: clearances.get(row.id) ?? [], terms: terms.get(row.id) ?? [], projects: links.get(row.id) ?? [],
  }))
}

export const readStandards = (db: Database): readonly (SupportCostStandard & { readonly status: string })[] =>
  db.prepare<[], SupportCostStandard & { readonly status: string }>('SELECT category, rate, valid_from AS validFrom, valid_to AS validTo, status FROM support_cost_standard WHERE removed_in IS NULL ORDER BY natural_key').all()
