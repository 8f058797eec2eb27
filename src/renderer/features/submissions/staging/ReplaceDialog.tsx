import { useState } from 'react'
import type { GridRow, RowFilter } from '../../../../shared/contract/staging.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Checkbox, Field, Select } from '../../../ui/Field.tsx'
import { MultiSelect } from '../../../ui/MultiSelect.tsx'
import { ProgressBar } from '../../../ui/ProgressBar.tsx'
import { useText } from '../../../ui/text.tsx'
import type { SheetColumn } from './staging-columns.tsx'
import { useReplaceCount } from './use-replace-count.ts'
import type { Staging } from './use-staging.ts'

interface ReplaceDialogProps {
  readonly batch: number
  readonly staging: Staging
  readonly filter: RowFilter
  readonly columns: readonly SheetColumn[]
  /** Columns that are chosen at first. */
  readonly first: readonly number[]
  /** Rows chosen; null while they are read, or where there are too many. */
  readonly rows: readonly GridRow[] | null
  /** How many rows are chosen; 0 where the choice is no narrowing. */
  readonly rowCount: number
  readonly total: number
  readonly onDone: (cells: number) => void
  readonly onClose: () => void
}

/** Find and replace over columns, in the rows of the filter or only in those chosen; it says how many cells before it does. */
export function ReplaceDialog({ batch, staging, filter, columns, first, rows, rowCount, total, onDone, onClose }: ReplaceDialogProps) {
  const { t } = useText()
  const [find, setFind] = useState('')
  const [replace, setReplace] = useState('')
  const [isWhole, setWhole] = useState(false)
  const [isCaseSensitive, setCaseSensitive] = useState(false)
  const [chosen, setChosen] = useState<readonly string[]>(first.map(String))
  const [scope, setScope] = useState<'filter' | 'rows'>(rowCount > 0 ? 'rows' : 'filter')
  const wanted = chosen.length === 0 ? columns.map(({ column }) => column) : chosen.map(Number)
  const scoped = scope === 'rows' ? rows : null
  const isReading = scope === 'rows' && rows === null
  const count = useReplaceCount({ batch, filter, rows: scoped, all: columns, columns: isReading ? [] : wanted, find, isWhole, isCaseSensitive })
  const { replacing } = staging
  const isNothing = find === '' && !isWhole
  const submit = async () => {
    if (isNothing || isReading || replacing.isRunning) return
    const outcome = await staging.replace({ filter, columns: wanted, find, replace, isWhole, isCaseSensitive, ...(scoped ? { rows: scoped.map(({ row }) => row) } : {}) })
    if (outcome) onDone(outcome.cells)
  }
  return (
    <Dialog title={t('staging.replace.title')} width="wide" onClose={replacing.isRunning ? replacing.cancel : onClose} onSubmit={() => void submit()} actions={<Button type="submit" variant="primary" disabled={isNothing || isReading || replacing.isRunning || count?.cells === 0}>{t('staging.replace.do')}</Button>}>
      <div className="import-pair">
        <Field label={t('staging.replace.find')} value={find} autoFocus spellCheck={false} autoComplete="off" onChange={setFind} />
        <Field label={t('staging.replace.with')} value={replace} spellCheck={false} autoComplete="off" hint={t('staging.replace.with.hint')} onChange={setReplace} />
      </div>
      <div className="import-pair">
        <MultiSelect label={t('staging.replace.columns')} options={columns.map((one) => ({ key: String(one.column), label: `${one.letter} ${one.header}` }))} chosen={chosen} onChange={setChosen} summary={(many) => (many === 0 ? t('staging.replace.columns.all') : t('staging.replace.columns.some', { count: many }))} searchLabel={t('staging.replace.columns.search')} />
        <Select label={t('staging.replace.scope')} value={scope} options={[{ value: 'filter' as const, label: t('staging.replace.scope.filter', { count: total }) }, ...(rowCount > 0 ? [{ value: 'rows' as const, label: t('staging.replace.scope.rows', { count: rowCount }) }] : [])]} onChange={setScope} />
      </div>
      <div className="import-line">
        <Checkbox label={t('staging.replace.whole')} checked={isWhole} onChange={setWhole} />
        <Checkbox label={t('staging.replace.case')} checked={isCaseSensitive} onChange={setCaseSensitive} />
      </div>
      <p role="status" className={count?.cells === 0 ? 'muted' : ''}>{isNothing ? t('staging.replace.nothing') : count === null || isReading ? t('staging.replace.counting') : t(count.isAtLeast ? 'staging.replace.at-least' : 'staging.replace.count', { count: count.cells })}</p>
      {replacing.isRunning ? <ProgressBar label={t('staging.replace.running')} progress={replacing.progress} /> : null}
    </Dialog>
  )
}
