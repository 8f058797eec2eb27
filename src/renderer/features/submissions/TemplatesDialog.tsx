import { useState } from 'react'
import { submissionKinds, type SubmissionKind } from '../../../shared/domain/kinds.ts'
import { locales, type Locale } from '../../../shared/messages/locales.ts'
import { catalogueOf } from '../../../shared/domain/catalogue.ts'
import type { AppError } from '../../../shared/result.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { useJob } from '../../platform/use-call.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Select } from '../../ui/Field.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { useText } from '../../ui/text.tsx'
import { useToast } from '../../ui/Toast.tsx'

/** An empty workbook of a kind, for an office to fill in: what comes back needs no mapping. */
export function TemplatesDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, locale } = useText()
  const { platform } = useSession()
  const { workspace } = useWorkspace()
  const show = useToast()
  const job = useJob('submissions.template')
  const [kind, setKind] = useState<SubmissionKind>('project-contributions')
  const [language, setLanguage] = useState<Locale>(locale)
  const [failed, setFailed] = useState<AppError | null>(null)
  const download = async () => {
    setFailed(null)
    const made = await job.run({ workspace: workspace.id, kind, language })
    if (!made.ok) return
    const saved = await platform.save(made.value)
    if (!saved.ok) return setFailed(saved.error)
    if (!saved.value) return
    show({ tone: 'success', text: t('templates.saved', { name: made.value.name }) })
    onClose()
  }
  const error = job.error ?? failed
  return (
    <Dialog title={t('templates.title')} onClose={job.isRunning ? job.cancel : onClose} onSubmit={() => void download()} actions={<Button type="submit" variant="primary" icon="save" disabled={job.isRunning}>{t('templates.download')}</Button>}>
      <p>{t('templates.text')}</p>
      <Select label={t('templates.kind')} value={kind} options={submissionKinds.map((value) => ({ value, label: t(`submission-kind.${value}`) }))} onChange={setKind} hint={t('templates.fields', { fields: catalogueOf(kind).fields.slice(0, 8).map(({ field }) => t(`field.${field}`)).join(', '), count: catalogueOf(kind).fields.length })} />
      <Select label={t('templates.language')} value={language} options={locales.map((value) => ({ value, label: t(`templates.language.${value}`) }))} onChange={setLanguage} />
      {job.isRunning ? <ProgressBar label={t('templates.running')} progress={job.progress} /> : null}
      {error ? <ErrorCallout error={error} /> : null}
    </Dialog>
  )
}
