import { severities, type Problem } from '../../../shared/domain/submission.ts'
import type { z } from 'zod'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { useText, type Text } from '../../ui/text.tsx'

type Finding = z.infer<typeof Problem>

const icons: Record<Finding['severity'], IconName> = { error: 'error', annex: 'lock', warning: 'warning', info: 'info' }
export const severityIcon = (severity: string): IconName => icons[severities.find((one) => one === severity) ?? 'info']

/** A problem in words, with the cell at fault where there is one. */
export const findingText = ({ t, of }: Text, { code, params, address }: Finding): string => (address === undefined ? of(code, params) : t('ui.name-value', { name: address, value: of(code, params) }))

/** The sentence of a kind of problem, with … where each row has its own words. */
export function kindText({ of }: Text, code: string, count: number): string {
  const values = new Proxy<Record<string, string | number>>({}, { has: () => true, get: (_, name) => (name === 'count' ? count : '…') })
  return of(code, values)
}

export function FindingLine({ finding }: { readonly finding: Finding }) {
  const text = useText()
  return <span className="finding" data-severity={finding.severity}><Icon name={icons[finding.severity]} /><span><span className="visually-hidden">{text.t('ui.name-value', { name: text.t(`severity.${finding.severity}`), value: '' })}</span>{findingText(text, finding)}</span></span>
}

export function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  return <ul className="findings">{findings.map((finding, index) => <li key={`${finding.code} ${finding.address ?? ''} ${index}`}><FindingLine finding={finding} /></li>)}</ul>
}
