/**
 * Edits, new records and removals of one type in one changeset, whole or not at all. The texts are read (parse-field), references found,
 * the record as it will be is settled and checked (hooks), then written; a preview runs the same path and takes it back.
 */
import type { z } from 'zod'
import type { NewRecord, RecordEdit, SaidCorrection, WriteOutcome, CellRefusal, FieldChange } from '../../../shared/contract/records.ts'
import type { RecordType } from '../../../shared/domain/register/record-types.ts'
import { plainFieldText } from '../../../shared/domain/register/field-text.ts'
import type { FieldSpec, RecordSpec } from '../../../shared/domain/register/field.ts'
import { parseFieldText, type FieldReading } from '../../../shared/domain/register/parse-field.ts'
import { fieldSpec, recordSpec } from '../../../shared/domain/register/record-catalogue.ts'
import type { Locale } from '../../../shared/messages/locales.ts'
import { fail } from '../../../shared/result.ts'
import { storeContext, type WritableDb } from '../store/database.ts'
import { createRecordReading, type RecordReading } from '../store/reading/records/record-reading.ts'
import { isRecordSql } from '../store/reading/records/record-sql.ts'
import type { StoreTask } from '../store/store-task.ts'
import type { Cell } from '../store/table-schema.ts'
import { inChangeset, type Writer } from '../store/write-gate.ts'
import { createConvertMoney } from './convert-money.ts'
import { choicesOf } from './choice-texts.ts'
import { putRecord, type PutTools } from './put-record.ts'
import { createKeys } from './record-keys.ts'
import { checkCircles, hooksOf } from './record-hooks.ts'
import { numberIn, refuse, textIn, type Draft, type HookContext } from './record-draft.ts'
import { removeRecords } from './remove-records.ts'
import { createReferences, type ResolveReference } from './resolve-references.ts'
import { checkShareSums } from './share-sums.ts'

export interface WriteHow {
  readonly reason: string
  readonly isDry: boolean
  readonly isPartial: boolean
  readonly correction?: SaidCorrection | undefined
  readonly person: string
  readonly now: string
  readonly locale: Locale
}
export interface WriteRecords extends WriteHow {
  readonly type: RecordType
  readonly edits: readonly RecordEdit[]
  readonly creates: readonly NewRecord[]
  readonly removes: readonly number[]
}
type Outcome = z.infer<typeof WriteOutcome>

/** Thrown to take back what a preview or a refused request wrote. */
class TakenBack extends Error {
  readonly outcome: Outcome
  constructor(outcome: Outcome) {
    super('taken back')
    this.outcome = outcome
  }
}

const listed = { changes: 500, refused: 1000, warnings: 1000 } as const

export function writeRecords(db: WritableDb, request: WriteRecords, task: StoreTask): Outcome {
  const { person, now, reason } = request
  try {
    const { changeset, value: written } = inChangeset(db, { person, kind: 'edit', reason: reason === '' ? reasonOf(request) : reason, now }, (writer) => {
      const outcome = writeAll(db, writer, request, task)
      if (request.isDry || outcome.isBlocked || (outcome.refusedCount > 0 && !request.isPartial)) throw new TakenBack({ ...plain(outcome), created: request.isDry ? outcome.created : [], ...(request.isDry ? {} : { cells: 0, records: 0, removed: 0, changes: [] }) })
      return outcome
    })
    return { ...plain(written), changeset: changeset?.id ?? null }
  } catch (error) {
    if (error instanceof TakenBack) return error.outcome
    throw error
  }
}

/** What the log says where the person gave no reason: the type, and what was done to how many. */
const reasonOf = ({ type, edits, creates, removes }: WriteRecords): string =>
  [type, edits.length > 0 ? `~${new Set(edits.map(({ id }) => id)).size}` : '', creates.length > 0 ? `+${creates.length}` : '', removes.length > 0 ? `-${removes.length}` : ''].filter(Boolean).join(' ')

