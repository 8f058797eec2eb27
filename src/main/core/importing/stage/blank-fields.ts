/** What a blank cell means for the fields of a project, column by column: those that are cleared or asked about. */
import type { BlankMeaning, ImportOptions } from '../../../../shared/domain/import-options.ts'
import type { SubmissionField } from '../../../../shared/domain/kinds.ts'
import type { SubmissionMapping } from '../../../../shared/domain/submission.ts'
import type { ImportedFields } from './register-rows.ts'
import type { StagedTexts } from './staged-texts.ts'

/** Fields of a file that fill a field of a project. The office is that of the sender and stands in no column. */
const fieldsOf: Readonly<Partial<Record<keyof ImportedFields, readonly SubmissionField[]>>> = {
  title: ['title'], modality_id: ['modality'], area_id: ['country'], executing_agency: ['executing-agency'], implementing_agency: ['implementing-agency'],
  sector: ['sector'], status: ['status'], approval_date: ['approval-date'], start_date: ['start-date'], end_date: ['end-date', 'revised-end-date'],
}

/** As a person knows the field. */
export const shownField = (field: keyof ImportedFields): SubmissionField => fieldsOf[field]?.[0] ?? 'office'

export interface BlankField {
  readonly field: keyof ImportedFields
  readonly meaning: Exclude<BlankMeaning, 'keep'>
  readonly shown: SubmissionField
  readonly columns: readonly number[]
}

/** Only of columns that are mapped: a skipped column never touches data. Where two columns fill a field, the one that asks goes before the one that clears. */
export function blankFields(mapping: SubmissionMapping, { blanks, behaviour }: Pick<ImportOptions, 'blanks' | 'behaviour'>): readonly BlankField[] {
  if (behaviour === 'add-only') return []
  const meanings = new Map(blanks.map(({ column, meaning }) => [column, meaning]))
  // The keys are those of the record above.
  return (Object.keys(fieldsOf) as (keyof ImportedFields)[]).flatMap((field) => {
    const fields = fieldsOf[field] ?? []
    const columns = mapping.columns.filter((column) => fields.some((name) => name === column.field)).map(({ column }) => column)
    const said = columns.map((column) => meanings.get(column))
    const meaning = said.includes('ask') ? 'ask' : said.includes('clear') ? 'clear' : null
    return meaning === null ? [] : [{ field, meaning, shown: shownField(field), columns }]
  })
}

/** Is the field truly blank in the row? A text that could not be read is not. */
export const isBlankIn = ({ columns }: BlankField, texts: StagedTexts, row: number): boolean => columns.every((column) => texts.textOf(row, column) === null)
