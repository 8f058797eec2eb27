/** Windows and the workspaces in them: one window a workspace, further instances, crashes, the end. */
import { access, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { eventually } from '../../helpers/eventually.ts'
import { good, startHost, type StartedHost } from './started-host.ts'

const isThere = (path: string): Promise<boolean> => access(path).then(() => true, () => false)

/** Makes a workspace in the first window and leaves it again; gives its id and its file. */
async function madeWorkspace({ window, connect, dataDir }: StartedHost, name: string): Promise<{ id: string; path: string }> {
  const client = await connect(window(0))
  const { id } = await good(client.workspaces.create({ name }))
  await good(client.workspaces.close({ workspace: id }))
  return { id, path: join(dataDir, 'workspaces', `${name}.rmms`) }
}

describe('one window a workspace', () => {
  it('brings the window to the front that has the workspace already, by id and by file', async () => {
    const host = await startHost()
    const { standIn, window, connect } = host
    const { id, path } = await madeWorkspace(host, 'Register')
    const first = await connect(window(0))
    await good(first.workspaces.open({ id }))
    standIn.choose('File', 'New window')
    const second = await connect(window(1))
    expect(await second.workspaces.open({ id })).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(window(0).focusCount).toBe(1)
    standIn.openFile(path)
    await eventually('the window in front', () => window(0).focusCount === 2)
    expect(standIn.windows).toHaveLength(2)
    // It still answers in the first.
    await good(first.workspaces.summary({ workspace: id }))
  })

  it('closes a workspace that its window leaves, changes for another, or closes with', async () => {
    const host = await startHost()
    const { standIn, window, connect } = host
    const one = await madeWorkspace(host, 'One')
    expect(await isThere(`${one.path}-wal`)).toBe(false)
    const client = await connect(window(0))
    await good(client.workspaces.open({ id: one.id }))
    const two = await good(client.workspaces.create({ name: 'Two' }))
    await eventually('the first one closed', async () => !(await isThere(`${one.path}-wal`)))
    expect(await client.workspaces.close({ workspace: one.id })).toMatchObject({ ok: false, error: { reason: 'error.unknown-workspace' } })

    standIn.choose('File', 'New window')
    const other = await connect(window(1))
    expect(await other.workspaces.close({ workspace: two.id })).toMatchObject({ ok: false, error: { reason: 'error.unknown-workspace' } })
    await good(client.workspaces.summary({ workspace: two.id }))
    window(0).close()
    await eventually('the second one closed', async () => !(await isThere(join(host.dataDir, 'workspaces', 'Two.rmms-wal'))))
    await good(other.workspaces.open({ id: two.id }))
  })

  it('goes on in its session after a reload, and tells each window what changed', async () => {
    const { window, connect } = await startHost()
    const before = await connect(window(0))
    const { id } = await good(before.workspaces.create({ name: 'Register' }))
    const after = await connect(window(0))
    const told = new Promise((resolve) => after.onEvent('settings-changed', resolve))
    await good(after.workspaces.open({ id }))
    await good(after.app.saveSettings({ person: 'Amina Diallo' }))
    await told
    expect(await before.app.settings({})).toMatchObject({ ok: false, error: { reason: 'error.connection-lost' } })
  })
})

describe('a workspace named from outside', () => {
  it('takes the window on the first screen, else a new one', async () => {
    const host = await startHost()
    const { standIn, window } = host
    const [one, two] = [await madeWorkspace(host, 'One'), await madeWorkspace(host, 'Two')]
    standIn.openFile(one.path)
    await eventually('the page of the workspace', () => window(0).loaded.at(-1) === `app://rmms/?workspace=${one.id}`)
    standIn.startSecond({ files: [two.path] })
    await eventually('a second window', () => standIn.windows.length === 2)
    expect(window(1).loaded).toEqual([`app://rmms/?workspace=${two.id}`])
  })

  it('is opened at the start, from the folder the command was given in', async () => {
    const made = await startHost()
    const { path } = await madeWorkspace(made, 'Register')
    const folder = await mkdtemp(join(tmpdir(), 'rmms-electron-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    await writeFile(join(folder, 'copy.rmms'), await readFile(path))
    const { window } = await startHost({ args: ['.', '--no-sandbox', join(folder, 'copy.rmms'), 'notes.txt'] })
    await eventually('the page of the workspace', () => window(0).loaded.some((url) => url.includes('?workspace=')))
  })

  it('that is none, or is gone, is refused in words', async () => {
    const { standIn, folder } = await startHost()
    await writeFile(join(folder, 'notes.rmms'), 'not a workspace at all, whatever its name says')
    standIn.answers.message.push(0, 0)
    standIn.openFile(join(folder, 'notes.rmms'))
    await eventually('the first message', () => standIn.asked.length === 1)
    standIn.startSecond({ files: [join(folder, 'gone.rmms')] })
    await eventually('the second message', () => standIn.asked.length === 2)
    expect(standIn.asked).toMatchObject([{ options: { message: expect.stringContaining('“notes.rmms” is not a workspace') } }, { options: { message: expect.stringContaining('The workspace “gone.rmms” is not where it was') } }])
    expect(standIn.windows).toHaveLength(1)
  })
})

describe('a second instance', () => {
  it('hands its files over and ends before it opens anything', async () => {
    const { standIn, folder } = await startHost({ isFirstInstance: false, args: ['.', 'a.rmms', '--flag.rmms'] })
    expect(standIn.told.isQuitting).toBe(true)
    expect(standIn.told.lock).toEqual({ files: [join(folder, 'a.rmms')] })
    expect(standIn.windows).toEqual([])
  })

  it('without files, or with something unreadable, brings the window to the front', async () => {
    const { standIn, window } = await startHost()
    window(0).minimize()
    standIn.startSecond({ files: [] })
    expect(window(0).isMinimized()).toBe(false)
    expect(window(0).focusCount).toBe(1)
    standIn.startSecond({ files: 'x' })
    standIn.startSecond(null)
    expect(window(0).focusCount).toBe(3)
  })
})

describe('where windows stand', () => {
  const options = { displays: [{ x: 0, y: 25, width: 1920, height: 1015 }] }

  it('is remembered, also that one was maximized; a further window covers none', async () => {
    const host = await startHost(options)
    const dataDir = await mkdtemp(join(tmpdir(), 'rmms-electron-'))
    onTestFinished(() => rm(dataDir, { recursive: true, force: true, maxRetries: 3 }))
    expect(host.window(0).bounds).toEqual({ x: 240, y: 83, width: 1440, height: 900 })

    const first = await startHost({ ...options, dataDir })
    first.window(0).bounds = { x: 100, y: 120, width: 1000, height: 700 }
    first.window(0).maximize()
    first.window(0).close()
    await first.standIn.hasQuit

    const second = await startHost({ ...options, dataDir })
    await eventually('a menu', () => second.standIn.menu().length > 0)
    expect(second.window(0).bounds).toEqual({ x: 100, y: 120, width: 1000, height: 700 })
    expect(second.window(0).isMaximized()).toBe(true)
    expect(second.window(0).isVisible).toBe(true)
    second.standIn.choose('File', 'New window')
    expect(second.window(1).bounds).toEqual({ x: 128, y: 148, width: 1000, height: 700 })
    expect(second.window(1).isMaximized()).toBe(false)
    await second.standIn.quit()

    await writeFile(join(dataDir, 'window.json'), '{"bounds": "everywhere"')
    expect((await startHost({ ...options, dataDir })).window(0).bounds).toEqual({ x: 240, y: 83, width: 1440, height: 900 })
  })
})

describe('a page that has died', () => {
  it('is told of and loaded again, or closed, as the person wishes', async () => {
    const { standIn, window } = await startHost({ platform: 'darwin' })
    const { webContents: contents } = window(0)
    contents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 })
    expect(standIn.asked).toEqual([])
    standIn.answers.message.push(0, 1)
    contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
    await eventually('the page loaded again', () => contents.reloads === 1)
    expect(standIn.asked).toMatchObject([{ kind: 'message', options: { type: 'error', message: 'This window has stopped working', buttons: ['Reload this window', 'Close'] } }])
    contents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 9 })
    await eventually('the window closed', () => standIn.windows.length === 0)
  })
})

