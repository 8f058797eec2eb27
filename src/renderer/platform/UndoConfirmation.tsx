import type { ChangesetEntry } from '../../shared/contract/activity.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorCallout } from '../ui/Callout.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ProgressBar } from '../ui/ProgressBar.tsx'
import { useText } from '../ui/text.tsx'
import { useToast } from '../ui/Toast.tsx'
import { useWorkspace } from './session.tsx'
import { useJob } from './use-call.ts'

interface UndoConfirmationProps { readonly entry: ChangesetEntry; readonly onClose: () => void }

/** Asks before an undo and runs it; the list of changes and the palette share it. */
export function UndoConfirmation({ entry, onClose }: UndoConfirmationProps) {
  const { t, of, format } = useText()
  const { workspace } = useWorkspace()
  const undo = useJob('activity.undo')
  const show = useToast()
  const submit = async () => {
    const result = await undo.run({ workspace: workspace.id, changeset: entry.id })
    if (!result.ok) return
    show({ tone: 'success', text: t('undo.done', { changeset: entry.id }) })
    onClose()
  }
  return (
    <Dialog title={t('undo.title', { changeset: entry.id })} onClose={undo.isRunning ? undo.cancel : onClose} onSubmit={() => void submit()} actions={<Button type="submit" variant="danger" icon="undo" disabled={undo.isRunning}>{t('undo.confirm')}</Button>}>
      <p>{t('undo.text', { changes: entry.changes })}</p>
      <dl className="facts">
        <dt>{t('undo.what')}</dt><dd>{entry.reason === '' ? of(entry.kind) : t('activity.kind-reason', { kind: of(entry.kind), reason: of(entry.reason) })}</dd>
        <dt>{t('undo.who')}</dt><dd>{entry.person}, {format.dateTime(entry.at)}</dd>
      </dl>
      {undo.isRunning ? <ProgressBar label={t('undo.running')} progress={undo.progress} /> : null}
      {undo.error ? <ErrorCallout error={undo.error} /> : null}
    </Dialog>
  )
}
