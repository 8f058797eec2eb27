/** A list with a search above it and its count beside that. */
import { useCallback, useState, type ReactNode } from 'react'
import type { Table } from '../../../shared/contract/common.ts'
import type { Result } from '../../../shared/result.ts'
import type { GridColumn } from '../../grid/columns.ts'
import { PagedGrid, type PageRequest } from '../../grid/PagedGrid.tsx'
import type { TableRow } from '../../grid/table-rows.ts'
import { useSettled } from '../../platform/use-settled.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SearchField } from '../../ui/Field.tsx'
import { useText } from '../../ui/text.tsx'

export interface SearchRequest extends PageRequest { readonly search?: string }

interface SearchedListProps {
  readonly label: string
  readonly searchLabel: string
  readonly columns: readonly GridColumn<TableRow>[]
  readonly rowId: (row: TableRow) => string
  /** A new function means another list; what was typed is kept. */
  readonly load: (page: SearchRequest) => Promise<Result<Table>>
  readonly revision: number
  /** What an empty list says while nothing is searched; without it, what a search without a hit says. */
  readonly empty?: ReactNode
  readonly onActivate?: (row: TableRow, column: string) => void
}

export function SearchedList({ label, searchLabel, columns, rowId, load, revision, empty, onActivate }: SearchedListProps) {
  const { t } = useText()
  const [typed, setTyped] = useState('')
  const search = useSettled(typed.trim())
  const [total, setTotal] = useState<number | null>(null)
  const loadFound = useCallback((page: PageRequest) => load({ ...page, ...(search === '' ? {} : { search }) }), [load, search])
  const clear = search === '' ? undefined : <Button onClick={() => setTyped('')}>{t('projects.clear-search')}</Button>
  return (
    <>
      <div className="toolbar">
        <SearchField label={searchLabel} value={typed} onChange={setTyped} />
        <span className="toolbar-end muted" role="status">{total === null ? '' : t('reference.count', { count: total })}</span>
      </div>
      <PagedGrid
        label={label}
        columns={columns}
        rowId={rowId}
        load={loadFound}
        revision={revision}
        onTotal={setTotal}
        {...(onActivate ? { onActivate } : {})}
        empty={search === '' && empty !== undefined ? empty : <EmptyState icon="search" title={t('ui.nothing-found')} actions={clear}>{t('reference.none-found')}</EmptyState>}
      />
    </>
  )
}
