/** Confirmation rounds, the latest first, and what became of their workbooks. */
import type { Database } from 'better-sqlite3'
import type { z } from 'zod'
import type { RoundEntry, RoundWorkbook } from '../../../../shared/contract/offices.ts'
import { nameOf } from './names.ts'

interface RoundRow { readonly id: number; readonly name: string; readonly period_start: string; readonly period_end: string; readonly due_on: string; readonly made_on: string }

export function readRounds(db: Database, { locale }: { readonly locale: string }): RoundEntry[] {
  const rounds = db.prepare<[], RoundRow>('SELECT id, name, period_start, period_end, due_on, made_on FROM confirmation_round WHERE removed_in IS NULL ORDER BY made_on DESC, id DESC').all()
  const workbooks = db.prepare<[{ round: number; locale: string }], z.infer<typeof RoundWorkbook>>(
    `SELECT id, office_key AS office, ${nameOf('office', 'office_key')} AS officeName, language, file_name AS file, json_array_length(sent_rows, '$.rows') AS "rows", json_array_length(sent_rows, '$.questions') AS questions,
       state, received_on AS receivedOn, received_name AS receivedName FROM sent_workbook WHERE round_id = $round AND removed_in IS NULL ORDER BY office_key, id`,
  )
  return rounds.map(({ id, name, period_start: start, period_end: end, due_on: dueOn, made_on: madeOn }) => ({ id, name, period: { start, end }, dueOn, madeOn, workbooks: workbooks.all({ round: id, locale }) }))
}
