import type { GridApi } from 'ag-grid-community'
import { useMemo, useState } from 'react'
import { ErrorCallout } from '../ui/Callout.tsx'
import { useText } from '../ui/text.tsx'
import { toColumnDefs } from './columns.ts'
import { GridFrame, type GridProps } from './GridFrame.tsx'
import { pagedModel, usePages, type LoadRows } from './use-pages.ts'

interface PagedRowsProps<Row> extends GridProps<Row> {
  /** Asks the core for a page. A new function means another result: the grid starts at its top. */
  readonly load: LoadRows<Row>
  readonly revision: number
  readonly onTotal?: (total: number) => void
}

/** A grid over any number of records that come as values, page by page; the core sorts, searches and filters. */
export function PagedRows<Row>({ load, revision, onTotal, ...props }: PagedRowsProps<Row>) {
  const { direction } = useText()
  const [api, setApi] = useState<GridApi<Row> | null>(null)
  const columnDefs = useMemo(() => toColumnDefs(props.columns, { direction, comparator: null }), [props.columns, direction])
  const { total, error } = usePages({ api, load, revision, onTotal })
  const state = total === null ? 'loading' : total === 0 ? 'empty' : 'ready'
  const failure = error ? <div className="grid-failure"><ErrorCallout error={error} onRetry={() => api?.purgeInfiniteCache()} /></div> : undefined
  return <GridFrame {...props} state={state} failure={failure} onApi={setApi} grid={{ columnDefs, ...pagedModel }} />
}
