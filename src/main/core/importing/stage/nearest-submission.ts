/** Which committed submission a staged file repeats, wholly or but for a few cells, and which one came before it. */
import type { Database } from 'better-sqlite3'
import type { BatchReport } from '../../../../shared/contract/submissions.ts'
import type { SubmissionKind } from '../../../../shared/domain/kinds.ts'
import type { Problem } from '../../../../shared/domain/submission.ts'
import { textKey } from '../../../../shared/domain/text-key.ts'
import { compareContent } from './compare-content.ts'
import { readContent, type ContentLine } from './submission-content.ts'

export interface SubmissionFacts {
  readonly file_name: string
  readonly sheet: string
  readonly kind: SubmissionKind
  readonly office: string | null
}

export interface EarlierSubmission {
  readonly submission: number
  readonly at: string
  readonly file: string
  readonly contentHash: string | null
  readonly hasContent: boolean
  readonly isOfSheet: boolean
  /** Of the same office or, where none is known, under a name that differs in its numbers only. */
  readonly isOfSender: boolean
}

const lookedAt = 50
const comparedAtMost = 5
const nearShare = 0.05

/** Committed submissions of the same kind, the latest first; undone ones are left out. `before` gives those older than a submission. */
export function earlierSubmissions(db: Database, { file_name, sheet, kind, office }: SubmissionFacts, before: number | null = null): EarlierSubmission[] {
  const rows = db.prepare<[string, number], { submission: number; at: string; file: string; sheet: string; contentHash: string | null; office: string | null; hasContent: number }>(
    `SELECT s.id AS submission, s.received_at AS at, f.name AS file, s.sheet, s.content_hash AS contentHash, coalesce((SELECT o.natural_key FROM office o WHERE o.id = s.office_id), s.mapping ->> '$.constants.office') AS office,
       EXISTS (SELECT 1 FROM submission_content c WHERE c.submission_id = s.id) AS hasContent
     FROM submission s JOIN source_file f ON f.id = s.source_file_id WHERE s.removed_in IS NULL AND s.kind = ? AND s.id < ? ORDER BY s.id DESC LIMIT ${lookedAt}`,
  ).all(kind, before ?? Number.MAX_SAFE_INTEGER)
  const stem = stemOf(file_name)
  return rows.map(({ submission, at, file, contentHash, hasContent, ...row }) => ({
    submission, at, file, contentHash, hasContent: hasContent === 1, isOfSheet: row.sheet === sheet,
    isOfSender: office !== null && row.office !== null ? office === row.office : stem === stemOf(file),
  }))
}

/** The submission that a person would hold the file against: the sender's last one of the same sheet, else the sender's last one. */
export function previousOf(earlier: readonly EarlierSubmission[]): EarlierSubmission | null {
  const own = earlier.filter(({ isOfSender, hasContent }) => isOfSender && hasContent)
  return own.find(({ isOfSheet }) => isOfSheet) ?? own[0] ?? null
}

/** Does anything but the hash need to be known? */
export const isComparable = (earlier: readonly EarlierSubmission[]): boolean => earlier.some(({ isOfSender, hasContent }) => isOfSender && hasContent)

/** The same content, whoever sent it; else the sender's submission that differs in the fewest cells, if in fewer than one of twenty. */
export function nearestSubmission(db: Database, earlier: readonly EarlierSubmission[], contentHash: string, lines: readonly ContentLine[]): BatchReport['nearest'] {
  const same = earlier.find((one) => one.contentHash === contentHash)
  if (same) return { submission: same.submission, file: same.file, at: same.at, cells: 0 }
  let nearest: BatchReport['nearest'] = null
  for (const { submission, file, at } of earlier.filter(({ isOfSender, hasContent }) => isOfSender && hasContent).slice(0, comparedAtMost)) {
    const content = readContent(db, submission)
    if (content === null) continue
    const { differing, cells } = compareContent(content, lines)
    if (differing < cells * nearShare && differing < (nearest?.cells ?? Infinity)) nearest = { submission, file, at, cells: differing }
  }
  return nearest
}

/** A file that says what the register was told already. */
export const sameContentFinding = (nearest: BatchReport['nearest']): Problem[] =>
  nearest?.cells === 0 ? [{ severity: 'info', code: 'finding.store.same-content', params: { file: nearest.file, at: nearest.at.slice(0, 10) }, field: 'file' }] : []

/** A name without its ending and its numbers: months and years change, the sender's habit stays. */
const stemOf = (name: string): string => textKey(name.replace(/\.[^.]{1,5}$/, '').replaceAll(/\d+/g, ' '))
