import { useCallback, useEffect, useRef, useState } from 'react'
import type { BatchReport } from '../../../../shared/contract/submissions.ts'
import type { PageRequest } from '../../../grid/PagedGrid.tsx'
import { useSession, useWorkspace } from '../../../platform/session.tsx'
import { useCall } from '../../../platform/use-call.ts'
import { useKept } from '../../../platform/use-kept.ts'
import { Tabs } from '../../../ui/Tabs.tsx'
import { useText } from '../../../ui/text.tsx'
import { ChangedCellTable } from './ChangedCellTable.tsx'
import { MoneyEffect } from './MoneyEffect.tsx'

type Tab = 'money' | 'cells' | 'previous'

/** What the commit changes, seen three ways: the money, the fields of the register, and against what the same office sent before. */
export function CommitDifferences({ report }: { readonly report: BatchReport }) {
  const { t, format } = useText()
  const { client } = useSession()
  const { workspace } = useWorkspace()
  const [tab, setTab] = useState<Tab>('money')
  const where = { workspace: workspace.id, batch: report.batch }
  const { workspace: id, batch } = where
  const answer = useCall('submissions.sincePrevious', { ...where, limit: 1 })
  const previous = useKept(answer.value)
  // Another report of the same batch: what the tables hold is out of date.
  const [revision, setRevision] = useState(0)
  const { refetch } = answer
  const seen = useRef(report)
  useEffect(() => {
    if (seen.current === report) return
    seen.current = report
    setRevision((count) => count + 1)
    refetch()
  }, [report, refetch])
  const readCells = useCallback(({ offset, limit }: PageRequest) => client.submissions.changedCells({ workspace: id, batch, offset, limit }), [client, id, batch])
  const readPrevious = useCallback(async ({ offset, limit }: PageRequest) => {
    const page = await client.submissions.sincePrevious({ workspace: id, batch, offset, limit })
    return page.ok ? { ok: true as const, value: page.value ?? { total: 0, cells: [] } } : page
  }, [client, id, batch])
  const tabs = [
    { key: 'money' as const, label: t('import.check.effect') },
    { key: 'cells' as const, label: t('commit.cells'), count: format.integer(report.changedFields) },
    ...(previous ? [{ key: 'previous' as const, label: t('commit.previous'), count: format.integer(previous.total) }] : []),
  ]
  return (
    <section className="card commit-differences" aria-label={t('commit.differences')}>
      <Tabs label={t('commit.differences')} tabs={tabs} selected={tab} onSelect={setTab}>
        {tab === 'money' ? <MoneyEffect effects={report.moneyEffect} /> : null}
        {tab === 'cells' ? <ChangedCellTable label={t('commit.cells')} read={readCells} revision={revision} /> : null}
        {tab === 'previous' && previous ? (
          <>
            <p className="commit-previous">{t('commit.previous.text', { file: previous.previous.file, at: format.date(previous.previous.at), added: previous.added, removed: previous.removed, changed: previous.changed, unchanged: previous.unchanged })}</p>
            <ChangedCellTable label={t('commit.previous')} read={readPrevious} revision={revision} />
          </>
        ) : null}
      </Tabs>
    </section>
  )
}
