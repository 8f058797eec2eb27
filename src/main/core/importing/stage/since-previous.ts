/** A batch beside the submission that its sender sent before: computed once, kept while somebody pages through it. */
import type { Database } from 'better-sqlite3'
import type { ChangedCell, SincePrevious } from '../../../../shared/contract/submissions.ts'
import type { PartnerMatch } from '../../../../shared/domain/submission.ts'
import { textKey } from '../../../../shared/domain/text-key.ts'
import { fail } from '../../../../shared/result.ts'
import { createCellNames } from '../../store/reading/changed-cell-names.ts'
import type { PageRequest } from '../../store/reading/table-page.ts'
import { compareContent, type ComparedLine } from './compare-content.ts'
import { newPartnerKey } from './natural-keys.ts'
import { earlierSubmissions, previousOf, type SubmissionFacts } from './nearest-submission.ts'
import { collectStagedRows, createContentCollector, readContent, type ContentLine } from './submission-content.ts'

type Kept = Omit<SincePrevious, 'total'>
interface BatchFacts extends SubmissionFacts {
  readonly state: 'loading' | 'staged' | 'committed'
  readonly submission: number | null
  /** Another one whenever its rows were edited or compared again. */
  readonly edition: number
}

const mostKept = 3

export interface SincePreviousReading {
  /** Null where the sender has sent nothing before, or nothing that has a row in common. Fails with not-found where the batch is gone or was not staged to its end. */
  page(request: PageRequest & { readonly batch: number; readonly locale: string }): SincePrevious | null
}

export function createSincePreviousReading(db: Database): SincePreviousReading {
  const facts = db.prepare<[number], BatchFacts>(
    `SELECT file_name, sheet, mapping ->> '$.kind' AS kind, mapping ->> '$.constants.office' AS office, state, submission_id AS submission, edition FROM staging_batch WHERE id = ?`,
  )
  const partners = db.prepare<[number], string | null>(`SELECT report ->> '$.partners' FROM staging_batch WHERE id = ?`).pluck()
  const kept = new Map<string, Kept | null>()

  /** Rows of a committed batch are gone from staging; the submission has what they said. */
  function linesOf(batch: number, { state, submission }: BatchFacts): readonly ContentLine[] | null {
    if (state === 'committed') return submission === null ? null : readContent(db, submission)
    const collector = createContentCollector({ keepsLines: true })
    collectStagedRows(db, batch, collector)
    return collector.lines()
  }

  /** Names of partners that the batch would make. */
  function newPartners(batch: number): ReadonlyMap<string, string> {
    // The store wrote these itself, as PartnerMatch[].
    const matches = JSON.parse(partners.get(batch) ?? '[]') as PartnerMatch[]
    return new Map(matches.filter(({ partnerKey }) => partnerKey === null).map(({ partnerName }) => [newPartnerKey(partnerName), partnerName]))
  }

  function compared(batch: number): Kept | null {
    const batchFacts = facts.get(batch)
    if (batchFacts === undefined || batchFacts.state === 'loading') return fail('not-found', 'error.batch-gone')
    const previous = previousOf(earlierSubmissions(db, batchFacts, batchFacts.submission))
    if (previous === null) return null
    const key = `${batch} ${batchFacts.edition} ${previous.submission}`
    const known = kept.get(key)
    if (known !== undefined) return known
    const made = compareWith(previous, readContent(db, previous.submission), linesOf(batch, batchFacts))
    for (const old of [...kept.keys()].slice(0, Math.max(0, kept.size - mostKept + 1))) kept.delete(old)
    kept.set(key, made)
    return made
  }

  return {
    page({ batch, offset, limit, search = '', locale }) {
      const found = compared(batch)
      if (found === null) return null
      const wanted = textKey(search)
      const named = createCellNames(db, locale, newPartners(batch))
      if (wanted === '') return { ...found, total: found.cells.length, cells: found.cells.slice(offset, offset + limit).map(named) }
      const cells = found.cells.map(named).filter(({ name, field, before, after }) => [name, field, before, after].some((text) => text !== null && textKey(text).includes(wanted)))
      return { ...found, total: cells.length, cells: cells.slice(offset, offset + limit) }
    },
  }
}

function compareWith({ submission, file, at }: Kept['previous'], before: readonly ContentLine[] | null, after: readonly ContentLine[] | null): Kept | null {
  if (before === null || after === null) return null
  const { added, removed, changed, unchanged } = compareContent(before, after)
  // Another file under the same name: nothing of it could be compared.
  if (unchanged + changed.length === 0) return null
  const whole = ({ after: line, name }: ComparedLine): ChangedCell => ({ row: line?.row ?? null, name, field: 'row', before: null, after: null })
  const cells = [
    ...[...changed.flatMap(({ after: line, name, cells: differing }) => differing.map((cell): ChangedCell => ({ row: line?.row ?? null, name, ...cell }))), ...added.map(whole)].sort((a, b) => (a.row ?? 0) - (b.row ?? 0)),
    ...removed.map(whole),
  ]
  return { previous: { submission, file, at }, added: added.length, removed: removed.length, changed: changed.length, unchanged, cells }
}
