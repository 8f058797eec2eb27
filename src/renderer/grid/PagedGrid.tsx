import type { GridApi } from 'ag-grid-community'
import { useCallback, useMemo, useState } from 'react'
import type { Table } from '../../shared/contract/common.ts'
import { ok, type Result } from '../../shared/result.ts'
import { ErrorCallout } from '../ui/Callout.tsx'
import { useText } from '../ui/text.tsx'
import { toColumnDefs } from './columns.ts'
import { GridFrame, type GridProps } from './GridFrame.tsx'
import { tableRows, type TableRow } from './table-rows.ts'
import { pagedModel, usePages, type PageRequest } from './use-pages.ts'

export type { PageRequest } from './use-pages.ts'

interface PagedGridProps extends GridProps<TableRow> {
  /** Asks the core for a page. A new function means another result (search, filter): the grid starts at its top. */
  readonly load: (page: PageRequest) => Promise<Result<Table>>
  /** Grows when the data changed: pages in view are read again, where they are. */
  readonly revision: number
  readonly onTotal?: (total: number) => void
}

/** A grid over any number of rows, read page by page; the core sorts, searches and filters. */
export function PagedGrid({ load, revision, onTotal, ...props }: PagedGridProps) {
  const { direction } = useText()
  const [api, setApi] = useState<GridApi<TableRow> | null>(null)
  const columnDefs = useMemo(() => toColumnDefs(props.columns, { direction, comparator: null }), [props.columns, direction])
  const loadRows = useCallback(async (page: PageRequest) => {
    const result = await load(page)
    return result.ok ? ok({ rows: tableRows(result.value), total: result.value.total }) : result
  }, [load])
  const { total, error } = usePages({ api, load: loadRows, revision, onTotal })

  const state = total === null ? 'loading' : total === 0 ? 'empty' : 'ready'
  const failure = error ? <div className="grid-failure"><ErrorCallout error={error} onRetry={() => api?.purgeInfiniteCache()} /></div> : undefined
  return <GridFrame {...props} state={state} failure={failure} onApi={setApi} grid={{ columnDefs, ...pagedModel }} />
}
