/** Writes a settled record: its row, its natural key, names and codes, and what hangs on a key that changed. */
import type { SaidCorrection } from '../../../shared/contract/records.ts'
import { correctAmount } from '../corrections/change-corrections.ts'
import type { WritableDb } from '../store/database.ts'
import type { Cell, Row, TableSchema } from '../store/table-schema.ts'
import type { Writer } from '../store/write-gate.ts'
import { isCorrected } from './money-hooks.ts'
import { textIn, type Draft } from './record-draft.ts'
import type { KeyOf } from './record-keys.ts'
import { rekeyContribution, rekeyProject } from './rekey.ts'

export interface PutTools {
  readonly db: WritableDb
  readonly writer: Writer
  readonly schema: TableSchema
  readonly keyOf: KeyOf
  readonly correction: SaidCorrection | undefined
}

/** Columns that say whether a thing was checked: what a person makes is not checked by that alone. */
const defaults: Readonly<Record<string, Cell>> = { status: 'unverified' }

/** What the key of an amount is made of. */
const amountKeyColumns = ['contribution_id', 'measure', 'currency', 'period_start', 'period_end', 'period_precision'] as const

/** Gives the id of the record. */
export function putRecord(tools: PutTools, draft: Draft): number {
  return draft.id === null ? insert(tools, draft) : change(tools, draft, draft.id)
}

/** Nothing is null where the table has a default for it. */
function filled({ columns }: TableSchema, patch: Row): Row {
  return Object.fromEntries(Object.entries(patch).map(([name, value]) => [name, value ?? columns.find((column) => column.name === name)?.fallback ?? null]))
}

function insert({ db, writer, schema, keyOf }: PutTools, draft: Draft): number {
  const { spec } = draft
  const given: Record<string, Cell> = { ...draft.patch }
  if (schema.names.has('status') && spec.type !== 'project' && (given['status'] ?? null) === null) given['status'] = defaults['status'] ?? null
  const key = schema.names.has('natural_key') ? keyOf(spec, given, draft.labels.get('en') ?? '', null) : null
  const id = writer.insert(spec.table, filled(schema, key === null ? given : { ...given, natural_key: key }))
  if (key !== null) putNames(db, writer, draft, key)
  return id
}

function change(tools: PutTools, draft: Draft, id: number): number {
  const { db, writer, schema, keyOf, correction } = tools
  const { spec } = draft
  if (isCorrected(draft) && correction) {
    const usd = draft.typed.get('usd')?.value
    correctAmount(db, writer, id, { state: textIn(draft, 'state') === 'value' ? 'value' : textIn(draft, 'state') === 'not-applicable' ? 'not-applicable' : 'not-reported', original: textIn(draft, 'original'), currency: textIn(draft, 'currency'), usdCents: typeof usd === 'number' ? usd : null }, { ...correction, attachment: null })
    return id
  }
  const patch = filled(schema, draft.patch)
  const put = (row: Row): void => {
    if (schema.form === 'versioned') writer.amend(spec.table, id, row)
    else writer.update(spec.table, id, row)
  }
  if (spec.type === 'project') {
    put(patch)
    if (draft.typed.has('symbol') && (draft.before['symbol'] ?? null) !== (patch['symbol'] ?? null)) rekeyProject(db, writer, id, String(draft.before['natural_key']), keyOf(spec, { ...draft.before, ...patch }, '', id) ?? '')
    return id
  }
  if (spec.type === 'contribution' && (draft.typed.has('project') || draft.typed.has('signatory'))) {
    put(patch)
    rekeyContribution(db, writer, id, String(draft.before['natural_key']), keyOf(spec, { ...draft.before, ...patch }, '', id) ?? '')
    return id
  }
  const isKeyed = schema.names.has('natural_key') && spec.type !== 'partner' && spec.type !== 'modality' && (spec.type === 'amount' || spec.key.some((key) => draft.typed.has(key)))
  const isMoved = isKeyed && (spec.type !== 'amount' || amountKeyColumns.some((name) => patch[name] !== undefined && patch[name] !== draft.before[name]))
  put(isMoved ? { ...patch, natural_key: keyOf(spec, { ...draft.before, ...patch }, '', id) } : patch)
  const key = draft.before['natural_key']
  if (typeof key === 'string') putNames(db, writer, draft, key)
  return id
}

/** Names by language and codes by system, of things that have them. */
function putNames(db: WritableDb, writer: Writer, { spec, labels, identifiers }: Draft, key: string): void {
  for (const [language, text] of labels) {
    const known = db.prepare<[string, string, string], number>(`SELECT id FROM label WHERE entity = ? AND entity_key = ? AND role = 'name' AND language = ?`).pluck().get(spec.table, key, language)
    if (known === undefined) {
      if (text !== null) writer.insert('label', { entity: spec.table, entity_key: key, role: 'name', language, text, status: 'unverified' })
    } else if (text === null) writer.remove('label', known)
    else writer.update('label', known, { text })
  }
  for (const [system, text] of identifiers) {
    const known = db.prepare<[string, string, string], { id: number; code: string }>('SELECT id, code FROM identifier WHERE entity = ? AND entity_key = ? AND system = ?').all(spec.table, key, system)
    const wanted = new Set((text ?? '').split(';').map((code) => code.trim()).filter((code) => code !== ''))
    for (const { id, code } of known) if (!wanted.has(code)) writer.remove('identifier', id)
    for (const code of wanted) if (!known.some((one) => one.code === code)) writer.insert('identifier', { entity: spec.table, entity_key: key, system, code, status: 'unverified' })
  }
}
