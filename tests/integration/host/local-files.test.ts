import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dataDirFor } from '../../../src/main/core/data-dir.ts'
import { createFileLog } from '../../../src/main/core/file-log.ts'
import { createFileVault, plainName } from '../../../src/main/core/files/file-vault.ts'
import { createSettingsFile } from '../../../src/main/core/settings-file.ts'
import { recordLog } from '../../helpers/test-contract.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rmms-local-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function* bytes(...sizes: number[]): AsyncGenerator<Uint8Array> {
  for (const size of sizes) yield Buffer.alloc(size, 'x')
}

describe('the file vault', () => {
  it('gives a different token each time and keeps the path to itself', async () => {
    const vault = await createFileVault(join(folder, 'passing'))
    await writeFile(join(folder, 'a.csv'), 'abc')
    const entries = [await vault.register(join(folder, 'a.csv')), await vault.register(join(folder, 'a.csv'))]
    expect(new Set(entries.map(({ token }) => token)).size).toBe(2)
    for (const entry of entries) {
      expect(entry).toEqual({ token: expect.stringMatching(/^file-[A-Za-z0-9_-]{22}$/), name: 'a.csv', size: 3 })
      expect(await vault.resolve(entry.token)).toEqual({ path: join(folder, 'a.csv'), name: 'a.csv', size: 3 })
    }
  })

  it('takes no path for a token, no folder for a file, and knows when a file has gone', async () => {
    const vault = await createFileVault(join(folder, 'passing'))
    await writeFile(join(folder, 'a.csv'), 'abc')
    const { token } = await vault.register(join(folder, 'a.csv'))
    await rm(join(folder, 'a.csv'))
    for (const wrong of [token, join(folder, 'a.csv'), '/etc/passwd', '', '__proto__']) await expect(vault.resolve(wrong)).rejects.toMatchObject({ error: { code: 'not-found', reason: 'error.unknown-file' } })
    await expect(vault.register(folder)).rejects.toMatchObject({ error: { reason: 'error.unknown-file' } })
  })

  it('keeps its own files for this user alone and removes them at the end', async () => {
    const vault = await createFileVault(join(folder, 'passing'))
    const { token } = await vault.receive('a.csv', bytes(10, 20), 30)
    const { path, size } = await vault.resolve(token)
    expect(size).toBe(30)
    const [own] = await readdir(join(folder, 'passing'))
    if (process.platform !== 'win32') {
      expect((await stat(join(folder, 'passing', own ?? ''))).mode & 0o777).toBe(0o700)
      expect((await stat(path)).mode & 0o777).toBe(0o600)
    }
    await vault.dispose()
    expect(await readdir(join(folder, 'passing'))).toEqual([])
    await expect(vault.resolve(token)).rejects.toMatchObject({ error: { reason: 'error.unknown-file' } })
  })

  it('removes what a process that was killed has left behind, and nothing else', async () => {
    const parent = join(folder, 'passing')
    const alive = await createFileVault(parent)
    await writeFile(join(parent, 'note.txt'), 'x')
    // Above every pid that Linux, macOS and Windows give out.
    await mkdir(join(parent, 'files-999999999-abc'))
    await createFileVault(parent)
    const left = await readdir(parent)
    expect(left).toContain('note.txt')
    expect(left.filter((name) => name.startsWith(`files-${process.pid}-`))).toHaveLength(2)
    expect(left).not.toContain('files-999999999-abc')
    await alive.dispose()
  })

  it('delivers in one step: what was there stays whole until then, also when the source is gone', async () => {
    const vault = await createFileVault(join(folder, 'passing'))
    const reserved = await vault.reserve('annex.xlsx')
    await expect(reserved.finish()).rejects.toMatchObject({ error: { reason: 'error.unknown-file' } })
    await writeFile(reserved.path, 'new')
    const { token, name } = await reserved.finish()
    expect(name).toBe('annex.xlsx')
    const target = join(folder, 'out.xlsx')
    await writeFile(target, 'old')
    await expect(vault.deliver(token, join(folder, 'missing', 'out.xlsx'))).rejects.toThrow()
    await vault.deliver(token, target)
    expect(await readFile(target, 'utf8')).toBe('new')
    expect((await readdir(folder)).toSorted()).toEqual(['out.xlsx', 'passing'])
  })

  it.each([
    ['plan 2010-11.xlsx', 'plan 2010-11.xlsx'],
    ['données.csv', 'données.csv'],
    ['../../a.csv', 'a.csv'],
    ['C:\\x\\a.csv', 'a.csv'],
    ['..', 'file'],
    ['', 'file'],
    ['nul.csv', '_nul.csv'],
    ['a\u0000b\n.csv', 'a_b_.csv'],
    ['a.csv. .', 'a.csv'],
    ['evil\u202exslx.exe', 'evil_xslx.exe'],
  ])('stores %j as %j', (name, stored) => {
    expect(plainName(name)).toBe(stored)
  })

  it('cuts long names by bytes, never inside a character', () => {
    const name = plainName(`${'表'.repeat(300)}.xlsx`)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200)
    expect(name).toMatch(/^表+\.xlsx$/)
  })
})

