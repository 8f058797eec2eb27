/** A person confirms the proposed partner of contributions, or names another one. Natural keys follow; figures stay. */
import { fail } from '../../../../shared/result.ts'
import type { WritableDb } from '../../store/database.ts'
import { inChangeset, readHead, type Writer } from '../../store/write-gate.ts'
import { contributionKey } from '../stage/natural-keys.ts'

export interface ConfirmRequest {
  readonly projects: readonly number[]
  /** Null keeps each proposal as it is. */
  readonly partnerKey: string | null
  readonly person: string
  readonly now: string
}

interface Candidate {
  readonly id: number
  readonly natural_key: string
  readonly project: string
  readonly partner: string
}

/** Proposed contributions of the projects; with another partner also the only contribution of a project, though confirmed. Nothing to do: changeset 0. Fails with conflict where the register changed meanwhile. */
export function confirmPartner(db: WritableDb, { projects, partnerKey, person, now }: ConfirmRequest): { changeset: number; contributions: number } {
  const expectedHead = readHead(db).id
  const partner = partnerKey === null ? null : (db.prepare<[string], { id: number }>('SELECT id FROM partner WHERE natural_key = ? AND removed_in IS NULL').get(partnerKey) ?? fail('invalid-input', 'error.unknown-partner', { key: partnerKey }))
  const reason = partnerKey ?? ''
  const { changeset, value } = inChangeset(db, { person, kind: 'edit', reason, now, expectedHead }, (writer) => {
    const candidates = db.prepare<[string, number], Candidate>(
      `SELECT c.id, c.natural_key, p.natural_key AS project, g.natural_key AS partner
       FROM json_each(?) i JOIN project p ON p.id = i.value AND p.removed_in IS NULL JOIN contribution c ON c.project_id = p.id AND c.removed_in IS NULL JOIN partner g ON g.id = c.signatory_id
       WHERE c.partner_state = 'proposed' OR (? AND (SELECT count(*) FROM contribution o WHERE o.project_id = p.id AND o.removed_in IS NULL) = 1) ORDER BY c.id`,
    ).all(JSON.stringify(projects), partner === null ? 0 : 1)
    for (const candidate of candidates) {
      const confirmed = { partner_state: 'confirmed', partner_reason: JSON.stringify({ key: 'reason.partner-confirmed', params: { text: candidate.partner } }) }
      if (partner === null || partnerKey === null || candidate.partner === partnerKey) writer.update('contribution', candidate.id, confirmed)
      else reassign(db, writer, candidate, { id: partner.id, key: partnerKey }, confirmed)
    }
    return candidates.length
  })
  return { changeset: changeset?.id ?? 0, contributions: value }
}

function reassign(db: WritableDb, writer: Writer, contribution: Candidate, partner: { readonly id: number; readonly key: string }, confirmed: Readonly<Record<string, string>>): void {
  const taken = db.prepare<[string], number>('SELECT 1 FROM contribution WHERE natural_key = ? AND removed_in IS NULL').pluck()
  let ordinal = 1
  while (taken.get(contributionKey(contribution.project, partner.key, ordinal))) ordinal += 1
  const key = contributionKey(contribution.project, partner.key, ordinal)
  writer.update('contribution', contribution.id, { ...confirmed, natural_key: key, signatory_id: partner.id })
  const amounts = db.prepare<[number], { id: number; natural_key: string }>('SELECT id, natural_key FROM amount WHERE contribution_id = ? AND to_changeset IS NULL').all(contribution.id)
  const isLast = !db.prepare<[number, string, string], number>(
    'SELECT 1 FROM contribution c JOIN partner g ON g.id = c.signatory_id JOIN project p ON p.id = c.project_id WHERE c.id <> ? AND p.natural_key = ? AND g.natural_key = ? AND c.removed_in IS NULL',
  ).pluck().get(contribution.id, contribution.project, contribution.partner)
  if (isLast) moveBeside(db, writer, contribution, partner.key)
  for (const amount of amounts) writer.amend('amount', amount.id, { natural_key: key + amount.natural_key.slice(contribution.natural_key.length) })
}

/** What other sources say of the project's payer is compared with the contribution under its new partner. */
function moveBeside(db: WritableDb, writer: Writer, { project, partner }: Candidate, key: string): void {
  const place = `|${project}|${partner}|`
  const found = db.prepare<[string, string], { id: number; natural_key: string }>('SELECT id, natural_key FROM figure_beside WHERE project_key = ? AND partner_key = ? AND removed_in IS NULL').all(project, partner)
  const taken = db.prepare<[string], number>('SELECT 1 FROM figure_beside WHERE natural_key = ? AND removed_in IS NULL').pluck()
  for (const { id, natural_key: before } of found) {
    const at = before.indexOf(place)
    const moved = `${before.slice(0, at)}|${project}|${key}|${before.slice(at + place.length)}`
    if (!taken.get(moved)) writer.update('figure_beside', id, { natural_key: moved, partner_key: key })
  }
}
