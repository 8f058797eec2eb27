import { useCallback, useState } from 'react'
import type { InputOf } from '../../platform/procedures.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { useJob } from '../../platform/use-call.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { Combobox, type ComboboxOption } from '../../ui/Combobox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { useText } from '../../ui/text.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { collectProjects } from './collect-projects.ts'

interface ConfirmPartnerDialogProps {
  /** Ids, or all that the query finds. */
  readonly projects: readonly number[] | 'all'
  readonly query: InputOf<'projects.page'>
  readonly count: number
  readonly onClose: () => void
  readonly onDone: () => void
}

/** A person takes the proposed partner as it is, or says who it is instead; for one project or many. */
export function ConfirmPartnerDialog({ projects, query, count, onClose, onDone }: ConfirmPartnerDialogProps) {
  const { t, error: errorText, named } = useText()
  const { client } = useSession()
  const { workspace } = useWorkspace()
  const confirm = useJob('projects.confirmPartner')
  const show = useToast()
  const [isReplacing, setReplacing] = useState(false)
  const [partner, setPartner] = useState<ComboboxOption | null>(null)
  const [collectError, setCollectError] = useState<string | null>(null)
  const search = useCallback(async (typed: string): Promise<readonly ComboboxOption[]> => {
    const found = await client.reference.findPartners({ workspace: workspace.id, search: typed })
    return found.ok ? found.value.map(({ key, name, type, parent }) => ({ key, label: name, hint: parent ?? named('partner-type', type) })) : []
  }, [client, workspace.id, named])

  const submit = async () => {
    setCollectError(null)
    const ids = projects === 'all' ? await collectProjects(client, query) : { ok: true as const, value: projects }
    if (!ids.ok) return setCollectError(errorText(ids.error))
    const result = await confirm.run({ workspace: workspace.id, projects: [...ids.value], partnerKey: isReplacing ? (partner?.key ?? null) : null })
    if (!result.ok) return
    show({ tone: 'success', text: t('projects.confirm.done', { count: result.value.contributions }) })
    onDone()
    onClose()
  }
  return (
    <Dialog title={t('projects.confirm.title', { count })} onClose={onClose} canClose={!confirm.isRunning} onSubmit={() => void submit()} actions={<Button type="submit" variant="primary" disabled={confirm.isRunning || (isReplacing && partner === null)}>{t('projects.confirm.do')}</Button>}>
      <p className="muted">{t('projects.confirm.text')}</p>
      <fieldset className="choices">
        <legend className="visually-hidden">{t('projects.partner')}</legend>
        <label className="checkbox"><input type="radio" name="partner" checked={!isReplacing} onChange={() => setReplacing(false)} />{t('projects.confirm.keep', { count })}</label>
        <label className="checkbox"><input type="radio" name="partner" checked={isReplacing} onChange={() => setReplacing(true)} />{t('projects.confirm.replace')}</label>
      </fieldset>
      <div className="confirm-partner"><Combobox label={t('projects.partner')} value={partner} onChange={setPartner} search={search} disabled={!isReplacing} placeholder={t('projects.confirm.search')} /></div>
      {confirm.isRunning ? <ProgressBar label={t('projects.confirm.running')} progress={confirm.progress} /> : null}
      {confirm.error ? <ErrorCallout error={confirm.error} /> : null}
      {collectError ? <p className="field-error" role="alert">{collectError}</p> : null}
    </Dialog>
  )
}
