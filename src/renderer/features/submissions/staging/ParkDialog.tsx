import { useEffect, useId, useRef, useState } from 'react'
import type { GridRow } from '../../../../shared/contract/staging.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Select } from '../../../ui/Field.tsx'
import { useText, type Text } from '../../../ui/text.tsx'
import { findingText } from '../finding-text.tsx'
import { cellProblems, type SheetColumn } from './staging-columns.tsx'

interface ParkDialogProps {
  /** Null while they are read. */
  readonly rows: readonly GridRow[] | null
  readonly count: number
  readonly columns: readonly SheetColumn[]
  /** Column that the keyboard was in. */
  readonly column: number | null
  readonly onPark: (rows: number[], column: number | null, question: string) => void
  readonly onClose: () => void
}

/** Sets rows aside with a question to the office, about one cell of each or about the rows themselves. */
export function ParkDialog({ rows, count, columns, column, onPark, onClose }: ParkDialogProps) {
  const text = useText()
  const { t, format } = text
  const id = useId()
  const [about, setAbout] = useState(column === null ? '' : String(column))
  const [typed, setTyped] = useState<string | null>(null)
  const question = typed ?? suggestion(text, rows, columns, column)
  // What is typed takes the place of the suggestion.
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (typed === null) field.current?.select()
  }, [typed, question])
  // One order makes one question, however often it is clicked.
  const [isSent, setSent] = useState(false)
  const submit = () => {
    if (isSent || !rows || question.trim() === '') return
    setSent(true)
    onPark(rows.map(({ row }) => row), about === '' ? null : Number(about), question.trim())
  }
  return (
    <Dialog title={t('staging.park.title', { count })} onClose={onClose} onSubmit={submit} actions={<Button type="submit" variant="primary" disabled={isSent || rows === null || question.trim() === ''}>{t('staging.park.do')}</Button>}>
      <p>{t('staging.park.text')}</p>
      <p className="muted">{t('staging.park.rows', { rows: (rows ?? []).slice(0, 12).map(({ row }) => format.integer(row)).join(', '), more: Math.max(0, count - 12) })}</p>
      <div className="field">
        <label className="field-label" htmlFor={id}>{t('staging.park.question')}</label>
        <textarea ref={field} id={id} className="input staging-question" autoFocus maxLength={2000} value={question} onChange={(event) => setTyped(event.target.value)} />
      </div>
      <Select label={t('staging.park.about')} value={about} options={[{ value: '', label: t('staging.park.about.row') }, ...columns.map((one) => ({ value: String(one.column), label: `${one.letter} ${one.header}` }))]} onChange={setAbout} />
    </Dialog>
  )
}

/** What is wrong with the cell, where the question is about one cell that has a problem. */
function suggestion(text: Text, rows: readonly GridRow[] | null, columns: readonly SheetColumn[], column: number | null): string {
  const [row] = rows ?? []
  const letter = columns.find((one) => one.column === column)?.letter
  return rows?.length === 1 && row && letter !== undefined ? cellProblems(row, letter).map((problem) => findingText(text, problem)).join(' ') : ''
}
