/** A proposal in the light of what was confirmed before for the same office, or under the same header. */
import type { Drift } from '../../../shared/contract/submissions.ts'
import type { SubmissionMapping } from '../../../shared/domain/submission.ts'
import { textKey } from '../../../shared/domain/text-key.ts'
import type { Recollection, RememberedForm } from '../store/reading/memory.ts'
import { applyAnswers, carryRenamed } from './map/apply-memory.ts'
import { compareForms } from './map/compare-forms.ts'
import { headerFingerprint } from './stage/header-fingerprint.ts'

/** Less of the headers in common, and it is another form, not an older one. */
const sameFormShare = 1 / 3

/** The form that this one should be compared with: the same header first, else the office's most like it; null where none is. */
export function formBefore({ mapping }: { readonly mapping: SubmissionMapping }, { forms, sameHeader }: Recollection): RememberedForm | null {
  // The workbook of a confirmation round says itself what its columns are.
  if (mapping.constants.round !== undefined) return null
  if (sameHeader) return sameHeader
  const headers = new Set(mapping.columns.map(({ header }) => textKey(header)))
  const [best] = forms
    .map((form) => ({ form, share: form.mapping.columns.filter(({ header }) => headers.has(textKey(header))).length / Math.max(1, headers.size, form.mapping.columns.length) }))
    .sort((a, b) => b.share - a.share)
  return best !== undefined && best.share >= sameFormShare ? best.form : null
}

/** Open questions are answered as before, renamed columns keep their meaning, and the difference is told. */
export function recalled(mapping: SubmissionMapping, form: RememberedForm | null, { answers }: Pick<Recollection, 'answers'>): { readonly mapping: SubmissionMapping; readonly drift: Drift | null } {
  const isSame = form === null || form.fingerprint === headerFingerprint(mapping.columns)
  const items = isSame ? [] : compareForms(form.mapping.columns, mapping.columns)
  const carried = form === null ? mapping : carryRenamed(mapping, form.mapping.columns, items)
  const drift = form === null || items.length === 0 ? null : { at: form.at, person: form.person, file: form.file, office: form.office, items }
  return { mapping: applyAnswers(carried, answers), drift }
}
