import type { TableSummary } from '../../../shared/contract/submissions.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useText, type Text } from '../../ui/text.tsx'

interface TableListProps { readonly tables: readonly TableSummary[]; readonly chosen: number; readonly onChoose: (table: number) => void }

/** `Rows 4 to 480`, or from a row on where the table goes to the end of the sheet. */
export const rowsText = ({ t, format }: Text, first: number, last: number | null): string => (last === null ? t('import.sheet.rows-on', { first: format.integer(first) }) : t('import.sheet.rows-to', { first: format.integer(first), last: format.integer(last) }))

/** The tables of a sheet in one line each; the one that is imported is chosen among them. */
export function TableList({ tables, chosen, onChoose }: TableListProps) {
  const text = useText()
  const { t } = text
  return (
    <div className="tables" role="group" aria-label={t('import.sheet.tables', { count: tables.length })}>
      {tables.map((one) => (
        <button key={one.table} type="button" className="table-choice" aria-pressed={one.table === chosen} onClick={() => onChoose(one.table)}>
          <Icon name={one.table === chosen ? 'check' : 'matrices'} />
          <span className="table-about">
            <span><strong>{rowsText(text, one.firstRow, one.lastRow)}</strong> · {t('import.sheet.table-shape', { columns: one.columns, blocks: one.blocks })} · {t(`submission-kind.${one.kind.kind}`)}</span>
            {one.labels.length > 0 ? <span className="muted truncate">{one.labels.join(', ')}{one.blocks > one.labels.length ? ' …' : ''}</span> : null}
          </span>
        </button>
      ))}
    </div>
  )
}
