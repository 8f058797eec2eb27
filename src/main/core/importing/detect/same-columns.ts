import { currencyOfText } from '../../../../shared/domain/currency.ts'
import { textKey } from '../../../../shared/domain/text-key.ts'
import { readHeader } from '../map/read-header.ts'
import { headerText, type DetectedColumn } from './header-path.ts'

/** Do two headers name the same columns at the same places, be it in other words? Then their blocks are one table. */

type Likeness = 'same' | 'unlike' | 'conflict'

const yearsOf = (key: string): string => (key.match(/(?:19|20)\d\d/g) ?? []).join(' ')

function likenessOf(one: string, other: string): Likeness {
  if (one === other) return 'same'
  const a = textKey(one)
  const b = textKey(other)
  if (a === b) return 'same'
  const years = [yearsOf(a), yearsOf(b)]
  const currencies = [currencyOfText(one), currencyOfText(other)]
  if (years[0] !== years[1] || (currencies[0] !== currencies[1] && currencies[0] !== null && currencies[1] !== null)) return 'conflict'
  const [left, right] = [readHeader(one), readHeader(other)]
  if (left.measure && right.measure && left.measure.measure !== right.measure.measure && Math.min(left.measure.sureness, right.measure.sureness) >= 0.8) return 'conflict'
  const [leftField, rightField] = [left.fields[0], right.fields[0]]
  if (leftField && rightField && leftField.field !== rightField.field && Math.min(leftField.sureness, rightField.sureness) >= 0.9) return 'conflict'
  if (leftField && rightField && leftField.field === rightField.field && Math.min(leftField.sureness, rightField.sureness) >= 0.6) return 'same'
  if (left.measure && right.measure && left.measure.measure === right.measure.measure) return 'same'
  const [leftWord = '', rightWord = ''] = [a.split(' ')[0], b.split(' ')[0]]
  if (leftWord.length >= 3 && leftWord === rightWord) return 'same'
  return ` ${a} `.includes(` ${b} `) || ` ${b} `.includes(` ${a} `) ? 'same' : 'unlike'
}

/** A sheet with a thousand headers of its own must not cost minutes: then only equal names are the same. */
const mostCompared = 2000

/** Compares headers, each pair of texts once. Two headers that repeat a name over different years or currencies are not the same. */
export function createColumnComparison(): (one: readonly DetectedColumn[], other: readonly DetectedColumn[]) => boolean {
  const known = new Map<string, Likeness>()
  const compare = (one: string, other: string): Likeness => {
    if (one === other) return 'same'
    const key = `${one}\n${other}`
    const before = known.get(key)
    if (before) return before
    if (known.size >= mostCompared) return 'unlike'
    const likeness = likenessOf(one, other)
    known.set(key, likeness)
    return likeness
  }
  return (one, other) => {
    const paths = new Map(other.filter(({ path }) => path.length > 0).map(({ column, path }) => [column, path]))
    const named = one.filter(({ path }) => path.length > 0)
    const shared = named.filter(({ column }) => paths.has(column))
    const union = named.length + paths.size - shared.length
    if (shared.length < 2 || union - shared.length > union * 0.3) return false
    let same = 0
    for (const { column, path } of shared) {
      const others = paths.get(column) ?? []
      // A block may leave out the bands of the first one.
      const likeness = path.length === others.length ? compare(headerText(path), headerText(others)) : compare(path.at(-1) ?? '', others.at(-1) ?? '')
      if (likeness === 'conflict') return false
      if (likeness === 'same') same += 1
    }
    return same >= 2 && same >= union * 0.6
  }
}
