import { tableRows, textOf } from '../grid/table-rows.ts'
import { useWorkspace } from './session.tsx'
import { useCall } from './use-call.ts'
import { useKept } from './use-kept.ts'

interface OfficeOption { readonly key: string; readonly label: string; readonly hint: string }

/** Every office of the reference data by its name, for choosers; empty until they have come. */
export function useOffices(): readonly OfficeOption[] {
  const { workspace } = useWorkspace()
  const { value } = useCall('reference.page', { workspace: workspace.id, kind: 'offices', limit: 2000 })
  const kept = useKept(value)
  return kept === null ? [] : tableRows(kept).map((row) => {
    const key = textOf(row, 'key') ?? ''
    return { key, label: textOf(row, 'name') ?? key, hint: key }
  })
}
