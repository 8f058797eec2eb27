/** The register as the pure stages of an import need it: partners, countries, offices, results and modalities with every name and code. */
import type { Database } from 'better-sqlite3'

interface Identifier {
  readonly system: 'dac' | 'iso2' | 'iso3' | 'fao-symbol' | 'oracle' | 'dac-agency'
  readonly code: string
}

export interface RegisterSnapshot {
  readonly partners: readonly { readonly key: string; readonly name: string; readonly names: readonly string[]; readonly identifiers: readonly Identifier[]; readonly parentKey: string | null; readonly type: string; readonly isProposed: boolean }[]
  readonly countries: readonly { readonly key: string; readonly names: readonly string[]; readonly fao: string | null; readonly iso2: string | null; readonly iso3: string | null }[]
  readonly modalities: readonly string[]
  readonly modalityNames: readonly Named[]
  readonly offices: readonly { readonly key: string; readonly names: readonly string[]; readonly level: string; readonly country: string | null }[]
  readonly results: readonly Named[]
  readonly focusAreas: readonly Named[]
}

interface Named {
  readonly key: string
  readonly names: readonly string[]
  readonly code: string
}

interface PartnerRow { readonly key: string; readonly parentKey: string | null; readonly type: string; readonly state: string }
interface TextRow { readonly key: string; readonly text: string; readonly isEnglish: number }
interface CodeRow { readonly key: string; readonly system: string; readonly code: string }

const systems: ReadonlySet<string> = new Set(['dac', 'iso2', 'iso3', 'fao-symbol', 'oracle', 'dac-agency'])
const isIdentifier = (row: { readonly system: string; readonly code: string }): row is Identifier => systems.has(row.system)

/** Languages of submissions that the reference data have no names of countries in: the runtime's own (Unicode CLDR) are added. */
const runtimeLanguages = ['pt', 'ar', 'zh'] as const
type CountryNames = (iso2: string | null) => readonly string[]
function countryNames(): CountryNames {
  const languages = runtimeLanguages.map((language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }))
  return (iso2) => (iso2 === null ? [] : languages.flatMap((language) => language.of(iso2) ?? []))
}

function grouped<R extends { readonly key: string }>(rows: readonly R[]): (key: string) => readonly R[] {
  const groups = Map.groupBy(rows, (row) => row.key)
  return (key) => groups.get(key) ?? []
}

/** Reads the whole register; a few thousand rows. Groups of partners pay nothing and are left out. */
export function createRegisterReading(db: Database): () => RegisterSnapshot {
  const partners = db.prepare<[], PartnerRow>(
    `SELECT t.natural_key AS key, p.natural_key AS parentKey, t.type, t.state FROM partner t LEFT JOIN partner p ON p.id = t.parent_id WHERE t.removed_in IS NULL AND t.tier <> 'group' ORDER BY t.natural_key`,
  )
  const countries = db.prepare<[], string>(`SELECT natural_key FROM area WHERE removed_in IS NULL AND kind = 'country' ORDER BY natural_key`).pluck()
  const modalities = db.prepare<[], string>('SELECT natural_key FROM modality WHERE removed_in IS NULL ORDER BY natural_key').pluck()
  const texts = db.prepare<[string, string], TextRow>(
    `SELECT entity_key AS key, text, language = 'en' AS isEnglish FROM label WHERE entity = ? AND role = 'name'
     UNION ALL SELECT entity_key, text, 0 FROM alias WHERE entity = ? ORDER BY 3 DESC, 2`,
  )
  const offices = db.prepare<[], { key: string; level: string; country: string | null }>(
    'SELECT o.natural_key AS key, o.level, a.natural_key AS country FROM office o LEFT JOIN area a ON a.id = o.area_id WHERE o.removed_in IS NULL ORDER BY o.natural_key',
  )
  const results = db.prepare<[], { key: string; code: string }>('SELECT natural_key AS key, code FROM result ORDER BY natural_key')
  const focusAreas = db.prepare<[], { key: string; code: string }>(`SELECT natural_key AS key, natural_key AS code FROM focus WHERE kind = 'focus_area' ORDER BY natural_key`)
  const codes = db.prepare<[string], CodeRow>('SELECT entity_key AS key, system, code FROM identifier WHERE entity = ? ORDER BY system, code')
  const namesOf = countryNames()
  return () => {
    const partnerTexts = grouped(texts.all('partner', 'partner'))
    const partnerCodes = grouped(codes.all('partner'))
    const areaTexts = grouped(texts.all('area', 'area'))
    const areaCodes = grouped(codes.all('area'))
    const named = (entity: 'modality' | 'result' | 'focus_area', rows: readonly { readonly key: string; readonly code: string }[]): Named[] => {
      const own = grouped(texts.all(entity, entity))
      return rows.map(({ key, code }) => ({ key, code, names: own(key).map((row) => row.text) }))
    }
    const officeTexts = grouped(texts.all('office', 'office'))
    const modalityKeys = modalities.all()
    const codeOf = (key: string, system: string): string | null => areaCodes(key).find((row) => row.system === system)?.code ?? null
    return {
      partners: partners.all().map(({ key, parentKey, type, state }) => {
        const own = partnerTexts(key)
        const identifiers = partnerCodes(key).flatMap(({ system, code }) => {
          const identifier = { system, code }
          return isIdentifier(identifier) ? [identifier] : []
        })
        return { key, name: own.find((row) => row.isEnglish === 1)?.text ?? key, names: own.map((row) => row.text), identifiers, parentKey, type, isProposed: state === 'proposed' }
      }),
      countries: countries.all().map((key) => {
        const iso2 = codeOf(key, 'iso2')
        return { key, names: [...new Set([...areaTexts(key).map((row) => row.text), ...namesOf(iso2)])], fao: codeOf(key, 'fao-symbol'), iso2, iso3: codeOf(key, 'iso3') }
      }),
      modalities: modalityKeys,
      modalityNames: named('modality', modalityKeys.map((key) => ({ key, code: key }))),
      offices: offices.all().map((office) => ({ ...office, names: officeTexts(office.key).map((row) => row.text) })),
      results: named('result', results.all()),
      focusAreas: named('focus_area', focusAreas.all()),
    }
  }
}
