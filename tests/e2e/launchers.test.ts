/** The launchers as a person starts them, on this Node, with folders of their own for cache and data. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findElectron } from '../../tools/lib/electron-runtime.mjs'
import { eventually } from '../helpers/eventually.ts'
import { rawRequest } from '../helpers/raw-http.ts'

const root = join(import.meta.dirname, '..', '..')
let folder = ''
let children: ChildProcess[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rmms-launch-'))
  // As after a fetch that failed: the tests fetch no runtime.
  const { version }: { version: string } = JSON.parse(await readFile(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'))
  await mkdir(join(folder, 'cache', 'rmms-workbench'), { recursive: true })
  await writeFile(join(folder, 'cache', 'rmms-workbench', `electron-${version}-not-fetched`), '')
})
afterEach(async () => {
  for (const child of children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  children = []
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
})

interface Launched {
  readonly child: ChildProcess
  readonly said: { out: string; error: string }
  readonly ended: Promise<number | null>
}

function launch(file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Launched {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, npm_lifecycle_event: _event, ...rest } = process.env
  const child = spawn(process.execPath, [join(root, 'tools', file), ...args], { env: { ...rest, XDG_CACHE_HOME: join(folder, 'cache'), RMMS_DATA_DIR: join(folder, 'data'), ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  const said = { out: '', error: '' }
  child.stdout.on('data', (chunk) => (said.out += String(chunk)))
  child.stderr.on('data', (chunk) => (said.error += String(chunk)))
  return { child, said, ended: once(child, 'close').then(() => child.exitCode) }
}

describe.runIf(process.platform === 'linux')('npm start where there is no display', () => {
  it('says so, prints the address of a page that is there, and serves until Ctrl-C', async () => {
    const { child, said, ended } = launch('start.mjs', [])
    await eventually('an address', () => said.out.includes('\n'), 30_000)
    expect(said.error).toContain('There is no display: open this address in a browser on this machine; Ctrl-C ends.')
    const address = new URL(said.out.trim())
    expect(address).toMatchObject({ hostname: '127.0.0.1', hash: expect.stringMatching(/^#token=/) })
    const page = await rawRequest(Number(address.port), { path: '/', headers: { 'sec-fetch-site': 'none', 'sec-fetch-dest': 'document' } })
    expect(page.body).toContain('<title>RMMS Workbench</title>')
    child.kill('SIGINT')
    expect(await ended).toBe(0)
    // The folder of passing files is empty again: nothing of this run is left.
    expect(await readdir(join(folder, 'data', 'passing'))).toEqual([])
  })

  it('prints the address of another window when one was used', async () => {
    const { said } = launch('start.mjs', [])
    await eventually('an address', () => said.out.includes('\n'), 30_000)
    const address = new URL(said.out.trim())
    const body = JSON.stringify({ token: address.hash.slice('#token='.length) })
    const answer = await rawRequest(Number(address.port), { method: 'POST', path: '/session', headers: { origin: address.origin, 'content-type': 'application/json' }, body })
    expect(answer.status).toBe(200)
    await eventually('a second address', () => said.out.trim().split('\n').length === 2)
    expect(said.out.trim().split('\n')[1]).not.toBe(address.href)
  })

  it('leaves no host behind when it is killed', async () => {
    const { child, said } = launch('start.mjs', [])
    await eventually('an address', () => said.out.includes('\n'), 30_000)
    const port = Number(new URL(said.out.trim()).port)
    child.kill('SIGKILL')
    await eventually('the host has ended', () => rawRequest(port, { path: '/' }).then(() => false, () => true))
  })

  // With Electron's runtime its own window opens.
  it.skipIf(findElectron() !== null)('opens the app window of the browser where a display is', async () => {
    const args = join(folder, 'args.txt')
    const browser = join(folder, 'browser.sh')
    await writeFile(browser, `#!/bin/sh\nprintf '%s\\n' "$@" > '${args}.part' && mv '${args}.part' '${args}'\n`, { mode: 0o755 })
    const { child, said, ended } = launch('start.mjs', [], { DISPLAY: ':99', RMMS_CHROMIUM: browser })
    await eventually('the browser is started', async () => (await readdir(folder)).includes('args.txt'), 30_000)
    const flags = (await readFile(args, 'utf8')).trim().split('\n')
    expect(flags).toContainEqual(expect.stringMatching(/^--app=http:\/\/127\.0\.0\.1:\d+\/#token=/))
    expect(flags).toContainEqual(expect.stringMatching(/^--user-data-dir=/))
    expect(said.out).toBe('')
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })
})

describe('the launchers', () => {
  it('npm start says what it does not know', async () => {
    const { said, ended } = launch('start.mjs', ['--nonsense'])
    expect(await ended).toBe(2)
    expect(said.error).toContain('--nonsense')
  })

  it('rmms hands over arguments, output and exit code; what it says itself goes to standard error', async () => {
    const help = launch('rmms.mjs', ['--help'])
    expect(await help.ended).toBe(0)
    expect(help.said.out).toContain('rmms <command>')
    const wrong = launch('rmms.mjs', ['nonsense'])
    expect(await wrong.ended).toBe(2)
    expect(wrong.said.out).toBe('')
  })
})
