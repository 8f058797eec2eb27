import type { Period } from './amount.ts'
import { bienniumLabel } from './dates.ts'

/** The period as lists print it: `2010-03-05`, `2010 M03` (`2010-03` would read as a biennium), `2010 Q1`, `2010`, `2010-11`; a life-to-date figure names its ends; empty where nothing is known. */
export function periodText({ start, end, precision }: Period): string {
  if (start === null) return end === null ? '' : `…/${end}`
  switch (precision) {
    case 'day': return start
    case 'month': return `${start.slice(0, 4)} M${start.slice(5, 7)}`
    case 'quarter': return `${start.slice(0, 4)} Q${Math.ceil(Number(start.slice(5, 7)) / 3)}`
    case 'year': return start.slice(0, 4)
    case 'biennium': return bienniumLabel(Number(start.slice(0, 4)))
    case 'none': return `${start}/${end ?? '…'}`
    default: throw new TypeError('unknown precision of a period')
  }
}

/** The year that a figure belongs to: `2010`, `2010-11` for a biennium, `none` where it belongs to no single one. */
export function periodYear({ start, precision }: Period): string {
  if (start === null || precision === 'none') return 'none'
  return precision === 'biennium' ? bienniumLabel(Number(start.slice(0, 4))) : start.slice(0, 4)
}

/** Part of an amount's natural key (rules of the same figure): everything that tells one period from another. */
export const periodKey = ({ start, end, precision }: Period): string => (start === null && end === null ? 'none' : `${precision}:${start ?? ''}/${end ?? ''}`)
