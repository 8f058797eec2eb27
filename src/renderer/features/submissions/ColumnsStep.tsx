/** What each column means: proposals with their reason, confirmed or changed by a person, with the first rows as understood beside them. */
import { useMemo } from 'react'
import { isCurrencyCode } from '../../../shared/domain/currency.ts'
import type { SubmissionMapping } from '../../../shared/domain/submission.ts'
import { useGrowing } from '../../platform/use-growing.ts'
import { Button } from '../../ui/Button.tsx'
import { SplitView } from '../../ui/SplitView.tsx'
import { useText } from '../../ui/text.tsx'
import { ColumnCard } from './ColumnCard.tsx'
import { ConstantField } from './ConstantField.tsx'
import { doubledColumns, openColumns, withColumn, type ImportDraft } from './import-draft.ts'
import { MappingPreview } from './MappingPreview.tsx'

interface ColumnsStepProps { readonly draft: ImportDraft; readonly onChange: (mapping: SubmissionMapping) => void }

const usual = ['USD', 'EUR', 'GBP', 'JPY']
/** Cards that are drawn within one frame. */
const frameCards = 4

export function ColumnsStep({ draft, onChange }: ColumnsStepProps) {
  const { t } = useText()
  const currencies = useMemo(() => [...usual, ...Intl.supportedValuesOf('currency').filter((code) => isCurrencyCode(code) && !usual.includes(code))], [])
  const { mapping, proposal } = draft
  const drawn = useGrowing(mapping?.columns.length ?? 0, frameCards)
  if (!mapping) return null
  const open = openColumns(draft)
  const doubled = doubledColumns(draft)
  const setConstant = (name: 'country' | 'office', key: string | undefined) => {
    const { [name]: _before, ...others } = mapping.constants
    onChange({ ...mapping, constants: key === undefined ? others : { ...others, [name]: key } })
  }
  const columns = (
    <div className="columns-pane">
      <div className="import-line">
        <p role="status">{t('import.columns.open', { count: open })}{doubled > 0 ? ` ${t('import.columns.doubled', { count: doubled })}` : ''}</p>
        <Button icon="check" disabled={open === 0} onClick={() => onChange({ ...mapping, columns: mapping.columns.map((column) => (column.field === 'ignore' ? column : { ...column, isConfirmed: true })) })}>{t('import.columns.confirm-all')}</Button>
      </div>
      <ul className="columns" aria-label={t('import.columns.list')}>
        {mapping.columns.slice(0, drawn).map((column) => <ColumnCard key={column.column} column={column} proposed={proposal?.mapping.columns.find((one) => one.column === column.column)} mapping={mapping} currencies={currencies} onChange={(change) => onChange(withColumn(mapping, column.column, change))} />)}
      </ul>
      <div className="constants" role="group" aria-label={t('import.columns.constants')}>
        <h2>{t('import.columns.constants')}</h2>
        <ConstantField kind="areas" label={t('import.columns.country')} value={mapping.constants.country} onChange={(key) => setConstant('country', key)} />
        <ConstantField kind="offices" label={t('import.columns.office')} value={mapping.constants.office} onChange={(key) => setConstant('office', key)} />
      </div>
    </div>
  )
  return <SplitView label={t('ui.resize')} size={380} min={280} start={columns} end={<MappingPreview draft={draft} />} />
}
