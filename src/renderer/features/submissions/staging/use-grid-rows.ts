import { useCallback } from 'react'
import type { GridRow, RowFilter } from '../../../../shared/contract/staging.ts'
import { ok } from '../../../../shared/result.ts'
import type { LoadRows } from '../../../grid/use-pages.ts'
import { useSession, useWorkspace } from '../../../platform/session.tsx'

/** Reads the rows of a filter; a wide sheet comes in several pages for one. */
export function useGridRows(batch: number, filter: RowFilter): LoadRows<GridRow> {
  const { client } = useSession()
  const { workspace } = useWorkspace()
  return useCallback(async ({ offset, limit }) => {
    const rows: GridRow[] = []
    for (;;) {
      const page = await client.staging.page({ workspace: workspace.id, batch, filter, offset: offset + rows.length, limit: limit - rows.length })
      if (!page.ok) return page
      rows.push(...page.value.rows)
      if (page.value.rows.length === 0 || rows.length >= limit || offset + rows.length >= page.value.total) return ok({ rows, total: page.value.total })
    }
  }, [client, workspace.id, batch, filter])
}
