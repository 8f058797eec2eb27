/** What the findings of partners are told from. */
import type { Database } from 'better-sqlite3'
import { projectNameSql } from './project-name.ts'
import { nameOf } from '../names.ts'

export interface PartnerFact {
  readonly id: number
  readonly key: string
  readonly name: string
  readonly type: string
  readonly state: 'confirmed' | 'proposed'
  readonly prospect: string | null
  readonly parent: number | null
  /** Day of the last meeting, mission, call or event that has been; null where there was none. */
  readonly lastContact: string | null
}

export interface PartnerFacts {
  readonly partners: readonly PartnerFact[]
  /** Codes that more than one partner has. */
  readonly sharedCodes: readonly { readonly system: string; readonly code: string; readonly partner: number }[]
  /** Every name and alias in every language. */
  readonly names: readonly { readonly partner: number; readonly text: string }[]
  /** Contributions whose partner nobody has confirmed. */
  readonly proposals: readonly { readonly id: number; readonly key: string; readonly project: number; readonly projectName: string; readonly partner: number; readonly partnerName: string }[]
  readonly undocumented: readonly { readonly id: number; readonly key: string; readonly partner: number; readonly partnerName: string; readonly text: string }[]
}

export function readPartnerFacts(db: Database, { locale, today }: { readonly locale: string; readonly today: string }): PartnerFacts {
  const live = `t.removed_in IS NULL`
  return {
    partners: db.prepare<[object], PartnerFact>(
      `SELECT t.id, t.natural_key AS key, ${nameOf('partner', 't.natural_key')} AS name, t.type, t.state, t.prospect, t.parent_id AS parent,
         (SELECT max(m.held_on) FROM meeting m WHERE m.partner_id = t.id AND m.removed_in IS NULL AND m.held_on <= $today) AS lastContact
       FROM partner t WHERE ${live} ORDER BY t.natural_key`,
    ).all({ locale, today }),
    sharedCodes: db.prepare<[], PartnerFacts['sharedCodes'][number]>(
      `WITH live AS (SELECT i.system, i.code, t.id AS partner FROM identifier i JOIN partner t ON t.natural_key = i.entity_key AND ${live} WHERE i.entity = 'partner')
       SELECT system, code, partner FROM live WHERE (system, code) IN (SELECT system, code FROM live GROUP BY 1, 2 HAVING count(DISTINCT partner) > 1) ORDER BY 1, 2, 3`,
    ).all(),
    names: db.prepare<[], PartnerFacts['names'][number]>(
      `SELECT t.id AS partner, l.text FROM label l JOIN partner t ON t.natural_key = l.entity_key AND ${live} WHERE l.entity = 'partner' AND l.role = 'name'
       UNION SELECT t.id, l.text FROM alias l JOIN partner t ON t.natural_key = l.entity_key AND ${live} WHERE l.entity = 'partner' ORDER BY 1, 2`,
    ).all(),
    proposals: db.prepare<[object], PartnerFacts['proposals'][number]>(
      `SELECT c.id, c.natural_key AS key, p.id AS project, ${projectNameSql('p')} AS projectName, t.id AS partner, ${nameOf('partner', 't.natural_key')} AS partnerName
       FROM contribution c JOIN project p ON p.id = c.project_id JOIN partner t ON t.id = c.signatory_id WHERE c.partner_state = 'proposed' AND c.removed_in IS NULL ORDER BY c.natural_key`,
    ).all({ locale }),
    undocumented: db.prepare<[object], PartnerFacts['undocumented'][number]>(
      `SELECT s.id, s.natural_key AS key, t.id AS partner, ${nameOf('partner', 't.natural_key')} AS partnerName, s.text FROM profile_statement s JOIN partner t ON t.id = s.partner_id
       WHERE s.removed_in IS NULL AND trim(s.document) = '' ORDER BY s.natural_key`,
    ).all({ locale }),
  }
}
