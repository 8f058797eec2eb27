import type { ReconciliationRow } from '../../../shared/contract/reconciliation.ts'
import type { GridColumn } from '../../grid/columns.ts'
import { sourceFigureText } from '../../ui/figure.ts'
import type { Text } from '../../ui/text.tsx'

/** A row of the list with a number of its own: two sources may say the same thing of one figure. */
export type NumberedRow = ReconciliationRow & { readonly number: number }

export const periodOf = ({ t, format }: Text, period: string): string => (period === '' ? t('reconciliation.no-date') : format.period(period))
export const differenceText = ({ t, format }: Text, difference: number | null): string => (difference === null ? t('reconciliation.difference.unknown') : format.money(difference, 'usd', 2))

/** The keys are those that `reconciliation.page` sorts by. */
export function reconciliationColumns(text: Text): readonly GridColumn<NumberedRow>[] {
  const { t, named } = text
  return [
    { key: 'project', header: t('reconciliation.project'), width: 170, pin: 'start', value: ({ project }) => project },
    { key: 'partner', header: t('reconciliation.partner'), flex: 1, minWidth: 130, value: ({ partner }) => partner },
    { key: 'measure', header: t('reconciliation.measure'), width: 104, value: ({ measure }) => named('measure', measure) },
    { key: 'period', header: t('reconciliation.period'), width: 112, value: ({ period }) => period, text: ({ period }) => periodOf(text, period) },
    { key: 'here', header: t('reconciliation.here'), kind: 'number', width: 140, isSortable: false, value: ({ here }) => (here === null ? '' : sourceFigureText(text, here)) },
    { key: 'there', header: t('reconciliation.there'), kind: 'number', width: 140, isSortable: false, value: ({ there }) => (there === null ? '' : sourceFigureText(text, there)) },
    { key: 'difference', header: t('reconciliation.difference'), headerHint: t('reconciliation.difference.hint'), kind: 'number', width: 136, isSortable: false, value: ({ difference }) => difference, text: ({ difference }) => differenceText(text, difference) },
    { key: 'source', header: t('reconciliation.from'), width: 130, value: ({ source }) => named('commit.source', source) },
    { key: 'file', header: t('reconciliation.file'), width: 170, value: ({ file }) => file },
    { key: 'cell', header: t('reconciliation.cell'), width: 110, isSortable: false, value: ({ cell }) => cell },
  ]
}
