/** Electron's runtime: present, or fetched; a failed fetch is not tried again for a week unless it is asked for. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cacheDir, inRoot, root } from './paths.mjs'
import { say } from './say.mjs'

const silenceMs = 8_000
const rememberedMs = 7 * 24 * 3600 * 1000

const packageDir = inRoot('node_modules', 'electron')
const version = () => JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')).version
const failureFile = () => join(cacheDir(), `electron-${version()}-not-fetched`)

/** Path of Electron's binary, or null. Electron writes path.txt last: without it an unpacking was broken off. */
export function findElectron() {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const name = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform] ?? 'electron'
  const binary = join(named || join(packageDir, 'dist'), name)
  return existsSync(binary) && (named || existsSync(join(packageDir, 'path.txt'))) ? binary : null
}

/** Fetches the runtime unless a fetch of this version failed within the last week; resolves with the binary or null. */
export async function ensureElectron(node, isAskedFor, silence = silenceMs) {
  const found = findElectron()
  if (found) return found
  const failure = failureFile()
  const failedAt = existsSync(failure) ? statSync(failure).mtimeMs : 0
  if (!isAskedFor && Date.now() - failedAt < rememberedMs) return null
  say("Fetching Electron's runtime, once.")
  if (await fetchRuntime(node, silence)) {
    rmSync(failure, { force: true })
    return findElectron()
  }
  mkdirSync(cacheDir(), { recursive: true })
  writeFileSync(failure, new Date().toISOString())
  return null
}

/** Runs Electron's own fetch (which checks what it got) and ends it when no byte has arrived for 8 s. */
function fetchRuntime(node, silence) {
  // What arrives lies here first, where it can be seen to grow, and is then unpacked into dist.
  const passing = mkdtempSync(join(tmpdir(), 'rmms-electron-'))
  const received = () => sizeOf(passing) + sizeOf(join(packageDir, 'dist'))
  return new Promise((resolve) => {
    const env = { ...process.env, TMPDIR: passing, TEMP: passing, TMP: passing, ELECTRON_GET_NO_PROGRESS: '1' }
    const child = spawn(node, [join(packageDir, 'install.js')], { cwd: root, stdio: 'ignore', env })
    let seen = received()
    let lastByte = Date.now()
    const watch = setInterval(() => {
      const now = received()
      if (now !== seen) [seen, lastByte] = [now, Date.now()]
      else if (Date.now() - lastByte > silence) child.kill('SIGKILL')
    }, Math.min(500, silence / 4))
    child.on('error', () => undefined)
    child.on('close', (code) => {
      clearInterval(watch)
      rmSync(passing, { recursive: true, force: true })
      resolve(code === 0 && findElectron() !== null)
    })
  })
}

function sizeOf(path) {
  try {
    const found = statSync(path)
    return found.isDirectory() ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0) : found.size
  } catch {
    return 0
  }
}
