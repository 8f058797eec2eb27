import { z } from 'zod'
import { Audience } from '../domain/amount.ts'
import { CorrectionChannel } from '../domain/correction.ts'
import { recordTypes } from '../domain/register/record-types.ts'
import { Message } from '../domain/submission.ts'
import { InWorkspace, Sort, Table } from './common.ts'
import { call, job } from './procedure.ts'

export const RecordTypeCode = z.enum(recordTypes)
const FieldKey = z.string().min(1).max(60)
const CellTextValue = z.string().max(32_767).nullable()

/** Which records of a type; every condition must hold. */
export const RecordFilter = z.object({
  /** Values that a field may have, as `records.facet` gives them; null for an empty one. */
  values: z.array(z.object({ field: FieldKey, values: z.array(z.union([z.string(), z.number(), z.null()])).max(5000) })).max(60).default([]),
  /** Dates as ISO text, numbers in the field's unit; null leaves a side open. */
  ranges: z.array(z.object({ field: FieldKey, from: z.union([z.string(), z.number(), z.null()]), to: z.union([z.string(), z.number(), z.null()]) })).max(60).default([]),
  search: z.string().max(200).optional(),
  /** Parts of one record. */
  parent: z.int().optional(),
  /** Notes and tasks of one record. */
  about: z.object({ entity: z.string(), id: z.int() }).optional(),
  ids: z.array(z.int()).max(40_000).optional(),
})
export type RecordFilter = z.infer<typeof RecordFilter>
export const noFilter: RecordFilter = { values: [], ranges: [] }

const OfType = InWorkspace.extend({ type: RecordTypeCode })
const Chosen = OfType.extend({ filter: RecordFilter.default(noFilter) })

/** A person's text for a field; null empties it. Numbers, dates and names are read as a spreadsheet's paste has them. */
export const FieldText = z.object({ field: FieldKey, text: CellTextValue })
export type FieldText = z.infer<typeof FieldText>

/** `was`: the text that the person saw; another one now is a conflict of that cell, and nothing is written over it. */
export const RecordEdit = FieldText.extend({ id: z.int(), was: CellTextValue.optional() })
export type RecordEdit = z.infer<typeof RecordEdit>

/** A new record; `rowKey` is the caller's own name for it, by which refusals speak of it. */
export const NewRecord = z.object({ rowKey: z.string().max(60), values: z.array(FieldText).max(60) })
export type NewRecord = z.infer<typeof NewRecord>

/** What a person asks of the records of one type at once. */
export const RecordChanges = z.object({ edits: z.array(RecordEdit).max(40_000).default([]), creates: z.array(NewRecord).max(10_000).default([]), removes: z.array(z.int()).max(10_000).default([]) })
export type RecordChanges = z.infer<typeof RecordChanges>

/** Why a cell could not be written: the text is unreadable, unknown, ambiguous, out of range, or was changed by someone else meanwhile. */
export const CellRefusal = z.object({ id: z.int().nullable(), rowKey: z.string().nullable(), field: z.string(), text: z.string().nullable(), reason: Message, /** What it says now, of a conflict. */ now: z.string().nullable() })
export type CellRefusal = z.infer<typeof CellRefusal>

/** A field before and after, as texts; of a preview the first 500. */
export const FieldChange = z.object({ id: z.int(), name: z.string(), field: z.string(), before: z.string().nullable(), after: z.string().nullable() })
export type FieldChange = z.infer<typeof FieldChange>

export const WriteOutcome = z.object({
  /** Null of a preview, where nothing was to change, and where cells were refused and `isPartial` was not said: then nothing was written. */
  changeset: z.int().nullable(),
  cells: z.int(), records: z.int(), created: z.array(z.object({ rowKey: z.string(), id: z.int() })), removed: z.int(),
  refused: z.array(CellRefusal).max(1000), refusedCount: z.int(),
  /** What was understood otherwise than it was typed, and what now needs a look: shares that do not sum up, a missing rate. */
  warnings: z.array(z.object({ id: z.int().nullable(), field: z.string().nullable(), message: Message })).max(1000),
  changes: z.array(FieldChange).max(500),
})
export type WriteOutcome = z.infer<typeof WriteOutcome>

/** Who said that an imported figure is another one: without it such a figure is not overwritten. */
export const SaidCorrection = z.object({ saidBy: z.string().min(1).max(200), channel: CorrectionChannel, saidOn: z.iso.date(), note: z.string().max(4000).default('') })
export type SaidCorrection = z.infer<typeof SaidCorrection>

const Write = { correction: SaidCorrection.optional(), reason: z.string().max(2000).default(''), isDry: z.boolean().default(false), /** Writes what can be written and leaves the refused cells. */ isPartial: z.boolean().default(false) }

export const RecordView = z.object({
  columns: z.array(z.object({ field: FieldKey, width: z.int().min(30).max(2000).nullable(), isPinned: z.boolean().default(false) })).max(60),
  sort: z.array(Sort).max(5).default([]),
  filter: RecordFilter.default(noFilter),
})
export type RecordView = z.infer<typeof RecordView>
export const SavedView = z.object({ name: z.string().min(1).max(100), view: RecordView, person: z.string(), at: z.string() })

