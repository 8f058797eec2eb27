import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parsePack, type Pack, type PackKind } from '../../src/shared/domain/pack.ts'
import { supportCostCeiling } from '../../src/shared/domain/register/support-costs.ts'
import { textKey } from '../../src/shared/domain/text-key.ts'

const directory = new URL('../../resources/packs/', import.meta.url)
const files = readdirSync(directory).filter((name) => name.endsWith('.json')).sort()
const read = (file: string): string => readFileSync(new URL(file, directory), 'utf8')
const packs = files.map((file) => parsePack(JSON.parse(read(file))))

function pack<K extends PackKind>(kind: K): Extract<Pack, { kind: K }> {
  const found = packs.find((one) => one.kind === kind)
  if (!found) throw new Error(`no pack of kind ${kind}`)
  return found as Extract<Pack, { kind: K }> // found by its kind
}

const areas = pack('areas').entries
const partners = pack('partners').entries
const offices = pack('offices').entries
const framework = pack('framework').entries
const modalities = pack('modalities').entries
const supportCosts = pack('support-costs').entries
const rules = pack('counting-rules').entries

const twice = (values: readonly string[]): string[] => values.filter((value, index) => values.indexOf(value) !== index)
const keys = (entries: readonly { readonly key: string }[]): string[] => entries.map((entry) => entry.key)

