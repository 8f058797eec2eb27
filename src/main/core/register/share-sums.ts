/** Shares of one whole, the edits of a request counted in: over 100 percent is refused, what is missing is said (rules of splits and of payers). */
import { shiftDecimal } from '../../../shared/domain/decimal.ts'
import type { WritableDb } from '../store/database.ts'
import { numberIn, refuse, textIn, type Draft, type HookContext } from './record-draft.ts'

interface Part { readonly id: number; readonly millionths: number; readonly from: string | null; readonly to: string | null }
const whole = 1_000_000
/** Millionths as percent points, exactly: 999000 is 99.9. */
const decimalText = (millionths: number): string => shiftDecimal(String(millionths), -4)

/** Sums at each day on which a part begins: between those days nothing changes but by an end, after which less is left. */
export function sumsOverTime(parts: readonly Omit<Part, 'id'>[]): readonly { readonly from: string | null; readonly millionths: number }[] {
  const days = [...new Set(parts.map(({ from }) => from))].sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1))
  return days.map((day) => ({ from: day, millionths: parts.filter(({ from, to }) => (from ?? '') <= (day ?? '') && (to === null || to >= (day ?? ''))).reduce((sum, { millionths }) => sum + millionths, 0) }))
}

interface Group { readonly drafts: Draft[]; readonly key: string; readonly owner: number; readonly dimension: string | null }

function groupsOf(drafts: readonly Draft[], ownerColumn: string): readonly Group[] {
  const groups = new Map<string, Group>()
  for (const draft of drafts) {
    const owner = numberIn(draft, ownerColumn)
    if (owner === null) continue
    const dimension = textIn(draft, 'dimension')
    const key = `${owner} ${dimension ?? ''}`
    const group = groups.get(key) ?? { drafts: [], key, owner, dimension }
    groups.set(key, group)
    group.drafts.push(draft)
  }
  return [...groups.values()]
}

/** `removed`: ids that the same request takes away. */
export function checkShareSums(db: WritableDb, type: 'project-share' | 'payer-share', drafts: readonly Draft[], removed: ReadonlySet<number>, warn: HookContext['warn']): void {
  const isSplit = type === 'project-share'
  const stored = isSplit
    ? db.prepare<[number, string | null], Part>('SELECT id, millionths, valid_from AS "from", valid_to AS "to" FROM share WHERE project_id = ? AND dimension = ? AND to_changeset IS NULL')
    : db.prepare<[number, string | null], Part>('SELECT id, millionths, NULL AS "from", NULL AS "to" FROM payer_share WHERE contribution_id = ? AND ? IS NULL AND to_changeset IS NULL')
  for (const { drafts: own, owner, dimension } of groupsOf(drafts, isSplit ? 'project_id' : 'contribution_id')) {
    const replaced = new Set(own.map(({ id }) => id))
    const parts = [
      ...stored.all(owner, dimension).filter(({ id }) => !replaced.has(id) && !removed.has(id)),
      ...own.map((draft) => ({ id: draft.id ?? -1, millionths: numberIn(draft, 'millionths') ?? 0, from: isSplit ? textIn(draft, 'valid_from') : null, to: isSplit ? textIn(draft, 'valid_to') : null })),
    ]
    const sums = sumsOverTime(parts)
    const most = sums.find(({ millionths }) => millionths > whole)
    if (most) for (const draft of own) refuse(draft, 'share', 'refused.share-sum', { sum: decimalText(most.millionths), from: most.from ?? '…' })
    const least = sums.find(({ millionths }) => millionths < whole)
    const last = own.at(-1)
    if (!most && least && last && (dimension === 'result' || !isSplit)) warn(last, 'share', { key: isSplit ? 'warned.unassigned' : 'warned.unattributed', params: { sum: decimalText(least.millionths), missing: decimalText(whole - least.millionths), from: least.from ?? '…' } })
  }
}
