import { draftText } from '../../../../shared/domain/draft-text.ts'
import type { RowKind, RowTexts, ValidatedRow } from '../../../../shared/domain/submission.ts'

/** What was made of a row, as it stands in the store. */
export interface CheckedRow {
  readonly row: number
  readonly kind: RowKind
  /** By shared/domain/draft-text.ts. */
  readonly draft: string | null
  /** JSON of Problem[]. */
  readonly problems: string
  /** Texts of the row, where its cells are not kept column by column. */
  readonly cells?: RowTexts
}

export function toCheckedRow({ row, kind, drafts, record, problems, cells }: ValidatedRow): CheckedRow {
  const draft = kind === 'accepted' ? draftText(drafts ?? record ?? []) : null
  return { row, kind, draft, problems: problems.length === 0 ? '[]' : JSON.stringify(problems), ...(cells.texts.length === 0 ? {} : { cells }) }
}
