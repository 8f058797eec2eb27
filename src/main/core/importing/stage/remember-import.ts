/**
 * What a committed import teaches: the form of its sender, the names that a person matched, the answers to questions. Not logged and no part
 * of the record, but written in the transaction of the commit; an undo of the import keeps it, since the names still mean the same.
 */
import { z } from 'zod'
import { PartnerDecision, ValueDecision } from '../../../../shared/contract/submissions.ts'
import type { SubmissionMapping } from '../../../../shared/domain/submission.ts'
import { textKey } from '../../../../shared/domain/text-key.ts'
import { answersOf } from '../map/apply-memory.ts'
import { fail } from '../../../../shared/result.ts'
import type { WritableDb } from '../../store/database.ts'
import { headerFingerprint } from './header-fingerprint.ts'
import { inStaging } from './staging-transaction.ts'

export const StoredDecisions = z.object({ partners: z.array(PartnerDecision), values: z.array(ValueDecision) })
export type StoredDecisions = z.infer<typeof StoredDecisions>

export interface CommittedImport {
  readonly mapping: SubmissionMapping
  readonly fileName: string
  readonly decisions: StoredDecisions
  readonly person: string
  readonly now: string
}

/** A decision for “none of those known” teaches nothing: a new partner is found by its own name, anything else is asked again. */
export function rememberImport(db: WritableDb, { mapping, fileName, decisions, person, now }: CommittedImport): void {
  const office = mapping.constants.office ?? null
  db.prepare<[string, string | null, string, string, string, string]>(
    `INSERT INTO remembered_mapping (fingerprint, office_key, mapping, file_name, person, at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (fingerprint, coalesce(office_key, '')) DO UPDATE SET mapping = excluded.mapping, file_name = excluded.file_name, person = excluded.person, at = excluded.at`,
  ).run(headerFingerprint(mapping.columns), office, JSON.stringify(mapping), fileName, person, now)

  const putValue = db.prepare<[string, string, string, string, string | null, string, string]>(
    `INSERT INTO remembered_value (type, text_key, text, key, scope_office, person, at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (type, text_key, coalesce(scope_office, '')) DO UPDATE SET text = excluded.text, key = excluded.key, person = excluded.person, at = excluded.at`,
  )
  const remember = (type: string, text: string, key: string | null): void => {
    if (key !== null && textKey(text) !== '') putValue.run(type, textKey(text), text, key, office, person, now)
  }
  for (const { text, from, partnerKey } of decisions.partners) remember(from === 'column' ? 'partner' : 'donor-code', text, partnerKey)
  for (const { type, text, key } of decisions.values) remember(type, text, key)

  if (office === null) return
  const putAnswer = db.prepare<[string, string, string, string, string, string]>(
    'INSERT INTO remembered_answer (office_key, header_key, ask, answer, person, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (office_key, header_key, ask) DO UPDATE SET answer = excluded.answer, person = excluded.person, at = excluded.at',
  )
  for (const { headerKey, ask, answer } of mapping.columns.flatMap(answersOf)) putAnswer.run(office, headerKey, ask, answer, person, now)
}

/** Fails with not-found where it was forgotten already. */
export function forgetValue(db: WritableDb, id: number): void {
  inStaging(db, () => {
    if (db.prepare<[number]>('DELETE FROM remembered_value WHERE id = ?').run(id).changes === 0) fail('not-found', 'error.remembered-gone')
  })
}
