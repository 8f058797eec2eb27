import { catalogueOf } from '../../../../shared/domain/catalogue.ts'
import type { Problem, SubmissionMapping } from '../../../../shared/domain/submission.ts'

/** Sheets beside the data, lists of codes and guidance: their rows are no records that lack something. */

const names: ReadonlySet<string> = new Set(['identifier', 'title', 'agreement'])
const sureEnough = 0.6

/** A kind whose every record has an amount, and a table with neither money nor a column that surely names projects. */
export function isReferenceList({ kind, columns }: Pick<SubmissionMapping, 'kind' | 'columns'>): boolean {
  const needsMoney = catalogueOf(kind).fields.some(({ field, need }) => field === 'amount' && need === 'must')
  return needsMoney && !columns.some(({ field, confidence }) => field === 'amount' || (names.has(field) && confidence >= sureEnough))
}

export const referenceListFinding: Problem = { severity: 'info', code: 'finding.file.reference-list', params: {}, field: 'file' }
