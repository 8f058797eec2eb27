import type { SheetCell } from '../../../../shared/domain/sheet.ts'
import type { ColumnMapping } from '../../../../shared/domain/submission.ts'
import { rowKeyPattern } from '../map/round-tags.ts'
import { hasText } from './row-cells.ts'

/**
 * "Your figure" of a confirmation round: a filled cell is what the office says; a blank one leaves our figure as it is, and so says
 * nothing that could change the register. Of several figures of one project, partner, period and currency only their order tells which
 * is which: there a blank stands for our figure beside it.
 */
export type ReplySource = { readonly kind: 'own' } | { readonly kind: 'ours'; readonly column: number } | { readonly kind: 'none' }

const own: ReplySource = { kind: 'own' }
const none: ReplySource = { kind: 'none' }

export function replySource({ column, reply }: ColumnMapping, slots: readonly (SheetCell | undefined)[]): ReplySource {
  if (reply === undefined || hasText(slots[column])) return own
  const key = reply.key === null ? null : rowKeyPattern.exec(slots[reply.key]?.text.trim() ?? '')
  return key?.[2] === '*' && reply.ours !== null && hasText(slots[reply.ours]) ? { kind: 'ours', column: reply.ours } : none
}
