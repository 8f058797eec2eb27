import { useEffect, useRef, useState } from 'react'
import type { GridRow, RowFilter } from '../../../../shared/contract/staging.ts'
import { useSession, useWorkspace } from '../../../platform/session.tsx'
import { useSettled } from '../../../platform/use-settled.ts'
import type { SheetColumn } from './staging-columns.tsx'
import { dataKinds, isReplaced, textsOf, withPart } from './staging-filter.ts'

export interface ReplaceSearch {
  readonly batch: number
  readonly filter: RowFilter
  /** Null: all rows of the filter. */
  readonly rows: readonly GridRow[] | null
  readonly all: readonly SheetColumn[]
  readonly columns: readonly number[]
  readonly find: string
  readonly isWhole: boolean
  readonly isCaseSensitive: boolean
}

export interface ReplaceCount { readonly cells: number; /** More values than are listed: there may be more cells. */ readonly isAtLeast: boolean }

const listed = 2000

/** How many cells a replacement would touch, from the values of its columns; null while that is being counted. */
export function useReplaceCount(search: ReplaceSearch): ReplaceCount | null {
  const { client } = useSession()
  const { workspace } = useWorkspace()
  const key = JSON.stringify([search.filter, search.columns, search.find, search.isWhole, search.isCaseSensitive, search.rows?.length ?? null])
  const settled = useSettled(key)
  const [count, setCount] = useState<{ readonly key: string; readonly value: ReplaceCount } | null>(null)
  const latest = useRef(search)
  useEffect(() => {
    latest.current = search
  })
  useEffect(() => {
    if (settled !== key) return
    const { batch, rows, all, columns, find, isWhole, isCaseSensitive } = latest.current
    // Only rows of data are replaced in, whatever is shown besides.
    const filter = withPart(latest.current.filter, { kinds: dataKinds.filter((kind) => latest.current.filter.kinds?.includes(kind) ?? true) })
    const control = new AbortController()
    const matches = (text: string | null) => isReplaced(text, find, { isWhole, isCaseSensitive })
    const counted = async (): Promise<ReplaceCount> => {
      let cells = 0
      let isAtLeast = false
      for (const column of columns) {
        if (rows) {
          const index = all.findIndex((one) => one.column === column)
          cells += rows.filter(({ texts }) => matches(texts[index] ?? null)).length
          continue
        }
        if (control.signal.aborted) break
        const facet = await client.staging.facet({ workspace: workspace.id, batch, filter, column, limit: listed }, { signal: control.signal })
        if (!facet.ok) return { cells, isAtLeast: true }
        const own = textsOf(filter, column)
        cells += facet.value.values.filter(({ text }) => (own.length === 0 || own.includes(text)) && matches(text)).reduce((sum, one) => sum + one.rows, 0)
        isAtLeast ||= facet.value.more > 0
      }
      return { cells, isAtLeast }
    }
    void counted().then((value) => (control.signal.aborted ? undefined : setCount({ key, value })))
    return () => control.abort()
  }, [client, workspace.id, settled, key])
  return count?.key === key ? count.value : null
}
