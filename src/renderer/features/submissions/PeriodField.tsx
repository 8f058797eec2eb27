import { useState } from 'react'
import type { Period } from '../../../shared/domain/amount.ts'
import { Field, Select } from '../../ui/Field.tsx'
import { useText } from '../../ui/text.tsx'

interface PeriodFieldProps {
  /** Undefined: as the header and the rows say; null: no period. */
  readonly value: Period | null | undefined
  readonly onChange: (period: Period | null | undefined) => void
}

const modes = ['auto', 'year', 'biennium', 'none'] as const
type Mode = (typeof modes)[number]

/** Whole years from the first of January of `year`. */
const periodOf = (year: number, mode: 'year' | 'biennium'): Period => ({ start: `${year}-01-01`, end: `${mode === 'year' ? year : year + 1}-12-31`, precision: mode })
const isYear = (text: string): boolean => /^(19|20)\d\d$/.test(text)

/** The period of all figures of a column, where a person sets another than its header says. */
export function PeriodField({ value, onChange }: PeriodFieldProps) {
  const { t } = useText()
  const [typed, setTyped] = useState<string | null>(null)
  const [mode, setMode] = useState<Mode>(value === undefined ? 'auto' : value === null ? 'none' : value.precision === 'biennium' ? 'biennium' : 'year')
  const year = typed ?? value?.start?.slice(0, 4) ?? ''
  const choose = (next: Mode, text: string) => {
    setMode(next)
    setTyped(text)
    if (next === 'auto' || next === 'none') onChange(next === 'auto' ? undefined : null)
    else if (isYear(text)) onChange(periodOf(Number(text), next))
  }
  return (
    <div className="period-field">
      <Select label={t('import.columns.period')} value={mode} options={modes.map((one) => ({ value: one, label: t(`import.columns.period.${one}`) }))} onChange={(next) => choose(next, year)} />
      {mode === 'year' || mode === 'biennium' ? <Field label={t(`import.columns.period.${mode}.first`)} inputMode="numeric" maxLength={4} value={year} error={year === '' || isYear(year) ? undefined : t('import.columns.period.wrong')} onChange={(text) => choose(mode, text)} /> : null}
    </div>
  )
}
