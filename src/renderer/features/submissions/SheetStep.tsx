/** The sheet and its header: the first rows as they are, the found header marked; any other row becomes it with one click or key. */
import { useRef, type KeyboardEvent } from 'react'
import { columnName } from '../../../shared/domain/sheet.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Select } from '../../ui/Field.tsx'
import { useText } from '../../ui/text.tsx'
import type { ImportDraft } from './import-draft.ts'

interface SheetStepProps {
  readonly draft: ImportDraft
  readonly isBusy: boolean
  readonly onSheet: (sheetIndex: number) => void
  readonly onHeader: (row: number) => void
}

/** More columns than anybody reads at once only make the view slow. */
const shownColumns = 60

export function SheetStep({ draft, isBusy, onSheet, onHeader }: SheetStepProps) {
  const { t, format } = useText()
  const body = useRef<HTMLTableSectionElement>(null)
  const { inspection, sheetIndex, proposal, mapping } = draft
  if (!inspection) return null
  const sheets = inspection.sheets.map(({ index, name, visibility }) => {
    const marks = [...(visibility === 'visible' ? [] : [t(`import.sheet.${visibility}`)]), ...(index === inspection.suggestedSheet && inspection.sheets.length > 1 ? [t('import.sheet.suggested')] : [])]
    return { value: String(index), label: marks.length === 0 ? name : `${name} (${marks.join(', ')})` }
  })
  const partOf = (row: number): 'header' | 'band' | 'above' | null => {
    if (!mapping || mapping.headerRow === 0) return null
    if (row === mapping.headerRow) return 'header'
    if (row > mapping.headerRow) return null
    return row > mapping.headerRow - mapping.headerRows ? 'band' : 'above'
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const buttons = [...(body.current?.querySelectorAll('button') ?? [])]
    const next = buttons[buttons.findIndex((button) => button === document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1)]
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  const columns = Array.from({ length: Math.min(proposal?.sample.columns ?? 0, shownColumns) }, (_, index) => index)
  const focusRow = mapping && mapping.headerRow > 0 ? mapping.headerRow : proposal?.sample.rows[0]?.row
  return (
    <div className="import-stack import-fill">
      <div className="import-line">
        <Select inline label={t('import.sheet.choose')} value={String(sheetIndex ?? inspection.suggestedSheet)} options={sheets} onChange={(value) => onSheet(Number(value))} />
        {mapping ? <p role="status">{mapping.headerRow > 0 ? t('import.sheet.header-found', { row: format.integer(mapping.headerRow) }) : t('import.sheet.header-none')}</p> : null}
      </div>
      {proposal?.sample.rows.length === 0 ? <p className="muted">{t('import.sheet.empty')}</p> : null}
      {proposal && proposal.sample.rows.length > 0 ? (
        <div className="sheet-frame" aria-busy={isBusy}>
          <table className="sheet" aria-label={t('import.sheet.rows', { sheet: mapping?.sheetName ?? '' })}>
            <thead><tr><th scope="col" className="sheet-corner"><span className="visually-hidden">{t('import.preview.row')}</span></th>{columns.map((column) => <th key={column} scope="col">{columnName(column)}</th>)}</tr></thead>
            <tbody ref={body} onKeyDown={onKeyDown}>
              {proposal.sample.rows.map(({ row, texts }) => {
                const part = partOf(row)
                return (
                  <tr key={row} data-part={part ?? undefined} onClick={() => onHeader(row)}>
                    <th scope="row">
                      <button type="button" tabIndex={row === focusRow ? 0 : -1} aria-pressed={part === 'header'} aria-label={t('import.sheet.row', { row: format.integer(row) })} title={t('import.sheet.row', { row: format.integer(row) })} onClick={(event) => { event.stopPropagation(); onHeader(row) }}>
                        {part === 'header' || part === 'band' ? <Badge tone={part === 'header' ? 'accent' : 'neutral'}>{t(`import.sheet.row.${part}`)}</Badge> : null}
                        {row}
                      </button>
                    </th>
                    {columns.map((column) => <td key={column} title={texts[column] ?? undefined}>{texts[column] ?? ''}</td>)}
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      ) : null}
      {proposal && (proposal.sample.rows.at(-1)?.row ?? 0) < proposal.sample.lastRow ? <p className="muted">{t('import.sheet.more', { row: format.integer(proposal.sample.lastRow) })}</p> : null}
    </div>
  )
}
