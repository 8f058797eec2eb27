import { useWorkspace } from '../../platform/session.tsx'
import { useJob } from '../../platform/use-call.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { useText } from '../../ui/text.tsx'
import { useToast } from '../../ui/Toast.tsx'

interface UndoImportDialogProps { readonly changeset: number; readonly file: string; readonly onClose: () => void; readonly onUndone: () => void }

/** Asks before an import is taken back, and takes it back. */
export function UndoImportDialog({ changeset, file, onClose, onUndone }: UndoImportDialogProps) {
  const { t } = useText()
  const { workspace } = useWorkspace()
  const undo = useJob('activity.undo')
  const show = useToast()
  const submit = async () => {
    const result = await undo.run({ workspace: workspace.id, changeset })
    if (!result.ok) return
    show({ tone: 'success', text: t('submissions.undo.done', { file }) })
    onClose()
    onUndone()
  }
  return (
    <Dialog title={t('submissions.undo.title')} onClose={undo.isRunning ? undo.cancel : onClose} onSubmit={() => void submit()} actions={<Button type="submit" variant="danger" icon="undo" disabled={undo.isRunning}>{t('submissions.undo.confirm')}</Button>}>
      <p>{t('submissions.undo.text', { file })}</p>
      {undo.isRunning ? <ProgressBar label={t('submissions.undo.running')} progress={undo.progress} /> : null}
      {undo.error ? <ErrorCallout error={undo.error} /> : null}
    </Dialog>
  )
}
