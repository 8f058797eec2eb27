import type { SubmissionField } from '../../../../shared/domain/kinds.ts'
import type { Candidate } from './column-candidates.ts'

/** Which column takes which field, for the table as a whole. */
export type Assignment = Candidate | { readonly lostTo: number }

export interface Contender {
  readonly column: number
  readonly candidates: readonly Candidate[]
}

/** Surest first: a column takes one field; a field takes one column unless it `isRepeatable`. Of equally sure columns the left one wins. */
export function assignFields(columns: readonly Contender[], isTaken: (field: SubmissionField) => boolean, isRepeatable: (field: SubmissionField) => boolean): ReadonlyMap<number, Assignment> {
  const result = new Map<number, Assignment>()
  const holder = new Map<SubmissionField, number>()
  const ranked = columns.flatMap(({ column, candidates }) => candidates.map((candidate) => ({ column, candidate }))).sort((a, b) => b.candidate.confidence - a.candidate.confidence || a.column - b.column)
  for (const { column, candidate } of ranked) {
    const current = result.get(column)
    if (current && !('lostTo' in current)) continue
    const isOpen = candidate.field === 'amount' || isRepeatable(candidate.field)
    const owner = isOpen ? undefined : holder.get(candidate.field)
    if (owner !== undefined) result.set(column, current ?? { lostTo: owner })
    else if (isOpen || !isTaken(candidate.field)) {
      result.set(column, candidate)
      holder.set(candidate.field, column)
    }
  }
  return result
}
