import { ok, type Result } from '../../../shared/result.ts'
import { tableRows, numberOf } from '../../grid/table-rows.ts'
import type { AppClient } from '../../platform/platform.ts'
import type { InputOf } from '../../platform/procedures.ts'

const perPage = 1000

/** Ids of every project that a query finds, read page by page. */
export async function collectProjects(client: AppClient, query: InputOf<'projects.page'>): Promise<Result<readonly number[]>> {
  const ids: number[] = []
  for (;;) {
    const page = await client.projects.page({ ...query, offset: ids.length, limit: perPage, sort: { key: 'id', direction: 'asc' } })
    if (!page.ok) return page
    const found = tableRows(page.value).flatMap((row) => numberOf(row, 'id') ?? [])
    ids.push(...found)
    if (found.length === 0 || ids.length >= page.value.total) return ok(ids)
  }
}
