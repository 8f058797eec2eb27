import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import DatabaseFile from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeStore, openForReading, openForWriting } from '../../../src/main/core/store/database.ts'
import { isNetworkPath, isOnNetworkMount, isSyncedPath } from '../../../src/main/core/store/location.ts'
import { inChangeset } from '../../../src/main/core/store/write-gate.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { edit, errorOf, makeWorkspace, openWritable, partnerRow, writing } from '../../fixtures/workspace-file.ts'
import { withoutRights } from '../../helpers/without-rights.ts'

let folder: TempFolder
beforeAll(async () => {
  folder = await createTempFolder()
})
afterAll(() => folder.remove())

const sub = (name: string): string => {
  const path = join(folder.path, name)
  mkdirSync(path)
  return path
}

describe('a workspace at work and at rest', () => {
  it('is in WAL mode while it is open, trusts no schema, enforces references, and is one file afterwards', () => {
    const home = sub('rest')
    const db = openWritable(makeWorkspace(home))
    expect(['journal_mode', 'trusted_schema', 'foreign_keys', 'synchronous'].map((pragma) => db.pragma(pragma, { simple: true }))).toEqual(['wal', 0, 1, 2])
    inChangeset(db, edit, (writer) => writer.insert('partner', partnerRow('JPN')))
    closeStore(db)
    expect(readdirSync(home)).toEqual(['w.rmms'])
  })

  it('can be read beside the writer, and a reading handle writes nothing', () => {
    const db = openWritable(makeWorkspace(sub('reader')))
    const reader = openForReading(db.name)
    inChangeset(db, edit, (writer) => writer.insert('partner', partnerRow('JPN')))
    expect(reader.prepare('SELECT natural_key FROM partner').pluck().all()).toEqual(['JPN'])
    expect(() => reader.exec('DELETE FROM partner')).toThrow(/readonly/)
    closeStore(reader)
    closeStore(db)
  })

  it('is not made over an existing file, and leaves nothing when its first content fails', () => {
    const home = sub('make')
    const path = makeWorkspace(home)
    const bytes = readFileSync(path)
    expect(errorOf(() => makeWorkspace(home))).toMatchObject({ code: 'conflict', reason: 'error.workspace-target-exists' })
    expect(readFileSync(path).equals(bytes)).toBe(true)
    expect(() => makeWorkspace(home, 'other.rmms', { fill: () => { throw new Error('no packs') } })).toThrow('no packs')
    expect(readdirSync(home)).toEqual(['w.rmms'])
  })
})