describe('reference packs', () => {
  it('ships one file a kind, named for its id, one entry a line', () => {
    expect(files.map((file) => file.replace('.json', ''))).toEqual(packs.map((one) => one.id))
    expect(packs.map((one) => one.kind).sort()).toEqual(['areas', 'counting-rules', 'framework', 'modalities', 'offices', 'partners', 'support-costs'])
    for (const [index, file] of files.entries()) {
      const entries = packs[index]?.entries ?? []
      expect(read(file).split('\n').filter((line) => line.startsWith('    {')), file).toHaveLength(entries.length)
    }
  })

  it.each([['areas', areas], ['partners', partners], ['offices', offices], ['framework', framework], ['modalities', modalities]] as const)('%s: keys are unique', (_, entries) => {
    expect(twice(keys(entries))).toEqual([])
  })

  it.each([['areas', areas], ['partners', partners]] as const)('%s: an identifier names one entry', (_, entries) => {
    expect(twice(entries.flatMap((entry) => entry.identifiers.map(({ system, code }) => `${system} ${code}`)))).toEqual([])
  })

  it.each([['partners', partners], ['offices', offices]] as const)('%s: parents exist and lead to a root', (_, entries) => {
    const parents = new Map(entries.map((entry) => [entry.key, entry.parent]))
    for (const entry of entries) {
      const path: string[] = []
      for (let at: string | null = entry.key; at !== null; at = parents.get(at) ?? null) {
        expect(parents.has(at), `${entry.key}: ${at}`).toBe(true)
        expect(path, entry.key).not.toContain(at)
        path.push(at)
      }
    }
  })

  it.each([['areas', areas], ['partners', partners.filter((partner) => partner.tier !== 'group')], ['offices', offices], ['modalities', modalities]] as const)('%s: a spelling leads to one entry', (_, entries) => {
    const owners = new Map<string, string>()
    for (const entry of entries) {
      for (const name of [...Object.values(entry.names), ...entry.aliases]) {
        const spelling = textKey(name)
        expect(spelling, entry.key).not.toBe('')
        expect(owners.get(spelling) ?? entry.key, name).toBe(entry.key)
        owners.set(spelling, entry.key)
      }
    }
  })

  it('gives French names to everything but titles and a few headquarters units', () => {
    const bare = [...areas, ...partners, ...modalities, ...rules.map((rule) => ({ key: rule.code, names: rule.names }))].filter((entry) => entry.names.fr === undefined)
    expect(keys(bare)).toEqual([])
    expect(offices.filter((office) => office.level !== 'global' && office.names.fr === undefined)).toEqual([])
  })

  it('writes apostrophes between letters as apostrophes', () => {
    for (const file of files) expect(read(file).match(/"(?:en|fr|es)":"[^"]*\p{L}'\p{L}[^"]*"/gu), file).toBeNull()
  })
})

describe('areas', () => {
  const bySymbol = new Map(areas.flatMap((area) => area.identifiers.filter(({ system }) => system === 'fao-symbol').map(({ code, status }) => [code, { key: area.key, status }] as const)))

  it('knows every area code seen in project symbols', () => {
    const seen = {
      COL: 'COL', PHI: 'PHL', HON: 'HND', SOM: 'SOM', NEP: 'NPL', SIL: 'SLE',
      RAF: 'RAF', RAS: 'RAS', RLA: 'RLA', SLM: 'SLM', INT: 'INT', GLO: 'GLO',
    }
    for (const [code, key] of Object.entries(seen)) expect(bySymbol.get(code), code).toEqual({ key, status: 'verified' })
    for (const code of ['RER', 'RNE', 'REM']) expect(bySymbol.has(code), code).toBe(true)
  })

  it('keeps the codes that look like another country apart', () => {
    expect(['AUS', 'AUL', 'PRC', 'CPR', 'MAR', 'MOR', 'NIR', 'NER'].map((code) => bySymbol.get(code)?.key)).toEqual(['AUT', 'AUS', 'COG', 'CHN', 'MUS', 'MAR', 'NGA', 'NER'])
  })

  it('groups by regional offices that exist', () => {
    const regional = new Set(offices.filter((office) => office.level === 'regional').map((office) => office.key))
    for (const area of areas) if (area.region !== null) expect(regional, area.key).toContain(area.region)
  })
})

describe('partners', () => {
  const symbols = new Map(partners.flatMap((partner) => partner.identifiers.filter(({ system }) => system === 'fao-symbol').map(({ code }) => [code, partner.key] as const)))

  it('knows every donor code seen in project symbols', () => {
    const seen = {
      AUL: 'AUS', BEL: 'BEL', BRA: 'BRA', CAN: 'CAN', CEF: 'UNICEF', CHA: 'OCHA', CHS: 'OCHA-CHF', COL: 'COL', EC: 'EU', GER: 'DEU', GFF: 'GEF', HON: 'HND',
      IFA: 'IFAD', IRE: 'IRL', ITA: 'ITA', JPN: 'JPN', MEX: 'MEX', MUL: 'MUL', NET: 'NLD', NOR: 'NOR', NZE: 'NZL', PBF: 'PBF', SPA: 'ESP', SWE: 'SWE', SWI: 'CHE',
      UEP: 'UNEP', UK: 'GBR', UND: 'UNDP', UNJ: 'UNJ', USA: 'USA', WBK: 'WORLDBANK',
    }
    expect(Object.fromEntries(Object.keys(seen).map((code) => [code, symbols.get(code)]))).toEqual(seen)
  })

  it('is a tree of groups, partners and funding bodies, a group for each type', () => {
    const byKey = new Map(partners.map((partner) => [partner.key, partner]))
    const above = { group: undefined, partner: 'group', body: 'partner' } as const
    for (const partner of partners) {
      const parent = partner.parent === null ? undefined : byKey.get(partner.parent)
      expect(parent?.tier, partner.key).toBe(above[partner.tier])
      if (parent) expect(parent.type, partner.key).toBe(partner.type)
    }
    expect(twice(partners.filter((partner) => partner.tier === 'group').map((partner) => partner.type))).toEqual([])
  })

  it('has every country as a government under the same codes', () => {
    const byKey = new Map(partners.map((partner) => [partner.key, partner]))
    for (const area of areas.filter((one) => one.kind === 'country')) {
      const partner = byKey.get(area.key)
      expect(partner?.type, area.key).toBe('government')
      for (const identifier of area.identifiers.filter(({ system }) => system !== 'm49')) expect(partner?.identifiers, area.key).toContainEqual(identifier)
    }
  })

  it('counts 24 members of the DAC at the end of 2011 and 29 at the end of 2013', () => {
    const members = (day: string): number => partners.filter((partner) => partner.memberships.some(({ flag, from, to }) => flag === 'dac' && from !== null && from <= day && (to === null || to > day))).length
    expect([members('2009-12-31'), members('2011-12-31'), members('2013-12-31')]).toEqual([23, 24, 29])
  })

  it('never offers the organization itself as a partner', () => {
    const own = new Set(['fao', 'food and agriculture organization', 'food and agriculture organization of the united nations', 'food and agriculture organisation'])
    expect(partners.filter((partner) => [...Object.values(partner.names), ...partner.aliases].some((name) => own.has(textKey(name))))).toEqual([])
  })

  it('has the partners that a project without donor code needs', () => {
    expect(partners.filter((partner) => partner.type === 'assessed' || partner.type === 'several').filter((partner) => partner.tier === 'partner').map((partner) => partner.key)).toEqual(['ASSESSED', 'MUL'])
  })
})

describe('offices', () => {
  it('stand in countries that exist', () => {
    const countries = new Set(keys(areas))
    for (const office of offices) {
      if (office.seat) expect(countries, office.key).toContain(office.seat.country)
      if (office.level === 'country') {
        expect(countries, office.key).toContain(office.area)
        expect(office).toMatchObject({ key: `FR${office.area}`, status: 'unverified' })
      }
    }
  })

  it('cover every level', () => {
    const count = (level: string): number => offices.filter((office) => office.level === level).length
    expect([count('regional'), count('liaison')]).toEqual([5, 6])
    expect(count('subregional')).toBeGreaterThanOrEqual(13)
    expect(count('country')).toBeGreaterThanOrEqual(74)
    expect(keys(offices)).toEqual(expect.arrayContaining(['HQ', 'OSP', 'OCE', 'LEG', 'TC', 'TCS', 'TCSR', 'TCE', 'CSF']))
  })
})

describe('framework 2010-13', () => {
  it('has 11 strategic and 2 functional objectives, and no J', () => {
    const objectives = framework.filter((entry) => entry.entryKind === 'objective')
    expect(objectives.map((entry) => entry.key).join('')).toBe('ABCDEFGHIKLXY')
    expect(objectives.filter((entry) => entry.objectiveKind === 'functional').map((entry) => entry.key)).toEqual(['X', 'Y'])
  })

  it('has 56 organizational results, numbered without a gap under their objective', () => {
    const expected = { A: 4, B: 4, C: 6, D: 4, E: 6, F: 6, G: 4, H: 5, I: 3, K: 4, L: 3, X: 4, Y: 3 }
    const results = framework.filter((entry) => entry.entryKind === 'result')
    expect(results.map((entry) => entry.key)).toEqual(Object.entries(expected).flatMap(([code, count]) => Array.from({ length: count }, (_, index) => `${code}${index + 1}`)))
    for (const entry of results) expect(entry.key[0]).toBe(entry.parent)
    expect(results).toHaveLength(56)
    expect(results.filter((entry) => entry.status === 'verified').map((entry) => entry.key)).toEqual(['X1'])
  })

  it('has 7 impact focus areas and 8 core functions, all unverified', () => {
    const lists = framework.filter((entry) => entry.entryKind === 'focus-area' || entry.entryKind === 'core-function')
    expect([lists.filter((entry) => entry.entryKind === 'focus-area').length, lists.length, new Set(lists.map((entry) => entry.status)).size]).toEqual([7, 15, 1])
  })
})

describe('support costs', () => {
  it('rule 7: the ceiling of 13 percent is the highest standard, and what is only remembered says so', () => {
    const standards = supportCosts.flatMap((entry) => entry.standards)
    expect(Math.max(...standards.map(({ rate }) => rate))).toBe(supportCostCeiling)
    expect(standards.filter(({ status }) => status === 'verified').map(({ rate }) => rate)).toEqual([130_000])
  })

  it('names categories that exist, and components below their fund', () => {
    for (const { key, supportCostCategory, parent } of modalities) {
      if (supportCostCategory !== null) expect(keys(supportCosts), key).toContain(supportCostCategory)
      if (parent !== null) expect(keys(modalities), key).toContain(parent)
    }
    expect(modalities.filter(({ parent }) => parent === 'SFERA').map(({ key }) => key)).toEqual(['SFERA-ADVANCE', 'SFERA-NAPS', 'SFERA-AIRC'])
  })
})

describe('counting rules', () => {
  it('name modalities that exist, each in one list at most', () => {
    for (const rule of rules) {
      const named = [...rule.counts, ...rule.ownLine, ...rule.never.map((entry) => entry.modality), ...rule.apart]
      expect(twice(named), rule.code).toEqual([])
      expect(keys(modalities), rule.code).toEqual(expect.arrayContaining(named))
    }
  })

  it('leave assessed money out of voluntary contributions and values in kind beside them', () => {
    const voluntary = rules.find((rule) => rule.code === 'voluntary-contributions')
    expect(voluntary).toMatchObject({
      counts: ['GCP', 'UNJP', 'MTF', 'MDTF', 'FMM', 'SFERA', 'SFERA-ADVANCE', 'SFERA-NAPS', 'SFERA-AIRC', 'OSRO'], ownLine: ['UTF'], never: [{ modality: 'TCP', category: 'assessed' }], withoutModality: 'left-out', repeatedOnce: true,
    })
    const nature = (kind: string): string[] => keys(modalities.filter((modality) => modality.fundingNature === kind)).sort()
    expect(nature('assessed')).toEqual(['TCP'])
    expect([...(voluntary?.apart ?? [])].sort()).toEqual(nature('in-kind'))
  })

  it('count everything under the rule that leaves nothing out', () => {
    const everything = rules.find((rule) => rule.code === 'everything')
    expect(everything).toMatchObject({ ownLine: [], never: [], apart: [], otherModalities: 'counted', withoutModality: 'counted', repeatedOnce: false })
    expect([...(everything?.counts ?? [])].sort()).toEqual(keys(modalities).sort())
  })
})

describe('parsePack', () => {
  const good = { ...pack('counting-rules') }

  it.each([
    ['nothing', null],
    ['a list', []],
    ['an unknown kind', { ...good, kind: 'rates' }],
    ['no entries', { ...good, entries: [] }],
    ['an unknown field', { ...good, extra: 1 }],
    ['an empty name', { ...good, entries: good.entries.map((entry) => ({ ...entry, names: { en: ' ' } })) }],
    ['entries of another kind', { ...good, entries: modalities }],
    ['a date that does not exist', { ...good, entries: good.entries.map((entry) => ({ ...entry, validFrom: '2010-02-30' })) }],
  ])('refuses %s', (_, json) => {
    expect(() => parsePack(json)).toThrow()
  })
})
