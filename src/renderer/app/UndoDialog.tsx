import { useWorkspace } from '../platform/session.tsx'
import { useCall } from '../platform/use-call.ts'
import { Callout, ErrorCallout } from '../ui/Callout.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useText } from '../ui/text.tsx'
import { UndoConfirmation } from '../platform/UndoConfirmation.tsx'

/** Undo of the last change that can be undone, from the palette. */
export function UndoDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText()
  const { workspace } = useWorkspace()
  const list = useCall('activity.list', { workspace: workspace.id, limit: 50 })
  const last = list.value?.entries.find((entry) => entry.canUndo)
  if (last) return <UndoConfirmation entry={last} onClose={onClose} />
  return (
    <Dialog title={t('command.undo')} onClose={onClose}>
      {list.error ? <ErrorCallout error={list.error} /> : null}
      {list.isLoading ? <Skeleton lines={2} /> : null}
      {list.value ? <Callout tone="info">{t('undo.nothing')}</Callout> : null}
    </Dialog>
  )
}
