import type { RowKind, ValidatedRow } from '../../../../shared/domain/submission.ts'

/** What was made of a row, as it stands in the store. */
export interface CheckedRow {
  readonly row: number
  readonly kind: RowKind
  readonly draft: string | null
  readonly problems: string
}

export function toCheckedRow({ row, kind, drafts, record, problems }: ValidatedRow): CheckedRow {
  const draft = kind === 'accepted' ? JSON.stringify(drafts ?? record) : null
  return { row, kind, draft, problems: problems.length === 0 ? '[]' : JSON.stringify(problems) }
}
