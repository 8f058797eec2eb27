/** Says first what taking an import back would do where people have edited since, each record listed, and then does it. */
import { useEffect, useState } from 'react'
import type { UndoItem, UndoOutcome } from '../../../shared/contract/activity.ts'
import { periodOfMark, periodText } from '../../../shared/domain/period.ts'
import { useWorkspace } from '../../platform/session.tsx'
import { useJob } from '../../platform/use-call.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout, ErrorCallout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { useText, type Text } from '../../ui/text.tsx'
import { useToast } from '../../ui/Toast.tsx'

interface UndoImportDialogProps { readonly changeset: number; readonly file: string; readonly onClose: () => void; readonly onUndone: () => void }

export function UndoImportDialog({ changeset, file, onClose, onUndone }: UndoImportDialogProps) {
  const { t } = useText()
  const { workspace } = useWorkspace()
  const look = useJob('activity.undoImport')
  const undo = useJob('activity.undoImport')
  const show = useToast()
  const [done, setDone] = useState<UndoOutcome | null>(null)
  const { run } = look
  useEffect(() => void run({ workspace: workspace.id, changeset, isDry: true }), [run, workspace.id, changeset])
  const outcome = done ?? look.value
  const submit = async () => {
    if (!look.value || look.value.restored === 0) return
    const result = await undo.run({ workspace: workspace.id, changeset })
    if (!result.ok) return
    if (result.value.kept + result.value.failed > 0) return setDone(result.value)
    show({ tone: 'success', text: t('submissions.undo.done', { file }) })
    onClose()
    onUndone()
  }
  const leave = () => {
    onClose()
    if (done) onUndone()
  }
  const isRunning = undo.isRunning || look.isRunning
  return (
    <Dialog
      title={t(done ? 'submissions.undo.title.done' : 'submissions.undo.title')}
      width={outcome && outcome.kept + outcome.failed > 0 ? 'wide' : 'normal'}
      onClose={undo.isRunning ? undo.cancel : leave}
      onSubmit={() => void submit()}
      {...(done ? { closeLabel: t('ui.close') } : {})}
      actions={done ? undefined : <Button type="submit" variant="danger" icon="undo" disabled={isRunning || !look.value || look.value.restored === 0}>{t('submissions.undo.confirm')}</Button>}
    >
      {done ? null : <p>{t('submissions.undo.text', { file })}</p>}
      {isRunning ? <ProgressBar label={t(undo.isRunning ? 'submissions.undo.running' : 'submissions.undo.looking')} progress={undo.progress ?? look.progress} /> : null}
      {outcome ? <Outcome outcome={outcome} isDone={done !== null} /> : null}
      {look.error ? <ErrorCallout error={look.error} /> : null}
      {undo.error ? <ErrorCallout error={undo.error} /> : null}
    </Dialog>
  )
}

function Outcome({ outcome, isDone }: { readonly outcome: UndoOutcome; readonly isDone: boolean }) {
  const { t, format } = useText()
  const { restored, kept, failed } = outcome
  return (
    <>
      <dl className="counts undo-counts">
        <div><dt>{t(isDone ? 'submissions.undo.restored.done' : 'submissions.undo.restored')}</dt><dd>{format.integer(restored)}</dd></div>
        <div><dt>{t('submissions.undo.kept')}</dt><dd>{format.integer(kept)}</dd></div>
        <div><dt>{t('submissions.undo.failed')}</dt><dd>{format.integer(failed)}</dd></div>
      </dl>
      {restored === 0 && !isDone ? <Callout tone="info">{t('submissions.undo.nothing')}</Callout> : null}
      <Items title={t('submissions.undo.kept.title', { count: kept })} items={outcome.keptItems} count={kept} />
      <Items title={t('submissions.undo.failed.title', { count: failed })} items={outcome.failedItems} count={failed} />
    </>
  )
}

function Items({ title, items, count }: { readonly title: string; readonly items: readonly UndoItem[]; readonly count: number }) {
  const text = useText()
  const { t, of, named, format } = text
  if (count === 0) return null
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <div className="undo-items">
        <table className="list">
          <thead><tr><th scope="col">{t('submissions.undo.record')}</th><th scope="col">{t('submissions.undo.why')}</th><th scope="col">{t('submissions.undo.by')}</th></tr></thead>
          <tbody>{items.map((item, index) => <tr key={`${item.table} ${item.name} ${index}`}><th scope="row">{recordName(text, item)} <span className="muted">{named('table', item.table)}</span></th><td>{of(item.reason)}</td><td>{item.by.map((one) => format.integer(one)).join(', ')}</td></tr>)}</tbody>
        </table>
      </div>
      {count > items.length ? <p className="muted">{t('submissions.undo.more', { count: count - items.length })}</p> : null}
    </section>
  )
}

/** The key of a figure as people say it: its measure and period in words, its number among equals only where there are several. */
function recordName({ of, format }: Text, { table, name }: UndoItem): string {
  if (table !== 'amount') return name
  const parts = name.split(' · ').map((part) => {
    const period = periodOfMark(`period=${part}`)
    const measure = of(`measure.${part}`)
    return period ? format.period(periodText(period)) : measure === `measure.${part}` ? part : measure
  })
  return parts.filter((part, index) => part !== '' && !(index === parts.length - 1 && part === '1')).join(' · ')
}
