import type { GridApi, IDatasource } from 'ag-grid-community'
import { useEffect, useRef, useState } from 'react'
import type { AppError, Result } from '../../shared/result.ts'

export interface PageRequest {
  readonly offset: number
  readonly limit: number
  readonly sort?: { readonly key: string; readonly direction: 'asc' | 'desc' }
}

export interface RowPage<Row> { readonly rows: readonly Row[]; readonly total: number }
export type LoadRows<Row> = (page: PageRequest) => Promise<Result<RowPage<Row>>>

/** Options of AG Grid for rows that come page by page. */
export const pagedModel = { rowModelType: 'infinite', cacheBlockSize: 200, maxBlocksInCache: 20, blockLoadDebounceMillis: 30, infiniteInitialRowCount: 1 } as const

interface Pages<Row> {
  readonly api: GridApi<Row> | null
  /** A new function means another result (search, filter): the grid starts at its top. */
  readonly load: LoadRows<Row>
  /** Grows when the data changed: pages in view are read again, where they are. */
  readonly revision: number
  readonly onTotal?: ((total: number) => void) | undefined
  /** A page has come and its rows are in the grid. */
  readonly onPage?: (() => void) | undefined
}

/** Feeds a grid from a core that sorts, searches and filters. `total` is null before the first page. */
export function usePages<Row>({ api, load, revision, onTotal, onPage }: Pages<Row>): { readonly total: number | null; readonly error: AppError | null } {
  const [total, setTotal] = useState<number | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const tell = useRef({ onTotal, onPage })
  useEffect(() => {
    tell.current = { onTotal, onPage }
  })
  useEffect(() => {
    // Another language makes another grid; the one before it takes no more orders.
    if (!api || api.isDestroyed()) return
    let isCurrent = true
    const datasource: IDatasource = {
      getRows: (request) => {
        const { startRow, endRow } = request
        const sort = request.sortModel[0]
        void load({ offset: startRow, limit: endRow - startRow, ...(sort ? { sort: { key: sort.colId, direction: sort.sort } } : {}) }).then((result) => {
          if (!isCurrent) return
          if (result.ok) {
            request.successCallback([...result.value.rows], result.value.total)
            setTotal(result.value.total)
            tell.current.onTotal?.(result.value.total)
            tell.current.onPage?.()
            setError(null)
          } else {
            request.failCallback()
            if (result.error.code !== 'cancelled') setError(result.error)
          }
        })
      },
    }
    api.setGridOption('datasource', datasource)
    return () => {
      isCurrent = false
    }
  }, [api, load])
  const seen = useRef(revision)
  useEffect(() => {
    if (seen.current !== revision && api?.isDestroyed() === false) api.refreshInfiniteCache()
    seen.current = revision
  }, [api, revision])
  return { total, error }
}
