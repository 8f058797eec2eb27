import type { AnnexSpec } from '../../../shared/contract/annexes.ts'
import { audiences, measureKind, measures } from '../../../shared/domain/amount.ts'
import { bienniumLabel } from '../../../shared/domain/dates.ts'
import { locales } from '../../../shared/messages/locales.ts'
import { useWorkspace } from '../../platform/session.tsx'
import { useCall } from '../../platform/use-call.ts'
import { useKept } from '../../platform/use-kept.ts'
import { Select } from '../../ui/Field.tsx'
import { useText } from '../../ui/text.tsx'

interface AnnexSettingsProps {
  readonly spec: AnnexSpec
  /** First years of the biennia that have figures. */
  readonly biennia: readonly number[]
  readonly isLocked: boolean
  readonly onChange: (change: Partial<AnnexSpec>) => void
}

const ranks = [5, 10, 15, 20, 30, 50, 100, 500] as const
const mostRanks = 500
const units = ['usd-million', 'usd-thousand'] as const

export function AnnexSettings({ spec, biennia, isLocked, onChange }: AnnexSettingsProps) {
  const { t, of, format } = useText()
  const { workspace } = useWorkspace()
  const tables = useKept(useCall('annexes.list', {}).value) ?? [{ name: spec.name, titleKey: `annex.${spec.name}.title` }]
  const options = useKept(useCall('matrices.options', { workspace: workspace.id }).value)
  const rules = options?.countingRules ?? [{ code: spec.countingRule, name: spec.countingRule }]
  // Stocks hold at one date and have no place in a table that adds two years.
  const used = measures.filter((measure) => measure === spec.measure || (measureKind(measure) === 'flow' && options?.measures.some((one) => one.measure === measure)))
  return (
    <fieldset className="annex-settings" disabled={isLocked}>
      <legend className="visually-hidden">{t('annexes.settings')}</legend>
      <Select label={t('annexes.table')} value={spec.name} options={tables.map(({ name, titleKey }) => ({ value: name, label: of(titleKey) }))} onChange={(name) => onChange({ name })} />
      <Select label={t('annexes.biennium')} value={String(spec.biennium)} options={biennia.map((year) => ({ value: String(year), label: bienniumLabel(year) }))} onChange={(value) => onChange({ biennium: Number(value) })} />
      <Select label={t('annexes.measure')} value={spec.measure} options={used.map((measure) => ({ value: measure, label: t(`measure.${measure}`) }))} onChange={(measure) => onChange({ measure })} />
      <Select label={t('annexes.unit')} value={spec.unit} options={units.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))} onChange={(unit) => onChange({ unit })} />
      <Select label={t('annexes.ranks')} value={String(spec.ranks)} options={ranks.map((count) => ({ value: String(count), label: count === mostRanks ? t('annexes.ranks.all') : format.integer(count) }))} onChange={(value) => onChange({ ranks: Number(value) })} />
      <Select label={t('annexes.rule')} value={spec.countingRule} options={rules.map(({ code, name }) => ({ value: code, label: name }))} onChange={(countingRule) => onChange({ countingRule })} />
      <Select label={t('annexes.language')} value={spec.locale} options={locales.map((locale) => ({ value: locale, label: t(`shell.language.${locale}`) }))} onChange={(locale) => onChange({ locale })} />
      <Select label={t('annexes.audience')} value={spec.audience} options={audiences.map((audience) => ({ value: audience, label: t(`audience.${audience}`) }))} onChange={(audience) => onChange({ audience })} />
    </fieldset>
  )
}
