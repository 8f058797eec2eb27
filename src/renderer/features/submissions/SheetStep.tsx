/** The sheet and the table in it: rows as they are, what was found in them, and each finding corrected by one click. */
import { useMemo, useState } from 'react'
import { Select } from '../../ui/Field.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useText } from '../../ui/text.tsx'
import { BlockList } from './BlockList.tsx'
import { ConstantField } from './ConstantField.tsx'
import type { ImportDraft, TableChoice } from './import-draft.ts'
import { KindSelect } from './KindSelect.tsx'
import { SheetGrid } from './SheetGrid.tsx'
import { partsOfSheet } from './sheet-parts.ts'
import { TableList } from './TableList.tsx'

interface SheetStepProps { readonly draft: ImportDraft; readonly isBusy: boolean; readonly onChoose: (choice: TableChoice) => void }

export function SheetStep({ draft, isBusy, onChoose }: SheetStepProps) {
  const { t, format } = useText()
  const [jump, setJump] = useState<{ readonly row: number } | null>(null)
  const { inspection, choice, proposal, mapping } = draft
  const tables = proposal?.tables
  const partOf = useMemo(() => (mapping && tables ? partsOfSheet(mapping, tables) : null), [mapping, tables])
  if (!inspection) return null
  const sheetIndex = choice?.sheetIndex ?? inspection.suggestedSheet
  const office = choice?.office === undefined ? {} : { office: choice.office }
  const sheets = inspection.sheets.map(({ index, name, visibility }) => {
    const marks = [...(visibility === 'visible' ? [] : [t(`import.sheet.${visibility}`)]), ...(index === inspection.suggestedSheet && inspection.sheets.length > 1 ? [t('import.sheet.suggested')] : [])]
    return { value: String(index), label: marks.length === 0 ? name : `${name} (${marks.join(', ')})` }
  })
  const sample = proposal?.sample ?? draft.sample
  const lastShown = sample?.rows.at(-1)?.row ?? 0
  // A row chosen as the header belongs to the table it lies in; the core finds which.
  const setHeader = (row: number) => (row === mapping?.headerRow ? undefined : onChoose({ sheetIndex, headerRow: row, ...(choice?.kind === undefined ? {} : { kind: choice.kind }), ...office }))
  const setOffice = (key: string | undefined) => {
    const { office: _before, ...rest } = choice ?? { sheetIndex }
    onChoose(key === undefined ? rest : { ...rest, office: key })
  }
  return (
    <div className="import-stack import-fill">
      <div className="sheet-choices">
        <Select label={t('import.sheet.choose')} value={String(sheetIndex)} options={sheets} onChange={(value) => onChoose({ sheetIndex: Number(value), ...office })} />
        {mapping && proposal ? <KindSelect kind={mapping.kind} guesses={proposal.kinds} isChosen={choice?.kind === mapping.kind} onChange={(kind) => onChoose({ ...choice, sheetIndex, kind })} /> : null}
        {mapping ? <ConstantField kind="offices" label={t('import.columns.office')} hint={t('import.columns.office.hint')} value={choice?.office} onChange={setOffice} /> : null}
      </div>
      {tables && mapping && tables.length > 1 ? <TableList tables={tables} chosen={mapping.table} onChoose={(table) => onChoose({ sheetIndex, table, ...office })} /> : null}
      {mapping ? <p role="status">{mapping.headerRow > 0 ? t('import.sheet.header-found', { row: format.integer(mapping.headerRow) }) : t('import.sheet.header-none')}</p> : null}
      {sample === null && isBusy ? <Skeleton lines={12} height={22} /> : null}
      {sample?.rows.length === 0 ? <p className="muted">{t('import.sheet.empty')}</p> : null}
      {sample && sample.rows.length > 0 ? (
        <div className="sheet-and-blocks">
          <SheetGrid sample={sample} sheet={mapping?.sheetName ?? sheets.find(({ value }) => value === String(sheetIndex))?.label ?? ''} partOf={partOf} headerRow={mapping?.headerRow ?? 0} jump={jump} isBusy={isBusy && mapping !== null} onHeader={setHeader} />
          {mapping && mapping.blocks.length > 1 ? <BlockList blocks={mapping.blocks} lastShown={lastShown} onJump={(row) => setJump({ row })} /> : null}
        </div>
      ) : null}
      {sample && lastShown < sample.lastRow ? <p className="muted">{t('import.sheet.more', { row: format.integer(sample.lastRow) })}</p> : null}
    </div>
  )
}
