import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeStore, type WritableDb } from '../../../src/main/core/store/database.ts'
import { contentHash } from '../../../src/main/core/store/content-hash.ts'
import { installPacks, missingPacks, readPacks, type ShippedPack } from '../../../src/main/core/store/packs.ts'
import { inChangeset } from '../../../src/main/core/store/write-gate.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { by, edit, errorOf, makeWorkspace, openWritable, resourcesDir } from '../../fixtures/workspace-file.ts'

let folder: TempFolder
let db: WritableDb
let packs: readonly ShippedPack[]
beforeAll(async () => {
  folder = await createTempFolder()
  packs = readPacks(resourcesDir)
  db = openWritable(makeWorkspace(folder.path))
})
afterAll(() => {
  closeStore(db)
  return folder.remove()
})
const one = (sql: string): unknown => db.prepare(sql).get()
const entriesOf = (kind: string): number => packs.find(({ pack }) => pack.kind === kind)?.pack.entries.length ?? -1

describe('the reference packs', () => {
  it('are installed whole, in one changeset that cannot be undone', () => {
    expect(installPacks(db, packs, by)).toMatchObject({ kind: 'changeset.packs', canUndo: false })
    expect(one('SELECT (SELECT count(*) FROM area) AS areas, (SELECT count(*) FROM partner) AS partners, (SELECT count(*) FROM office) AS offices, (SELECT count(*) FROM modality) AS modalities, (SELECT count(*) FROM counting_rule) AS rules, (SELECT count(*) FROM objective) + (SELECT count(*) FROM result) + (SELECT count(*) FROM focus) AS framework')).toEqual({
      areas: entriesOf('areas'), partners: entriesOf('partners'), offices: entriesOf('offices'), modalities: entriesOf('modalities'), rules: entriesOf('counting-rules'), framework: entriesOf('framework'),
    })
    expect(one("SELECT text, status FROM label WHERE entity = 'partner' AND entity_key = 'JPN' AND language = 'fr'")).toMatchObject({ text: 'Japon' })
    expect(one("SELECT code FROM identifier WHERE entity = 'area' AND entity_key = 'AUS' AND system = 'fao-symbol'")).toEqual({ code: 'AUL' })
    expect(one("SELECT p.natural_key AS parent FROM partner x JOIN partner p ON p.id = x.parent_id WHERE x.natural_key = 'JPN'")).toEqual({ parent: 'GROUP-GOVERNMENTS' })
    expect(one('SELECT count(*) AS orphans FROM label l WHERE entity = \'area\' AND NOT EXISTS (SELECT 1 FROM area WHERE natural_key = l.entity_key)')).toEqual({ orphans: 0 })
  })

  it('installed again change nothing', () => {
    const before = contentHash(db)
    expect(installPacks(db, packs, by)).toBeNull()
    expect([contentHash(db), one('SELECT max(id) AS head FROM changeset')]).toEqual([before, { head: 2 }])
  })

  it('in a new version update what differs, and leave what persons added', () => {
    inChangeset(db, edit, (writer) => writer.insert('alias', { entity: 'area', entity_key: 'AUS', text: 'Down Under', origin: 'person' }))
    const next = packs.map(({ pack, hash }): ShippedPack => pack.kind === 'areas'
      ? { hash: 'new', pack: { ...pack, version: '9.0.0', entries: pack.entries.map((entry) => (entry.key === 'AUS' ? { ...entry, names: { ...entry.names, en: 'Commonwealth' }, aliases: [...entry.aliases, 'Down Under'] } : entry)) } }
      : { pack, hash })
    expect(missingPacks(db, next).map(({ pack }) => pack.id)).toEqual(['areas'])
    // The name, and the pack's own version and hash.
    expect(installPacks(db, next, by)?.changes).toBe(2)
    expect(one("SELECT text FROM label WHERE entity = 'area' AND entity_key = 'AUS' AND role = 'name' AND language = 'en'")).toEqual({ text: 'Commonwealth' })
    expect(one("SELECT origin FROM alias WHERE text = 'Down Under'")).toEqual({ origin: 'person' })
  })

  it.each([
    ['not JSON', '{'],
    ['not a pack', '{"kind":"areas"}'],
  ])('a file that is %s is named', (what, content) => {
    const home = join(folder.path, what)
    mkdirSync(join(home, 'packs'), { recursive: true })
    writeFileSync(join(home, 'packs', 'bad.json'), content)
    expect(errorOf(() => readPacks(home))).toMatchObject({ code: 'internal', reason: 'error.store-pack-invalid', params: { file: 'bad.json' } })
  })
})
