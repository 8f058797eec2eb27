import type { Problem } from '../../../../shared/domain/submission.ts'
import type { MessageKey } from '../../../../shared/messages/en/index.ts'

/** A finding about a row, a cell or an open question; the message exists in every language. */
export type FindingKey = Extract<MessageKey, `finding.row.${string}` | `finding.cell.${string}` | `finding.ask.${string}`>

export function problem(severity: Problem['severity'], code: FindingKey, field: Problem['field'], params: Problem['params'], address?: string): Problem {
  return { severity, code, field, params, ...(address === undefined ? {} : { address }) }
}

/** Text of a cell as a finding quotes it. */
export const quoted = (text: string): string => {
  const folded = text.replace(/\s+/g, ' ').trim()
  return folded.length > 120 ? `${folded.slice(0, 119)}…` : folded
}
