import { useState } from 'react'
import { matrixColumns, partnerLevels, type Matrix, type MatrixOptions, type MatrixSpec } from '../../../shared/contract/matrices.ts'
import { measures } from '../../../shared/domain/amount.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { Select } from '../../ui/Field.tsx'
import { MultiSelect } from '../../ui/MultiSelect.tsx'
import { useText } from '../../ui/text.tsx'
import { isFiltered, moneyUnits, type MatrixSettings } from './matrix-settings.ts'

interface MatrixToolbarProps {
  readonly settings: MatrixSettings
  readonly options: MatrixOptions | null
  /** The matrix in view, for what its counting rule counts. */
  readonly matrix: Matrix | null
  readonly onChange: (settings: MatrixSettings) => void
}

export function MatrixToolbar({ settings, options, matrix, onChange }: MatrixToolbarProps) {
  const { t, of, format } = useText()
  const [isRuleOpen, setRuleOpen] = useState(false)
  const { spec, unit } = settings
  const set = (change: Partial<MatrixSpec>) => onChange({ ...settings, spec: { ...spec, ...change } })

  const known = new Set(options?.measures.map(({ measure }) => measure))
  const shownMeasures = measures.filter((measure) => measure === spec.measure || measure === 'approval' || known.has(measure))
  const rules = options?.countingRules ?? []
  const years = options?.years.first != null && options.years.last !== null ? Array.from({ length: options.years.last - options.years.first + 1 }, (_, index) => (options.years.first ?? 0) + index) : []
  const yearOptions = [{ value: '', label: t('matrices.year.open') }, ...[...new Set([...years, ...[spec.fromYear, spec.toYear].filter((year) => year !== null)])].sort((a, b) => a - b).map((year) => ({ value: String(year), label: String(year) }))]
  const yearOf = (value: string) => (value === '' ? null : Number(value))
  const choices = (all: MatrixOptions['countries']) => all.map(({ key, name, rows }) => ({ key, label: name, hint: format.integer(rows) }))
  const summary = (count: number) => (count === 0 ? t('matrices.all') : t('matrices.chosen', { count }))

  return (
    <div className="matrix-settings" role="group" aria-label={t('matrices.settings')}>
      <div className="matrix-fields">
        <div className="matrix-group">
          <Select label={t('matrices.measure')} value={spec.measure} options={shownMeasures.map((measure) => ({ value: measure, label: t(`measure.${measure}`) }))} onChange={(measure) => set({ measure })} />
          <Select label={t('matrices.columns')} value={spec.columns} options={matrixColumns.map((value) => ({ value, label: t(`matrices.columns.${value}`) }))} onChange={(columns) => set({ columns })} />
          <Select label={t('matrices.level')} value={spec.level} options={partnerLevels.map((value) => ({ value, label: t(`matrices.level.${value}`) }))} onChange={(level) => set({ level })} />
          <span className="matrix-rule">
            <Select label={t('matrices.rule')} value={spec.countingRule} options={(rules.length > 0 ? rules : [{ code: spec.countingRule, name: matrix?.countingRule.name ?? spec.countingRule }]).map(({ code, name }) => ({ value: code, label: name }))} onChange={(countingRule) => set({ countingRule })} />
            <IconButton icon="info" label={t('matrices.rule.about')} aria-expanded={isRuleOpen} aria-pressed={isRuleOpen} onClick={() => setRuleOpen(!isRuleOpen)} />
          </span>
        </div>
        <div className="matrix-group">
          <MultiSelect label={t('matrices.countries')} searchLabel={t('matrices.filter.search')} options={choices(options?.countries ?? [])} chosen={spec.countries} summary={summary} onChange={(countries) => set({ countries: [...countries] })} />
          <MultiSelect label={t('matrices.modalities')} searchLabel={t('matrices.filter.search')} options={choices(options?.modalities ?? [])} chosen={spec.modalities} summary={summary} onChange={(modalities) => set({ modalities: [...modalities] })} />
          <Select label={t('matrices.from')} value={String(spec.fromYear ?? '')} options={yearOptions} onChange={(value) => set({ fromYear: yearOf(value) })} />
          <Select label={t('matrices.to')} value={String(spec.toYear ?? '')} options={yearOptions} onChange={(value) => set({ toYear: yearOf(value) })} />
          <IconButton icon="close" label={t('matrices.clear')} disabled={!isFiltered(spec)} onClick={() => set({ countries: [], modalities: [], fromYear: null, toYear: null })} />
          <Select label={t('matrices.unit')} value={unit} options={moneyUnits.map((value) => ({ value, label: t(`unit.${value}`) }))} onChange={(value) => onChange({ ...settings, unit: value })} />
        </div>
      </div>
      {spec.fromYear !== null && spec.toYear !== null && spec.fromYear > spec.toYear ? <Callout tone="warning">{t('matrices.years.order')}</Callout> : null}
      {isRuleOpen && matrix ? (
        <Callout tone="info" title={matrix.countingRule.name}>
          <p>
            {[`matrices.rule.${matrix.countingRule.code}`].map((key) => (of(key) === key ? '' : `${of(key)} `))}
            {t('matrices.rule.what', { counted: format.integer(matrix.reconciliation.counted.rows), read: format.integer(matrix.reconciliation.read.rows) })}{' '}
            {matrix.countingRule.validFrom === null ? null : t('matrices.rule.since', { date: format.date(matrix.countingRule.validFrom) })}
          </p>
        </Callout>
      ) : null}
    </div>
  )
}
