/** Values before and after, page by page: what a commit changes, or what differs from the submission before. */
import { useCallback, useMemo } from 'react'
import type { ChangedCell } from '../../../../shared/contract/submissions.ts'
import { ok, type Result } from '../../../../shared/result.ts'
import type { GridColumns } from '../../../grid/columns.ts'
import { PagedGrid, type PageRequest } from '../../../grid/PagedGrid.tsx'
import { numberOf, textOf, type TableRow } from '../../../grid/table-rows.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { useText, type Text } from '../../../ui/text.tsx'

type Page = Result<{ readonly total: number; readonly cells: readonly ChangedCell[] }>

interface ChangedCellTableProps {
  readonly label: string
  readonly read: (page: PageRequest) => Promise<Page>
  readonly revision: number
}

/** A field of a record, or a measure with its period (`approval 2010`). */
export function changedFieldText({ of, t, format }: Text, field: string): string {
  const known = of(`field.${field}`)
  if (known !== `field.${field}`) return known
  if (field === 'partner-state') return t('commit.partner-state')
  const [measure = '', ...period] = field.split(' ')
  const name = of(`measure.${measure}`)
  return name === `measure.${measure}` ? field : t('ui.name-value', { name, value: period.length === 0 ? t('import.preview.no-date') : format.period(period.join(' ')) })
}

/** A row that only one of two submissions has is told as such; where it was removed it has no number. */
const fieldText = (text: Text, { field, row }: ChangedCell): string => (field === 'row' ? text.t(row === null ? 'commit.row.removed' : 'commit.row.added') : changedFieldText(text, field))

/** Days as the language writes them, figures grouped; other values as they are. */
function valueText({ format }: Text, value: string | null): string | null {
  if (value === null) return null
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return format.date(value)
  const figure = /^(?:([A-Z]{3}) )?(-?\d+(?:\.\d+)?)(?: ([A-Z]{3}))?$/.exec(value)
  const currency = figure?.[1] ?? figure?.[3]
  return figure?.[2] !== undefined && currency !== undefined ? `${currency} ${format.original(figure[2])}` : value
}

export function ChangedCellTable({ label, read, revision }: ChangedCellTableProps) {
  const text = useText()
  const { t } = text
  const load = useCallback(async (page: PageRequest) => {
    const result = await read(page)
    if (!result.ok) return result
    const { cells, total } = result.value
    const column = (key: string, of: (cell: ChangedCell, index: number) => string | number | null) => ({ key, values: cells.map(of) })
    return ok({
      offset: page.offset, total, changeset: 0,
      columns: [column('id', (_cell, index) => page.offset + index), column('row', ({ row }) => row), column('name', ({ name }) => name), column('field', (cell) => fieldText(text, cell)), column('before', ({ before }) => valueText(text, before)), column('after', ({ after }) => valueText(text, after)), column('isRow', ({ field }) => (field === 'row' ? 1 : 0))],
    })
  }, [read, text])
  const columns = useMemo((): GridColumns<TableRow> => {
    const plain = (key: string, header: string, width: number) => ({ key, header, width, isSortable: false, value: (row: TableRow) => textOf(row, key) })
    const side = (key: string, header: string) => ({ ...plain(key, header, 220), flex: 1, render: (row: TableRow) => textOf(row, key) ?? (numberOf(row, 'isRow') === 1 ? null : <span className="muted">{t('commit.no-value')}</span>) })
    return [
      { key: 'row', header: t('import.check.row'), kind: 'number', width: 72, isSortable: false, pin: 'start', value: (row) => numberOf(row, 'row') },
      plain('name', t('commit.name'), 240), plain('field', t('commit.field'), 190), side('before', t('commit.before')), side('after', t('commit.after')),
    ]
  }, [t])
  return <div className="changed-cells"><PagedGrid label={label} columns={columns} rowId={(row) => String(row['id'])} load={load} revision={revision} empty={<EmptyState icon="check" title={t('commit.no-difference')} />} /></div>
}
