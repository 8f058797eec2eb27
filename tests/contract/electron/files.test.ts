/** Files of the window: tokens in, tokens out, and no path on the page's side. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { channels } from '../../../src/shared/rpc/electron-host.ts'
import { good, startHost } from './started-host.ts'

const token = /^file-[A-Za-z0-9_-]{22}$/

describe('choosing', () => {
  it('gives tokens, names and sizes; nothing where the person changed their mind', async () => {
    const { standIn, window, folder } = await startHost()
    await writeFile(join(folder, 'grants.csv'), 'a,b\n')
    standIn.answers.open.push([join(folder, 'grants.csv')], [])
    const picked = await standIn.invoke(window(0), channels.pick, { kind: 'spreadsheet', isMultiple: true })
    expect(picked).toEqual({ ok: true, value: [{ token: expect.stringMatching(token), name: 'grants.csv', size: 4 }] })
    expect(JSON.stringify(picked)).not.toContain(folder)
    expect(await standIn.invoke(window(0), channels.pick, { kind: 'workspace' })).toEqual({ ok: true, value: [] })
    expect(standIn.asked).toMatchObject([
      { kind: 'open', options: { properties: ['openFile', 'multiSelections'], filters: [{ name: 'Spreadsheets', extensions: ['xlsx', 'xlsm', 'xltx', 'xlsb', 'xls', 'ods', 'csv', 'tsv', 'tab', 'txt', 'html', 'htm', 'mht', 'docx', 'docm'] }] } },
      { kind: 'open', options: { properties: ['openFile'], filters: [{ name: 'Workspaces', extensions: ['rmms'] }] } },
    ])
  })
})

describe('dropping', () => {
  it('gives a token for a file; a folder, a missing file and a file without a place on this machine are refused', async () => {
    const { standIn, window, folder } = await startHost()
    await writeFile(join(folder, 'grants.csv'), 'a,b\n')
    expect(await standIn.invoke(window(0), channels.drop, join(folder, 'grants.csv'))).toMatchObject({ ok: true, value: { name: 'grants.csv', size: 4 } })
    for (const path of [folder, join(folder, 'gone.csv')]) expect(await standIn.invoke(window(0), channels.drop, path)).toMatchObject({ ok: false, error: { code: 'not-found', reason: 'error.unknown-file' } })
    expect(await standIn.invoke(window(0), channels.drop, '')).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
  })
})

describe('a path in place of a token', () => {
  it('opens nothing, reads nothing and saves nothing', async () => {
    const { standIn, window, folder, connect } = await startHost()
    const secret = join(folder, 'secret.txt')
    const client = await connect(window(0))
    const { id } = await good(client.workspaces.create({ name: 'Register' }))
    for (const path of [secret, `file-${secret}`, 'file-../../../../etc/passwd', `file://${secret}`]) {
      expect(await client.workspaces.open({ file: path })).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
      expect(await client.submissions.inspect({ workspace: id, file: path })).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
      expect(await standIn.invoke(window(0), channels.save, path)).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
    }
    const unknown = `file-${'A'.repeat(22)}`
    expect(await client.workspaces.open({ file: unknown })).toMatchObject({ ok: false, error: { reason: 'error.unknown-file' } })
    expect(await standIn.invoke(window(0), channels.save, unknown)).toMatchObject({ ok: false, error: { reason: 'error.unknown-file' } })
    expect(standIn.asked).toEqual([])
  })
})

describe('saving', () => {
  it('puts the whole file at the chosen place in one step, under the name it offers', async () => {
    const { standIn, window, folder, connect } = await startHost()
    const client = await connect(window(0))
    const { id } = await good(client.workspaces.create({ name: 'Register' }))
    const copy = await good(client.workspaces.saveCopy({ workspace: id }))
    const target = join(folder, 'documents', 'copy.rmms')
    standIn.answers.save.push(null, target)
    expect(await standIn.invoke(window(0), channels.save, copy.token)).toEqual({ ok: true, value: false })
    expect(await standIn.invoke(window(0), channels.save, copy.token)).toEqual({ ok: true, value: true })
    expect((await readFile(target)).subarray(0, 15).toString()).toBe('SQLite format 3')
    expect(await readdir(join(folder, 'documents'))).toEqual(['copy.rmms'])
    expect(standIn.asked[0]).toMatchObject({ kind: 'save', options: { defaultPath: join(folder, 'documents', 'Register.rmms') } })
  })

  it('never over a workspace that is at work, and says so where nothing can be written', async () => {
    const { standIn, window, folder, dataDir, connect } = await startHost()
    const client = await connect(window(0))
    const { id } = await good(client.workspaces.create({ name: 'Register' }))
    const copy = await good(client.workspaces.saveCopy({ workspace: id }))
    const atWork = join(dataDir, 'workspaces', 'Register.rmms')
    const before = await readFile(atWork)
    standIn.answers.save.push(atWork, join(folder, 'no', 'such', 'folder', 'copy.rmms'))
    expect(await standIn.invoke(window(0), channels.save, copy.token)).toMatchObject({ ok: false, error: { code: 'conflict', reason: 'error.workspace-target-exists' } })
    expect((await readFile(atWork)).equals(before)).toBe(true)
    expect(await standIn.invoke(window(0), channels.save, copy.token)).toMatchObject({ ok: false, error: { reason: 'error.export-not-writable' } })
  })
})