/** `isBlocked`: other records rest on one that was to go, so that nothing of the request can stay. */
type Written = Outcome & { readonly isBlocked: boolean }
const plain = ({ isBlocked: _isBlocked, ...outcome }: Written): Outcome => outcome

function writeAll(db: WritableDb, writer: Writer, request: WriteRecords, task: StoreTask): Written {
  const { type, locale, now, isPartial } = request
  const spec = recordSpec(type)
  if (request.creates.length > 0 && !spec.canCreate) fail('invalid-input', 'error.record-not-made', { type })
  const today = now.slice(0, 10)
  const reader = { locale, today }
  const reading = createRecordReading(db)
  const references = createReferences(db, locale, today)
  const warnings: Outcome['warnings'] = []
  const warn: HookContext['warn'] = (draft, field, message) => void (warnings.length < listed.warnings ? warnings.push({ id: draft.id, field, message }) : 0)
  const context: HookContext = { db, convert: createConvertMoney(db), warn, hasCorrection: request.correction !== undefined }
  const read = createReading(locale, references.resolve)

  const edited = draftEdits(db, reading, spec, request.edits, reader)
  const drafts = [...edited, ...draftNew(db, spec, request.creates)]
  for (const draft of drafts) {
    readTexts(draft, read, context)
    if (draft.id !== null || draft.refusals.size === 0) for (const hook of hooksOf(spec)) hook(draft, context)
    checkRequired(draft)
  }
  checkCircles(db, type, drafts)
  if (type === 'project-share' || type === 'payer-share') checkShareSums(db, type, drafts, new Set(request.removes), warn)
  task.throwIfCancelled()

  const refused = drafts.flatMap(refusalsOf)
  const writable = drafts.filter((draft) => draft.refusals.size === 0)
  // What is refused of a record is left out; a new record is written whole or not at all.
  const kept = isPartial ? [...writable, ...drafts.filter((draft) => draft.id !== null && draft.refusals.size > 0 && draft.typed.size > 0)] : writable
  if (refused.length > 0 && !isPartial && !request.isDry) return { changeset: null, cells: 0, records: 0, created: [], removed: 0, refused: refused.slice(0, listed.refused), refusedCount: refused.length, warnings, changes: [], isBlocked: false }

  const watched = [...new Set([...drafts.flatMap((draft) => [...draft.typed.keys()]), ...followers(spec)])]
  const before = reading.texts({ type, fields: watched, ids: kept.flatMap(({ id }) => id ?? []), ...reader })
  const tools: PutTools = { db, writer, schema: db[storeContext].schema.get(spec.table) ?? missingTable(spec), keyOf: createKeys(db, (target) => recordSpec(target as RecordType).table), correction: request.correction }
  const created: { rowKey: string; id: number }[] = []
  const ids: { readonly id: number; readonly isNew: boolean }[] = []
  for (const [index, draft] of kept.entries()) {
    if (index % 500 === 0) task.report({ phase: 'progress.records-write', done: index, total: kept.length })
    const id = putRecord(tools, draft)
    ids.push({ id, isNew: draft.id === null })
    if (draft.id === null) created.push({ rowKey: draft.rowKey ?? '', id })
  }
  const removal = removeRecords(db, writer, spec, request.removes)
  for (const warning of removal.warnings) if (warnings.length < listed.warnings) warnings.push(warning)
  const all = [...refused, ...removal.refused]
  const changes = changesOf(reading, spec, watched, ids, before, reader)
  return {
    changeset: null, cells: changes.cells, records: changes.records, created, removed: removal.removed,
    refused: all.slice(0, listed.refused), refusedCount: all.length, warnings, changes: changes.changes, isBlocked: removal.isBlocked,
  }
}

const missingTable = (spec: RecordSpec): never => {
  throw new Error(`no table of ${spec.type}`)
}

/** Fields that change along with others. */
const followers = (spec: RecordSpec): readonly string[] => ['usd', 'currency', 'amount-state', 'area', 'modality', 'parent', 'partner-state', 'target'].filter((key) => fieldSpec(spec.type, key) !== undefined)

