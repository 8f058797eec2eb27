/** Before a workspace is open: who works here (once), then the ways in. */
import { useEffect, useMemo, useRef, useState, type FormEvent } from 'react'
import type { WorkspaceSummary } from '../../shared/contract/workspaces.ts'
import type { AppError, Result } from '../../shared/result.ts'
import { useSession } from '../platform/session.tsx'
import { useCall, useJob } from '../platform/use-call.ts'
import { useMenuCommand } from '../platform/use-menu-command.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorCallout } from '../ui/Callout.tsx'
import { Field } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { ProgressBar } from '../ui/ProgressBar.tsx'
import { useText } from '../ui/text.tsx'
import { NewWorkspaceDialog } from './NewWorkspaceDialog.tsx'
import { Preferences } from './Preferences.tsx'
import { RecentWorkspaces } from './RecentWorkspaces.tsx'

interface FirstScreenProps { readonly onOpened: (workspace: WorkspaceSummary) => void }

export function FirstScreen({ onOpened }: FirstScreenProps) {
  const { t } = useText()
  const { settings } = useSession()
  return (
    <div className="first">
      <header className="first-bar"><span className="brand"><Mark />RMMS Workbench</span><Preferences /></header>
      <main className="first-main" id="main">
        <h1>{t('first.title')}</h1>
        <p className="page-lead">{t('first.lead')}</p>
        {settings.person === '' ? <PersonForm /> : <WaysIn onOpened={onOpened} />}
      </main>
    </div>
  )
}

export function Mark() {
  return <svg className="mark" viewBox="0 0 20 20" aria-hidden="true"><rect width="20" height="20" rx="4" /><path d="M5 14.5V10M8.3 14.5V5.5M11.7 14.5v-6M15 14.5V7.5" /></svg>
}

function PersonForm() {
  const { t } = useText()
  const { saveSettings } = useSession()
  const [name, setName] = useState('')
  const [error, setError] = useState<AppError | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') void saveSettings({ person: name.trim() }).then(setError)
  }
  return (
    <form className="first-person" onSubmit={submit}>
      <Field label={t('first.person.label')} hint={t('first.person.hint')} value={name} onChange={setName} maxLength={120} autoComplete="name" autoFocus />
      {error ? <ErrorCallout error={error} /> : null}
      <div><Button type="submit" variant="primary" size="large" disabled={name.trim() === ''}>{t('first.person.continue')}</Button></div>
    </form>
  )
}

function WaysIn({ onOpened }: FirstScreenProps) {
  const { t } = useText()
  const { platform } = useSession()
  const list = useCall('workspaces.list', {})
  const sample = useJob('workspaces.createSample')
  const opening = useJob('workspaces.open')
  const [isNaming, setNaming] = useState(false)
  useMenuCommand(useMemo(() => ({ 'new-workspace': () => setNaming(true) }), []))
  const [error, setError] = useState<AppError | null>(null)
  const isBusy = sample.isRunning || opening.isRunning
  // The keyboard comes back to the button that its progress stood in for.
  const sampleButton = useRef<HTMLButtonElement>(null)
  const wasRunning = useRef(false)
  useEffect(() => {
    if (wasRunning.current && !sample.isRunning) sampleButton.current?.focus()
    wasRunning.current = sample.isRunning
  }, [sample.isRunning])
  const knownSample = list.value?.find((entry) => entry.kind === 'sample' && entry.isThere)
  const isNewcomer = list.value?.length === 0

  const settle = (result: Result<WorkspaceSummary>) => {
    if (result.ok) return onOpened(result.value)
    if (result.error.code !== 'cancelled') setError(result.error)
    list.refetch()
  }
  const openSample = () => {
    setError(null)
    void (knownSample ? opening.run({ id: knownSample.id }) : sample.run({})).then(settle)
  }
  const openFile = async () => {
    setError(null)
    const picked = await platform.pickFiles({ kind: 'workspace' })
    if (!picked.ok) return setError(picked.error)
    const file = picked.value[0]
    if (file) settle(await opening.run({ file: file.token }))
  }
  return (
    <>
      <div className="first-ways">
        <section className="card" aria-labelledby="first-sample">
          <Icon name="sparkle" />
          <h2 id="first-sample">{t('first.sample.title')}</h2>
          <p className="muted">{t('first.sample.text')}</p>
          {sample.isRunning ? <ProgressBar label={t('first.sample.progress')} progress={sample.progress} onCancel={sample.cancel} /> : <Button ref={sampleButton} variant={isNewcomer ? 'primary' : 'secondary'} size="large" disabled={isBusy || list.isLoading} onClick={openSample}>{t('first.sample.open')}</Button>}
        </section>
        <section className="card" aria-labelledby="first-own">
          <Icon name="workspace" />
          <h2 id="first-own">{t('first.own.title')}</h2>
          <p className="muted">{t('first.own.text')}</p>
          <div className="first-buttons">
            <Button size="large" icon="plus" disabled={isBusy} onClick={() => setNaming(true)}>{t('first.new')}</Button>
            {platform.canPickWorkspace ? <Button size="large" icon="open" disabled={isBusy} onClick={() => void openFile()}>{t('first.open-file')}</Button> : null}
          </div>
        </section>
      </div>
      {error ? <ErrorCallout error={error} /> : null}
      <RecentWorkspaces list={list} isBusy={isBusy} onOpen={(id) => { setError(null); void opening.run({ id }).then(settle) }} />
      {isNaming ? <NewWorkspaceDialog onClose={() => setNaming(false)} onOpened={onOpened} /> : null}
    </>
  )
}