describe('the end', () => {
  it('comes with the last window, but on macOS, where a click opens a new one', async () => {
    const { standIn, window } = await startHost()
    window(0).close()
    await standIn.hasQuit

    const mac = await startHost({ platform: 'darwin' })
    mac.window(0).close()
    expect(mac.standIn.told.isQuitting).toBe(false)
    mac.standIn.activate()
    expect(mac.standIn.windows).toHaveLength(1)
  })

  it('leaves each workspace as one file and no file of its own', async () => {
    const { standIn, window, connect, dataDir } = await startHost()
    const client = await connect(window(0))
    const { id } = await good(client.workspaces.create({ name: 'Register' }))
    await good(client.workspaces.saveCopy({ workspace: id }))
    expect(await isThere(join(dataDir, 'workspaces', 'Register.rmms-wal'))).toBe(true)
    await standIn.quit()
    expect(await isThere(join(dataDir, 'workspaces', 'Register.rmms'))).toBe(true)
    expect(await isThere(join(dataDir, 'workspaces', 'Register.rmms-wal'))).toBe(false)
    expect(standIn.windows).toEqual([])
  })

  it('waits for what a window has begun, and leaves nothing half made', async () => {
    const { standIn, window, connect, dataDir } = await startHost()
    const client = await connect(window(0))
    const begun = Promise.withResolvers<void>()
    void client.workspaces.createSample({}, { onProgress: () => begun.resolve() })
    await begun.promise
    await standIn.quit()
    expect(await readdir(join(dataDir, 'workspaces'))).toEqual([])
    expect(await readdir(join(dataDir, 'passing'))).toEqual([])
  })
})