/** Where a figure or record comes from. */
export const RecordSource = z.object({ file: z.string(), sheet: z.string(), address: z.string(), field: z.string(), raw: z.string(), office: z.string().nullable(), receivedAt: z.string() })

export const RecordSheet = z.object({
  id: z.int(), uuid: z.string(), type: RecordTypeCode, name: z.string(), audience: Audience.nullable(),
  values: z.array(z.object({ field: z.string(), text: z.string().nullable(), /** Id of the record that a reference points to, where it is a record. */ to: z.object({ type: RecordTypeCode, id: z.int() }).nullable(), audience: Audience.nullable() })),
  /** What is part of it. */
  parts: z.array(z.object({ type: RecordTypeCode, count: z.int() })),
  /** Other records that name it: contributions of a partner, agreements of a project. */
  mentions: z.array(z.object({ type: RecordTypeCode, field: z.string(), count: z.int() })),
  sources: z.array(RecordSource),
  notes: z.int(), tasks: z.int(),
  created: z.object({ at: z.string(), person: z.string() }).nullable(),
  changed: z.object({ at: z.string(), person: z.string(), changeset: z.int() }).nullable(),
})
export type RecordSheet = z.infer<typeof RecordSheet>

export const HistoryEntry = z.object({ changeset: z.int(), at: z.string(), person: z.string(), kind: z.string(), reason: z.string(), field: z.string().nullable(), /** Type of the part that was added or removed; its name stands in `after` or `before`. */ part: RecordTypeCode.nullable(), before: z.string().nullable(), after: z.string().nullable() })
export type HistoryEntry = z.infer<typeof HistoryEntry>

/** Everything people keep, by the catalogue of shared/domain/register: read, searched, edited, pasted and filled as in a spreadsheet. */
export const records = {
  counts: call(InWorkspace, z.array(z.object({ type: RecordTypeCode, count: z.int() }))),
  /**
   * Columns: `id`, `_marks` (JSON of {field: mark[]} of the row, or null; marks: corrected, proposed, note, task, unverified, imported; the field `*` is the record as a whole), then each field asked for:
   * texts as they are typed (dates ISO, decimals with a point, names of references in the window's language, codes of choices), numbers for usd, share, integer and flag.
   */
  page: call(Chosen.extend({ fields: z.array(FieldKey).min(1).max(60), offset: z.int().min(0).default(0), limit: z.int().min(1).max(2000).default(200), sort: z.array(Sort).max(5).default([]) }), Table),
  /** Row ids of the filter in its order, for selections that reach beyond what is loaded; at most 40,000. */
  ids: call(Chosen.extend({ sort: z.array(Sort).max(5).default([]), offset: z.int().min(0).default(0), limit: z.int().min(1).max(40_000).default(40_000) }), z.object({ total: z.int(), ids: z.array(z.int()) })),
  /** Values of a field within the filter (its own condition left out), most frequent first; `more` are not listed. */
  facet: call(Chosen.extend({ field: FieldKey, find: z.string().max(200).default(''), limit: z.int().min(1).max(2000).default(200) }), z.object({ values: z.array(z.object({ value: z.union([z.string(), z.number(), z.null()]), text: z.string().nullable(), rows: z.int() })), more: z.int() })),
  /** Sums of the usd fields, exact sums of original amounts per currency, and number of records of the filter; `missing` have no figure. */
  totals: call(Chosen, z.object({
    records: z.int(), sums: z.array(z.object({ field: z.string(), cents: z.int(), missing: z.int() })),
    originals: z.array(z.object({ field: z.string(), currency: z.string(), total: z.string(), records: z.int() })),
  })),
  show: call(OfType.extend({ id: z.int() }), RecordSheet),
  /** Of a record, or of one field; newest first. Parts that were added to it and removed from it are told with the record's own changes. */
  history: call(OfType.extend({ id: z.int(), field: FieldKey.nullable().default(null), offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) }), z.object({ total: z.int(), entries: z.array(HistoryEntry) })),
  /** What a reference or choice field may say. */
  choices: call(OfType.extend({ field: FieldKey, find: z.string().max(200).default(''), limit: z.int().min(1).max(200).default(50) }), z.object({ choices: z.array(z.object({ text: z.string(), hint: z.string() })), more: z.int() })),
  views: call(OfType, z.array(SavedView)),
  /** Edits, new records and removals of one type in one changeset, whole or not at all. */
  write: job(OfType.extend({ ...RecordChanges.shape, ...Write }), WriteOutcome),
  /** One text into a field of every record of the filter. */
  assign: job(Chosen.extend({ field: FieldKey, text: CellTextValue, ...Write }), WriteOutcome),
  replace: job(Chosen.extend({ fields: z.array(FieldKey).min(1).max(60), find: z.string().min(1).max(2000), replace: z.string().max(2000), isWhole: z.boolean().default(false), isCaseSensitive: z.boolean().default(false), ...Write }), WriteOutcome),
  saveView: call(OfType.extend({ name: z.string().min(1).max(100), view: RecordView }), z.array(SavedView)),
  removeView: call(OfType.extend({ name: z.string().min(1).max(100) }), z.array(SavedView)),
}
