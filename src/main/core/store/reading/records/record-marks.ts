/** What a row of a grid is marked with: on single fields, or on the record as a whole (`*`). */
import { notedEntities } from '../../../../../shared/domain/register/planning-records.ts'
import { recordSpec } from '../../../../../shared/domain/register/record-catalogue.ts'
import type { RecordType } from '../../../../../shared/domain/register/record-types.ts'

export const recordMarks = ['corrected', 'proposed', 'note', 'task', 'imported', 'unverified'] as const
export type RecordMark = (typeof recordMarks)[number]

interface MarkSql { readonly field: string; readonly mark: RecordMark; /** 1 where it holds, for a row under the alias t. */ readonly sql: string }

const corrected = "EXISTS (SELECT 1 FROM correction k WHERE k.amount_id = t.id AND k.state IN ('live', 'asked') AND k.removed_in IS NULL)"

const special: Readonly<Partial<Record<RecordType, readonly MarkSql[]>>> = {
  partner: [{ field: 'name', mark: 'proposed', sql: "t.state = 'proposed'" }],
  project: [{ field: 'partners', mark: 'proposed', sql: "EXISTS (SELECT 1 FROM contribution c WHERE c.project_id = t.id AND c.partner_state = 'proposed' AND c.removed_in IS NULL)" }],
  contribution: [{ field: 'signatory', mark: 'proposed', sql: "t.partner_state = 'proposed'" }, { field: '*', mark: 'imported', sql: 't.submission_id IS NOT NULL' }],
  amount: [
    { field: 'original', mark: 'corrected', sql: corrected }, { field: 'usd', mark: 'corrected', sql: corrected }, { field: '*', mark: 'imported', sql: 't.submission_id IS NOT NULL' },
    { field: 'partner', mark: 'proposed', sql: "(SELECT c.partner_state = 'proposed' FROM contribution c WHERE c.id = t.contribution_id)" },
  ],
}

export function marksOf(type: RecordType): readonly MarkSql[] {
  const { table, fields } = recordSpec(type)
  const entity = notedEntities.find((known) => known === table)
  return [
    ...(special[type] ?? []),
    ...(fields.some(({ key, choices }) => key === 'status' && choices?.list === 'check-status') ? [{ field: '*', mark: 'unverified', sql: "t.status = 'unverified'" } as const] : []),
    ...(entity ? [
      { field: '*', mark: 'note', sql: `EXISTS (SELECT 1 FROM note n WHERE n.entity = '${entity}' AND n.entity_uuid = t.uuid)` } as const,
      { field: '*', mark: 'task', sql: `EXISTS (SELECT 1 FROM task k WHERE k.entity = '${entity}' AND k.entity_uuid = t.uuid AND k.done_on IS NULL AND k.removed_in IS NULL)` } as const,
    ] : []),
  ]
}

/** JSON of {field: mark[]}, null where nothing is marked. */
export function marksJson(marks: readonly MarkSql[], holds: (index: number) => boolean): string | null {
  const found: Record<string, RecordMark[]> = {}
  for (const [index, { field, mark }] of marks.entries()) if (holds(index)) (found[field] ??= []).push(mark)
  return Object.keys(found).length === 0 ? null : JSON.stringify(found)
}
