import { useId, useState } from 'react'
import type { GridRow } from '../../../../shared/contract/staging.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Select } from '../../../ui/Field.tsx'
import { useText } from '../../../ui/text.tsx'
import { findingText } from '../finding-text.tsx'
import { cellProblems, type SheetColumn } from './staging-columns.tsx'

interface ParkDialogProps {
  readonly rows: readonly GridRow[]
  readonly columns: readonly SheetColumn[]
  /** Column that the keyboard was in. */
  readonly column: number | null
  readonly onPark: (column: number | null, question: string) => void
  readonly onClose: () => void
}

/** Sets rows aside with a question to the office, about one cell of each or about the rows themselves. */
export function ParkDialog({ rows, columns, column, onPark, onClose }: ParkDialogProps) {
  const text = useText()
  const { t, format } = text
  const id = useId()
  const [about, setAbout] = useState(column === null ? '' : String(column))
  const [question, setQuestion] = useState(() => {
    const [only] = rows
    const letter = columns.find((one) => one.column === column)?.letter
    const problems = rows.length === 1 && only && letter !== undefined ? cellProblems(only, letter) : []
    return problems.map((problem) => findingText(text, problem)).join(' ')
  })
  const submit = () => {
    if (question.trim() !== '') onPark(about === '' ? null : Number(about), question.trim())
  }
  return (
    <Dialog title={t('staging.park.title', { count: rows.length })} onClose={onClose} onSubmit={submit} actions={<Button type="submit" variant="primary" disabled={question.trim() === ''}>{t('staging.park.do')}</Button>}>
      <p>{t('staging.park.text')}</p>
      <p className="muted">{t('staging.park.rows', { rows: rows.slice(0, 12).map(({ row }) => format.integer(row)).join(', '), more: Math.max(0, rows.length - 12) })}</p>
      <div className="field">
        <label className="field-label" htmlFor={id}>{t('staging.park.question')}</label>
        <textarea id={id} className="input staging-question" autoFocus maxLength={2000} value={question} onChange={(event) => setQuestion(event.target.value)} />
      </div>
      <Select label={t('staging.park.about')} value={about} options={[{ value: '', label: t('staging.park.about.row') }, ...columns.map((one) => ({ value: String(one.column), label: `${one.letter} ${one.header}` }))]} onChange={setAbout} />
    </Dialog>
  )
}
