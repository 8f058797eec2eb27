/** What a person has chosen so far for one file on its way into the register. All of it is plain data, kept while the window is open. */
import { z } from 'zod'
import { FileEntry } from '../../../shared/contract/common.ts'
import { BatchReport, CommitReport, FileInspection, MappingProposal, PartnerDecision, SheetSample, ValueDecision } from '../../../shared/contract/submissions.ts'
import { SubmissionKind } from '../../../shared/domain/kinds.ts'
import { SubmissionMapping, type PartnerMatch, type ValueMatch } from '../../../shared/domain/submission.ts'
import { readStored, writeStored } from '../../platform/session-store.ts'
import { openQuestions, openSuggestions } from './mapping-edit.ts'

export const importSteps = ['file', 'sheet', 'columns', 'names', 'check', 'correct', 'commit'] as const
export const ImportStep = z.enum(importSteps)
export type ImportStep = z.infer<typeof ImportStep>

/** What of the file is imported, as far as a person said so: the rest is found. */
export const TableChoice = z.object({ sheetIndex: z.int(), table: z.int().optional(), headerRow: z.int().optional(), kind: SubmissionKind.optional(), office: z.string().optional() })
export type TableChoice = z.infer<typeof TableChoice>

export const ImportDraft = z.object({
  file: FileEntry,
  step: ImportStep,
  inspection: FileInspection.nullable(),
  choice: TableChoice.nullable(),
  /** First rows of the chosen sheet, while its proposal is computed. */
  sample: SheetSample.nullable(),
  proposal: MappingProposal.nullable(),
  mapping: SubmissionMapping.nullable(),
  decisions: z.array(PartnerDecision),
  values: z.array(ValueDecision),
  /** Names of the partners that were chosen by key, and of other values by `type key`. */
  names: z.record(z.string(), z.string()),
  report: BatchReport.nullable(),
  /** What the report was made from; another mapping makes it stale. */
  checkedWith: z.string().nullable(),
  /** Cells were edited or rows set aside since the check: another check of the file would lose that. */
  isCorrected: z.boolean().default(false),
  committed: CommitReport.nullable(),
})
export type ImportDraft = z.infer<typeof ImportDraft>

export const newDraft = (file: FileEntry, choice: TableChoice | null): ImportDraft => ({ file, step: 'file', inspection: null, choice, sample: null, proposal: null, mapping: null, decisions: [], values: [], names: {}, report: null, checkedWith: null, isCorrected: false, committed: null })

/** The choices that decide what a check finds. */
export const checkKey = ({ mapping, decisions, values }: Pick<ImportDraft, 'mapping' | 'decisions' | 'values'>): string => JSON.stringify([mapping, decisions, values])
export const isChecked = (draft: ImportDraft): boolean => draft.report !== null && draft.checkedWith === checkKey(draft)

/** Is what a step needs at hand? */
export function canEnter(step: ImportStep, draft: ImportDraft): boolean {
  const { mapping } = draft
  if (draft.committed) return step === 'commit'
  switch (step) {
    case 'file': return true
    case 'sheet': return draft.inspection !== null
    case 'columns': return mapping !== null
    case 'names':
    case 'check': return mapping !== null && openQuestions(mapping) === 0 && openSuggestions(mapping) === 0
    case 'correct': return isChecked(draft)
    case 'commit': return isChecked(draft) && draft.report?.isCommittable === true
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

/** The same of a country, office, result or modality. */
export function decidedValue(match: ValueMatch, { values, names }: Pick<ImportDraft, 'values' | 'names'>): ValueMatch {
  const decision = values.find((one) => one.type === match.type && one.text === match.text)
  if (!decision) return match
  const { key } = decision
  return { ...match, key, name: key === null ? match.text : (names[`${match.type} ${key}`] ?? (key === match.key ? match.name : key)), status: 'confirmed' }
}

/** The core's name for a donor that neither the row nor its symbol names. */
export const unnamedDonor = 'UNKNOWN-DONOR'
export const isOpenMatch = ({ status }: Pick<PartnerMatch, 'status'>): boolean => status === 'proposed' || status === 'new'

const keyOf = (workspace: string): string => `rmms.import.${workspace}`

export function rememberedDraft(workspace: string): ImportDraft | null {
  const draft = readStored(keyOf(workspace), ImportDraft)
  // What is in the register needs no going on.
  return draft?.committed === null ? draft : null
}

export const rememberDraft = (workspace: string, draft: ImportDraft | null): void => writeStored(keyOf(workspace), draft)
