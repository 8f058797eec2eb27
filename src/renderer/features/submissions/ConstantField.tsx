import { useCallback, useState } from 'react'
import { tableRows, textOf, type TableRow } from '../../grid/table-rows.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { useCall } from '../../platform/use-call.ts'
import { Combobox, type ComboboxOption } from '../../ui/Combobox.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { useText } from '../../ui/text.tsx'

interface ConstantFieldProps {
  readonly label: string
  readonly hint?: string
  readonly kind: 'areas' | 'offices'
  readonly value: string | undefined
  readonly onChange: (key: string | undefined) => void
}

const toOption = (row: TableRow): ComboboxOption => ({ key: textOf(row, 'key') ?? '', label: textOf(row, 'name') ?? textOf(row, 'key') ?? '', hint: textOf(row, 'key') ?? undefined })

/** Something of the reference data that holds for every row of the sheet. */
export function ConstantField({ label, hint, kind, value, onChange }: ConstantFieldProps) {
  const { t } = useText()
  const { client } = useSession()
  const { workspace } = useWorkspace()
  const [chosen, setChosen] = useState<ComboboxOption | null>(null)
  const search = useCallback(async (typed: string): Promise<readonly ComboboxOption[]> => {
    const page = await client.reference.page({ workspace: workspace.id, kind, limit: 40, ...(typed.trim() === '' ? {} : { search: typed.trim() }) })
    return page.ok ? tableRows(page.value).map(toOption) : []
  }, [client, workspace.id, kind])
  // A choice that was made before this was drawn (a reload, another step) is known by its key only.
  const isNamed = value === undefined || chosen?.key === value
  const named = useCall('reference.page', isNamed ? null : { workspace: workspace.id, kind, limit: 200, search: value })
  const found = named.value === null ? undefined : tableRows(named.value).map(toOption).find((option) => option.key === value)
  const shown = value === undefined ? null : chosen?.key === value ? chosen : (found ?? { key: value, label: named.isLoading ? '' : value })
  return (
    <div className="constant-field">
      <span className="constant">
        <Combobox label={label} value={shown} search={search} placeholder={t('import.columns.constant.none')} onChange={(option) => { setChosen(option); onChange(option.key) }} />
        {value === undefined ? null : <IconButton icon="close" label={t('import.columns.clear')} onClick={() => onChange(undefined)} />}
      </span>
      {hint === undefined ? null : <span className="field-hint">{hint}</span>}
    </div>
  )
}
