import { z } from 'zod'
import { SubmissionKind } from '../domain/kinds.ts'
import { locales } from '../messages/locales.ts'
import { FileEntry, InWorkspace, Page } from './common.ts'
import { call, job } from './procedure.ts'

const Language = z.enum(locales)
const Written = z.object({ changeset: z.int() })
const PeriodSpan = z.object({ start: z.iso.date(), end: z.iso.date() })

/** Where a file came from that went out before: known by the marker inside it. */
export const ReturnOrigin = z.object({ sent: z.int(), purpose: z.enum(['return', 'round']), office: z.string().nullable(), file: z.string(), sentOn: z.iso.date(), sheet: z.string() })
export type ReturnOrigin = z.infer<typeof ReturnOrigin>

/** How far a duty is: nothing yet, staged, sent back, committed, nothing to report, late. */
export const dutyStates = ['awaited', 'late', 'staged', 'returned', 'committed', 'nil'] as const
export type DutyState = (typeof dutyStates)[number]

export const DutyEntry = z.object({
  id: z.int(),
  office: z.string(),
  officeName: z.string(),
  kind: SubmissionKind,
  period: PeriodSpan,
  periodText: z.string(),
  dueOn: z.iso.date(),
  state: z.enum(dutyStates),
  /** Days after the due date: of receipt, or until today where nothing came; negative before. */
  daysLate: z.int(),
  receivedAt: z.iso.datetime().nullable(),
  file: z.string().nullable(),
  batch: z.int().nullable(),
  /** 0 to 100 of the last submission, and of up to six before it, oldest first; rules in domain/quality-score.ts. */
  quality: z.int().nullable(),
  trend: z.array(z.int()),
  openQuestions: z.int(),
})
export type DutyEntry = z.infer<typeof DutyEntry>

export const OfficeQuestion = z.object({
  id: z.int(), office: z.string().nullable(), file: z.string(), sheet: z.string(), address: z.string(), cellText: z.string(), subject: z.string(), text: z.string(),
  state: z.enum(['open', 'answered', 'withdrawn']), askedOn: z.iso.date(), askedBy: z.string(), answer: z.string().nullable(), answeredOn: z.string().nullable(), answeredIn: z.string().nullable(),
})
export type OfficeQuestion = z.infer<typeof OfficeQuestion>

export const RoundWorkbook = z.object({ id: z.int(), office: z.string(), officeName: z.string(), language: Language, file: z.string(), rows: z.int(), questions: z.int(), state: z.enum(['sent', 'received', 'nil']), receivedOn: z.string().nullable(), receivedName: z.string().nullable() })
export const RoundEntry = z.object({ id: z.int(), name: z.string(), period: PeriodSpan, dueOn: z.iso.date(), madeOn: z.iso.date(), workbooks: z.array(RoundWorkbook) })
export type RoundEntry = z.infer<typeof RoundEntry>

/** What a round leaves out, by office: no project of the period, or records that may not leave the house (their number, never their content). */
export const LeftOut = z.object({ office: z.string(), officeName: z.string(), reason: z.enum(['no-projects', 'above-internal']), records: z.int() })
export type LeftOut = z.infer<typeof LeftOut>

/** A row of a workbook that came back, against what was sent: only what differs. */
export const ReturnedDifference = z.object({ row: z.int(), name: z.string(), change: z.enum(['changed', 'added', 'removed', 'answered']), field: z.string(), before: z.string().nullable(), after: z.string().nullable() })
export type ReturnedDifference = z.infer<typeof ReturnedDifference>

/** Who owes what, what went out, and what came back. */
export const offices = {
  tracker: call(InWorkspace.extend({ locale: Language.default('en'), start: z.iso.date().optional(), end: z.iso.date().optional(), states: z.array(z.enum(dutyStates)).optional() }), z.array(DutyEntry)),
  /** The offices owe the kind for the period; those that already do keep their entry, with the new due date. */
  addDuties: call(InWorkspace.extend({ offices: z.array(z.string()).min(1).max(1000), kind: SubmissionKind, period: PeriodSpan, dueOn: z.iso.date(), note: z.string().max(2000).default('') }), Written),
  removeDuties: call(InWorkspace.extend({ duties: z.array(z.int()).min(1).max(1000) }), Written),
  /** "Nothing to report", as the office said it; null takes it back. */
  markNil: call(InWorkspace.extend({ duty: z.int(), saidBy: z.string().min(1).max(200).nullable() }), Written),
  /** Text of a reminder in the office's language, ready to copy. */
  reminder: call(InWorkspace.extend({ duty: z.int(), language: Language }), z.object({ subject: z.string(), text: z.string() })),

  rounds: call(InWorkspace.extend({ locale: Language.default('en') }), z.array(RoundEntry)),
  /** One prefilled workbook per office that has projects in the period, or of those given. */
  makeRound: job(InWorkspace.extend({ name: z.string().min(1).max(200), period: PeriodSpan, dueOn: z.iso.date(), offices: z.array(z.object({ office: z.string(), language: Language })).max(1000).nullable(), language: Language }), z.object({ round: RoundEntry, files: z.array(FileEntry), leftOut: z.array(LeftOut) })),

  questions: call(InWorkspace.extend(Page.shape).extend({ office: z.string().optional(), batch: z.int().optional(), isOpen: z.boolean().default(true) }), z.object({ total: z.int(), questions: z.array(OfficeQuestion) })),
  /** About a cell of a staged file. */
  ask: call(InWorkspace.extend({ batch: z.int(), row: z.int().min(1), column: z.int().min(0), text: z.string().min(1).max(2000) }), Written.extend({ question: z.int() })),
  withdraw: call(InWorkspace.extend({ questions: z.array(z.int()).min(1).max(1000) }), Written),
  answer: call(InWorkspace.extend({ question: z.int(), text: z.string().min(1).max(4000) }), Written),

  /** The office's own workbook with comments on the bad cells and a summary sheet; a new .xlsx for formats other than .xlsx, .xlsm and .docx. The comments break a signature of the whole file, never that of its macros. */
  returnWorkbook: job(InWorkspace.extend({ batch: z.int(), language: Language }), z.object({ file: FileEntry, comments: z.int(), questions: z.int(), isOwnWorkbook: z.boolean(), isSignatureBroken: z.boolean() })),
  /** How a file that came back differs from what was sent, the first of `total` differences; `unchanged` rows say what they said. Null for a file that never went out. */
  returned: call(InWorkspace.extend({ batch: z.int() }), z.object({ origin: ReturnOrigin, differences: z.array(ReturnedDifference), total: z.int(), unchanged: z.int(), answers: z.int(), isNil: z.boolean() }).nullable()),
}

