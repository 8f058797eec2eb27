/** The totals that the sheet itself prints, each beside the exact sum of the rows it stands for. */
import { useState } from 'react'
import type { ControlSum } from '../../../shared/domain/submission.ts'
import { compareDecimals } from '../../../shared/domain/decimal.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Field.tsx'
import { useText } from '../../ui/text.tsx'
import { rowsText } from './TableList.tsx'

interface TotalsTableProps { readonly sums: readonly ControlSum[]; readonly onRow: (row: number) => void }

const firstTotals = 8

export function TotalsTable({ sums, onRow }: TotalsTableProps) {
  const text = useText()
  const { t, format } = text
  const [isWhole, setWhole] = useState(false)
  const count = sums.reduce((all, sum) => all + sum.totalCount, 0)
  const differing = sums.reduce((all, sum) => all + sum.totalsDiffering, 0)
  const [isDifferingOnly, setDifferingOnly] = useState(false)
  const checks = sums.flatMap((sum) => sum.totals.map((check) => ({ ...check, sum, isEqual: check.difference !== null && compareDecimals(check.difference, '0') === 0 })))
  const wanted = checks.filter((check) => !isDifferingOnly || !check.isEqual).sort((a, b) => a.row - b.row || a.column - b.column)
  const shown = isWhole ? wanted : wanted.slice(0, firstTotals)
  return (
    <>
      <div className="import-line">
        <p>{t('import.totals.text', { count, differing })}</p>
        {differing > 0 && differing < count ? <Checkbox label={t('import.totals.differing-only')} checked={isDifferingOnly} onChange={setDifferingOnly} /> : null}
      </div>
      <div className="table-scroll">
        <table className="list">
          <thead><tr><th scope="col">{t('import.check.row')}</th><th scope="col">{t('import.totals.label')}</th><th scope="col">{t('import.check.sums.column')}</th><th scope="col">{t('import.totals.sums')}</th><th scope="col" className="number">{t('import.totals.printed')}</th><th scope="col" className="number">{t('import.totals.summed')}</th><th scope="col" className="number">{t('import.totals.difference')}</th><th scope="col"><span className="visually-hidden">{t('import.totals.difference')}</span></th></tr></thead>
          <tbody>
            {shown.map(({ row, address, label, from, to, printed, summed, difference, sum, isEqual }) => (
              <tr key={address} data-differs={isEqual ? undefined : ''}>
                <th scope="row"><Button variant="link" aria-label={t('import.totals.go', { row: format.integer(row), address })} onClick={() => onRow(row)}>{format.integer(row)}</Button></th>
                <td><span className="total-label" title={label}>{label}</span></td>
                <td><span className="sum-column" title={sum.header}>{address} {sum.header}</span></td>
                <td>{rowsText(text, from, to)}</td>
                <td className="number">{printed === null ? t('import.totals.unreadable') : format.original(printed)}</td>
                <td className="number">{format.original(summed)}</td>
                <td className="number">{difference === null ? '' : isEqual ? t('sign.nil') : <strong>{format.original(difference)}</strong>}</td>
                <td>{isEqual ? <Badge tone="success" icon="check">{t('import.totals.equal')}</Badge> : <Badge tone="warning" icon="warning">{t('import.totals.differs')}</Badge>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {wanted.length > shown.length ? <Button variant="quiet" onClick={() => setWhole(true)}>{t('import.check.effect.all', { count: format.integer(wanted.length) })}</Button> : null}
      {checks.length < count ? <p className="muted">{t('import.totals.more', { shown: checks.length, count })}</p> : null}
    </>
  )
}
