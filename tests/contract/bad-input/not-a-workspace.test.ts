/** What is opened as a workspace and is none, or is one of a newer version: named, and left byte for byte as it was. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import DatabaseFile from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { goodBook, openDesk, type Desk } from './desk.ts'
import { expectRefused, rmms } from './command.ts'

let desk: Desk
let folder = ''
/** A sound workspace, closed. */
let sound = ''
beforeAll(async () => {
  desk = await openDesk()
  folder = mkdtempSync(join(tmpdir(), 'rmms-none-'))
  sound = join(folder, 'sound.rmms')
  const run = await rmms({ cwd: folder }, 'new', '--workspace', sound)
  expect(run.code, run.err).toBe(0)
  writeFileSync(join(folder, 'grants.xlsx'), goodBook())
})
afterAll(async () => {
  await desk.dispose()
  rmSync(folder, { recursive: true, force: true })
})

const damage = (path: string): void => {
  copyFileSync(sound, path)
  const bytes = readFileSync(path)
  // Every page but the first: the header still says what it was.
  bytes.fill(0xa5, 4096)
  writeFileSync(path, bytes)
}
const cases: readonly [what: string, make: (path: string) => void, code: string, reason: string, text: RegExp][] = [
  ['an empty file', (path) => writeFileSync(path, ''), 'unreadable-file', 'error.workspace-not-one', /not a workspace/],
  ['a text file', (path) => writeFileSync(path, 'symbol;amount\n'.repeat(200)), 'unreadable-file', 'error.workspace-not-one', /not a workspace/],
  ['a spreadsheet', (path) => writeFileSync(path, goodBook()), 'unreadable-file', 'error.workspace-not-one', /through Submissions/],
  ['a SQLite file of another program', (path) => void new DatabaseFile(path).exec('CREATE TABLE t (x)').close(), 'unreadable-file', 'error.workspace-not-one', /not a workspace/],
  ['a workspace of a newer version', (path) => {
    copyFileSync(sound, path)
    const db = new DatabaseFile(path)
    db.pragma('user_version = 99')
    db.close()
  }, 'newer-file', 'error.workspace-newer', /newer version/],
  ['a workspace that was cut off', (path) => {
    copyFileSync(sound, path)
    truncateSync(path, 20_480)
  }, 'unreadable-file', 'error.workspace-damaged', /damaged/],
  ['a workspace with broken pages', damage, 'unreadable-file', 'error.workspace-damaged', /damaged/],
  ['a workspace with a trigger in it', (path) => {
    copyFileSync(sound, path)
    new DatabaseFile(path).exec('CREATE TRIGGER t AFTER INSERT ON amount BEGIN DELETE FROM change; END').close()
  }, 'unreadable-file', 'error.workspace-not-one', /not a workspace/],
]

describe.each(cases)('%s', (what, make, code, reason, text) => {
  const name = `${what.replaceAll(' ', '-')}.rmms`
  const path = (): string => join(folder, name)
  beforeAll(() => make(path()))

  it('is refused in the window, which goes on', async () => {
    const bytes = readFileSync(path())
    const { token } = await desk.local.files.register(path())
    await desk.untouched(async () => {
      for (let time = 0; time < 2; time++) expect(await desk.refusal('workspaces.open', { file: token })).toMatchObject({ code, reason, params: { name } })
    })
    expect((await desk.ask('workspaces.list', {})).map(({ name }) => name)).toEqual(['Register'])
    expect(readFileSync(path()).equals(bytes)).toBe(true)
  })

  it('is refused by the command line with exit code 1, and nothing is put beside it', async () => {
    const bytes = readFileSync(path())
    expectRefused(await rmms({ cwd: folder }, 'import', 'grants.xlsx', '--workspace', name, '--yes'), text)
    expect(readFileSync(path()).equals(bytes)).toBe(true)
    expect(readdirSync(folder).filter((other) => other.startsWith(name))).toEqual([name])
  })
})

describe('what is no file at all', () => {
  it('a folder, a link that leads nowhere, a link in a circle, a pipe and a missing file are named; nothing is made', async () => {
    mkdirSync(join(folder, 'folder.rmms'))
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.rmms'))
    symlinkSync(join(folder, 'circle.rmms'), join(folder, 'circle.rmms'))
    execFileSync('mkfifo', [join(folder, 'pipe.rmms')])
    const before = readdirSync(folder).sort()
    for (const name of ['folder.rmms', 'pipe.rmms']) expectRefused(await rmms({ cwd: folder }, 'verify', '--workspace', name), new RegExp(`“${name}” is a folder or a device, not a file`))
    for (const name of ['dangling.rmms', 'circle.rmms', 'missing.rmms']) expectRefused(await rmms({ cwd: folder }, 'verify', '--workspace', name), new RegExp(`“${name}” was not found`))
    expectRefused(await rmms({ cwd: folder }, 'import', 'folder.rmms', '--workspace', 'sound.rmms'), /is a folder or a device, not a file/)
    // With --yes a missing workspace is made, but never through a link or over anything.
    for (const name of ['dangling.rmms', 'folder.rmms', 'circle.rmms']) expectRefused(await rmms({ cwd: folder }, 'new', '--workspace', name), /already there|not a file/)
    expect(readdirSync(folder).filter((name) => name !== 'data').sort()).toEqual(before.filter((name) => name !== 'data'))
    expect(existsSync(join(folder, 'nowhere'))).toBe(false)
  })

  it('a workspace that goes away after it was listed', async () => {
    const path = join(folder, 'going.rmms')
    copyFileSync(sound, path)
    const { id } = await desk.ask('workspaces.open', { file: (await desk.local.files.register(path)).token })
    await desk.ask('workspaces.close', { workspace: id })
    rmSync(path)
    expect(await desk.ask('workspaces.list', {})).toContainEqual(expect.objectContaining({ id, isThere: false }))
    expect(await desk.refusal('workspaces.open', { id })).toMatchObject({ code: 'not-found', reason: 'error.workspace-missing', params: { name: 'going.rmms' } })
    expect(await desk.refusal('workspaces.summary', { workspace: id })).toMatchObject({ code: 'not-found', reason: 'error.unknown-workspace' })
  })
})
