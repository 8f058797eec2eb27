import { useMemo } from 'react'
import type { Table } from '../../shared/contract/common.ts'
import { useWorkspace } from './session.tsx'
import { useCall } from './use-call.ts'
import { useKept } from './use-kept.ts'

interface OfficeOption { readonly key: string; readonly label: string; readonly hint: string }

function textsOf({ columns }: Table, key: string): readonly string[] {
  const column = columns.find((one) => one.key === key)
  return (column?.values ?? []).map((value) => String((column?.dictionary && typeof value === 'number' ? column.dictionary[value] : value) ?? ''))
}

/** Every office of the reference data by its name, for choosers; empty until they have come. */
export function useOffices(): readonly OfficeOption[] {
  const { workspace } = useWorkspace()
  const table = useKept(useCall('reference.page', { workspace: workspace.id, kind: 'offices', limit: 2000 }).value)
  return useMemo(() => {
    if (table === null) return []
    const names = textsOf(table, 'name')
    return textsOf(table, 'key').map((key, index) => ({ key, label: names[index] || key, hint: key }))
  }, [table])
}
