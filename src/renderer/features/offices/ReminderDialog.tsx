import { useState } from 'react'
import type { DutyEntry } from '../../../shared/contract/offices.ts'
import { locales, type Locale } from '../../../shared/messages/locales.ts'
import { useWorkspace } from '../../platform/session.tsx'
import { useCall } from '../../platform/use-call.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout, ErrorCallout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, Select, TextArea } from '../../ui/Field.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useText } from '../../ui/text.tsx'

/** The text of a reminder in the office's language; a person may change it before it is copied. */
export function ReminderDialog({ entry, onClose }: { readonly entry: DutyEntry; readonly onClose: () => void }) {
  const { t, locale } = useText()
  const { workspace } = useWorkspace()
  const [language, setLanguage] = useState<Locale>(locale)
  const { value, error, refetch } = useCall('offices.reminder', { workspace: workspace.id, duty: entry.id, language })
  const [written, setWritten] = useState<{ readonly subject?: string; readonly text?: string }>({})
  const [isCopied, setCopied] = useState(false)
  const subject = written.subject ?? value?.subject ?? ''
  const text = written.text ?? value?.text ?? ''
  const write = (change: typeof written) => {
    setWritten({ ...written, ...change })
    setCopied(false)
  }
  const copy = async () => {
    await navigator.clipboard.writeText(`${subject}\n\n${text}`)
    setCopied(true)
  }
  return (
    <Dialog width="wide" title={t('offices.reminder.title', { office: entry.officeName })} onClose={onClose} closeLabel={t('ui.close')} onSubmit={() => void copy()} actions={<Button type="submit" variant="primary" icon="copy" disabled={value === null}>{t('offices.reminder.copy')}</Button>}>
      <Select label={t('offices.reminder.language')} value={language} options={locales.map((one) => ({ value: one, label: t(`offices.language.${one}`) }))} onChange={(next) => { setLanguage(next); setWritten({}); setCopied(false) }} />
      {error ? <ErrorCallout error={error} onRetry={refetch} /> : null}
      {value === null && !error ? <Skeleton lines={9} /> : null}
      {value === null ? null : (
        <div lang={language} className="reminder">
          <Field label={t('offices.reminder.subject')} value={subject} onChange={(next) => write({ subject: next })} />
          <TextArea label={t('offices.reminder.text')} rows={12} value={text} onChange={(next) => write({ text: next })} />
        </div>
      )}
      <div role="status">{isCopied ? <Callout tone="success">{t('offices.reminder.copied')}</Callout> : null}</div>
    </Dialog>
  )
}
