import { useState } from 'react'
import { tableRows } from '../../grid/table-rows.ts'
import { useWorkspace } from '../../platform/session.tsx'
import { useCall } from '../../platform/use-call.ts'
import { Combobox, type ComboboxOption } from '../../ui/Combobox.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { useText } from '../../ui/text.tsx'
import { toOption, useReferenceSearch } from './use-reference-search.ts'

interface ConstantFieldProps {
  readonly label: string
  readonly hint?: string
  readonly kind: 'areas' | 'offices'
  readonly value: string | undefined
  readonly onChange: (key: string | undefined) => void
}

/** Something of the reference data that holds for every row of the sheet. */
export function ConstantField({ label, hint, kind, value, onChange }: ConstantFieldProps) {
  const { t } = useText()
  const { workspace } = useWorkspace()
  const [chosen, setChosen] = useState<ComboboxOption | null>(null)
  const search = useReferenceSearch(kind)
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
