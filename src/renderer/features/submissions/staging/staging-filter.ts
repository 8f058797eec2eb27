/** The filter of the staging grid as a person builds it. Pure. */
import type { RowFilter } from '../../../../shared/contract/staging.ts'
import type { RowKind } from '../../../../shared/domain/submission.ts'

/** Rows that hold data, whatever became of them: what one corrects. */
export const dataKinds: readonly RowKind[] = ['accepted', 'rejected', 'parked']
export const firstFilter: RowFilter = { kinds: [...dataKinds], columns: [] }

/** A list with a value put in or taken out; undefined where none is left, which means all. */
export function toggled<T>(list: readonly T[] | undefined, value: T): T[] | undefined {
  const next = list?.includes(value) ? list.filter((one) => one !== value) : [...(list ?? []), value]
  return next.length === 0 ? undefined : next
}

/** The filter with a part replaced; an undefined part is left out. */
export function withPart(filter: RowFilter, part: { readonly [K in keyof RowFilter]?: RowFilter[K] | undefined }): RowFilter {
  const { columns, ...rest } = { ...filter, ...part }
  const kept = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  return { ...kept, columns: columns ?? [] }
}

export const textsOf = (filter: RowFilter, column: number): readonly (string | null)[] => filter.columns.find((one) => one.column === column)?.texts ?? []

/** With other values of a column; none means every value. */
export const withTexts = (filter: RowFilter, column: number, texts: readonly (string | null)[]): RowFilter =>
  withPart(filter, { columns: [...filter.columns.filter((one) => one.column !== column), ...(texts.length === 0 ? [] : [{ column, texts: [...texts] }])] })

/** How a text would be replaced in a cell; null where the cell stays. */
export function isReplaced(text: string | null, find: string, { isWhole, isCaseSensitive }: { readonly isWhole: boolean; readonly isCaseSensitive: boolean }): boolean {
  const fold = (one: string) => (isCaseSensitive ? one : one.toLowerCase())
  if (isWhole) return fold(text ?? '') === fold(find)
  return find !== '' && text !== null && fold(text).includes(fold(find))
}
