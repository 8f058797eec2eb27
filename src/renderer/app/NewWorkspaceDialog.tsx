import { useState } from 'react'
import type { WorkspaceSummary } from '../../shared/contract/workspaces.ts'
import { useJob } from '../platform/use-call.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorCallout } from '../ui/Callout.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { useText } from '../ui/text.tsx'

interface NewWorkspaceDialogProps {
  readonly onClose: () => void
  readonly onOpened: (workspace: WorkspaceSummary) => void
}

export function NewWorkspaceDialog({ onClose, onOpened }: NewWorkspaceDialogProps) {
  const { t } = useText()
  const [name, setName] = useState('')
  const create = useJob('workspaces.create')
  const submit = async () => {
    if (name.trim() === '') return
    const result = await create.run({ name: name.trim() })
    if (!result.ok) return
    onClose()
    onOpened(result.value)
  }
  return (
    <Dialog title={t('first.new.title')} onClose={onClose} canClose={!create.isRunning} onSubmit={() => void submit()} actions={<Button type="submit" variant="primary" disabled={name.trim() === '' || create.isRunning}>{t('first.new.create')}</Button>}>
      <Field label={t('first.new.name')} hint={t('first.new.hint')} value={name} onChange={setName} maxLength={120} autoFocus disabled={create.isRunning} />
      {create.error ? <ErrorCallout error={create.error} /> : null}
    </Dialog>
  )
}
