/** How files come in: dropped, chosen, pasted, or waiting in the inbox; one goes straight to its import, several are looked into first. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { FileEntry } from '../../../shared/contract/common.ts'
import type { AppError, Result } from '../../../shared/result.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { FileDropZone } from '../../ui/FileDropZone.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { useText } from '../../ui/text.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { PasteDialog } from './PasteDialog.tsx'
import { pastedTable, type PastedTable } from './pasted-table.ts'
import { TemplatesDialog } from './TemplatesDialog.tsx'

interface ArrivalsProps { readonly inbox: readonly FileEntry[]; readonly isSmall: boolean; readonly onStart: (file: FileEntry) => void; readonly onSurvey: (files: readonly FileEntry[]) => void }

export function Arrivals({ inbox, isSmall, onStart, onSurvey }: ArrivalsProps) {
  const { t, format } = useText()
  const { platform, client } = useSession()
  const { workspace } = useWorkspace()
  const show = useToast()
  const [isTaking, setTaking] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const [dialog, setDialog] = useState<'paste' | 'templates' | null>(null)
  const take = async (from: () => Promise<Result<readonly FileEntry[]>>) => {
    setError(null)
    setTaking(true)
    const taken = await from()
    setTaking(false)
    if (!taken.ok) return setError(taken.error)
    const [first] = taken.value
    if (first && taken.value.length === 1) onStart(first)
    else if (first) onSurvey(taken.value)
  }
  const open = (next: 'paste' | 'templates') => {
    setError(null)
    setDialog(next)
  }
  const paste = async (table: PastedTable) => {
    setDialog(null)
    await take(async () => {
      const file = await client.submissions.paste({ workspace: workspace.id, ...table })
      return file.ok ? { ok: true, value: [file.value] } : file
    })
  }
  usePaste(paste, dialog === null && !isTaking)
  return (
    <div className="arrivals" data-inbox={inbox.length > 0 ? '' : undefined} data-small={isSmall ? '' : undefined}>
      <FileDropZone title={t('submissions.drop')} hint={isSmall ? undefined : t('submissions.drop.hint')} buttonLabel={t('submissions.choose')} disabled={isTaking} onDrop={(files) => (files.length === 0 ? show({ tone: 'info', text: t('submissions.no-spreadsheets') }) : void take(() => platform.takeDropped(files)))} onPick={() => void take(() => platform.pickFiles({ kind: 'spreadsheet', isMultiple: true }))} />
      {inbox.length > 0 ? (
        <section className="card" aria-label={t('submissions.inbox')}>
          <div className="card-head"><h2>{t('submissions.inbox')}</h2>{inbox.length > 1 ? <Button variant="quiet" onClick={() => onSurvey(inbox)}>{t('submissions.inbox.survey')}</Button> : null}</div>
          <ul>
            {inbox.map((file) => (
              <li key={file.token} className="inbox-file">
                <Icon name="file" /><span className="truncate" title={file.name}>{file.name}</span><span className="muted">{format.fileSize(file.size)}</span>
                <Button aria-label={t('submissions.inbox.import-of', { name: file.name })} onClick={() => onStart(file)}>{t('submissions.inbox.import')}</Button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <div className="arrivals-more">
        <Button onClick={() => open('paste')}>{t('submissions.paste')}</Button>
        <span className="muted">{t('submissions.paste.hint')}</span>
        <span className="step-foot-space" />
        <Button icon="save" onClick={() => open('templates')}>{t('submissions.templates')}</Button>
      </div>
      {isTaking ? <ProgressBar label={t('submissions.uploading')} progress={null} /> : null}
      {error ? <ErrorCallout error={error} /> : null}
      {dialog === 'paste' ? <PasteDialog onPaste={(table) => void paste(table)} onClose={() => setDialog(null)} /> : null}
      {dialog === 'templates' ? <TemplatesDialog onClose={() => setDialog(null)} /> : null}
    </div>
  )
}

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** Takes what is pasted anywhere on the page while `isOn`, except into a text box. */
function usePaste(onPaste: (table: PastedTable) => Promise<void>, isOn: boolean): void {
  const run = useRef(onPaste)
  useEffect(() => {
    run.current = onPaste
  })
  const listen = useCallback((event: ClipboardEvent) => {
    const table = isTyping(event.target) || document.querySelector('dialog[open]') ? null : pastedTable(event.clipboardData)
    if (!table) return
    event.preventDefault()
    void run.current(table)
  }, [])
  useEffect(() => {
    if (!isOn) return
    document.addEventListener('paste', listen)
    return () => document.removeEventListener('paste', listen)
  }, [isOn, listen])
}
