/** All projects, page by page; one opened beside the list; partners that the symbols proposed are confirmed here. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { GridHandle } from '../../grid/GridFrame.tsx'
import { PagedGrid, type PageRequest } from '../../grid/PagedGrid.tsx'
import { numberOf, type TableRow } from '../../grid/table-rows.ts'
import { useRoute, useSession, useWorkspace } from '../../platform/session.tsx'
import { useSettled } from '../../platform/use-settled.ts'
import { Button } from '../../ui/Button.tsx'
import { giveBackFocus } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Checkbox, SearchField } from '../../ui/Field.tsx'
import { Page } from '../../ui/Page.tsx'
import { SplitView } from '../../ui/SplitView.tsx'
import { useText } from '../../ui/text.tsx'
import { ConfirmPartnerDialog } from './ConfirmPartnerDialog.tsx'
import { projectColumns } from './project-columns.tsx'
import { ProjectPanel } from './ProjectPanel.tsx'
import './projects.css'

const rowId = (row: TableRow) => String(row['id'])
const idsOf = (rows: readonly TableRow[]) => rows.flatMap((row) => numberOf(row, 'id') ?? [])

export function ProjectsSection() {
  const text = useText()
  const { t } = text
  const { client, navigation, revision } = useSession()
  const { workspace } = useWorkspace()
  const { params } = useRoute()
  const [typed, setTyped] = useState('')
  const search = useSettled(typed.trim())
  const [selected, setSelected] = useState<readonly number[]>([])
  const [confirming, setConfirming] = useState<readonly number[] | 'all' | null>(null)
  const [total, setTotal] = useState<number | null>(null)
  const grid = useRef<GridHandle>(null)
  const onlyProposed = params['proposed'] === 1
  const open = typeof params['project'] === 'number' ? params['project'] : null

  // What was pressed goes when nothing waits any more; the keyboard then is with the section.
  const hasConfirmed = useRef(false)
  useEffect(() => {
    if (hasConfirmed.current && document.activeElement === document.body) giveBackFocus(null)
    hasConfirmed.current = false
  }, [total])

  const query = useMemo(() => ({ workspace: workspace.id, onlyProposed, ...(search === '' ? {} : { search }) }), [workspace.id, onlyProposed, search])
  const load = useCallback((page: PageRequest) => client.projects.page({ ...query, ...page }), [client, query])
  const columns = useMemo(() => projectColumns(text), [text])
  const show = (project: number | null) => navigation.replace({ ...(onlyProposed ? { proposed: 1 } : {}), ...(project === null ? {} : { project }) })

  const list = (
    <Page
      fill
      title={t('projects.title')}
      lead={t('projects.lead')}
      actions={workspace.readOnly === null ? (
        <>
          {onlyProposed && total !== null && total > 0 ? <Button onClick={() => setConfirming('all')}>{t('projects.confirm-all', { count: total })}</Button> : null}
          <Button variant="primary" icon="check" disabled={selected.length === 0} onClick={() => setConfirming(selected)}>{t('projects.confirm-selected', { count: selected.length })}</Button>
        </>
      ) : null}
    >
      <div className="toolbar">
        <SearchField label={t('projects.search')} value={typed} onChange={setTyped} />
        <Checkbox label={t('projects.only-proposed')} checked={onlyProposed} onChange={(checked) => navigation.replace({ ...(checked ? { proposed: 1 } : {}), ...(open === null ? {} : { project: open }) })} />
        <span className="toolbar-end muted" role="status">{total === null ? '' : t('projects.count', { count: total })}</span>
      </div>
      <PagedGrid
        handle={grid}
        label={t('projects.title')}
        columns={columns}
        rowId={rowId}
        load={load}
        revision={revision}
        onTotal={setTotal}
        openRow={open === null ? null : String(open)}
        onActivate={(row) => show(numberOf(row, 'id'))}
        selection={workspace.readOnly === null ? 'many' : 'none'}
        onSelect={(rows) => setSelected(idsOf(rows))}
        empty={
          search !== '' ? <EmptyState icon="search" title={t('ui.nothing-found')} actions={<Button onClick={() => setTyped('')}>{t('projects.clear-search')}</Button>}>{t('projects.none-found')}</EmptyState>
          : onlyProposed ? <EmptyState icon="check" title={t('projects.none-proposed.title')} actions={<Button onClick={() => navigation.replace({})}>{t('projects.show-all')}</Button>}>{t('projects.none-proposed')}</EmptyState>
          : <EmptyState icon="projects" title={t('projects.empty.title')} actions={<Button variant="primary" onClick={() => navigation.go('submissions')}>{t('overview.empty.action')}</Button>}>{t('projects.empty')}</EmptyState>
        }
      />
    </Page>
  )
  return (
    <>
      <SplitView label={t('ui.resize')} size={440} start={list} end={open === null ? null : <ProjectPanel key={open} project={open} onClose={() => show(null)} onConfirm={() => setConfirming([open])} />} />
      {confirming === null ? null : <ConfirmPartnerDialog projects={confirming} query={query} count={confirming === 'all' ? (total ?? 0) : confirming.length} onClose={() => setConfirming(null)} onDone={() => { hasConfirmed.current = true; setSelected([]); grid.current?.deselect() }} />}
    </>
  )
}
