/**
 * The one predicate behind every figure: says of each amount whether it was read, in which column it counts, or why it is left
 * out. Matrix, records and annex share it, so that what is listed under a figure is what was summed.
 */
import { leftOutCategories, type MatrixSpec } from '../../../shared/contract/matrices.ts'
import { measureKind, type Audience, type Measure } from '../../../shared/domain/amount.ts'
import { audienceCode, audienceOf, measureCode, pooledFlag, repeatFlag } from '../cube/amount-codes.ts'
import type { Cube, CubeColumns } from '../cube/cube.ts'
import type { CountingRule } from './counting-rules.ts'
import { planColumns, type TimeColumns } from './time-columns.ts'

export type LeftOut = (typeof leftOutCategories)[number]

/** Verdicts: a column index from 0 up, or one of these, or `leftOutVerdict`. */
export const notRead = -1
export const aboveAudience = -2
export const leftOutVerdict = (category: LeftOut): number => -3 - leftOutCategories.indexOf(category)
export const leftOutIndex = (verdict: number): number => -3 - verdict

export interface Classifier {
  /** Verdict on the amount at a position of the cube. */
  readonly classify: (position: number) => number
  readonly time: TimeColumns
  /** By modality code: counted on a line of its own. */
  readonly isOwnLine: Uint8Array
}

const counted = 0

/** Measures of money that partners give: what a pool hands on of it is counted where it came in. Its delivery is the project's own. */
const comesIn: ReadonlySet<Measure> = new Set(['pledge', 'approval', 'revision', 'receipt'])

/**
 * Categories are tried in the order of `leftOutCategories`: the rule first, then the filters, then time. `limit` takes amounts
 * above an audience out before anything is read. Of a stock only the last date of a contribution in a column is its balance; an
 * earlier one would count the same money twice.
 */
export function createClassifier(cube: Cube, spec: MatrixSpec, rule: CountingRule, limit: Audience = 'confidential'): Classifier {
  const { modalities, areas, partners } = cube.dimensions
  const { measure, modality, flags, area, slot, partner } = cube.columns
  const wanted = measureCode(spec.measure)
  const ofRule = Int8Array.from(modalities.keys, (key, code) => verdictOfRule(rule, code === 0 ? null : key))
  const ofModality = passOf(modalities.keys, spec.modalities)
  const ofArea = passOf(areas.keys, spec.countries)
  const time = planColumns(cube.slots, spec)
  const ofSlot = Int16Array.from(time.ofSlot, (column) => (typeof column === 'number' ? column : leftOutVerdict(column)))
  const highest = audienceCode(limit)
  const isLimited = limit !== 'confidential'
  const partnerAudience = Uint8Array.from(partners.audience)
  const superseded = measureKind(spec.measure) === 'stock' ? findSuperseded(cube, wanted, ofSlot) : null
  const assessed = leftOutVerdict('assessed')
  const twice = leftOutVerdict('counted-twice')
  const outOfCountry = leftOutVerdict('filtered-country')
  const outOfModality = leftOutVerdict('filtered-modality')
  const once = rule.repeatedOnce ? repeatFlag | (comesIn.has(spec.measure) ? pooledFlag : 0) : 0
  return {
    time,
    isOwnLine: Uint8Array.from(modalities.keys, (key, code) => (code > 0 && rule.ownLine.includes(key) ? 1 : 0)),
    classify(position) {
      if (measure[position] !== wanted) return notRead
      const flag = flags[position] ?? 0
      if (isLimited && (audienceOf(flag) > highest || (partnerAudience[partner[position] ?? 0] ?? 0) > highest)) return aboveAudience
      const code = modality[position] ?? 0
      const verdict = ofRule[code] ?? 0
      // not-with-fao and assessed come before a repeat, apart and other-modality after it; verdicts fall as the order goes on.
      if (verdict !== counted && verdict >= assessed) return verdict
      if ((flag & once) !== 0 || (superseded !== null && superseded[position] === 1)) return twice
      if (verdict !== counted) return verdict
      if (ofArea[area[position] ?? 0] === 0) return outOfCountry
      if (ofModality[code] === 0) return outOfModality
      return ofSlot[slot[position] ?? 0] ?? notRead
    },
  }
}

function verdictOfRule(rule: CountingRule, modality: string | null): number {
  if (modality === null) return rule.withoutModality === 'counted' ? counted : leftOutVerdict('not-with-fao')
  const never = rule.never.find((entry) => entry.modality === modality)
  if (never) return leftOutVerdict(never.category)
  if (rule.apart.includes(modality)) return leftOutVerdict('apart')
  return rule.counts.includes(modality) || rule.ownLine.includes(modality) || rule.otherModalities === 'counted' ? counted : leftOutVerdict('other-modality')
}

/** By code: 1 where the filter lets it through; an empty filter lets everything through, `none` is code 0. */
const passOf = (keys: readonly string[], chosen: readonly string[]): Uint8Array =>
  Uint8Array.from(keys, (key, code) => (chosen.length === 0 || chosen.includes(code === 0 ? 'none' : key) ? 1 : 0))

/** Marks stocks for which the same contribution has a later date in the same column. */
function findSuperseded(cube: Cube, wanted: number, ofSlot: Int16Array): Uint8Array {
  const { measure, contribution, day, slot, flags }: CubeColumns = cube.columns
  const latest = new Map<string, number>()
  const keyOf = (position: number): string => `${contribution[position]} ${ofSlot[slot[position] ?? 0]}`
  const each = (visit: (position: number) => void): void => {
    // A repeated row has its own reason to be left out and is no balance of its own.
    for (let position = 0; position < cube.length; position++) if (measure[position] === wanted && ((flags[position] ?? 0) & repeatFlag) === 0) visit(position)
  }
  each((position) => {
    const key = keyOf(position)
    latest.set(key, Math.max(latest.get(key) ?? 0, day[position] ?? 0))
  })
  const marks = new Uint8Array(cube.length)
  each((position) => {
    if ((day[position] ?? 0) < (latest.get(keyOf(position)) ?? 0)) marks[position] = 1
  })
  return marks
}
