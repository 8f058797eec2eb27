/** Submissions: files wait, are imported step by step, and stay listed with their reports. */
import { useEffect, useRef } from 'react'
import { useRoute, useSession, useWorkspace } from '../../platform/session.tsx'
import { useCall } from '../../platform/use-call.ts'
import { useKept } from '../../platform/use-kept.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout, ErrorCallout } from '../../ui/Callout.tsx'
import { Page } from '../../ui/Page.tsx'
import { useText } from '../../ui/text.tsx'
import { Arrivals } from './Arrivals.tsx'
import { ImportView } from './ImportView.tsx'
import { SubmissionList, type Entry } from './SubmissionList.tsx'
import { SubmissionView } from './SubmissionView.tsx'
import { SurveyTable } from './SurveyTable.tsx'
import { useImport } from './use-import.ts'
import { useSurvey } from './use-survey.ts'
import './submissions.css'

export function SubmissionsSection() {
  const { t } = useText()
  const { navigation } = useSession()
  const { workspace } = useWorkspace()
  const route = useRoute()
  const { params } = route
  const list = useCall('submissions.list', { workspace: workspace.id })
  const flow = useImport(list.refetch)
  const survey = useSurvey()
  const entries = useKept(list.value)
  const inbox = useKept(useCall('submissions.inbox', { workspace: workspace.id }).value)

  // Choosing the section again leaves an import that is finished; Back from its report does not.
  const { leave } = flow
  const isFinished = flow.draft !== null && flow.draft.committed !== null
  const place = useRef(route)
  useEffect(() => {
    const before = place.current
    place.current = route
    if (isFinished && before !== route && [before, route].every((one) => Object.keys(one.params).length === 0)) leave()
  })

  const open = (entry: Entry) => navigation.go('submissions', entry.state === 'staged' ? { batch: entry.id } : { submission: entry.id })
  const wanted = params['batch'] ?? params['submission']
  if (wanted !== undefined) {
    const entry = entries?.find((one) => ('submission' in params ? one.state !== 'staged' && one.id === wanted : one.batch === wanted))
    if (entry) return <SubmissionView key={entry.batch === null ? `submission ${entry.id}` : `batch ${entry.batch}`} entry={entry} isRejectedOnly={params['rejected'] === 1} onBack={() => navigation.go('submissions')} onDiscarded={list.refetch} />
    if (entries) return <Page title={t('submissions.title')}><Callout tone="info" actions={<Button onClick={() => navigation.go('submissions')}>{t('submissions.back')}</Button>}>{t('submissions.gone')}</Callout></Page>
  }
  if (flow.draft) return <ImportView flow={flow} draft={flow.draft} onReport={(batch, isRejectedOnly) => navigation.go('submissions', { batch, ...(isRejectedOnly ? { rejected: 1 } : {}) })} />
  return (
    <Page fill title={t('submissions.title')} lead={t('submissions.lead')}>
      {workspace.readOnly === null ? <Arrivals inbox={inbox ?? []} isSmall={survey.files.length > 0} onStart={flow.start} onSurvey={survey.start} /> : <Callout tone="info">{t('import.read-only')}</Callout>}
      {survey.files.length > 0 ? <SurveyTable survey={survey} onImport={flow.start} /> : null}
      <h2 className="list-heading">{t('submissions.list')}</h2>
      {list.error ? <ErrorCallout error={list.error} onRetry={list.refetch} /> : null}
      <div className="submission-list"><SubmissionList entries={entries} onOpen={open} /></div>
    </Page>
  )
}
