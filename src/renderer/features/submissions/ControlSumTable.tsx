import { addDecimals, compareDecimals } from '../../../shared/domain/decimal.ts'
import { columnName } from '../../../shared/domain/sheet.ts'
import type { ControlSum } from '../../../shared/domain/submission.ts'
import { Badge } from '../../ui/Badge.tsx'
import { useText } from '../../ui/text.tsx'

/**
 * Exact sums column by column: accepted, rejected and parked are the sheet's own and what a person's edits added to it. Cells that repeat
 * an amount stand in the sheet's sum too, and are said apart because they are not counted.
 */
export function ControlSumTable({ sums }: { readonly sums: readonly ControlSum[] }) {
  const { t, format } = useText()
  if (sums.length === 0) return <p className="muted">{t('import.check.sums.none')}</p>
  const hasRepeated = sums.some((sum) => sum.repeated !== undefined)
  const columns = [
    { label: t('import.check.sums.sheet'), isShown: true, text: (sum: ControlSum) => format.original(addDecimals(sum.sheet, sum.repeated ?? '0')) },
    { label: t('staging.sums.edited'), isShown: sums.some((sum) => sum.edited !== undefined), text: (sum: ControlSum) => format.original(sum.edited ?? '0') },
    { label: t('import.check.sums.accepted'), isShown: true, text: (sum: ControlSum) => format.original(sum.accepted) },
    { label: t('import.check.sums.rejected'), isShown: true, text: (sum: ControlSum) => format.original(sum.rejected) },
    { label: t('commit.parked'), isShown: sums.some((sum) => sum.parked !== undefined), text: (sum: ControlSum) => format.original(sum.parked ?? '0') },
    { label: t('import.check.sums.repeated'), isShown: hasRepeated, text: (sum: ControlSum) => format.original(sum.repeated ?? '0') },
  ].filter(({ isShown }) => isShown)
  const more = [
    // Totals that are compared one by one stand in a table of their own.
    { label: t('import.check.sums.total-rows'), isShown: sums.some((sum) => sum.totalCount === 0 && compareDecimals(sum.totalRows, '0') !== 0), text: (sum: ControlSum) => format.original(sum.totalRows) },
    { label: t('import.check.sums.unreadable'), isShown: sums.some((sum) => sum.unreadable > 0), text: (sum: ControlSum) => format.integer(sum.unreadable) },
  ].filter(({ isShown }) => isShown)
  const agrees = ({ accepted, rejected, parked = '0', sheet, edited = '0' }: ControlSum) => compareDecimals(addDecimals(addDecimals(accepted, rejected), parked), addDecimals(sheet, edited)) === 0
  return (
    <div className="table-scroll">
      <table className="list">
        <thead>
          <tr><th scope="col">{t('import.check.sums.column')}</th>{columns.map(({ label }) => <th scope="col" className="number" key={label}>{label}</th>)}<th scope="col"><span className="visually-hidden">{t('import.check.sums.agree')}</span></th>{more.map(({ label }) => <th scope="col" className="number" key={label}>{label}</th>)}</tr>
        </thead>
        <tbody>
          {sums.map((sum) => (
            <tr key={sum.column}>
              <th scope="row"><span className="sum-column" title={sum.header}><strong>{columnName(sum.column)}</strong> {sum.header}{sum.currency === null ? '' : `, ${sum.currency}`}</span></th>
              {columns.map(({ label, text }) => <td className="number" key={label}>{text(sum)}</td>)}
              <td>{agrees(sum) ? <Badge tone="success" icon="check" title={t(hasRepeated ? 'import.check.sums.agree.hint.repeated' : 'import.check.sums.agree.hint')}>{t('import.check.sums.agree')}</Badge> : <Badge tone="danger" icon="error">{t('import.check.sums.differ')}</Badge>}</td>
              {more.map(({ label, text }) => <td className="number" key={label}>{text(sum)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
