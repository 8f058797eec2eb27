/** Requirements and what is available for them; tasks, follow-ups and commitments that are not done. */
import type { Database } from 'better-sqlite3'
import { recordSpec } from '../../../../../shared/domain/register/record-catalogue.ts'
import { notedEntities } from '../../../../../shared/domain/register/planning-records.ts'
import { recordTypes, type RecordType } from '../../../../../shared/domain/register/record-types.ts'
import { nameOf } from '../names.ts'

export interface RequirementFact { readonly id: number; readonly key: string; readonly name: string; readonly required: number; readonly available: number; readonly framework: number | null }
export interface DueFact { readonly id: number; readonly key: string; readonly text: string; readonly responsible: string; readonly dueOn: string }
export interface TaskFact extends DueFact { readonly about: { readonly type: RecordType; readonly id: number } | null }
export interface FollowUpFact extends DueFact { readonly kind: 'commitment' | 'follow-up'; readonly side: 'organization' | 'partner'; readonly partner: number; readonly partnerName: string; readonly meeting: number | null }

/** Cents of USD, of requirements of which more is available than required. */
export const readRequirementFacts = (db: Database, locale: string): readonly RequirementFact[] => db.prepare<[object], RequirementFact>(
  `SELECT q.id, q.natural_key AS key, coalesce(nullif(q.title, ''), ${nameOf('result', 'r.natural_key')}, f.title) AS name, q.required_cents AS required, q.available_cents AS available, q.framework_id AS framework
   FROM requirement q LEFT JOIN result r ON r.id = q.result_id LEFT JOIN country_framework f ON f.id = q.framework_id WHERE q.removed_in IS NULL AND q.required_cents IS NOT NULL AND q.available_cents > q.required_cents ORDER BY q.natural_key`,
).all({ locale })

/** Due before `today` and not done. */
export function readOverdue(db: Database, locale: string, today: string): { readonly tasks: readonly TaskFact[]; readonly followUps: readonly FollowUpFact[] } {
  const tasks = db.prepare<[string], DueFact & { readonly entity: string | null; readonly entityUuid: string | null }>(
    `SELECT id, uuid AS key, text, responsible, due_on AS dueOn, entity, entity_uuid AS entityUuid FROM task WHERE done_on IS NULL AND due_on < ? AND removed_in IS NULL ORDER BY due_on, id`,
  ).all(today)
  const idOf = (entity: string | null, uuid: string | null): TaskFact['about'] => {
    const type = recordTypes.find((known) => known === entity && notedEntities.some((noted) => noted === known))
    if (type === undefined || uuid === null) return null
    const id = db.prepare<[string], number>(`SELECT max(id) FROM ${recordSpec(type).table} WHERE uuid = ?`).pluck().get(uuid)
    return id === undefined ? null : { type, id }
  }
  return {
    tasks: tasks.map(({ entity, entityUuid, ...task }) => ({ ...task, about: idOf(entity, entityUuid) })),
    followUps: db.prepare<[object], FollowUpFact>(
      `SELECT f.id, f.natural_key AS key, f.text, f.responsible, f.due_on AS dueOn, f.kind, f.side, g.id AS partner, ${nameOf('partner', 'g.natural_key')} AS partnerName, f.meeting_id AS meeting
       FROM follow_up f JOIN partner g ON g.id = f.partner_id WHERE f.done_on IS NULL AND f.due_on < $today AND f.removed_in IS NULL ORDER BY f.due_on, f.id`,
    ).all({ locale, today }),
  }
}
