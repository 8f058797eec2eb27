import { useState } from 'react'
import type { TwinReport } from '../../../shared/contract/handover.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { useCall, useJob } from '../../platform/use-call.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout, ErrorCallout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Select } from '../../ui/Field.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useText } from '../../ui/text.tsx'
import { changeLine, LineList } from './HandoverLists.tsx'

/** This file beside another copy of the workspace: which of them moved on, and by what. `report`: what was found already. */
export function CompareDialog({ report, onClose }: { readonly report?: TwinReport; readonly onClose: () => void }) {
  const { t } = useText()
  const { platform } = useSession()
  const { workspace } = useWorkspace()
  const known = useCall('workspaces.list', report ? null : {})
  const compare = useJob('handover.compare')
  const [chosen, setChosen] = useState('')
  const others = (known.value ?? []).filter(({ id, isThere }) => isThere && id !== workspace.id)
  const shown = report ?? compare.value
  const pick = async () => {
    const picked = await platform.pickFiles({ kind: 'workspace' })
    const file = picked.ok ? picked.value[0] : undefined
    if (file) await compare.run({ workspace: workspace.id, other: { file: file.token } })
  }
  const choose = (id: string) => {
    setChosen(id)
    if (id !== '') void compare.run({ workspace: workspace.id, other: { id } })
  }
  return (
    <Dialog title={t('handover.compare')} width="wide" onClose={onClose}>
      {report ? null : (
        <div className="handover-form">
          {known.error ? <ErrorCallout error={known.error} /> : null}
          {others.length > 0 ? <Select label={t('handover.compare.choose')} value={chosen} options={[{ value: '', label: '…' }, ...others.map(({ id, name, fileName }) => ({ value: id, label: `${name} · ${fileName}` }))]} onChange={choose} /> : known.value ? <p className="muted">{t('handover.compare.none')}</p> : null}
          {platform.canPickWorkspace ? <Button icon="open" onClick={() => void pick()}>{t('handover.compare.pick')}</Button> : null}
        </div>
      )}
      {compare.isRunning ? <Skeleton lines={3} /> : null}
      {compare.error ? <ErrorCallout error={compare.error} /> : null}
      {shown && !compare.isRunning ? <Report report={shown} /> : null}
    </Dialog>
  )
}

const tones = { same: 'success', 'this-is-ahead': 'info', 'other-is-ahead': 'warning', diverged: 'warning', unrelated: 'info' } as const

function Report({ report }: { readonly report: TwinReport }) {
  const text = useText()
  const { t } = text
  const sides = [{ title: t('handover.here'), entries: report.here, count: report.hereCount }, { title: t('handover.there'), entries: report.there, count: report.thereCount }]
  return (
    <>
      <Callout tone={tones[report.relation]}>{t(`handover.relation.${report.relation}`)}</Callout>
      {report.commonChangeset !== null && report.commonAt !== null ? <p className="muted">{t('handover.common', { changeset: report.commonChangeset, date: text.format.dateTime(report.commonAt) })}</p> : null}
      {report.hereCount + report.thereCount > 0 ? (
        <div className="handover-sides">
          {sides.map(({ title, entries, count }) => (
            <section key={title} aria-label={title}>
              <h3>{title}</h3>
              {entries.length === 0 ? <p className="muted">{t('handover.nothing')}</p> : <LineList lines={entries.map((entry) => changeLine(text, entry))} total={count} />}
            </section>
          ))}
        </div>
      ) : null}
    </>
  )
}
