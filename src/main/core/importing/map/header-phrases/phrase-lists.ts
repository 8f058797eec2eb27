import type { ColumnMeasure, SubmissionField } from '../../../../../shared/domain/kinds.ts'

export type HeaderField = Exclude<SubmissionField, 'amount'>

/** Phrases as people write them, parted by commas: first those that say the thing, then those that are used for other things too. */
export type Phrases = readonly [strong: string, weak?: string]

export interface PhraseLists {
  readonly fields: Readonly<Partial<Record<HeaderField, Phrases>>>
  readonly measures: Readonly<Partial<Record<ColumnMeasure, Phrases>>>
  /** Money without a word on what it measures. */
  readonly money: string
}
