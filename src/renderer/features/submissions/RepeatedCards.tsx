/** The same figure in several rows of one project: one amount, or one each? Asked with the rows themselves and what either answer would count. */
import type { z } from 'zod'
import type { SheetSample } from '../../../shared/contract/submissions.ts'
import { addDecimals, canonicalDecimal } from '../../../shared/domain/decimal.ts'
import { columnName } from '../../../shared/domain/sheet.ts'
import type { RepeatedAmounts, SubmissionMapping } from '../../../shared/domain/submission.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useText } from '../../ui/text.tsx'
import { numberReadings } from './ask-options.ts'
import { Question } from './ColumnAsks.tsx'

interface RepeatedCardsProps { readonly mapping: SubmissionMapping; readonly sample: z.infer<typeof SheetSample> | undefined; readonly isOpenOnly: boolean; readonly onAnswer: (column: number, isOneAmount: boolean) => void }

export function RepeatedCards({ mapping, sample, isOpenOnly, onAnswer }: RepeatedCardsProps) {
  const { t } = useText()
  const repeated = mapping.repeatedAmounts.filter((one) => !isOpenOnly || one.isOneAmount === null)
  if (repeated.length === 0) return null
  return <ul className="columns" aria-label={t('import.repeated.list')}>{repeated.map((one) => <RepeatedCard key={one.column} repeated={one} mapping={mapping} sample={sample} onAnswer={onAnswer} />)}</ul>
}

interface Example { readonly rows: readonly number[]; readonly once: string; readonly each: string }

/** The first repeated project whose rows are among those shown, with what its figure comes to under either answer; null where none is. */
function exampleOf({ column, firstRows }: RepeatedAmounts, mapping: SubmissionMapping, sample: RepeatedCardsProps['sample']): Example | null {
  const mark = mapping.columns.find((one) => one.column === column)?.decimalMark ?? '.'
  const names = mapping.columns.filter(({ field }) => field === 'identifier' || field === 'title').map((one) => one.column)
  for (const row of firstRows) {
    const first = sample?.rows.find((one) => one.row === row)?.texts
    const text = first?.[column]
    const once = text ? (canonicalDecimal(text) ?? numberReadings(text)[mark]) : null
    const same = sample?.rows.filter(({ texts }) => texts[column] === text && names.some((name) => texts[name] !== null && texts[name] === first?.[name])) ?? []
    if (once !== null && same.length > 1) return { rows: same.map((one) => one.row), once, each: same.reduce((sum) => addDecimals(sum, once), '0') }
  }
  return null
}

function RepeatedCard({ repeated, mapping, sample, onAnswer }: Omit<RepeatedCardsProps, 'isOpenOnly'> & { readonly repeated: RepeatedAmounts }) {
  const { t, format } = useText()
  const { column, projects, rows, firstRows, isOneAmount } = repeated
  const mapped = mapping.columns.find((one) => one.column === column)
  const example = exampleOf(repeated, mapping, sample)
  const currency = mapped?.currency ?? ''
  const shownRows = example?.rows ?? firstRows
  const label = (isOne: boolean) => {
    const words = t(isOne ? 'import.repeated.once' : 'import.repeated.each')
    return example === null ? words : t('ui.name-value', { name: words, value: `${currency} ${format.original(isOne ? example.once : example.each)}`.trim() })
  }
  const answers = ([true, false] as const).map((isOne) => <Button key={String(isOne)} aria-pressed={isOneAmount === isOne} icon={isOneAmount === isOne ? 'check' : undefined} onClick={() => onAnswer(column, isOne)}>{label(isOne)}</Button>)
  return (
    <li className="column" data-state={isOneAmount === null ? 'asked' : 'confirmed'}>
      <div className="column-letter" aria-hidden="true">{columnName(column)}</div>
      <div className="column-about repeated-about">
        <div className="column-header"><span className="column-name">{mapped?.header ?? ''}</span></div>
        <p>{t('import.repeated.text', { projects, rows })} {t('import.repeated.rows', { count: shownRows.length, rows: shownRows.map((row) => format.integer(row)).join(', ') })}</p>
      </div>
      {isOneAmount === null ? <div className="asks"><Question text={t('import.repeated.question')}>{answers}</Question></div> : <div className="asks"><div className="ask-answers" role="group" aria-label={t('import.repeated.question')}><Icon name="check" />{answers}</div></div>}
    </li>
  )
}
