/** What is understood of several files at once, in lines: one a table, one for a file that could not be read. Kept while the window is open. */
import { z } from 'zod'
import { FileEntry } from '../../../shared/contract/common.ts'
import type { FileSurvey } from '../../../shared/contract/submissions.ts'
import { SubmissionKind } from '../../../shared/domain/kinds.ts'
import { AppErrorSchema } from '../../../shared/result.ts'
import { readStored, writeStored } from '../../platform/session-store.ts'
import { openQuestions } from './mapping-edit.ts'

export const SurveyLine = z.object({
  sheetIndex: z.int(), sheet: z.string(), visibility: z.enum(['visible', 'hidden', 'very-hidden']), table: z.int(), kind: SubmissionKind, rows: z.int(), accepted: z.int(), rejected: z.int(), totals: z.int(), differing: z.int(), questions: z.int(),
})
export type SurveyLine = z.infer<typeof SurveyLine>

const BareSheet = z.object({ sheet: z.string(), visibility: SurveyLine.shape.visibility })

/** `lines` is null while the file waits or is being read; `bare` are sheets in which no table was found. */
export const SurveyedFile = z.object({ file: FileEntry, lines: z.array(SurveyLine).nullable(), bare: z.array(BareSheet), error: AppErrorSchema.nullable() })
export type SurveyedFile = z.infer<typeof SurveyedFile>

export function linesOf(survey: FileSurvey): SurveyLine[] {
  return survey.sheets.flatMap((sheet) => sheet.tables.map(({ mapping, accounting, controlSums }) => ({
    sheetIndex: sheet.index, sheet: sheet.name, visibility: sheet.visibility, table: mapping.table, kind: mapping.kind,
    rows: accounting.accepted + accounting.rejected, accepted: accounting.accepted, rejected: accounting.rejected,
    totals: controlSums.reduce((sum, one) => sum + one.totalCount, 0), differing: controlSums.reduce((sum, one) => sum + one.totalsDiffering, 0), questions: openQuestions(mapping),
  })))
}

/** A sheet without a table is named all the same, hidden ones above all. */
export const bareSheetsOf = (survey: FileSurvey): z.infer<typeof BareSheet>[] => survey.sheets.filter(({ tables }) => tables.length === 0).map(({ name, visibility }) => ({ sheet: name, visibility }))

const keyOf = (workspace: string): string => `rmms.survey.${workspace}`

export const rememberedSurvey = (workspace: string): readonly SurveyedFile[] => readStored(keyOf(workspace), z.array(SurveyedFile)) ?? []
export const rememberSurvey = (workspace: string, files: readonly SurveyedFile[]): void => writeStored(keyOf(workspace), files.length === 0 ? null : files)
