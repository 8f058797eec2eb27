/** The sheet and its header: the first rows as they are, the found header marked; any other row becomes it with one click or key. */
import { memo, useEffect, useRef, type KeyboardEvent } from 'react'
import { columnName } from '../../../shared/domain/sheet.ts'
import { useGrowing } from '../../platform/use-growing.ts'
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
/** Cells that are drawn within one frame. */
const frameCells = 400

type Part = 'header' | 'band' | 'above'

export function SheetStep({ draft, isBusy, onSheet, onHeader }: SheetStepProps) {
  const { t, format } = useText()
  const body = useRef<HTMLTableSectionElement>(null)
  const choose = useRef(onHeader)
  useEffect(() => {
    choose.current = onHeader
  })
  const { inspection, sheetIndex, proposal, mapping } = draft
  const width = Math.min(proposal?.sample.columns ?? 0, shownColumns)
  const drawn = useGrowing(proposal?.sample.rows.length ?? 0, Math.max(4, Math.ceil(frameCells / Math.max(1, width))))
  if (!inspection) return null
  const sheets = inspection.sheets.map(({ index, name, visibility }) => {
    const marks = [...(visibility === 'visible' ? [] : [t(`import.sheet.${visibility}`)]), ...(index === inspection.suggestedSheet && inspection.sheets.length > 1 ? [t('import.sheet.suggested')] : [])]
    return { value: String(index), label: marks.length === 0 ? name : `${name} (${marks.join(', ')})` }
  })
  const partOf = (row: number): Part | null => {
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
  const columns = Array.from({ length: width }, (_, index) => index)
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
              {proposal.sample.rows.slice(0, drawn).map(({ row, texts }) => <SheetLine key={row} row={row} texts={texts} width={width} part={partOf(row)} isFirst={row === focusRow} choose={choose} />)}
            </tbody>
          </table>
        </div>
      ) : null}
      {proposal && (proposal.sample.rows.at(-1)?.row ?? 0) < proposal.sample.lastRow ? <p className="muted">{t('import.sheet.more', { row: format.integer(proposal.sample.lastRow) })}</p> : null}
    </div>
  )
}

interface SheetLineProps {
  readonly row: number
  readonly texts: readonly (string | null)[]
  readonly width: number
  readonly part: Part | null
  /** Where Tab enters the rows. */
  readonly isFirst: boolean
  readonly choose: { readonly current: (row: number) => void }
}

/** A row that is drawn already is not drawn again while others come. */
const SheetLine = memo(function SheetLine({ row, texts, width, part, isFirst, choose }: SheetLineProps) {
  const { t, format } = useText()
  const label = t('import.sheet.row', { row: format.integer(row) })
  return (
    <tr data-part={part ?? undefined} onClick={() => choose.current(row)}>
      <th scope="row">
        <button type="button" tabIndex={isFirst ? 0 : -1} aria-pressed={part === 'header'} aria-label={label} title={label} onClick={(event) => { event.stopPropagation(); choose.current(row) }}>
          {part === 'header' || part === 'band' ? <Badge tone={part === 'header' ? 'accent' : 'neutral'}>{t(`import.sheet.row.${part}`)}</Badge> : null}
          {row}
        </button>
      </th>
      {Array.from({ length: width }, (_, column) => <td key={column} title={texts[column] ?? undefined}>{texts[column] ?? ''}</td>)}
    </tr>
  )
})
