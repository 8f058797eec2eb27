/** Above the section: what an opened file was handed over with, and that a copy of it moved on. Each goes when it was read. */
import { useState } from 'react'
import { z } from 'zod'
import type { TwinReport } from '../../../shared/contract/handover.ts'
import { useWorkspace } from '../../platform/session.tsx'
import { readStored, writeStored } from '../../platform/session-store.ts'
import { useCall } from '../../platform/use-call.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout, ErrorCallout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useText } from '../../ui/text.tsx'
import { CompareDialog } from './CompareDialog.tsx'
import { HandoverLists } from './HandoverLists.tsx'

/** What was read in this window; `said` changes with what the notice says. */
function useRead(workspace: string): readonly [isRead: (said: string) => boolean, read: (said: string) => void] {
  const key = `handover.read.${workspace}`
  const [said, setSaid] = useState<readonly string[]>(() => readStored(key, z.array(z.string())) ?? [])
  return [(one) => said.includes(one), (one) => {
    const all = [...said, one]
    setSaid(all)
    writeStored(key, all)
  }]
}

export function HandoverNotices() {
  const text = useText()
  const { t } = text
  const { workspace } = useWorkspace()
  const received = useCall('handover.received', { workspace: workspace.id }).value
  const twins = useCall('handover.twins', { workspace: workspace.id }).value ?? []
  const [isRead, read] = useRead(workspace.id)
  const [shown, setShown] = useState<'received' | TwinReport | null>(null)
  const given = received && !isRead(received.at) ? received : null
  const moved = twins.map((twin) => ({ ...twin, said: `${twin.name} ${twin.report.thereCount} ${twin.report.commonChangeset ?? 0}` })).filter(({ said }) => !isRead(said))
  if (!given && moved.length === 0 && shown === null) return null
  return (
    <div className="handover-notices">
      {given ? (
        <Callout
          tone="info"
          title={t('handover.received.title', { person: given.person, date: text.format.date(given.at) })}
          actions={<><Button onClick={() => setShown('received')}>{t('handover.received.show')}</Button><Button variant="quiet" onClick={() => read(given.at)}>{t('handover.received.dismiss')}</Button></>}
        >
          {given.to === '' ? null : <p>{t('handover.received.to', { to: given.to })}</p>}
          {given.note === '' ? null : <p className="handover-note">{given.note}</p>}
        </Callout>
      ) : null}
      {moved.map(({ name, report, said }) => (
        <Callout
          key={said}
          tone="warning"
          title={t('handover.twin.title')}
          actions={<><Button onClick={() => setShown(report)}>{t('handover.twin.show')}</Button><Button variant="quiet" onClick={() => read(said)}>{t('handover.received.dismiss')}</Button></>}
        >
          {t('handover.twin.text', { name, there: report.thereCount, here: report.hereCount })}
        </Callout>
      ))}
      {shown === 'received' ? <ReceivedDialog since={received?.since ?? null} onClose={() => setShown(null)} /> : shown === null ? null : <CompareDialog report={shown} onClose={() => setShown(null)} />}
    </div>
  )
}

function ReceivedDialog({ since, onClose }: { readonly since: string | null; readonly onClose: () => void }) {
  const { t } = useText()
  const { workspace } = useWorkspace()
  const summary = useCall('handover.summary', { workspace: workspace.id, since })
  return (
    <Dialog title={t('handover.received.show')} width="wide" onClose={onClose}>
      {summary.error ? <ErrorCallout error={summary.error} onRetry={summary.refetch} /> : null}
      {summary.value ? <HandoverLists summary={summary.value} /> : <Skeleton lines={5} />}
    </Dialog>
  )
}
