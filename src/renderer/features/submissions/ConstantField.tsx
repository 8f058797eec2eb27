import { useCallback, useState } from 'react'
import { tableRows, textOf } from '../../grid/table-rows.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { Combobox, type ComboboxOption } from '../../ui/Combobox.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { useText } from '../../ui/text.tsx'

interface ConstantFieldProps {
  readonly label: string
  readonly kind: 'areas' | 'offices'
  readonly value: string | undefined
  readonly onChange: (key: string | undefined) => void
}

/** Something of the reference data that holds for every row of the sheet. */
export function ConstantField({ label, kind, value, onChange }: ConstantFieldProps) {
  const { t } = useText()
  const { client } = useSession()
  const { workspace } = useWorkspace()
  const [chosen, setChosen] = useState<ComboboxOption | null>(null)
  const search = useCallback(async (typed: string): Promise<readonly ComboboxOption[]> => {
    const page = await client.reference.page({ workspace: workspace.id, kind, limit: 40, ...(typed.trim() === '' ? {} : { search: typed.trim() }) })
    return page.ok ? tableRows(page.value).map((row) => ({ key: textOf(row, 'key') ?? '', label: textOf(row, 'name') ?? textOf(row, 'key') ?? '', hint: textOf(row, 'key') ?? undefined })) : []
  }, [client, workspace.id, kind])
  const shown = value === undefined ? null : chosen?.key === value ? chosen : { key: value, label: value }
  return (
    <span className="constant">
      <Combobox label={label} value={shown} search={search} placeholder={t('import.columns.constant.none')} onChange={(option) => { setChosen(option); onChange(option.key) }} />
      {value === undefined ? null : <IconButton icon="close" label={t('import.columns.clear')} onClick={() => onChange(undefined)} />}
    </span>
  )
}
