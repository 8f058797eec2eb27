/** What each kind of pack entry becomes in the tables. Keys of entries are the natural keys of rows; the framework's carry its period. */
import type { AreaEntry, CountingRuleEntry, FrameworkEntry, ModalityEntry, OfficeEntry, Pack, PartnerEntry, SupportCostEntry } from '../../../shared/domain/pack.ts'
import { fail } from '../../../shared/result.ts'
import type { PackTables } from './pack-tables.ts'

export function writePackEntries(tables: PackTables, pack: Pack): void {
  switch (pack.kind) {
    case 'areas':
      for (const entry of pack.entries) writeArea(tables, entry)
      return
    case 'partners':
      for (const entry of parentsFirst(pack.id, pack.entries)) writePartner(tables, entry)
      return
    case 'offices':
      for (const entry of parentsFirst(pack.id, pack.entries)) writeOffice(tables, entry)
      return
    case 'framework':
      for (const entry of pack.entries) writeFramework(tables, pack.id.replace(/^framework-/, ''), entry)
      return
    case 'support-costs':
      for (const entry of pack.entries) writeSupportCosts(tables, entry)
      return
    case 'modalities':
      for (const entry of parentsFirst(pack.id, pack.entries)) writeModality(tables, entry)
      return
    case 'counting-rules':
      for (const entry of pack.entries) writeCountingRule(tables, entry)
  }
}

/** Natural key of an objective or result: `2010-13/A01`. */
export const frameworkKey = (framework: string, code: string): string => `${framework}/${code}`

/** Natural key of a counting rule: its code and the day from which it holds. */
export const countingRuleKey = (code: string, validFrom: string | null): string => (validFrom === null ? code : `${code}@${validFrom}`)

const languages = (unverified: readonly string[]): readonly string[] => unverified.filter((part) => part.startsWith('names.')).map((part) => part.slice('names.'.length))

function writeArea(tables: PackTables, { key, kind, names, aliases, identifiers, region, status, unverified }: AreaEntry): void {
  tables.put('area', ['natural_key'], { natural_key: key, kind, region_key: region, region_status: unverified.includes('region') ? 'unverified' : status, status })
  tables.putNames('area', key, 'name', names, status, languages(unverified))
  tables.putAliases('area', key, aliases)
  tables.putIdentifiers('area', key, identifiers)
}

function writePartner(tables: PackTables, { key, parent, tier, type, names, aliases, identifiers, memberships, status, unverified }: PartnerEntry): void {
  const id = tables.put('partner', ['natural_key'], { natural_key: key, parent_id: known(tables, 'partner', parent), tier, type, state: 'confirmed', status })
  tables.putNames('partner', key, 'name', names, status, languages(unverified))
  tables.putAliases('partner', key, aliases)
  tables.putIdentifiers('partner', key, identifiers)
  for (const { flag, from, to, status: flagStatus } of memberships) tables.put('partner_flag', ['partner_id', 'flag', 'valid_from'], { partner_id: id, flag, valid_from: from, valid_to: to, status: flagStatus })
}

function writeOffice(tables: PackTables, { key, level, parent, names, aliases, seat, area, validFrom, validTo, status }: OfficeEntry): void {
  tables.put('office', ['natural_key'], {
    natural_key: key, level, parent_id: known(tables, 'office', parent), area_id: known(tables, 'area', area), seat: seat?.city ?? null, seat_area_key: seat?.country ?? null, valid_from: validFrom, valid_to: validTo, status,
  })
  tables.putNames('office', key, 'name', names, status)
  tables.putAliases('office', key, aliases)
}

function writeFramework(tables: PackTables, framework: string, entry: FrameworkEntry): void {
  const { key: code, names, status, unverified } = entry
  const name = (entity: string, key: string): void => tables.putNames(entity, key, 'name', names, status, languages(unverified))
  const key = frameworkKey(framework, code)
  switch (entry.entryKind) {
    case 'objective':
      tables.put('objective', ['natural_key'], { framework, code, natural_key: key, kind: entry.objectiveKind, status })
      return name('objective', key)
    case 'result':
      tables.put('result', ['natural_key'], { objective_id: known(tables, 'objective', frameworkKey(framework, entry.parent)), code, natural_key: key, status })
      return name('result', key)
    case 'focus-area':
      tables.put('focus', ['natural_key'], { kind: 'focus_area', natural_key: code, status })
      return name('focus_area', code)
    case 'core-function':
      tables.put('focus', ['natural_key'], { kind: 'core_function', natural_key: code, status })
      return name('core_function', code)
  }
}

function writeModality(tables: PackTables, entry: ModalityEntry): void {
  const { key, names, definition, aliases, earmarking, fundingNature, isPool, isEmergency, iatiEarmarking, parent, supportCostCategory, validFrom, validTo, status } = entry
  tables.put('modality', ['natural_key'], {
    natural_key: key, earmarking, funding_nature: fundingNature, is_pool: Number(isPool), is_emergency: Number(isEmergency), iati_earmarking: iatiEarmarking, parent_id: known(tables, 'modality', parent), support_cost_category: supportCostCategory, valid_from: validFrom, valid_to: validTo, status,
  })
  tables.putNames('modality', key, 'name', names, status)
  tables.putNames('modality', key, 'description', definition, status)
  tables.putAliases('modality', key, aliases)
}

function writeSupportCosts(tables: PackTables, { key, names, standards, status }: SupportCostEntry): void {
  tables.putNames('support_cost_category', key, 'name', names, status)
  for (const { rate, validFrom, validTo, source, status: rateStatus } of standards) {
    tables.put('support_cost_standard', ['category', 'valid_from'], { natural_key: JSON.stringify([key, validFrom]), category: key, rate, valid_from: validFrom, valid_to: validTo, source, status: rateStatus })
  }
}

function writeCountingRule(tables: PackTables, entry: CountingRuleEntry): void {
  const key = countingRuleKey(entry.code, entry.validFrom)
  tables.put('counting_rule', ['natural_key'], { code: entry.code, natural_key: key, valid_from: entry.validFrom, valid_to: entry.validTo, definition: JSON.stringify(entry) })
  // The versions of one rule share its name.
  tables.putNames('counting_rule', entry.code, 'name', entry.names, entry.status)
}

function known(tables: PackTables, table: string, key: string | null): number | null {
  if (key === null) return null
  return tables.find(table, key) ?? fail('internal', 'error.store-pack-invalid', { file: table, detail: `unknown key ${key}` })
}

/** Entries after the entries that they are below; an unknown or circular parent is an error of the pack. */
function parentsFirst<E extends { readonly key: string; readonly parent: string | null }>(file: string, entries: readonly E[]): readonly E[] {
  const own = new Set(entries.map((entry) => entry.key))
  const placed = new Set<string>()
  const sorted: E[] = []
  let waiting = entries
  while (waiting.length > 0) {
    const ready = waiting.filter(({ parent }) => parent === null || !own.has(parent) || placed.has(parent))
    if (ready.length === 0) return fail('internal', 'error.store-pack-invalid', { file, detail: `parents in a circle: ${waiting.map((entry) => entry.key).join(', ')}` })
    for (const entry of ready) placed.add(entry.key)
    sorted.push(...ready)
    waiting = waiting.filter((entry) => !placed.has(entry.key))
  }
  return sorted
}
