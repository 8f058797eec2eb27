import { z } from 'zod'
import type { SubmissionKind } from './kinds.ts'

/** How an import meets the register. Names and meanings of the matching behaviours are those of the window, the command line and the change log. */
export const matchingBehaviours = ['add-only', 'update-only', 'add-or-update', 'replace-period'] as const

/** What a blank cell of a column means for what the register holds: it stays, it is cleared, or each row is asked about. */
export const blankMeanings = ['keep', 'clear', 'ask'] as const
export type BlankMeaning = (typeof blankMeanings)[number]

/** Who speaks in a file (rules of the same figure): a source of record is set per measure and period. */
export const figureSources = ['fpmis', 'office', 'partner', 'other'] as const
export const FigureSource = z.enum(figureSources)
export type FigureSource = z.infer<typeof FigureSource>

export const ImportOptions = z.object({
  behaviour: z.enum(matchingBehaviours).default('add-or-update'),
  /** Of the columns that are mapped; a column that is not listed keeps what the register holds. A skipped column never touches data. */
  blanks: z.array(z.object({ column: z.int().min(0), meaning: z.enum(blankMeanings) })).default([]),
  /** Null: by the kind of the submission (sourceOfKind). */
  source: FigureSource.nullable().default(null),
  /** What the file covers; needed by `replace-period`, and by the tracker. Null: the period of its figures. */
  period: z.object({ start: z.iso.date(), end: z.iso.date() }).nullable().default(null),
  /** Day at which a snapshot was taken. Null: the end of its last period. */
  asAt: z.iso.date().nullable().default(null),
  /** A person has seen that the snapshot is older than the one on record. */
  isOlderAccepted: z.boolean().default(false),
})
export type ImportOptions = z.infer<typeof ImportOptions>

export const sourceOfKind = (kind: SubmissionKind): FigureSource => (kind === 'approvals-delivery' ? 'fpmis' : 'office')

/** Kinds that hold everything there is, so that what they leave out is asked about. */
export const fullSnapshotKinds: ReadonlySet<SubmissionKind> = new Set<SubmissionKind>(['approvals-delivery'])
