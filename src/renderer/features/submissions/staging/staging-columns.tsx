/** Columns of the staging grid: the row's head, then one for each column of the sheet, with every problem on its cell. */
import type { GridRow } from '../../../../shared/contract/staging.ts'
import { severities, type Problem } from '../../../../shared/domain/submission.ts'
import type { RangeColumn } from '../../../grid/RangeGrid.tsx'
import type { OutputOf } from '../../../platform/procedures.ts'
import type { Text } from '../../../ui/text.tsx'
import { findingText } from '../finding-text.tsx'

export type SheetColumn = OutputOf<'staging.columns'>['columns'][number]

/** Keys of the columns that head a row. */
export const rowKey = 'row'
export const stateKey = 'state'
export const columnKey = (column: number): string => `column ${column}`
export const columnOfKey = (key: string): number | null => (key.startsWith('column ') ? Number(key.slice('column '.length)) : null)

export const gridRowId = (row: GridRow): string => String(row.row)

/** Problems of a cell; those that no column of the row holds are the row's own. */
export const cellProblems = (row: GridRow, letter: string): Problem[] => row.problems.filter(({ address }) => address === `${letter}${row.row}`)
export const rowProblems = (row: GridRow, columns: readonly SheetColumn[]): Problem[] => row.problems.filter(({ address }) => address === undefined || !columns.some(({ letter }) => address === `${letter}${row.row}`))

const worst = (problems: readonly Problem[]) => severities.find((severity) => problems.some((problem) => problem.severity === severity)) ?? null

/** A letter for the weight of a problem, beside its colour, and the word for those who hear it. */
function Mark({ problems, text: { t } }: { readonly problems: readonly Problem[]; readonly text: Text }) {
  const severity = worst(problems)
  if (severity === null) return null
  return <span className="cell-mark" data-severity={severity}><span aria-hidden="true">{t(`staging.letter.${severity}`)}</span><span className="visually-hidden">{t(`severity.${severity}`)} </span></span>
}

export function headColumns(text: Text, columns: readonly SheetColumn[]): RangeColumn<GridRow>[] {
  const { t, of, format } = text
  const state = (row: GridRow) => {
    if (row.isDirty) return t('staging.dirty')
    const kind = of(`import.row.kind.${row.kind}`)
    return row.change === 'none' ? kind : t('staging.kind-change', { kind, change: of(`import.row.change.${row.change}`) })
  }
  const said = (row: GridRow) => [...rowProblems(row, columns).map((problem) => findingText(text, problem)), ...(row.question === null ? [] : [t('staging.asked', { question: row.question })])].join('\n')
  return [
    {
      key: rowKey, header: t('import.check.row'), kind: 'number', width: 84, pin: 'start',
      value: (row) => row.row, text: (row) => format.integer(row.row), tooltip: said,
      className: (row) => `grid-number staging-head${worst(rowProblems(row, columns)) === null ? '' : ` staging-${worst(rowProblems(row, columns)) ?? ''}`}`,
      render: (row) => <><Mark problems={rowProblems(row, columns)} text={text} />{format.integer(row.row)}</>,
    },
    {
      key: stateKey, header: t('import.check.kind'), width: 148, pin: 'start', value: state, tooltip: (row) => [state(row), said(row)].filter((one) => one !== '').join('\n'),
      className: () => 'staging-head',
      render: (row) => <span className="staging-state" data-kind={row.kind}>{state(row)}</span>,
    },
  ]
}

export function sheetColumns(text: Text, columns: readonly SheetColumn[]): RangeColumn<GridRow>[] {
  const { t } = text
  return columns.map((column, index) => {
    const textOf = (row: GridRow) => row.texts[index] ?? null
    const edit = (row: GridRow) => row.edits.find((one) => one.column === column.column)
    return {
      key: columnKey(column.column),
      header: `${column.letter}  ${column.header}`,
      headerHint: t('staging.header.hint', { letter: column.letter, header: column.header, field: fieldName(text, column.field) }),
      headerClass: column.field === 'ignore' ? 'staging-ignored' : '',
      width: 150,
      value: textOf,
      className: (row) => {
        const severity = worst(cellProblems(row, column.letter))
        return [severity === null ? '' : `staging-${severity}`, edit(row) ? 'staging-edited' : '', column.field === 'ignore' ? 'staging-ignored' : ''].join(' ').trim()
      },
      tooltip: (row) => {
        const made = edit(row)
        return [textOf(row) ?? '', ...cellProblems(row, column.letter).map((problem) => findingText(text, problem)), ...(made ? [originalText(text, made.original)] : [])].filter((one) => one !== '').join('\n')
      },
      render: (row) => (
        <>
          <Mark problems={cellProblems(row, column.letter)} text={text} />
          {edit(row) ? <span className="visually-hidden">{t('staging.edited')} </span> : null}
          <span className="truncate">{textOf(row) ?? ''}</span>
        </>
      ),
    }
  })
}

export const originalText = ({ t }: Text, original: string | null): string => (original === null ? t('staging.original.empty') : t('staging.original', { text: original }))
export const fieldName = ({ t, of }: Text, field: string): string => (field === 'ignore' ? t('staging.ignored') : of(`field.${field}`))
