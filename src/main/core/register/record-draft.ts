/** A record as it will be once the texts that a person typed are in it; what checks and hooks work on before anything is written. */
import type { WritableDb } from '../store/database.ts'
import type { Cell } from '../store/table-schema.ts'
import type { RecordSpec } from '../../../shared/domain/register/field.ts'
import type { ParsedField } from '../../../shared/domain/register/parse-field.ts'
import type { Message } from '../../../shared/domain/submission.ts'
import type { ConvertMoney } from './convert-money.ts'

export interface Draft {
  readonly spec: RecordSpec
  /** Null of a new record, which has the caller's own key then. */
  readonly id: number | null
  readonly rowKey: string | null
  /** All columns as stored; empty of a new record. */
  readonly before: Readonly<Record<string, Cell>>
  /** Columns that will be written; changed ones and, of a new record, all that are given. */
  readonly patch: Record<string, Cell>
  /** Names by language and codes by system, where the type keeps them. */
  readonly labels: Map<string, string | null>
  readonly identifiers: Map<string, string | null>
  /** What was read, by field. */
  readonly typed: Map<string, ParsedField>
  /** Texts as typed, for refusals. */
  readonly texts: Map<string, string | null>
  /** Why it cannot be written, by field. */
  readonly refusals: Map<string, { readonly reason: Message; readonly now: string | null }>
}

/** What a column will hold. */
export const valueIn = (draft: Draft, column: string): Cell => {
  const patched = draft.patch[column]
  return patched === undefined ? (draft.before[column] ?? null) : patched
}
export const textIn = (draft: Draft, column: string): string | null => {
  const value = valueIn(draft, column)
  return typeof value === 'string' ? value : null
}
export const numberIn = (draft: Draft, column: string): number | null => {
  const value = valueIn(draft, column)
  return typeof value === 'number' ? value : null
}
export const refuse = (draft: Draft, field: string, key: string, params: Message['params'] = {}): void => void draft.refusals.set(field, { reason: { key, params }, now: null })

export interface HookContext {
  readonly db: WritableDb
  readonly convert: ConvertMoney
  readonly warn: (draft: Draft, field: string | null, message: Message) => void
  /** True where the request says who corrected imported figures. */
  readonly hasCorrection: boolean
}

export type Hook = (draft: Draft, context: HookContext) => void
