import type { DutyEntry, DutyState } from '../../../shared/contract/offices.ts'
import type { GridColumn } from '../../grid/columns.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import type { Text } from '../../ui/text.tsx'
import { QualityTrend } from './QualityTrend.tsx'

const looks: Record<DutyState, { readonly tone: Tone; readonly icon: IconName }> = {
  awaited: { tone: 'neutral', icon: 'clock' }, late: { tone: 'danger', icon: 'warning' }, staged: { tone: 'info', icon: 'submissions' },
  returned: { tone: 'warning', icon: 'undo' }, committed: { tone: 'success', icon: 'check' }, nil: { tone: 'success', icon: 'info' },
}

export function DutyStateBadge({ state, text }: { readonly state: DutyState; readonly text: Text }) {
  return <Badge {...looks[state]}>{text.t(`offices.state.${state}`)}</Badge>
}

/** Days count as late only after the due date. */
export const lateText = ({ t }: Text, { daysLate }: DutyEntry): string => (daysLate > 0 ? t('offices.days', { days: daysLate }) : '')

export function dutyColumns(text: Text): readonly GridColumn<DutyEntry>[] {
  const { t, format, named } = text
  return [
    { key: 'office', header: t('offices.office'), width: 236, pin: 'start', value: ({ officeName }) => officeName },
    { key: 'kind', header: t('offices.kind'), flex: 1, minWidth: 104, value: ({ kind }) => named('submission-kind', kind) },
    { key: 'period', header: t('offices.period'), width: 88, value: ({ period }) => period.start, text: ({ periodText }) => format.period(periodText) },
    { key: 'state', header: t('offices.state'), width: 136, value: ({ state }) => t(`offices.state.${state}`), render: ({ state }) => <DutyStateBadge state={state} text={text} /> },
    { key: 'due', header: t('offices.due'), width: 106, value: ({ dueOn }) => dueOn, text: ({ dueOn }) => format.date(dueOn) },
    { key: 'late', header: t('offices.late'), headerHint: t('offices.late.hint'), kind: 'number', width: 100, value: ({ daysLate }) => Math.max(0, daysLate), text: (entry) => lateText(text, entry) },
    { key: 'quality', header: t('offices.quality'), headerHint: t('offices.quality.hint'), kind: 'number', width: 110, value: ({ quality }) => quality, text: ({ quality }) => (quality === null ? '' : format.integer(quality)), render: (entry) => <QualityTrend quality={entry.quality} trend={entry.trend} /> },
    { key: 'questions', header: t('offices.questions'), kind: 'number', width: 96, value: ({ openQuestions }) => openQuestions, text: ({ openQuestions }) => (openQuestions === 0 ? '' : format.integer(openQuestions)) },
    { key: 'received', header: t('offices.received'), width: 110, value: ({ receivedAt }) => receivedAt, text: ({ receivedAt }) => (receivedAt === null ? '' : format.date(receivedAt)) },
    { key: 'file', header: t('offices.file'), width: 160, value: ({ file }) => file, isAction: ({ batch }) => batch !== null },
  ]
}
