/**
 * How a field of a record is kept, read and typed. Grids, the command line, find-and-replace, paste and bulk edit all work from
 * these descriptions, so that a field is the same wherever it is edited.
 */
import type { RecordType } from './record-types.ts'

/**
 * text, long-text · date: ISO text · decimal: exact decimal text · currency: three letters · usd: integer cents of USD ·
 * share: millionths, shown in percent · integer · flag: 0 or 1 · choice: a code of `choices` · reference: another record or entry of
 * reference data · period: a span of dates as lists print it (its ends are fields of their own).
 */
export const fieldTypes = ['text', 'long-text', 'date', 'decimal', 'currency', 'usd', 'share', 'integer', 'flag', 'choice', 'reference', 'period'] as const
export type FieldType = (typeof fieldTypes)[number]

/** What a reference may point to besides record types: reference data that is not edited here. */
export const referenceTargets = ['area', 'office', 'objective', 'result', 'focus-area', 'submission', 'support-cost-category'] as const
export type ReferenceTarget = RecordType | (typeof referenceTargets)[number]

export type FieldStore =
  | { readonly in: 'column'; readonly column: string }
  /** Name of a partner or modality in a language. */
  | { readonly in: 'label'; readonly language: string }
  /** Code in a code system; several stand with semicolons between them. */
  | { readonly in: 'identifier'; readonly system: string }
  /** Computed when it is read; never written. */
  | { readonly in: 'derived' }

export interface FieldSpec {
  /** Unique within its record type; its text is the message `field.<key>`. */
  readonly key: string
  readonly type: FieldType
  readonly store: FieldStore
  readonly isRequired: boolean
  /** Shown and never typed. */
  readonly isReadOnly: boolean
  /** Texts are messages `choice.<list>.<code>`. */
  readonly choices: { readonly list: string; readonly codes: readonly string[] } | null
  /** Column holds the row's id, or its natural key. */
  readonly to: { readonly target: ReferenceTarget; readonly by: 'id' | 'key' } | null
  /** Shown when a grid is first opened. */
  readonly isShown: boolean
}

interface FieldOptions { readonly column?: string; readonly isRequired?: boolean; readonly isReadOnly?: boolean; readonly isShown?: boolean }

const columnOf = (key: string): string => key.replaceAll('-', '_')

/** A field kept in the column of its name (blanks as underscores), or in the column given. */
export function field(key: string, type: Exclude<FieldType, 'choice' | 'reference'>, { column = columnOf(key), isRequired = false, isReadOnly = false, isShown = true }: FieldOptions = {}): FieldSpec {
  return { key, type, store: { in: 'column', column }, isRequired, isReadOnly, choices: null, to: null, isShown }
}

export function choice(key: string, list: string, codes: readonly string[], { column = columnOf(key), isRequired = false, isReadOnly = false, isShown = true }: FieldOptions = {}): FieldSpec {
  return { key, type: 'choice', store: { in: 'column', column }, isRequired, isReadOnly, choices: { list, codes }, to: null, isShown }
}

/** A reference by id, kept in `<key>_id`, or by natural key. */
export function reference(key: string, target: ReferenceTarget, { by = 'id', column = by === 'id' ? `${columnOf(key)}_id` : columnOf(key), isRequired = false, isReadOnly = false, isShown = true }: FieldOptions & { readonly by?: 'id' | 'key' } = {}): FieldSpec {
  return { key, type: 'reference', store: { in: 'column', column }, isRequired, isReadOnly, choices: null, to: { target, by }, isShown }
}

export const label = (key: string, language: string, { isRequired = false, isShown = false }: FieldOptions = {}): FieldSpec =>
  ({ key, type: 'text', store: { in: 'label', language }, isRequired, isReadOnly: false, choices: null, to: null, isShown })

export const identifier = (key: string, system: string, { isShown = true }: FieldOptions = {}): FieldSpec =>
  ({ key, type: 'text', store: { in: 'identifier', system }, isRequired: false, isReadOnly: false, choices: null, to: null, isShown })

/** Computed at reading. */
export function derived(key: string, type: FieldType, { isShown = true, list }: FieldOptions & { readonly list?: readonly [string, readonly string[]] } = {}): FieldSpec {
  return { key, type, store: { in: 'derived' }, isRequired: false, isReadOnly: true, choices: list ? { list: list[0], codes: list[1] } : null, to: null, isShown }
}

/** Original amount, its currency, and the USD figure that the rate of the date gives where none is typed. */
export function money(prefix: '' | 'received-' = '', isRequired = false): readonly FieldSpec[] {
  if (prefix !== '') return [field(`${prefix}original`, 'decimal')]
  return [
    field('original', 'decimal', { isRequired }),
    field('currency', 'currency', { isRequired }),
    field('usd', 'usd', { column: 'usd_cents' }),
    field('rate', 'decimal', { isShown: false }),
    field('rate-source', 'text', { isShown: false }),
    field('rate-date', 'date', { isShown: false }),
  ]
}

export const audience = (): FieldSpec => choice('audience', 'audience', ['public', 'internal', 'confidential'], { isShown: false })

export interface RecordSpec {
  readonly type: RecordType
  readonly table: string
  /** Rows of the table that are of this type, where it holds others too. */
  readonly only: { readonly column: string; readonly value: string } | null
  /** The record that it is a part of, and the field that names it. */
  readonly parent: { readonly type: RecordType; readonly field: string } | null
  /** Fields that name a record in lists, in order; the first that is not empty. */
  readonly name: readonly string[]
  /** Fields whose values make its natural key, with an ordinal among equals; empty where the core has its own rule for the key. */
  readonly key: readonly string[]
  readonly fields: readonly FieldSpec[]
  readonly canCreate: boolean
  readonly canRemove: boolean
  /** The day whose rate turns its original into USD, where it has money: name of a date field. */
  readonly moneyOn: string | null
}

export const record = (spec: Pick<RecordSpec, 'type' | 'table' | 'name' | 'key' | 'fields'> & Partial<RecordSpec>): RecordSpec =>
  ({ only: null, parent: null, canCreate: true, canRemove: true, moneyOn: null, ...spec })
