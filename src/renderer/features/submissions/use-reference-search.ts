import { useCallback } from 'react'
import type { ReferenceKind } from '../../../shared/contract/reference.ts'
import type { z } from 'zod'
import { textOf, tableRows, type TableRow } from '../../grid/table-rows.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import type { ComboboxOption } from '../../ui/Combobox.tsx'

const most = 40

/** An entry of a code list as a choice: its name, with its code beside it. */
export const toOption = (row: TableRow): ComboboxOption => ({ key: textOf(row, 'key') ?? '', label: textOf(row, 'name') ?? textOf(row, 'key') ?? '', hint: textOf(row, 'key') ?? undefined })

/** Finds entries of a code list for a combobox; the first ones where nothing is typed. */
export function useReferenceSearch(kind: z.infer<typeof ReferenceKind>): (typed: string) => Promise<readonly ComboboxOption[]> {
  const { client } = useSession()
  const { workspace } = useWorkspace()
  return useCallback(async (typed) => {
    const search = typed.trim()
    const page = await client.reference.page({ workspace: workspace.id, kind, limit: most, ...(search === '' ? {} : { search }) })
    return page.ok ? tableRows(page.value).map(toOption) : []
  }, [client, workspace.id, kind])
}
