/** Reference data as lists, and the chooser of partners. These lists are small and are held whole. */
import type { Database } from 'better-sqlite3'
import type { z } from 'zod'
import type { Table } from '../../../../shared/contract/common.ts'
import type { PackSummary, ReferenceKind } from '../../../../shared/contract/reference.ts'
import { textKey } from '../../../../shared/domain/text-key.ts'
import { headOf, nameOf } from './names.ts'
import { pageOfList, type GridRow, type PageRequest } from './table-page.ts'

export interface PartnerChoice {
  readonly key: string
  readonly name: string
  readonly type: string
  readonly parent: string | null
}

export interface ReferenceReading {
  packs(locale: string): z.infer<typeof PackSummary>[]
  referencePage(request: PageRequest & { readonly kind: z.infer<typeof ReferenceKind>; readonly locale: string }): Table
  /** Best match first: the key or a name itself, then a name that begins so, then one that holds every word. */
  findPartners(search: string, limit: number, locale: string): PartnerChoice[]
}

const codes = (entity: 'area' | 'partner'): string => `(SELECT group_concat(system || ' ' || code, ', ') FROM identifier WHERE entity = '${entity}' AND entity_key = t.natural_key)`

/** Columns and rows of each list, in the order in which it is shown first. */
const lists: Readonly<Record<z.infer<typeof ReferenceKind>, { readonly columns: readonly string[]; readonly sql: string }>> = {
  partners: {
    columns: ['key', 'name', 'type', 'tier', 'parent', 'codes', 'state', 'status'],
    sql: `SELECT t.natural_key AS key, ${nameOf('partner', 't.natural_key')} AS name, t.type, t.tier, ${nameOf('partner', 'p.natural_key')} AS parent, ${codes('partner')} AS codes, t.state, t.status
      FROM partner t LEFT JOIN partner p ON p.id = t.parent_id WHERE t.removed_in IS NULL ORDER BY name`,
  },
  areas: {
    columns: ['key', 'name', 'kind', 'region', 'codes', 'status'],
    sql: `SELECT t.natural_key AS key, ${nameOf('area', 't.natural_key')} AS name, t.kind, t.region_key AS region, ${codes('area')} AS codes, t.status FROM area t WHERE t.removed_in IS NULL ORDER BY name`,
  },
  offices: {
    columns: ['key', 'name', 'level', 'parent', 'area', 'seat', 'validFrom', 'validTo', 'status'],
    sql: `SELECT t.natural_key AS key, ${nameOf('office', 't.natural_key')} AS name, t.level, ${nameOf('office', 'p.natural_key')} AS parent, ${nameOf('area', 'a.natural_key')} AS area, t.seat,
        t.valid_from AS validFrom, t.valid_to AS validTo, t.status
      FROM office t LEFT JOIN office p ON p.id = t.parent_id LEFT JOIN area a ON a.id = t.area_id WHERE t.removed_in IS NULL ORDER BY t.id`,
  },
  framework: {
    columns: ['key', 'name', 'kind', 'parent', 'framework', 'status'],
    sql: `SELECT key, name, kind, parent, framework, status FROM (
        SELECT t.natural_key AS key, ${nameOf('objective', 't.natural_key')} AS name, t.kind || '-objective' AS kind, NULL AS parent, t.framework, t.status, 1 AS part, t.code FROM objective t
        UNION ALL SELECT t.natural_key, ${nameOf('result', 't.natural_key')}, 'result', o.natural_key, o.framework, t.status, 2, t.code FROM result t JOIN objective o ON o.id = t.objective_id
        UNION ALL SELECT t.natural_key, coalesce(${nameOf('focus_area', 't.natural_key')}, ''), 'focus-area', NULL, NULL, t.status, 3, t.natural_key FROM focus t WHERE t.kind = 'focus_area'
        UNION ALL SELECT t.natural_key, coalesce(${nameOf('core_function', 't.natural_key')}, ''), 'core-function', NULL, NULL, t.status, 4, t.natural_key FROM focus t WHERE t.kind = 'core_function')
      ORDER BY part, code`,
  },
  modalities: {
    columns: ['key', 'name', 'earmarking', 'fundingNature', 'isPool', 'isEmergency', 'validFrom', 'validTo', 'status'],
    sql: `SELECT t.natural_key AS key, ${nameOf('modality', 't.natural_key')} AS name, t.earmarking, t.funding_nature AS fundingNature, t.is_pool AS isPool, t.is_emergency AS isEmergency,
        t.valid_from AS validFrom, t.valid_to AS validTo, t.status FROM modality t WHERE t.removed_in IS NULL ORDER BY t.id`,
  },
  'counting-rules': {
    columns: ['key', 'name', 'validFrom', 'validTo', 'counts', 'ownLine', 'status'],
    sql: `SELECT t.code AS key, ${nameOf('counting_rule', 't.code')} AS name, t.valid_from AS validFrom, t.valid_to AS validTo,
        (SELECT group_concat(value, ', ') FROM json_each(t.definition, '$.counts')) AS counts, (SELECT group_concat(value, ', ') FROM json_each(t.definition, '$.ownLine')) AS ownLine,
        coalesce(json_extract(t.definition, '$.status'), 'verified') AS status FROM counting_rule t ORDER BY t.id`,
  },
}

const shortest = (names: readonly string[]): string | undefined => [...names].sort((a, b) => a.length - b.length)[0]

interface NameRow extends PartnerChoice {
  readonly texts: string
}

export function createReferenceReading(db: Database): ReferenceReading {
  const head = headOf(db)
  const packs = db.prepare<[{ locale: string }], z.infer<typeof PackSummary>>(`SELECT code AS id, ${nameOf('pack', 'code')} AS title, version, hash, source, licence, entries, unverified FROM pack ORDER BY id`)
  const partners = db.prepare<[{ locale: string }], NameRow>(
    `SELECT t.natural_key AS key, ${nameOf('partner', 't.natural_key')} AS name, t.type, ${nameOf('partner', 'p.natural_key')} AS parent,
       (SELECT json_group_array(text) FROM (SELECT text FROM label WHERE entity = 'partner' AND entity_key = t.natural_key AND role = 'name'
          UNION SELECT text FROM alias WHERE entity = 'partner' AND entity_key = t.natural_key)) AS texts
     FROM partner t LEFT JOIN partner p ON p.id = t.parent_id WHERE t.removed_in IS NULL AND t.tier <> 'group' ORDER BY name`,
  )
  return {
    packs: (locale) => packs.all({ locale }),
    referencePage({ kind, locale, ...request }) {
      const { columns, sql } = lists[kind]
      return pageOfList(columns, db.prepare<[object], GridRow>(sql).all({ locale }), request, head(), locale)
    },
    findPartners(search, limit, locale) {
      const wanted = textKey(search)
      const words = wanted.split(' ')
      const found = partners.all({ locale }).flatMap(({ texts, ...partner }) => {
        // The statement itself made this array of texts.
        const names = [partner.key, ...(JSON.parse(texts) as string[])].map(textKey)
        const hit = names.find((name) => name === wanted) ?? shortest(names.filter((name) => name.startsWith(wanted))) ?? shortest(names.filter((name) => words.every((word) => name.includes(word))))
        return hit === undefined ? [] : [{ partner, rank: hit === wanted ? 0 : hit.startsWith(wanted) ? 1 : 2, length: hit.length }]
      })
      return found.sort((a, b) => a.rank - b.rank || (wanted === '' ? 0 : a.length - b.length)).slice(0, limit).map(({ partner }) => partner)
    },
  }
}
