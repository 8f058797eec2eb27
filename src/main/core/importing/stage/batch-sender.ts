/** Who speaks in a staged file, and who spoke before: submissions of the register with their office, source and file. */
import type { Database } from 'better-sqlite3'
import { sourceOfKind, type FigureSource, type ImportOptions } from '../../../../shared/domain/import-options.ts'
import type { SubmissionKind } from '../../../../shared/domain/kinds.ts'
import type { SubmissionMapping } from '../../../../shared/domain/submission.ts'

export interface BatchSender {
  readonly kind: SubmissionKind
  readonly source: FigureSource
  /** Key of the sending office; null where none is named. */
  readonly office: string | null
}

export const senderOf = ({ mapping, options }: { readonly mapping: SubmissionMapping; readonly options: ImportOptions }): BatchSender => ({
  kind: mapping.kind, source: options.source ?? sourceOfKind(mapping.kind), office: mapping.constants.office ?? null,
})

export interface EarlierSubmission extends BatchSender {
  readonly id: number
  readonly file: string
  readonly as_at: string | null
}

/** Submissions in force, by id. A source that was not chosen is that of the kind, also of those from before sources were kept. */
export function readEarlier(db: Database): ReadonlyMap<number, EarlierSubmission> {
  const rows = db.prepare<[], Omit<EarlierSubmission, 'source'> & { readonly chosen: FigureSource | null }>(
    `SELECT s.id, s.kind, s.options ->> '$.source' AS chosen, o.natural_key AS office, f.name AS file, s.as_at
     FROM submission s JOIN source_file f ON f.id = s.source_file_id LEFT JOIN office o ON o.id = s.office_id WHERE s.removed_in IS NULL`,
  ).all()
  return new Map(rows.map(({ chosen, ...row }) => [row.id, { ...row, source: chosen ?? sourceOfKind(row.kind) }]))
}
