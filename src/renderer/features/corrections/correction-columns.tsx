import type { CorrectionEntry } from '../../../shared/contract/corrections.ts'
import type { GridColumn } from '../../grid/columns.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { sourceFigureText } from '../../ui/figure.ts'
import type { IconName } from '../../ui/Icon.tsx'
import type { Text } from '../../ui/text.tsx'

const looks: Record<CorrectionEntry['state'], { readonly tone: Tone; readonly icon: IconName }> = {
  live: { tone: 'info', icon: 'corrections' }, asked: { tone: 'warning', icon: 'warning' }, retired: { tone: 'success', icon: 'check' }, withdrawn: { tone: 'neutral', icon: 'undo' },
}

export function CorrectionState({ state, text }: { readonly state: CorrectionEntry['state']; readonly text: Text }) {
  return <Badge {...looks[state]}>{text.t(`corrections.state.${state}`)}</Badge>
}

export const periodOf = ({ t, format }: Text, period: string): string => (period === '' ? t('corrections.no-date') : format.period(period))
export const effectText = ({ t, format }: Text, effect: number | null): string => (effect === null ? t('corrections.effect.unknown') : format.money(effect, 'usd', 2))

/** The keys are those that `corrections.list` sorts by. */
export function correctionColumns(text: Text): readonly GridColumn<CorrectionEntry>[] {
  const { t, format, named } = text
  return [
    { key: 'project', header: t('corrections.project'), width: 154, pin: 'start', value: ({ project }) => project },
    { key: 'state', header: t('corrections.state'), width: 150, value: ({ state }) => state, text: ({ state }) => t(`corrections.state.${state}`), render: ({ state }) => <CorrectionState state={state} text={text} /> },
    { key: 'partner', header: t('corrections.partner'), flex: 1, minWidth: 110, value: ({ partner }) => partner },
    { key: 'measure', header: t('corrections.measure'), width: 92, value: ({ measure }) => named('measure', measure) },
    { key: 'period', header: t('corrections.period'), width: 112, value: ({ period }) => period, text: ({ period }) => periodOf(text, period) },
    { key: 'source', header: t('corrections.source'), kind: 'number', width: 116, isSortable: false, value: ({ source }) => sourceFigureText(text, source) },
    { key: 'corrected', header: t('corrections.corrected'), kind: 'number', width: 122, isSortable: false, value: ({ corrected }) => sourceFigureText(text, corrected) },
    { key: 'effect', header: t('corrections.effect'), kind: 'number', width: 120, value: ({ effect }) => effect, text: ({ effect }) => effectText(text, effect) },
    { key: 'age', header: t('corrections.age'), kind: 'number', width: 104, value: ({ age }) => age, text: ({ age }) => t('corrections.days', { days: age }) },
    { key: 'saidBy', header: t('corrections.said-by'), width: 140, value: ({ saidBy }) => saidBy },
    { key: 'saidOn', header: t('corrections.said-on'), width: 110, value: ({ saidOn }) => saidOn, text: ({ saidOn }) => format.date(saidOn) },
  ]
}