function emptyDraft(spec: RecordSpec, part: Pick<Draft, 'id' | 'rowKey' | 'before'>): Draft {
  return { spec, ...part, patch: {}, labels: new Map(), identifiers: new Map(), typed: new Map(), texts: new Map(), refusals: new Map() }
}

function draftEdits(db: WritableDb, reading: RecordReading, spec: RecordSpec, edits: readonly RecordEdit[], reader: { readonly locale: string; readonly today: string }): Draft[] {
  const row = db.prepare<[number], Record<string, Cell>>(`SELECT * FROM ${spec.table} t WHERE t.id = ? AND ${isRecordSql(spec, 't')}`)
  const byId = Map.groupBy(edits, ({ id }) => id)
  const fields = [...new Set(edits.filter(({ was }) => was !== undefined).map(({ field }) => field))].filter((key) => fieldSpec(spec.type, key) !== undefined)
  const now = fields.length === 0 ? new Map<number, (string | number | null)[]>() : reading.texts({ type: spec.type, fields, ids: [...byId.keys()], ...reader })
  return [...byId].map(([id, own]) => {
    const before = row.get(id)
    const draft = emptyDraft(spec, { id, rowKey: null, before: before ?? {} })
    for (const { field, text, was } of own) {
      draft.texts.set(field, text)
      if (!before) refuse(draft, field, 'refused.gone')
      else if (was !== undefined) {
        const value = now.get(id)?.[fields.indexOf(field)] ?? null
        const known = fieldSpec(spec.type, field)
        const says = known ? plainFieldText(known, value) : null
        if ((was ?? '') !== (says ?? '') && (was ?? '') !== String(value ?? '')) draft.refusals.set(field, { reason: { key: 'refused.changed-meanwhile', params: { was: was ?? '', now: says ?? '' } }, now: says })
      }
    }
    return draft
  })
}

const draftNew = (db: WritableDb, spec: RecordSpec, creates: readonly NewRecord[]): Draft[] =>
  creates.map(({ rowKey, values }) => {
    const draft = emptyDraft(spec, { id: null, rowKey, before: {} })
    if (spec.only) draft.patch[spec.only.column] = spec.only.value
    const about = spec.type === 'note' || spec.type === 'task' ? aboutOf(db, values) : null
    if (about) Object.assign(draft.patch, about)
    for (const { field, text } of values) if (!(about && (field === 'entity' || field === 'about'))) draft.texts.set(field, text)
    return draft
  })

/** The record that a note or task is about, named as `entity` and its number (`#12`, or its uuid). Null where none is named, or is not there: then the fields are refused. */
function aboutOf(db: WritableDb, values: NewRecord['values']): { readonly entity: string; readonly entity_uuid: string } | null {
  const entity = values.find(({ field }) => field === 'entity')?.text?.trim() ?? ''
  const about = values.find(({ field }) => field === 'about')?.text?.trim() ?? ''
  const table = db[storeContext].schema.get(entity)
  const isKnown = fieldSpec('note', 'entity')?.choices?.codes.includes(entity) === true && table?.hasUuid === true
  if (!isKnown || about === '') return null
  const uuid = db.prepare<[string, string], string>(`SELECT uuid FROM ${entity} WHERE '#' || id = ? OR uuid = ? LIMIT 1`).pluck().get(about, about)
  return uuid === undefined ? null : { entity, entity_uuid: uuid }
}

type Read = (field: FieldSpec, text: string | null) => FieldReading & { readonly name?: string }

function createReading(locale: Locale, resolve: ResolveReference): Read {
  const reader = { mark: locale === 'fr' ? ',' : '.', choices: choicesOf() } as const
  const known = new Map<string, FieldReading>()
  return (field, text) => {
    if (field.type !== 'reference') return parseFieldText(field, text, reader)
    const typed = (text ?? '').trim()
    if (typed === '') return { ok: true, field: { value: null } }
    const { to } = field
    if (!to) throw new Error(`the reference ${field.key} points to nothing`)
    const key = `${to.target} ${to.by} ${typed}`
    const before = known.get(key)
    if (before) return before
    const found = resolve(to.target, typed)
    const reading: FieldReading = found.ok ? { ok: true, field: { value: to.by === 'id' ? found.id : found.key } } : { ok: false, reason: found.reason }
    known.set(key, reading)
    return reading
  }
}

