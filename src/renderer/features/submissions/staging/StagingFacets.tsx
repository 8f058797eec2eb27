/** Which rows the grid shows: by problem, by what became of them, and by the values of a column. */
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { RowFilter } from '../../../../shared/contract/staging.ts'
import type { BatchReport } from '../../../../shared/contract/submissions.ts'
import { useWorkspace } from '../../../platform/session.tsx'
import { useCall } from '../../../platform/use-call.ts'
import { useKept } from '../../../platform/use-kept.ts'
import { SearchField, Select } from '../../../ui/Field.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { useText } from '../../../ui/text.tsx'
import { kindText, severityIcon } from '../finding-text.tsx'
import { fieldName, type SheetColumn } from './staging-columns.tsx'
import { textsOf, toggled, withPart, withTexts } from './staging-filter.ts'
import type { Staging } from './use-staging.ts'

interface StagingFacetsProps {
  readonly batch: number
  readonly about: NonNullable<Staging['about']>
  readonly report: BatchReport
  readonly filter: RowFilter
  readonly onFilter: (filter: RowFilter) => void
  /** Column whose values are listed. */
  readonly column: number | null
  readonly onColumn: (column: number) => void
  readonly revision: number
}

const changes = ['added', 'changed', 'unchanged'] as const

export function StagingFacets({ batch, about, report, filter, onFilter, column, onColumn, revision }: StagingFacetsProps) {
  const text = useText()
  const { t, of } = text
  const edits = about.columns.reduce((sum, one) => sum + one.edits, 0)
  const shown = about.columns.find((one) => one.column === column)
  return (
    <section className="staging-facets" aria-label={t('staging.filters')}>
      <h3>{t('import.check.problems')}</h3>
      {about.problems.length === 0 ? <p className="muted">{t('import.check.problems.none')}</p> : (
        <ul className="staging-problems">
          {about.problems.map(({ code, severity, count }) => (
            <Facet key={`${code} ${severity}`} isOn={filter.problem === code} count={count} onToggle={() => onFilter(withPart(filter, { problem: filter.problem === code ? undefined : code }))}>
              <span className="finding" data-severity={severity} title={kindText(text, code, count)}><Icon name={severityIcon(severity)} /><span className="staging-facet-text"><span className="visually-hidden">{t('ui.name-value', { name: t(`severity.${severity}`), value: '' })}</span>{kindText(text, code, count)}</span></span>
            </Facet>
          ))}
        </ul>
      )}
      <h3>{t('staging.rows')}</h3>
      <ul>
        {about.rows.filter(({ count }) => count > 0).map(({ kind, count }) => <Facet key={kind} isOn={filter.kinds?.includes(kind) ?? false} count={count} onToggle={() => onFilter(withPart(filter, { kinds: toggled(filter.kinds, kind) }))}>{of(`import.row.kind.${kind}`)}</Facet>)}
        {report.isCommittable ? changes.filter((change) => report.diff[change] > 0).map((change) => <Facet key={change} isOn={filter.changes?.includes(change) ?? false} count={report.diff[change]} onToggle={() => onFilter(withPart(filter, { changes: toggled(filter.changes, change) }))}>{t(`import.row.change.${change}`)}</Facet>) : null}
        {edits > 0 ? <Facet isOn={filter.isEdited === true} count={null} onToggle={() => onFilter(withPart(filter, { isEdited: filter.isEdited ? undefined : true }))}>{t('staging.edited-rows', { count: edits })}</Facet> : null}
      </ul>
      <Select label={t('staging.values-of')} value={shown ? String(shown.column) : ''} options={[...(shown ? [] : [{ value: '', label: t('staging.no-column'), disabled: true }]), ...about.columns.map((one) => ({ value: String(one.column), label: `${one.letter} ${one.header}` }))]} onChange={(value) => onColumn(Number(value))} />
      {shown ? <Values key={shown.column} batch={batch} column={shown} filter={filter} onFilter={onFilter} revision={revision} /> : null}
    </section>
  )
}

function Facet({ isOn, count, onToggle, children }: { readonly isOn: boolean; readonly count: number | null; readonly onToggle: () => void; readonly children: ReactNode }) {
  const { format } = useText()
  return (
    <li>
      <button type="button" className="facet" aria-pressed={isOn} onClick={onToggle}><span className="staging-facet-name">{children}</span>{count === null ? null : <span className="number">{format.integer(count)}</span>}</button>
    </li>
  )
}

interface ValuesProps extends Pick<StagingFacetsProps, 'batch' | 'filter' | 'onFilter' | 'revision'> { readonly column: SheetColumn }

function Values({ batch, column, filter, onFilter, revision }: ValuesProps) {
  const text = useText()
  const { t, format } = text
  const { workspace } = useWorkspace()
  const [search, setSearch] = useState('')
  const [limit, setLimit] = useState(200)
  const answer = useCall('staging.facet', { workspace: workspace.id, batch, filter, column: column.column, limit })
  const facet = useKept(answer.value)
  const { refetch } = answer
  const seen = useRef(revision)
  useEffect(() => {
    if (seen.current !== revision) refetch()
    seen.current = revision
  }, [revision, refetch])
  const chosen = textsOf(filter, column.column)
  const found = facet?.values.filter(({ text: value }) => (value ?? '').toLowerCase().includes(search.trim().toLowerCase())) ?? []
  return (
    <>
      <p className="muted">{fieldName(text, column.field)}</p>
      <SearchField label={t('staging.values.search')} value={search} onChange={setSearch} />
      <ul className="staging-values" aria-label={t('staging.values', { column: column.letter })} aria-busy={answer.isLoading}>
        {found.map(({ text: value, rows }) => (
          <li key={value ?? '\u0000'}>
            <label className="facet">
              <input type="checkbox" checked={chosen.includes(value)} onChange={() => onFilter(withTexts(filter, column.column, toggled(chosen, value) ?? []))} />
              <span className="truncate" title={value ?? undefined}>{value === null || value === '' ? <em>{t('staging.empty-cell')}</em> : value}</span>
              <span className="number">{format.integer(rows)}</span>
            </label>
          </li>
        ))}
        {facet && found.length === 0 ? <li className="muted">{t('ui.nothing-found')}</li> : null}
      </ul>
      {facet && facet.more > 0 ? <button type="button" className="button" data-variant="link" disabled={limit >= 2000} onClick={() => setLimit(2000)}>{t('staging.values.more', { count: facet.more })}</button> : null}
    </>
  )
}