describe('the settings file', () => {
  it('gives back what was written, defaults before, and replaces the file in one step', async () => {
    const store = createSettingsFile({ path: join(folder, 'settings.json'), log: recordLog(), locale: 'fr' })
    expect(await store.read()).toEqual({ locale: 'fr', theme: 'system', person: '' })
    await store.write({ locale: 'en', theme: 'dark', person: 'Amina' })
    expect(await store.read()).toEqual({ locale: 'en', theme: 'dark', person: 'Amina' })
    expect(await readdir(folder)).toEqual(['settings.json'])
  })

  it.each(['', '{', 'null', '[]', '{"locale":"xx"}', '{"person":5}', '\u0000'])('that is damaged (%j) counts as none and is told to the log', async (content) => {
    const log = recordLog()
    await writeFile(join(folder, 'settings.json'), content)
    const store = createSettingsFile({ path: join(folder, 'settings.json'), log })
    expect(await store.read()).toEqual({ locale: 'en', theme: 'system', person: '' })
    expect(log.entries).toHaveLength(1)
  })

  it('keeps what an older version wrote without the newer settings', async () => {
    await writeFile(join(folder, 'settings.json'), '{"person":"Amina"}')
    expect(await createSettingsFile({ path: join(folder, 'settings.json'), log: recordLog() }).read()).toEqual({ locale: 'en', theme: 'system', person: 'Amina' })
  })
})

describe('the log', () => {
  const now = (): string => '2026-01-02T03:04:05.000Z'

  it('writes a line an entry, without the home folder that bears the name of the user', async () => {
    const log = createFileLog({ folder, now })
    log.error('unexpected failure', { reference: 'abc', stack: `Error: x\n    at ${join(homedir(), 'secret', 'a.ts')}` })
    const text = await readFile(join(folder, 'rmms.log'), 'utf8')
    expect(text).not.toContain(join(homedir(), 'secret'))
    expect(JSON.parse(text)).toMatchObject({ at: now(), level: 'error', message: 'unexpected failure', details: { reference: 'abc' } })
  })

  it('keeps a few files of limited size', async () => {
    const log = createFileLog({ folder, now, maxBytes: 200, keep: 2 })
    for (let entry = 0; entry < 50; entry += 1) log.info(`entry ${entry}`)
    expect((await readdir(folder)).toSorted()).toEqual(['rmms.1.log', 'rmms.2.log', 'rmms.log'])
    expect(await readFile(join(folder, 'rmms.log'), 'utf8')).toContain('entry 49')
  })

  it('that cannot be written stops nothing', async () => {
    await writeFile(join(folder, 'file'), '')
    expect(() => createFileLog({ folder: join(folder, 'file', 'logs'), now }).info('x')).not.toThrow()
  })
})

describe('the data folder', () => {
  it.each([
    ['linux', {}, '/home/a/.local/share/rmms-workbench'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/rmms-workbench'],
    ['darwin', {}, '/home/a/Library/Application Support/RMMS Workbench'],
    ['win32', { RMMS_DATA_DIR: 'D:\\x' }, 'D:\\x'],
  ] as const)('follows the custom of %s with %j', (platform, env, expected) => {
    if (process.platform === 'win32') return
    expect(dataDirFor(platform, env, '/home/a')).toBe(expected)
  })
})
