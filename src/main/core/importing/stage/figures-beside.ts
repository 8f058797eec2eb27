/**
 * Figures of a source that is not the source of record: kept beside the register, in no total. They are found again like amounts,
 * the same figure first, then by their order, and name project and partner by key: the register may hold neither.
 */
import type { Database } from 'better-sqlite3'
import type { FigureSource } from '../../../../shared/domain/import-options.ts'
import { periodKey } from '../../../../shared/domain/period.ts'
import type { AmountDraft } from '../../../../shared/domain/submission.ts'
import type { Writer } from '../../store/write-gate.ts'
import { ordinalOf } from './natural-keys.ts'

export interface BesidePlace {
  readonly projectKey: string
  readonly projectName: string
  readonly partnerKey: string
  readonly partnerName: string
}

export interface BesideItem {
  readonly row: number
  readonly place: BesidePlace
  readonly amount: AmountDraft
  /** Rows without an identifier are never repeats of each other. */
  readonly hasIdentifier: boolean
  /** A blank takes the place of what was said before. */
  readonly isCleared: boolean
}

export type BesideChange = 'added' | 'changed' | 'unchanged'

export interface PlanBeside {
  /** Null where the outcome is known only once the file is read. */
  of(item: BesideItem): BesideChange | null
  /** The source's figures count now: what was kept beside of this place is taken away. True where something was. */
  drop(place: Pick<BesidePlace, 'projectKey' | 'partnerKey'>, amount: AmountDraft): boolean
  finish(settle: (row: number, change: BesideChange) => void): void
  /** Figures of the file that are kept beside. */
  count(): number
}

export interface BesideSource {
  readonly source: FigureSource
  readonly office: string | null
  readonly sheet: string
  readonly submission: () => number
  /** What is kept already stays as it is. */
  readonly isAddOnly: boolean
}

interface StoredBeside {
  readonly id: number
  readonly natural_key: string
  readonly state: string
  readonly original: string | null
  readonly currency: string | null
  readonly usd_cents: number | null
}

interface Group {
  readonly key: string
  readonly stored: StoredBeside[]
  readonly firstRows: Map<string, number>
  last: number
}

const isSame = (stored: StoredBeside, amount: AmountDraft): boolean => stored.state === amount.state && stored.original === amount.original && stored.currency === amount.currency && stored.usd_cents === amount.usdCents

export function planBeside(db: Database, writer: () => Writer, { source, office, sheet, submission, isAddOnly }: BesideSource): PlanBeside {
  const prefix = `${source}|${office ?? ''}|`
  // The sign after the separator in ASCII ends the range of keys that begin so.
  const inRange = db.prepare<[string, string], StoredBeside>('SELECT id, natural_key, state, original, currency, usd_cents FROM figure_beside WHERE natural_key > ? AND natural_key < ? AND removed_in IS NULL')
  const under = (key: string): StoredBeside[] => inRange.all(key, `${key.slice(0, -1)}}`)
  const isEmpty = db.prepare<[string, string], number>('SELECT 1 FROM figure_beside WHERE natural_key > ? AND natural_key < ? AND removed_in IS NULL LIMIT 1').get(prefix, `${prefix.slice(0, -1)}}`) === undefined
  const groups = new Map<string, Group>()
  const waiting = new Map<Group, BesideItem[]>()
  const dropped = new Set<string>()
  let count = 0

  const placeKey = ({ projectKey, partnerKey }: Pick<BesidePlace, 'projectKey' | 'partnerKey'>, { measure, period }: AmountDraft): string => `${prefix}${projectKey}|${partnerKey}|${measure}|${periodKey(period)}|`
  function groupOf({ place, amount }: BesideItem): Group {
    const key = `${placeKey(place, amount)}${amount.currency ?? '-'}|`
    let group = groups.get(key)
    if (!group) {
      const stored = isEmpty ? [] : under(key).sort((a, b) => ordinalOf(a.natural_key) - ordinalOf(b.natural_key))
      const last = stored.at(-1)
      groups.set(key, (group = { key, stored, firstRows: new Map(), last: last ? ordinalOf(last.natural_key) : 0 }))
    }
    return group
  }
  const columnsOf = ({ place, amount }: BesideItem): Readonly<Record<string, string | number | null>> => {
    const cell = amount.cells.find(({ field }) => field === 'amount') ?? amount.cells[0]
    return {
      project_name: place.projectName, partner_name: place.partnerName, state: amount.state, original: amount.original, usd_cents: amount.usdCents,
      submission_id: submission(), sheet, address: cell?.address ?? '', raw: cell?.raw ?? '',
    }
  }
  function add(item: BesideItem, group: Group): BesideChange {
    const { place, amount } = item
    writer().insert('figure_beside', {
      natural_key: `${group.key}${(group.last += 1)}`, source, office_key: office, project_key: place.projectKey, partner_key: place.partnerKey, measure: amount.measure, currency: amount.currency,
      period_start: amount.period.start, period_end: amount.period.end, period_precision: amount.period.precision, audience: amount.measure === 'pipeline' ? 'confidential' : 'internal', ...columnsOf(item),
    })
    return 'added'
  }
  function take(group: Group, index: number): StoredBeside | undefined {
    return index < 0 ? undefined : group.stored.splice(index, 1)[0]
  }

  return {
    of(item) {
      const { row, amount, hasIdentifier, isCleared } = item
      const group = groupOf(item)
      if (amount.original !== null) {
        const first = group.firstRows.get(amount.original)
        if (first === undefined) group.firstRows.set(amount.original, row)
        // One figure that stands in several rows is one figure.
        else if (hasIdentifier && first < row) return 'unchanged'
      }
      if (amount.state === 'not-reported' && !(isCleared && group.stored.length > 0)) return 'unchanged'
      count += 1
      if (take(group, group.stored.findIndex((stored) => isSame(stored, amount)))) return 'unchanged'
      if (group.stored.length === 0) return add(item, group)
      const others = waiting.get(group)
      if (others) others.push(item)
      else waiting.set(group, [item])
      return null
    },
    drop(place, amount) {
      if (isEmpty) return false
      const key = placeKey(place, amount)
      if (dropped.has(key)) return false
      dropped.add(key)
      const found = under(key)
      for (const { id } of found) writer().remove('figure_beside', id)
      return found.length > 0
    },
    finish(settle) {
      for (const [group, items] of waiting) {
        for (const item of items) {
          const stored = take(group, 0)
          if (stored && !isAddOnly) writer().update('figure_beside', stored.id, columnsOf(item))
          settle(item.row, !stored ? add(item, group) : isAddOnly ? 'unchanged' : 'changed')
        }
      }
    },
    count: () => count,
  }
}
