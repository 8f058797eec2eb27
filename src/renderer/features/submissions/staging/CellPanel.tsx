import type { GridRow } from '../../../../shared/contract/staging.ts'
import { Button } from '../../../ui/Button.tsx'
import { useText } from '../../../ui/text.tsx'
import { FindingList } from '../finding-text.tsx'
import { cellProblems, columnKey, fieldName, originalText, rowProblems, type SheetColumn } from './staging-columns.tsx'

interface CellPanelProps {
  readonly row: GridRow | null
  /** Key of the grid's column. */
  readonly at: string
  readonly columns: readonly SheetColumn[]
  readonly onRevert: ((row: GridRow, column: number) => void) | null
}

/** What is known of the cell that has the keyboard, or of its row: every problem as a sentence, what the file said, the question that was asked. */
export function CellPanel({ row, at, columns, onRevert }: CellPanelProps) {
  const text = useText()
  const { t, format } = text
  const index = columns.findIndex(({ column }) => columnKey(column) === at)
  const column = columns[index]
  if (row === null) return <section className="staging-cell" aria-label={t('staging.cell')}><p className="muted">{t('staging.cell.none')}</p></section>
  const problems = column ? cellProblems(row, column.letter) : []
  const ofRow = rowProblems(row, columns)
  const edit = column ? row.edits.find((one) => one.column === column.column) : undefined
  return (
    <section className="staging-cell" aria-label={t('staging.cell')}>
      <div className="staging-cell-head">
        <strong>{column ? `${column.letter}${row.row}` : t('import.check.row-detail', { row: format.integer(row.row) })}</strong>
        {column ? <span className="muted truncate">{column.header}, {fieldName(text, column.field)}</span> : null}
      </div>
      {column ? <div className="staging-cell-text">{row.texts[index] ?? <span className="muted">{t('staging.empty-cell')}</span>}</div> : null}
      {edit ? (
        <div className="import-line">
          <span className="staging-original">{originalText(text, edit.original)}</span>
          <span className="muted">{t('staging.edited-by', { person: edit.person, at: format.dateTime(edit.at) })}</span>
          {onRevert && column ? <Button variant="link" onClick={() => onRevert(row, column.column)}>{t('staging.revert')}</Button> : null}
        </div>
      ) : null}
      <div role="status">
        {problems.length > 0 ? <FindingList findings={problems} /> : null}
        {ofRow.length > 0 ? <><div className="muted">{t('staging.of-row')}</div><FindingList findings={ofRow} /></> : null}
        {row.question === null ? null : <p>{t('staging.asked', { question: row.question })}</p>}
        {problems.length + ofRow.length === 0 && column && row.isDirty ? <p className="muted">{t('staging.dirty.cell')}</p> : null}
      </div>
    </section>
  )
}
