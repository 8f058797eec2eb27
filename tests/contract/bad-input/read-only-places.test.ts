/** Folders and files that may not be written, seen by a user without rights (root may write anywhere): read where that is possible, refused in words where it is not. */
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { goodBook } from './desk.ts'
import { expectRefused, rmms, type CommandOptions } from './command.ts'

let folder = ''
let user: CommandOptions
const sub = (name: string, mode: number): string => {
  const path = join(folder, name)
  mkdirSync(path)
  copyFileSync(join(folder, 'W.rmms'), join(path, 'W.rmms'))
  chmodSync(join(path, 'W.rmms'), 0o666)
  chmodSync(path, mode)
  return path
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rmms-ro-'))
  chmodSync(folder, 0o755)
  writeFileSync(join(folder, 'grants.xlsx'), goodBook(6))
  writeFileSync(join(folder, 'more.xlsx'), goodBook(9))
  const made = await rmms({ cwd: folder }, 'import', 'grants.xlsx', '--workspace', 'W.rmms', '--yes')
  expect(made.code, made.err).toBe(0)
  const home = join(folder, 'home')
  mkdirSync(home)
  chmodSync(home, 0o777)
  user = { cwd: home, isWithoutRights: true }
})
afterAll(() => {
  for (const name of readdirSync(folder, { withFileTypes: true })) if (name.isDirectory()) chmodSync(join(folder, name.name), 0o777)
  rmSync(folder, { recursive: true, force: true })
})

describe('a workspace that may only be read', () => {
  it.each([['folder', 0o555, 0o666], ['file', 0o777, 0o444]] as const)('for its %s: matrix, annex and verify work; import, undo and a dry run are refused; not a byte changes', async (what, folderMode, fileMode) => {
    const place = sub(`read-only-${what}`, folderMode)
    const path = join(place, 'W.rmms')
    chmodSync(path, fileMode)
    const bytes = readFileSync(path)
    const matrix = await rmms(user, 'matrix', '--workspace', path, '--json')
    expect(matrix.code, matrix.err).toBe(0)
    expect(JSON.parse(matrix.out)).toMatchObject({ total: 2_100_000 })
    expect((await rmms(user, 'verify', '--workspace', path)).code).toBe(0)
    expect((await rmms(user, 'annex', 'voluntary-contributions-by-partner', '--anyway', '--workspace', path, '--biennium', '2010', '--out', `${what}.xlsx`)).code).toBe(0)
    const refused = /“W\.rmms” cannot be written: the file, its folder or the drive is read-only\. Copy/
    expectRefused(await rmms(user, 'import', join(folder, 'more.xlsx'), '--workspace', path, '--yes'), refused)
    expectRefused(await rmms(user, 'import', join(folder, 'more.xlsx'), '--workspace', path), refused)
    expectRefused(await rmms(user, 'undo', '--workspace', path), refused)
    expect(readFileSync(path).equals(bytes)).toBe(true)
    expect(readdirSync(place)).toEqual(['W.rmms'])
  })
})

describe('places where nothing can be made', () => {
  it('a new workspace in a read-only folder, in a missing one, and in one that is kept in step with a cloud', async () => {
    const place = sub('locked', 0o555)
    for (const path of [join(place, 'new.rmms'), join(folder, 'no', 'such', 'new.rmms')]) expectRefused(await rmms(user, 'new', '--workspace', path), /“new\.rmms” cannot be made here: the folder does not exist, or nothing can be written/)
    mkdirSync(join(user.cwd, 'Dropbox'))
    chmodSync(join(user.cwd, 'Dropbox'), 0o777)
    expectRefused(await rmms(user, 'new', '--workspace', join('Dropbox', 'new.rmms')), /“new\.rmms” cannot be made here: the folder lies on a network drive or is kept in step/)
    expect(readdirSync(place)).toEqual(['W.rmms'])
    expect(readdirSync(join(user.cwd, 'Dropbox'))).toEqual([])
  })

  it('an annex: neither the table nor its companion is left alone, and what was there stays', async () => {
    const place = sub('outbox', 0o777)
    const path = join(place, 'W.rmms')
    writeFileSync(join(user.cwd, 'annex.xlsx'), 'what was there')
    chmodSync(join(user.cwd, 'annex.xlsx'), 0o666)
    const closed = sub('closed', 0o555)
    const annex = (...places: readonly string[]) => rmms(user, 'annex', 'voluntary-contributions-by-partner', '--anyway', '--workspace', path, '--biennium', '2010', ...places)
    const refused = /Nothing can be written in the chosen folder .*what was there before is as it was/
    expectRefused(await annex('--out', join(closed, 'annex.xlsx')), refused)
    expectRefused(await annex('--out', 'annex.xlsx', '--companion', join(closed, 'c.xlsx')), refused)
    expectRefused(await annex('--out', join(closed, 'annex.xlsx'), '--companion', 'c.xlsx'), refused)
    expectRefused(await annex('--out', place, '--companion', 'c.xlsx'), /“outbox” is a folder or a device, not a file/)
    expectRefused(await annex('--out', path, '--companion', 'c.xlsx'), /“W\.rmms” is a workspace and was not replaced/)
    expectRefused(await annex('--out', 'annex.xlsx', '--companion', path), /“W\.rmms” is a workspace and was not replaced/)
    expect((await rmms(user, 'verify', '--workspace', path)).code).toBe(0)
    expect((await annex('--out', 'same.xlsx', '--companion', './same.xlsx')).code).toBe(2)
    expect(readFileSync(join(user.cwd, 'annex.xlsx'), 'utf8')).toBe('what was there')
    expect(readdirSync(closed)).toEqual(['W.rmms'])
    expect(readdirSync(user.cwd).filter((name) => name.startsWith('c.') || name.endsWith('.tmp'))).toEqual([])
  })

  it('a file that may not be read', async () => {
    const place = sub('secret', 0o777)
    writeFileSync(join(folder, 'secret.xlsx'), goodBook())
    chmodSync(join(folder, 'secret.xlsx'), 0)
    expectRefused(await rmms(user, 'import', join(folder, 'secret.xlsx'), '--workspace', join(place, 'W.rmms')), /“secret\.xlsx” may not be read by this user/)
  })

  it('a data folder that cannot be written is said in words', async () => {
    const cwd = join(folder, 'no-data')
    mkdirSync(cwd)
    chmodSync(cwd, 0o555)
    expectRefused(await rmms({ ...user, cwd }, 'matrix', '--workspace', join(folder, 'W.rmms')), /data folder/)
  })
})
