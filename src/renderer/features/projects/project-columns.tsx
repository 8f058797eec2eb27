import type { GridColumn } from '../../grid/columns.ts'
import { numberOf, textOf, type TableRow } from '../../grid/table-rows.ts'
import { Badge } from '../../ui/Badge.tsx'
import type { Text } from '../../ui/text.tsx'

/** Columns of the list of projects; the keys are those of `projects.page`. */
export function projectColumns({ t, format, named }: Text): readonly GridColumn<TableRow>[] {
  const plain = (key: string, header: string, size: Partial<GridColumn<TableRow>>): GridColumn<TableRow> => ({ key, header, value: (row) => textOf(row, key), ...size })
  const day = (key: string, header: string): GridColumn<TableRow> => plain(key, header, { width: 118, text: (row) => format.date(textOf(row, key) ?? '') })
  const partnerText = (row: TableRow) => `${textOf(row, 'partner') ?? ''}${textOf(row, 'partnerState') === 'proposed' ? ` (${t('projects.proposed')})` : ''}`
  return [
    plain('symbol', t('projects.symbol'), { width: 176, pin: 'start' }),
    plain('title', t('projects.name'), { flex: 2, minWidth: 240 }),
    plain('partner', t('projects.partner'), {
      flex: 1,
      minWidth: 190,
      text: partnerText,
      render: (row) => (
        <span className="project-partner">
          <span className="truncate">{textOf(row, 'partner')}</span>
          {textOf(row, 'partnerState') === 'proposed' ? <Badge tone="warning">{t('projects.proposed')}</Badge> : null}
        </span>
      ),
    }),
    plain('country', t('projects.country'), { width: 130 }),
    plain('modality', t('projects.modality'), { width: 92 }),
    { key: 'approved', header: t('projects.approved'), kind: 'number', width: 142, value: (row) => numberOf(row, 'approved'), text: (row) => {
      const cents = numberOf(row, 'approved')
      return cents === null ? '' : format.money(cents)
    } },
    day('start', t('projects.start')),
    day('end', t('projects.end')),
    plain('audience', t('projects.audience'), { width: 104, text: (row) => named('audience', textOf(row, 'audience') ?? '') }),
    plain('sourceFile', t('projects.source'), { width: 180 }),
  ]
}
