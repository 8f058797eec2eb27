import type { GridApi, IDatasource } from 'ag-grid-community'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Table } from '../../shared/contract/common.ts'
import type { AppError, Result } from '../../shared/result.ts'
import { ErrorCallout } from '../ui/Callout.tsx'
import { useText } from '../ui/text.tsx'
import { toColumnDefs } from './columns.ts'
import { GridFrame, type GridProps } from './GridFrame.tsx'
import { tableRows, type TableRow } from './table-rows.ts'

export interface PageRequest {
  readonly offset: number
  readonly limit: number
  readonly sort?: { readonly key: string; readonly direction: 'asc' | 'desc' }
}

interface PagedGridProps extends GridProps<TableRow> {
  /** Asks the core for a page. A new function means another result (search, filter): the grid starts at its top. */
  readonly load: (page: PageRequest) => Promise<Result<Table>>
  /** Grows when the data changed: pages in view are read again, where they are. */
  readonly revision: number
  readonly onTotal?: (total: number) => void
}

const pageRows = 200

/** A grid over any number of rows, read page by page; the core sorts, searches and filters. */
export function PagedGrid({ load, revision, onTotal, ...props }: PagedGridProps) {
  const { direction } = useText()
  const [api, setApi] = useState<GridApi<TableRow> | null>(null)
  const [total, setTotal] = useState<number | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const tell = useRef(onTotal)
  useEffect(() => {
    tell.current = onTotal
  })
  const columnDefs = useMemo(() => toColumnDefs(props.columns, { direction, comparator: null }), [props.columns, direction])

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
            request.successCallback(tableRows(result.value), result.value.total)
            setTotal(result.value.total)
            tell.current?.(result.value.total)
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

  const state = total === null ? 'loading' : total === 0 ? 'empty' : 'ready'
  const failure = error ? <div className="grid-failure"><ErrorCallout error={error} onRetry={() => api?.purgeInfiniteCache()} /></div> : undefined
  return (
    <GridFrame
      {...props}
      state={state}
      failure={failure}
      onApi={setApi}
      grid={{ columnDefs, rowModelType: 'infinite', cacheBlockSize: pageRows, maxBlocksInCache: 20, blockLoadDebounceMillis: 30, infiniteInitialRowCount: 1 }}
    />
  )
}
