/** The records behind a figure, and behind one of them its cell in the source: opened from the matrix, left by Escape. */
import { useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import type { AmountRecord, MatrixCellChoice, MatrixSpec } from '../../../shared/contract/matrices.ts'
import { useCall } from '../../platform/use-call.ts'
import { useKept } from '../../platform/use-kept.ts'
import { useWorkspace } from '../../platform/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import type { MoneyUnit } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { SidePanel } from '../../ui/SplitView.tsx'
import { useText } from '../../ui/text.tsx'
import { RecordTrace } from './RecordTrace.tsx'

export type CellChoice = z.infer<typeof MatrixCellChoice>

interface RecordsPanelProps {
  readonly title: string
  readonly spec: MatrixSpec
  readonly cell: CellChoice
  readonly unit: MoneyUnit
  readonly onClose: () => void
}

const pageSize = 100
/** Within what one page may carry. */
const mostRecords = 1500

export function RecordsPanel({ title, spec, cell, unit, onClose }: RecordsPanelProps) {
  const { t, format } = useText()
  const { workspace } = useWorkspace()
  const [limit, setLimit] = useState(pageSize)
  const [open, setOpen] = useState<number | null>(null)
  const answer = useCall('matrices.records', { workspace: workspace.id, spec, cell, offset: 0, limit })
  const found = useKept(answer.value)
  const body = useRef<HTMLDivElement>(null)
  const lastOpen = useRef<number | null>(null)

  // The keyboard follows: into the panel as it opens, to the first record as it arrives, back to the record that was open.
  useEffect(() => body.current?.focus(), [])
  const isThere = found !== null
  useEffect(() => {
    if (open !== null || !isThere || !body.current || isTyping()) return
    const buttons = [...body.current.querySelectorAll<HTMLElement>('[data-amount]')]
    ;(buttons.find((button) => button.dataset['amount'] === String(lastOpen.current)) ?? buttons[0])?.focus()
  }, [open, isThere])

  const back = () => {
    lastOpen.current = open
    body.current?.focus()
    setOpen(null)
  }
  const left = found ? Math.min(found.total, mostRecords) - found.records.length : 0
  return (
    <SidePanel title={title} subtitle={<div className="muted">{found ? t('matrices.records.sum', { count: found.total, money: format.money(found.cents, unit), unit: t(`unit.${unit}`) }) : t('ui.loading')}</div>} onClose={onClose}>
      <div
        className="records"
        role="group"
        aria-label={t('matrices.records')}
        ref={body}
        tabIndex={-1}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || open === null) return
          event.preventDefault()
          back()
        }}
      >
        {open === null ? null : <RecordTrace amount={open} onBack={back} />}
        <div hidden={open !== null}>
          {answer.error ? <ErrorCallout error={answer.error} onRetry={answer.refetch} /> : null}
          {found === null && !answer.error ? <Skeleton lines={8} height={36} /> : null}
          {found?.records.length === 0 ? <p className="muted">{t('matrices.records.none')}</p> : null}
          <ul className="record-list" onKeyDown={moveFocus}>
            {found?.records.map((record) => <li key={record.amount}><RecordButton record={record} onOpen={() => setOpen(record.amount)} /></li>)}
          </ul>
          {left > 0 ? <Button onClick={() => setLimit(Math.min(mostRecords, limit + 200))} disabled={answer.isLoading}>{t('matrices.records.more', { count: format.integer(left) })}</Button> : null}
        </div>
      </div>
    </SidePanel>
  )
}

const isTyping = (): boolean => ['INPUT', 'SELECT'].includes(document.activeElement?.tagName ?? '')

/** Arrow keys go from record to record. */
function moveFocus(event: React.KeyboardEvent<HTMLUListElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-amount]')]
  const at = buttons.findIndex((button) => button === document.activeElement)
  const next = buttons[at + (event.key === 'ArrowDown' ? 1 : -1)]
  if (!next) return
  event.preventDefault()
  next.focus()
}

function RecordButton({ record, onOpen }: { readonly record: AmountRecord; readonly onOpen: () => void }) {
  const { t, format } = useText()
  return (
    <button type="button" className="record" data-amount={record.amount} onClick={onOpen}>
      <span className="record-line">
        <span className="record-symbol truncate">{record.symbol ?? t('matrices.record.no-symbol')}</span>
        <span className="number">{record.usdCents === null ? <span className="muted">{record.state === 'value' ? t('matrices.record.no-usd') : t(record.state === 'not-reported' ? 'sign.not-reported' : 'sign.not-applicable')}</span> : `USD ${format.money(record.usdCents, 'usd', 2)}`}</span>
      </span>
      <span className="truncate" title={record.title ?? undefined}>{record.title ?? t('matrices.record.no-title')}</span>
      <span className="record-line muted">
        <span className="truncate">
          {record.isPartnerConfirmed ? null : <span className="matrix-proposed"><Icon name="warning" />{t('matrices.proposed.short')}{' '}</span>}
          {record.partner} · {record.period === '' ? t('matrices.record.no-date') : format.period(record.period)}
        </span>
        <span className="number">{record.original === null || record.currency === 'USD' ? '' : `${record.currency ?? ''} ${format.original(record.original)}`}</span>
      </span>
    </button>
  )
}