function readTexts(draft: Draft, read: Read, { warn }: HookContext): void {
  for (const [key, text] of draft.texts) {
    if (draft.refusals.has(key)) continue
    const field = fieldSpec(draft.spec.type, key)
    if (!field) refuse(draft, key, 'refused.no-field', { field: key })
    else if (field.isReadOnly) refuse(draft, key, 'refused.read-only')
    else {
      const reading = read(field, text)
      if (!reading.ok) draft.refusals.set(key, { reason: reading.reason, now: null })
      else {
        draft.typed.set(key, reading.field)
        if (reading.field.warning) warn(draft, key, reading.field.warning)
        if (field.store.in === 'column') draft.patch[field.store.column] = reading.field.value
        else if (field.store.in === 'label') draft.labels.set(field.store.language, reading.field.value === null ? null : String(reading.field.value))
        else if (field.store.in === 'identifier') draft.identifiers.set(field.store.system, reading.field.value === null ? null : String(reading.field.value))
      }
    }
  }
}

function checkRequired(draft: Draft): void {
  for (const field of draft.spec.fields) {
    if (!field.isRequired || (draft.id !== null && !draft.typed.has(field.key)) || draft.refusals.has(field.key)) continue
    const value = field.store.in === 'column' ? (textIn(draft, field.store.column) ?? numberIn(draft, field.store.column)) : (draft.typed.get(field.key)?.value ?? null)
    if (value === null) refuse(draft, field.key, 'refused.required')
  }
  if (draft.id === null && draft.refusals.size === 0 && (draft.spec.type === 'note' && draft.patch['entity'] === undefined)) refuse(draft, 'about', 'refused.about-nothing')
}

const refusalsOf = (draft: Draft): CellRefusal[] =>
  [...draft.refusals].map(([field, { reason, now }]) => ({ id: draft.id, rowKey: draft.rowKey, field, text: draft.texts.get(field) ?? null, reason, now }))

interface Changes { readonly cells: number; readonly records: number; readonly changes: FieldChange[] }

function changesOf(reading: RecordReading, spec: RecordSpec, watched: readonly string[], ids: readonly { readonly id: number; readonly isNew: boolean }[], before: ReadonlyMap<number, readonly (string | number | null)[]>, reader: { readonly locale: string; readonly today: string }): Changes {
  if (ids.length === 0 || watched.length === 0) return { cells: 0, records: ids.length, changes: [] }
  const named = [...watched, ...spec.name.filter((key) => !watched.includes(key))]
  const after = reading.texts({ type: spec.type, fields: named, ids: ids.map(({ id }) => id), ...reader })
  const fields = watched.map((key) => fieldSpec(spec.type, key))
  const nameAt = spec.name.map((key) => named.indexOf(key))
  const changes: FieldChange[] = []
  let cells = 0
  const records = new Set<number>()
  for (const { id, isNew } of ids) {
    const now = after.get(id) ?? []
    const then = isNew ? [] : (before.get(id) ?? [])
    for (const [at, key] of watched.entries()) {
      if ((now[at] ?? null) === (then[at] ?? null)) continue
      cells += 1
      records.add(id)
      const field = fields[at]
      if (changes.length >= listed.changes || !field) continue
      changes.push({ id, name: String(nameAt.map((place) => now[place] ?? null).find((text) => text !== null) ?? `#${id}`), field: key, before: plainFieldText(field, then[at] ?? null), after: plainFieldText(field, now[at] ?? null) })
    }
    if (isNew) records.add(id)
  }
  return { cells, records: records.size, changes }
}
