/** What a person has chosen so far for one file on its way into the register. All of it is plain data, kept while the window is open. */
import { z } from 'zod'
import { FileEntry } from '../../../shared/contract/common.ts'
import { BatchReport, CommitReport, FileInspection, MappingProposal, PartnerDecision } from '../../../shared/contract/submissions.ts'
import { SubmissionMapping, type ColumnMapping, type PartnerMatch } from '../../../shared/domain/submission.ts'

export const importSteps = ['file', 'sheet', 'columns', 'partners', 'check', 'commit'] as const
export const ImportStep = z.enum(importSteps)
export type ImportStep = z.infer<typeof ImportStep>

export const ImportDraft = z.object({
  file: FileEntry,
  step: ImportStep,
  inspection: FileInspection.nullable(),
  sheetIndex: z.int().nullable(),
  proposal: MappingProposal.nullable(),
  mapping: SubmissionMapping.nullable(),
  decisions: z.array(PartnerDecision),
  /** Names of the partners that were chosen, by key. */
  names: z.record(z.string(), z.string()),
  report: BatchReport.nullable(),
  /** What the report was made from; another mapping makes it stale. */
  checkedWith: z.string().nullable(),
  committed: CommitReport.nullable(),
})
export type ImportDraft = z.infer<typeof ImportDraft>

export const newDraft = (file: FileEntry): ImportDraft => ({ file, step: 'file', inspection: null, sheetIndex: null, proposal: null, mapping: null, decisions: [], names: {}, report: null, checkedWith: null, committed: null })

/** The choices that decide what a check finds. */
export const checkKey = ({ mapping, decisions }: Pick<ImportDraft, 'mapping' | 'decisions'>): string => JSON.stringify([mapping, decisions])
export const isChecked = (draft: ImportDraft): boolean => draft.report !== null && draft.checkedWith === checkKey(draft)

export const openColumns = ({ mapping }: Pick<ImportDraft, 'mapping'>): number => (mapping?.columns ?? []).filter((column) => column.field !== 'ignore' && !column.isConfirmed).length

/** Meanings that more than one column may have. */
const shared: ReadonlySet<ColumnMapping['field']> = new Set<ColumnMapping['field']>(['amount', 'ignore', 'note', 'exchange-rate'])
/** Another column with the same meaning, where only one may have it. */
export const twinOf = ({ field, column }: ColumnMapping, { columns }: SubmissionMapping): ColumnMapping | undefined => (shared.has(field) ? undefined : columns.find((other) => other.column !== column && other.field === field))
/** How many columns must still be told from another one. */
export const doubledColumns = ({ mapping }: Pick<ImportDraft, 'mapping'>): number => (mapping ? mapping.columns.filter((column) => twinOf(column, mapping) !== undefined).length : 0)

/** Is what a step needs at hand? */
export function canEnter(step: ImportStep, draft: ImportDraft): boolean {
  if (draft.committed) return step === 'commit'
  switch (step) {
    case 'file': return true
    case 'sheet': return draft.inspection !== null
    case 'columns': return draft.mapping !== null
    case 'partners':
    case 'check': return draft.mapping !== null && openColumns(draft) === 0 && doubledColumns(draft) === 0
    case 'commit': return isChecked(draft)
    default: return false
  }
}

/** A match as the person's decisions leave it. */
export function decided(match: PartnerMatch, { decisions, names }: Pick<ImportDraft, 'decisions' | 'names'>): PartnerMatch {
  const decision = decisions.find((one) => one.text === match.text && one.from === match.from)
  if (!decision) return match
  const { partnerKey } = decision
  return { ...match, partnerKey, partnerName: partnerKey === null ? match.text : (names[partnerKey] ?? (partnerKey === match.partnerKey ? match.partnerName : partnerKey)), status: 'confirmed' }
}
/** The core's name for a donor that neither the row nor its symbol names. */
export const unnamedDonor = 'UNKNOWN-DONOR'
export const isOpenMatch = ({ status }: PartnerMatch): boolean => status === 'proposed' || status === 'new'

/** A change of a column; undefined takes a setting away. */
export type ColumnChange = { readonly [K in keyof ColumnMapping]?: ColumnMapping[K] | undefined }

/** A column after a change of its meaning: what only amounts have goes with it, and columns that leaned on it stand alone. */
export function withColumn(mapping: SubmissionMapping, column: number, change: ColumnChange): SubmissionMapping {
  const columns = mapping.columns.map((one): ColumnMapping => {
    if (one.column !== column) return one
    const { field = one.field, isConfirmed = one.isConfirmed, measure, currency, scale, sameMoneyAs, isCumulative, decimalMark, dateOrder } = { ...one, ...change }
    const { header, confidence, reason, samples } = one
    const shared = { column, header, field, confidence, reason, isConfirmed, samples, ...(dateOrder === undefined ? {} : { dateOrder }), ...(decimalMark === undefined ? {} : { decimalMark }) }
    if (field !== 'amount') return shared
    return {
      ...shared,
      measure: measure ?? 'approval',
      scale: scale ?? 1,
      ...(currency === undefined ? {} : { currency }),
      ...(sameMoneyAs === undefined ? {} : { sameMoneyAs }),
      ...(isCumulative === true ? { isCumulative } : {}),
    }
  })
  const amounts = new Set(columns.filter(({ field }) => field === 'amount').map((one) => one.column))
  return {
    ...mapping,
    columns: columns.map((one) => {
      if (one.sameMoneyAs === undefined || amounts.has(one.sameMoneyAs)) return one
      const { sameMoneyAs: _gone, ...rest } = one
      return rest
    }),
  }
}

const keyOf = (workspace: string): string => `rmms.import.${workspace}`

export function rememberedDraft(workspace: string): ImportDraft | null {
  try {
    const parsed = ImportDraft.safeParse(JSON.parse(sessionStorage.getItem(keyOf(workspace)) ?? 'null'))
    // What is in the register needs no going on.
    return parsed.success && parsed.data.committed === null ? parsed.data : null
  } catch {
    return null
  }
}

export function rememberDraft(workspace: string, draft: ImportDraft | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(keyOf(workspace))
    else sessionStorage.setItem(keyOf(workspace), JSON.stringify(draft))
  } catch {
    // Too large for the browser's store: the draft then lives as long as its section is open.
    sessionStorage.removeItem(keyOf(workspace))
  }
}
