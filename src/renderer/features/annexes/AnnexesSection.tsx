/** Annexes: the settings of a table, the table as it will be printed, and its export with the internal companion. */
import { useState } from 'react'
import { AnnexSpec } from '../../../shared/contract/annexes.ts'
import type { FileEntry } from '../../../shared/contract/common.ts'
import type { AppError } from '../../../shared/result.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { useCall, useJob } from '../../platform/use-call.ts'
import { useKept } from '../../platform/use-kept.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout, ErrorCallout } from '../../ui/Callout.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useText } from '../../ui/text.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { AnnexBlockers } from './AnnexBlockers.tsx'
import { AnnexPreview } from './AnnexPreview.tsx'
import { AnnexSettings } from './AnnexSettings.tsx'
import './annexes.css'

export function AnnexesSection() {
  const { t, locale } = useText()
  const { navigation } = useSession()
  const { workspace } = useWorkspace()
  const biennia = useCall('annexes.biennia', { workspace: workspace.id })
  const found = useKept(biennia.value)
  const [chosen, setChosen] = useState<Partial<AnnexSpec>>({})
  const latest = found?.[0]
  const spec = latest === undefined ? null : AnnexSpec.parse({ biennium: latest, locale, ...chosen })
  return (
    <Page title={t('annexes.title')} lead={t('annexes.lead')}>
      {biennia.error ? <ErrorCallout error={biennia.error} onRetry={biennia.refetch} /> : null}
      {found === null && !biennia.error ? <Skeleton lines={10} /> : null}
      {found?.length === 0 ? <EmptyState icon="annexes" title={t('annexes.empty.title')} actions={<Button variant="primary" icon="submissions" onClick={() => navigation.go('submissions')}>{t('annexes.empty.import')}</Button>}>{t('annexes.empty.text')}</EmptyState> : null}
      {spec && found ? <Annex spec={spec} biennia={found} onChange={(change) => setChosen({ ...chosen, ...change })} /> : null}
    </Page>
  )
}

interface AnnexProps { readonly spec: AnnexSpec; readonly biennia: readonly number[]; readonly onChange: (change: Partial<AnnexSpec>) => void }

function Annex({ spec, biennia, onChange }: AnnexProps) {
  const { t } = useText()
  const { workspace } = useWorkspace()
  const answer = useCall('annexes.preview', { workspace: workspace.id, spec })
  const table = useKept(answer.value)
  const job = useJob('annexes.export')
  // What was exported is offered as long as it is what is shown.
  const key = JSON.stringify(spec)
  const [exported, setExported] = useState('')
  // To print it all the same is said of what is shown, not of another table.
  const [forced, setForced] = useState('')
  const isBlocked = answer.value !== null && answer.value.blocking.length > 0 && forced !== key
  const run = () => {
    setExported(key)
    void job.run({ workspace: workspace.id, spec, isForced: forced === key })
  }
  return (
    <div className="annex">
      <AnnexSettings spec={spec} biennia={biennia} isLocked={job.isRunning} onChange={onChange} />
      <div className="annex-export">
        <Button variant="primary" icon="save" disabled={job.isRunning || !answer.value || isBlocked} onClick={run}>{t('annexes.export')}</Button>
        <span className="muted" role="status">{answer.isLoading && table ? t('annexes.updating') : ''}</span>
        {job.isRunning ? <div className="annex-progress"><ProgressBar label={t('annexes.exporting')} progress={job.progress} onCancel={job.cancel} /></div> : null}
      </div>
      {table && table.blocking.length > 0 ? <AnnexBlockers blocking={table.blocking} isForced={forced === key} onForce={(isForced) => setForced(isForced ? key : '')} /> : null}
      {job.error && exported === key ? <ErrorCallout error={job.error} /> : null}
      {job.value && exported === key ? <Exported table={job.value.table} companion={job.value.companion} /> : null}
      {answer.error ? <ErrorCallout error={answer.error} onRetry={answer.refetch} /> : null}
      {table === null && !answer.error ? <Skeleton lines={14} height={18} /> : null}
      {table ? <AnnexPreview table={table} /> : null}
    </div>
  )
}

function Exported({ table, companion }: { readonly table: FileEntry; readonly companion: FileEntry }) {
  const { t } = useText()
  const { platform } = useSession()
  const show = useToast()
  const [error, setError] = useState<AppError | null>(null)
  const save = async (file: FileEntry) => {
    const saved = await platform.save(file)
    setError(saved.ok ? null : saved.error)
    if (saved.ok && saved.value) show({ tone: 'success', text: t('annexes.saved', { name: file.name }) })
  }
  return (
    <>
      <Callout tone="success" actions={<><Button variant="primary" onClick={() => void save(table)}>{t('annexes.save-table')}</Button><Button onClick={() => void save(companion)}>{t('annexes.save-companion')}</Button></>}>{t('annexes.exported')}</Callout>
      {error ? <ErrorCallout error={error} /> : null}
    </>
  )
}
