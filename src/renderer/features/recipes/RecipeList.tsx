import { useState } from 'react'
import type { RecipeEntry } from '../../../shared/contract/recipes.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { useCall, useJob } from '../../platform/use-call.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useText } from '../../ui/text.tsx'
import { useToast } from '../../ui/Toast.tsx'

/** The saved recipes, each with its runs; one runs at a time, and its page opens when it ends. */
export function RecipeList({ recipes }: { readonly recipes: readonly RecipeEntry[] }) {
  const { t } = useText()
  const { navigation } = useSession()
  const { workspace } = useWorkspace()
  const job = useJob('recipes.run')
  const [running, setRunning] = useState('')
  const [removing, setRemoving] = useState<RecipeEntry | null>(null)
  const isWritable = workspace.readOnly === null
  const run = async ({ id, name }: RecipeEntry, isDry: boolean) => {
    setRunning(name)
    const result = await job.run({ workspace: workspace.id, id, isDry })
    // Whoever has gone elsewhere meanwhile is left there; the page waits among the past runs.
    if (result.ok && navigation.get().section === 'recipes' && navigation.get().params['recipe'] === undefined) navigation.go('recipes', { run: result.value.run })
  }
  const add = isWritable ? <Button variant="primary" icon="plus" disabled={job.isRunning} onClick={() => navigation.go('recipes', { recipe: 'new' })}>{t('recipes.new')}</Button> : null
  if (recipes.length === 0) return <EmptyState icon="recipes" title={t('recipes.empty.title')} actions={add}>{t('recipes.empty.text')}</EmptyState>
  return (
    <>
      <div className="toolbar">{add}</div>
      {job.isRunning ? <div className="recipe-progress"><ProgressBar label={t('recipes.running', { name: running })} progress={job.progress} onCancel={job.cancel} /></div> : null}
      {job.error ? <ErrorCallout error={job.error} /> : null}
      <ul className="recipe-list">
        {recipes.map((entry) => <Recipe key={entry.id} entry={entry} isWritable={isWritable} isLocked={job.isRunning} onRun={(isDry) => void run(entry, isDry)} onRemove={() => setRemoving(entry)} />)}
      </ul>
      {removing === null ? null : <RemoveDialog entry={removing} onClose={() => setRemoving(null)} />}
    </>
  )
}

interface RecipeProps { readonly entry: RecipeEntry; readonly isWritable: boolean; readonly isLocked: boolean; readonly onRun: (isDry: boolean) => void; readonly onRemove: () => void }

function Recipe({ entry, isWritable, isLocked, onRun, onRemove }: RecipeProps) {
  const { t, format } = useText()
  const { navigation } = useSession()
  const [isOpen, setOpen] = useState(false)
  const { name } = entry
  return (
    <li className="card recipe">
      <div className="recipe-head">
        <div className="recipe-name">
          <h2>{name}</h2>
          <p className="muted">{t('recipes.steps', { count: entry.definition.steps.length })}, {entry.definition.steps.map(({ folder, pattern }) => (folder === '' ? pattern : `${folder}/${pattern}`)).join(' · ')}</p>
          <p className="muted">{entry.lastRun === null ? t('recipes.never') : t('recipes.last-run', { at: format.dateTime(entry.lastRun.at) })}</p>
        </div>
        <div className="recipe-actions">
          {isWritable ? <><Button variant="primary" icon="play" disabled={isLocked} aria-label={t('recipes.run.of', { name })} onClick={() => onRun(false)}>{t('recipes.run')}</Button><Button disabled={isLocked} aria-label={t('recipes.dry.of', { name })} onClick={() => onRun(true)}>{t('recipes.dry')}</Button><Button disabled={isLocked} aria-label={t('recipes.edit.of', { name })} onClick={() => navigation.go('recipes', { recipe: entry.id })}>{t('ui.edit')}</Button><IconButton icon="close" label={t('recipes.remove.of', { name })} disabled={isLocked} onClick={onRemove} /></> : null}
        </div>
      </div>
      <details className="recipe-runs" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t('recipes.runs.show')}</summary>
        {isOpen ? <PastRuns entry={entry} /> : null}
      </details>
    </li>
  )
}

function PastRuns({ entry }: { readonly entry: RecipeEntry }) {
  const { t, format } = useText()
  const { navigation } = useSession()
  const { workspace } = useWorkspace()
  const { value, error, refetch } = useCall('recipes.runs', { workspace: workspace.id, id: entry.id })
  if (error) return <ErrorCallout error={error} onRetry={refetch} />
  if (value === null) return <Skeleton lines={3} />
  if (value.length === 0) return <p className="muted">{t('recipes.runs.none')}</p>
  return (
    <div className="recipe-table">
      <table className="plain-table">
        <caption className="visually-hidden">{t('recipes.runs', { name: entry.name })}</caption>
        <thead><tr><th scope="col">{t('recipes.runs.at')}</th><th scope="col">{t('recipes.runs.person')}</th><th scope="col">{t('recipes.runs.kind')}</th><th scope="col" className="number">{t('recipes.runs.files')}</th><th scope="col">{t('recipes.report.outcome')}</th></tr></thead>
        <tbody>
          {value.map((run) => (
            <tr key={run.run}>
              <th scope="row"><Button variant="link" aria-label={t('recipes.runs.page', { at: format.dateTime(run.at) })} onClick={() => navigation.go('recipes', { run: run.run })}>{format.dateTime(run.at)}</Button></th>
              <td>{run.person}</td>
              <td>{t(run.isDry ? 'recipes.dry' : 'recipes.runs.real')}</td>
              <td className="number">{format.integer(run.items)}</td>
              <td>{run.needsPerson > 0 ? <Badge tone="warning" icon="person">{t('recipes.report.needs', { count: run.needsPerson })}</Badge> : <Badge tone="success" icon="check">{t('recipes.report.needs', { count: 0 })}</Badge>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function RemoveDialog({ entry, onClose }: { readonly entry: RecipeEntry; readonly onClose: () => void }) {
  const { t } = useText()
  const { workspace } = useWorkspace()
  const remove = useJob('recipes.remove')
  const show = useToast()
  const submit = async () => {
    const result = await remove.run({ workspace: workspace.id, id: entry.id })
    if (!result.ok) return
    show({ tone: 'success', text: t('recipes.removed') })
    onClose()
  }
  return (
    <Dialog title={t('recipes.remove.title', { name: entry.name })} onClose={onClose} canClose={!remove.isRunning} onSubmit={() => void submit()} actions={<Button type="submit" variant="danger" disabled={remove.isRunning}>{t('ui.remove')}</Button>}>
      <p>{t('recipes.remove.text')}</p>
      {remove.error ? <ErrorCallout error={remove.error} /> : null}
    </Dialog>
  )
}