describe('a workspace at rest that another program has locked', () => {
  /** Not our code: it knows neither WAL nor the note of who writes. */
  const hold = (path: string): DatabaseFile.Database => {
    const other = new DatabaseFile(path)
    other.exec('BEGIN IMMEDIATE; UPDATE workspace SET name = name')
    return other
  }

  it('is busy when the time for waiting is over, not before', () => {
    const path = makeWorkspace(sub('locked'))
    const other = hold(path)
    const began = performance.now()
    expect(errorOf(() => openForWriting(path, { ...writing, busyMs: 200 }))).toMatchObject({ code: 'busy', reason: 'error.store-busy-unknown', params: { name: 'w.rmms' } })
    expect(performance.now() - began).toBeGreaterThanOrEqual(200)
    other.close()
    closeStore(openWritable(path))
  })

  it('opens as soon as the other one is done', async () => {
    const path = makeWorkspace(sub('soon'))
    const program = `const other = new (require('better-sqlite3'))(${JSON.stringify(path)})
      other.exec('BEGIN IMMEDIATE; UPDATE workspace SET name = name')
      console.log('holding')
      setTimeout(() => other.exec('ROLLBACK'), 300)`
    const child = spawn(process.execPath, ['-e', program], { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    const db = openWritable(path)
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    closeStore(db)
    await once(child, 'exit')
  })
})

describe('what is refused', () => {
  it.each([
    ['an empty file', (path: string) => writeFileSync(path, '')],
    ['a text file', (path: string) => writeFileSync(path, 'symbol;amount\n'.repeat(100))],
    ['a SQLite file of somebody else', (path: string) => { const other = new DatabaseFile(path); other.exec('CREATE TABLE t (x)'); other.close() }],
    ['a folder', (path: string) => mkdirSync(path)],
  ])('%s is not a workspace and is left as it is', (_what, make) => {
    const home = sub(_what)
    const path = join(home, 'x.rmms')
    make(path)
    for (const open of [() => openForWriting(path, writing), () => openForReading(path)]) expect(errorOf(open)).toMatchObject({ code: 'unreadable-file', reason: 'error.workspace-not-one', params: { name: 'x.rmms' } })
    expect(readdirSync(home)).toEqual(['x.rmms'])
  })

  it('a missing file', () => expect(errorOf(() => openForWriting(join(folder.path, 'gone.rmms'), writing))).toMatchObject({ code: 'not-found', reason: 'error.workspace-missing' }))

  it('a workspace that was cut short', () => {
    const path = makeWorkspace(sub('cut'))
    truncateSync(path, 8192)
    expect(errorOf(() => openForWriting(path, writing))).toMatchObject({ code: 'unreadable-file', reason: 'error.workspace-damaged' })
  })

  it('a workspace of a newer version, unchanged', () => {
    const path = makeWorkspace(sub('newer'))
    const db = new DatabaseFile(path)
    db.pragma('user_version = 99')
    db.close()
    const bytes = readFileSync(path)
    expect(errorOf(() => openForWriting(path, writing))).toMatchObject({ code: 'newer-file', reason: 'error.workspace-newer', params: { version: 99 } })
    expect(readFileSync(path).equals(bytes)).toBe(true)
  })

  it('a workspace into which somebody put a trigger', () => {
    const path = makeWorkspace(sub('trigger'))
    const db = new DatabaseFile(path)
    db.exec('CREATE TRIGGER t AFTER INSERT ON amount BEGIN DELETE FROM change; END')
    db.close()
    expect(errorOf(() => openForWriting(path, writing))).toMatchObject({ code: 'unreadable-file' })
  })
})

describe('places that cannot be written safely', () => {
  it('knows synchronized folders and network paths by their names', () => {
    expect(['/home/a/Dropbox/w.rmms', 'C:\\Users\\a\\OneDrive - FAO\\w.rmms', '/Users/a/Library/Mobile Documents/w.rmms', '/home/a/Google Drive/x/w.rmms'].map(isSyncedPath)).toEqual([true, true, true, true])
    expect(['/home/a/dropboxes/w.rmms', '/home/a/Documents/OneDriver/w.rmms'].map(isSyncedPath)).toEqual([false, false])
    expect(['\\\\server\\share\\w.rmms', '//server/share/w.rmms', '\\\\?\\UNC\\server\\share', '/home/a', 'C:\\a', '\\\\?\\C:\\a'].map(isNetworkPath)).toEqual([true, true, true, false, false, false])
  })

  it('knows network drives of macOS by its mount table, the nearest mount deciding', () => {
    const table = [
      '/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)',
      'devfs on /dev (devfs, local, nobrowse)',
      '//amina@files.example.org/Planning on /Volumes/Planning on the road (smbfs, nodev, nosuid, mounted by amina)',
      'server:/export on /Volumes/data (nfs)',
      'https://dav.example.org/ on /Volumes/dav (webdav, nodev, noexec)',
      '/dev/disk5s1 on /Volumes/data/stick (1) (exfat, local, nodev)',
    ].join('\n')
    const on = (path: string): boolean => isOnNetworkMount(table, path)
    expect(['/Volumes/Planning on the road', '/Volumes/Planning on the road/2010', '/Volumes/data/x', '/Volumes/dav'].map(on)).toEqual([true, true, true, true])
    expect(['/Users/amina', '/Volumes/database', '/Volumes/data/stick (1)/x', '/Volumes/Planning'].map(on)).toEqual([false, false, false, false])
    expect(isOnNetworkMount('', '/Users/amina')).toBe(false)
  })

  it('opens a workspace in a synchronized folder for reading only, makes none there and leaves no file beside it', () => {
    const source = makeWorkspace(sub('plain'))
    const home = sub('Dropbox')
    copyFileSync(source, join(home, 'w.rmms'))
    const opened = openForWriting(join(home, 'w.rmms'), writing)
    expect(opened.readOnly).toBe('error.workspace-synced-folder')
    expect(opened.db.prepare('SELECT name FROM workspace').pluck().get()).toBe('Register')
    expect(readdirSync(home)).toEqual(['w.rmms'])
    closeStore(opened.db)
    expect(errorOf(() => makeWorkspace(home, 'new.rmms'))).toMatchObject({ reason: 'error.workspace-new-unsafe' })
  })

  it('reads a workspace that was not closed from a private copy, with what stands in its WAL', () => {
    const db = openWritable(makeWorkspace(sub('unclosed')))
    inChangeset(db, edit, (writer) => writer.insert('partner', partnerRow('JPN')))
    const home = sub('OneDrive')
    for (const end of ['', '-wal']) copyFileSync(`${db.name}${end}`, join(home, `w.rmms${end}`))
    closeStore(db)
    const opened = openForWriting(join(home, 'w.rmms'), writing)
    expect(opened.readOnly).toBe('error.workspace-synced-folder')
    expect(opened.db.prepare('SELECT natural_key FROM partner').pluck().all()).toEqual(['JPN'])
    closeStore(opened.db)
    expect(readdirSync(home).sort()).toEqual(['w.rmms', 'w.rmms-wal'])
  })

  it('reads one that was not closed also where folder, file and WAL are all read-only, as on a disc', () => {
    const db = openWritable(makeWorkspace(sub('unclosed-too')))
    inChangeset(db, edit, (writer) => writer.insert('partner', partnerRow('JPN')))
    const home = sub('disc')
    const path = join(home, 'w.rmms')
    for (const end of ['', '-wal']) {
      copyFileSync(`${db.name}${end}`, `${path}${end}`)
      chmodSync(`${path}${end}`, 0o444)
    }
    closeStore(db)
    chmodSync(folder.path, 0o755)
    chmodSync(home, 0o555)
    expect(openUnprivileged(path)).toEqual({ readOnly: 'error.workspace-read-only-folder', name: 'Register' })
    expect(readdirSync(home).sort()).toEqual(['w.rmms', 'w.rmms-wal'])
    chmodSync(home, 0o755)
  })

  it('says read-only for a write-protected folder and for a write-protected file', () => {
    const path = makeWorkspace(sub('protected'))
    const home = join(folder.path, 'protected')
    chmodSync(folder.path, 0o755)
    chmodSync(path, 0o644)
    chmodSync(home, 0o555)
    expect(openUnprivileged(path)).toEqual({ readOnly: 'error.workspace-read-only-folder', name: 'Register' })
    chmodSync(home, 0o777)
    chmodSync(path, 0o444)
    expect(openUnprivileged(path)).toEqual({ readOnly: 'error.workspace-read-only-file', name: 'Register' })
    expect(existsSync(`${path}-wal`)).toBe(false)
  })
})

/** Root may write anywhere, so a child without rights looks. */
function openUnprivileged(path: string): unknown {
  const { file, args, ids } = withoutRights(process.execPath, [join(import.meta.dirname, 'open-child.ts'), path])
  return JSON.parse(execFileSync(file, args, { ...ids, encoding: 'utf8' }))
}
