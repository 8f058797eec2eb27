import { useState } from 'react'
import { locales, type Locale } from '../../../../shared/messages/locales.ts'
import { useSession, useWorkspace } from '../../../platform/session.tsx'
import { useJob } from '../../../platform/use-call.ts'
import { Button } from '../../../ui/Button.tsx'
import { Callout, ErrorCallout } from '../../../ui/Callout.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Select } from '../../../ui/Field.tsx'
import { ProgressBar } from '../../../ui/ProgressBar.tsx'
import { useText } from '../../../ui/text.tsx'

/** Makes the workbook that goes back to its sender, in the sender's language, and hands it over. */
export function ReturnDialog({ batch, onClose }: { readonly batch: number; readonly onClose: () => void }) {
  const { t, error, locale } = useText()
  const { platform } = useSession()
  const { workspace } = useWorkspace()
  const [language, setLanguage] = useState<Locale>(locale)
  const job = useJob('offices.returnWorkbook')
  const [saveError, setSaveError] = useState<string | null>(null)
  const made = job.value
  const submit = async () => {
    setSaveError(null)
    const result = await job.run({ workspace: workspace.id, batch, language })
    if (!result.ok) return
    const saved = await platform.save(result.value.file)
    if (!saved.ok) setSaveError(error(saved.error))
  }
  return (
    <Dialog title={t('send-back.title')} onClose={job.isRunning ? job.cancel : onClose} onSubmit={() => void submit()} {...(made ? { closeLabel: t('ui.close') } : {})} actions={<Button type="submit" variant="primary" icon="save" disabled={job.isRunning}>{t('send-back.do')}</Button>}>
      <p>{t('send-back.text')}</p>
      <Select label={t('send-back.language')} value={language} options={locales.map((one) => ({ value: one, label: t(`send-back.language.${one}`) }))} onChange={setLanguage} />
      {job.isRunning ? <ProgressBar label={t('send-back.running')} progress={job.progress} /> : null}
      {made ? <Callout tone="success"><p>{t('send-back.done', { file: made.file.name, comments: made.comments, questions: made.questions })}</p>{made.isOwnWorkbook ? null : <p>{t('send-back.new-workbook')}</p>}{made.isSignatureBroken ? <p>{t('send-back.signature')}</p> : null}</Callout> : null}
      {job.error ? <ErrorCallout error={job.error} /> : null}
      {saveError === null ? null : <Callout tone="danger">{saveError}</Callout>}
    </Dialog>
  )
}
