import type { Finding } from '../../../shared/contract/findings.ts'
import type { GridColumn } from '../../grid/columns.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import type { Text } from '../../ui/text.tsx'

const tones: Record<Finding['severity'], Tone> = { error: 'danger', annex: 'warning', warning: 'warning', info: 'info' }
const isoDay = /^\d{4}-\d{2}-\d{2}$/

/** The sentence of a finding, its days as the language writes them. */
export function sentenceOf({ of, format }: Text, { message }: Finding): string {
  const params = Object.fromEntries(Object.entries(message.params).map(([name, value]) => [name, typeof value === 'string' && isoDay.test(value) ? format.date(value) : value]))
  return of(message.key, params)
}

export const ruleName = ({ named }: Text, code: string): string => named('findings.rule', code.replace('finding.register.', ''))

function Severity({ severity, text }: { readonly severity: Finding['severity']; readonly text: Text }) {
  const word = text.t(`findings.severity.${severity}`)
  return <Badge tone={tones[severity]} title={word}><span aria-hidden="true">{text.t(`findings.severity-letter.${severity}`)}</span><span className="visually-hidden">{word}</span></Badge>
}

/** The keys are those that `findings.list` sorts by. */
export function findingColumns(text: Text, isPutOff: boolean): readonly GridColumn<Finding>[] {
  const { t, format } = text
  return [
    { key: 'severity', header: t('findings.severity'), width: 84, pin: 'start', value: ({ severity }) => severity, text: ({ severity }) => t(`findings.severity.${severity}`), render: ({ severity }) => <Severity severity={severity} text={text} /> },
    { key: 'message', header: t('findings.message'), flex: 1, minWidth: 260, value: (finding) => sentenceOf(text, finding) },
    { key: 'subject', header: t('findings.subject'), width: 156, value: ({ subject }) => subject },
    ...(isPutOff ? [
      { key: 'until', header: t('findings.until'), width: 112, value: ({ snooze }) => snooze?.until ?? null, text: ({ snooze }) => (snooze === null ? '' : format.date(snooze.until)) },
      { key: 'reason', header: t('findings.reason'), width: 170, isSortable: false, value: ({ snooze }) => snooze?.reason ?? null },
      { key: 'person', header: t('findings.snoozed-by'), width: 116, isSortable: false, value: ({ snooze }) => snooze?.person ?? null },
    ] : [{ key: 'on', header: t('findings.on'), width: 112, value: ({ on }) => on, text: ({ on }) => (on === null ? '' : format.date(on)) }]) satisfies GridColumn<Finding>[],
  ]
}
