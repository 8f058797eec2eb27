/**
 * Reference packs: read from the application's resources, and copied into a workspace as one changeset with their id, version
 * and hash. A workspace keeps what it was given: a newer application changes nothing by itself.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { ChangesetEntry } from '../../../shared/contract/activity.ts'
import { parsePack, type Pack, type PackKind } from '../../../shared/domain/pack.ts'
import { fail } from '../../../shared/result.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { createPackTables, type PackTables } from './pack-tables.ts'
import { writePackEntries } from './pack-entries.ts'
import { packKey, type PackHashes } from './verify.ts'
import { inChangeset } from './write-gate.ts'

export interface ShippedPack {
  readonly pack: Pack
  /** SHA-256 of the parsed pack as JSON. */
  readonly hash: string
}

/** What an entry refers to stands in packs of an earlier kind. */
const order: readonly PackKind[] = ['areas', 'partners', 'offices', 'framework', 'support-costs', 'modalities', 'counting-rules']

/** The packs below `resourcesDir`/packs, in the order in which they are installed. Fails with internal where one is not a pack. */
export function readPacks(resourcesDir: string): readonly ShippedPack[] {
  const folder = join(resourcesDir, 'packs')
  const files = readdirSync(folder).filter((name) => name.endsWith('.json')).sort()
  const packs = files.map((file) => {
    const pack = readPack(join(folder, file), file)
    return { pack, hash: createHash('sha256').update(JSON.stringify(pack)).digest('hex') }
  })
  return packs.sort((a, b) => order.indexOf(a.pack.kind) - order.indexOf(b.pack.kind))
}

function readPack(path: string, file: string): Pack {
  try {
    return parsePack(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    const detail = error instanceof z.ZodError ? `${error.issues[0]?.path.join('.') ?? ''}: ${error.issues[0]?.message ?? ''}` : error instanceof Error ? error.message : String(error)
    return fail('internal', 'error.store-pack-invalid', { file, detail })
  }
}

export const packHashes = (packs: readonly ShippedPack[]): PackHashes => new Map(packs.map(({ pack, hash }) => [packKey(pack.id, pack.version), hash]))

/** Packs that the workspace does not hold, or holds in another version or with other content. */
export function missingPacks(db: ReadableDb, packs: readonly ShippedPack[]): readonly ShippedPack[] {
  const held = db.prepare<[string], string>('SELECT hash FROM pack WHERE code = ?').pluck()
  return packs.filter(({ pack, hash }) => held.get(pack.id) !== hash)
}

/** Copies the packs into the workspace. Null where it holds them all already. Rows that a pack no longer names stay. */
export function installPacks(db: WritableDb, packs: readonly ShippedPack[], by: { readonly person: string; readonly now: string }): ChangesetEntry | null {
  const missing = missingPacks(db, packs)
  if (missing.length === 0) return null
  const reason = missing.map(({ pack }) => `${pack.id} ${pack.version}`).join(', ')
  return inChangeset(db, { ...by, kind: 'packs', reason }, (writer) => {
    const tables = createPackTables(db, writer)
    for (const shipped of missing) installPack(tables, shipped)
  }).changeset
}

function installPack(tables: PackTables, { pack, hash }: ShippedPack): void {
  const isUnverified = (entry: Pack['entries'][number]): boolean => entry.status === 'unverified' || ('unverified' in entry && entry.unverified.length > 0)
  tables.put('pack', ['code'], {
    code: pack.id,
    kind: pack.kind,
    version: pack.version,
    hash,
    title: pack.title.en,
    source: `${pack.source.publisher}: ${pack.source.title} (${pack.source.year})`,
    licence: pack.licence,
    entries: pack.entries.length,
    unverified: pack.entries.filter(isUnverified).length,
  })
  tables.putNames('pack', pack.id, 'name', pack.title, 'verified')
  tables.putNames('pack', pack.id, 'description', pack.note, 'verified')
  writePackEntries(tables, pack)
}
