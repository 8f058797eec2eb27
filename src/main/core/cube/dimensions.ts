/**
 * Dictionaries of the cube: a small code for each partner, area and modality. Code 0 stands for "none". Codes of a cube never
 * change; what is new gets the next one.
 */
import type { Database } from 'better-sqlite3'
import type { partnerLevels } from '../../../shared/contract/matrices.ts'
import { audienceSql } from './amount-codes.ts'

export type PartnerLevel = (typeof partnerLevels)[number]

export interface Dictionary {
  readonly codeOf: Map<number, number>
  readonly keys: string[]
}

export interface PartnerDictionary extends Dictionary {
  readonly types: string[]
  readonly audience: number[]
  /** By code of a partner: code of the partner that makes its row at a level. */
  readonly rowOf: Readonly<Record<PartnerLevel, Int32Array>>
}

export interface Dimensions {
  readonly partners: PartnerDictionary
  readonly areas: Dictionary
  readonly modalities: Dictionary
}

type PartnerRow = [id: number, key: string, parent: number | null, tier: PartnerLevel, type: string, audience: number]

/** `audienceFloor` gives the least audience of a partner's name, set field by field. `earlier` keeps its codes. */
export function readDimensions(db: Database, audienceFloor: (partner: number) => number, earlier?: Dimensions): Dimensions {
  return {
    partners: readPartners(db, audienceFloor, earlier?.partners),
    areas: readKeys(db, 'area', earlier?.areas),
    modalities: readKeys(db, 'modality', earlier?.modalities),
  }
}

function readKeys(db: Database, table: 'area' | 'modality', earlier?: Dictionary): Dictionary {
  const codeOf = new Map(earlier?.codeOf)
  const keys = [...(earlier?.keys ?? ['none'])]
  for (const [id, key] of db.prepare<[], [number, string]>(`SELECT id, natural_key FROM ${table} ORDER BY id`).raw().iterate()) keys[assign(codeOf, id)] = key
  return { codeOf, keys }
}

function readPartners(db: Database, audienceFloor: (partner: number) => number, earlier?: PartnerDictionary): PartnerDictionary {
  const codeOf = new Map(earlier?.codeOf)
  const keys = [...(earlier?.keys ?? ['none'])]
  const types = [...(earlier?.types ?? ['unknown'])]
  const audience = [...(earlier?.audience ?? [0])]
  const rows = new Map<number, PartnerRow>()
  for (const row of db.prepare<[], PartnerRow>(`SELECT id, natural_key, parent_id, tier, type, ${audienceSql('audience', 0)} FROM partner ORDER BY id`).raw().iterate()) {
    const code = assign(codeOf, row[0])
    keys[code] = row[1]
    types[code] = row[4]
    audience[code] = Math.max(row[5], audienceFloor(row[0]))
    rows.set(row[0], row)
  }
  const rowOf = { group: new Int32Array(keys.length), partner: new Int32Array(keys.length), body: new Int32Array(keys.length) }
  for (const [id, code] of codeOf) {
    for (const level of ['group', 'partner', 'body'] as const) rowOf[level][code] = codeOf.get(climb(rows, id, level)) ?? code
  }
  return { codeOf, keys, types, audience, rowOf }
}

const height = { body: 0, partner: 1, group: 2 }

/** The nearest ancestor at the level; where the tree has none, the partner itself (a partner above the level stays as it is). */
function climb(rows: ReadonlyMap<number, PartnerRow>, id: number, level: PartnerLevel): number {
  let row = rows.get(id)
  // A tree is at most three tiers high; the bound also ends a ring made by hand.
  for (let step = 0; row && step < 8; step++) {
    if (height[row[3]] >= height[level]) return row[0]
    row = row[2] === null ? undefined : rows.get(row[2])
  }
  return id
}

function assign(codeOf: Map<number, number>, id: number): number {
  const known = codeOf.get(id)
  if (known !== undefined) return known
  const code = codeOf.size + 1
  codeOf.set(id, code)
  return code
}
