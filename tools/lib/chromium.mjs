/** Finds an installed Chromium, Chrome or Edge; and, for the tests, gets one. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { inRoot } from './paths.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable']

function usualPlaces() {
  if (process.platform === 'win32') {
    const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(Boolean)
    const inside = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe', 'Chromium\\Application\\chrome.exe']
    return folders.flatMap((folder) => inside.map((path) => join(folder, path)))
  }
  if (process.platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge']
    return ['/Applications', join(process.env.HOME ?? '', 'Applications')].flatMap((folder) => apps.map((app) => join(folder, `${app}.app`, 'Contents', 'MacOS', app)))
  }
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin']
  return names.flatMap((name) => folders.filter(Boolean).map((folder) => join(folder, name)))
}

/** Path of an installed browser: the one of RMMS_CHROMIUM, else from the usual places; null where there is none. */
export function findChromium() {
  const named = process.env.RMMS_CHROMIUM
  if (named) return existsSync(named) ? named : null
  return usualPlaces().find((path) => existsSync(path)) ?? null
}

const isRoot = () => process.getuid?.() === 0

/** Path of a browser for the tests; installs one where that is possible without asking; null where all failed. */
export async function ensureChromium(node) {
  if (process.env.RMMS_CHROMIUM && !findChromium()) say(`RMMS_CHROMIUM names ${process.env.RMMS_CHROMIUM}, which is not there.`)
  const found = findChromium() ?? (await playwrightsOwn(node))
  if (found) return found
  if (isRoot() && existsSync('/etc/debian_version')) {
    say('Installing the package chromium for the tests in a page.')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { output: 'collect', env })
    let { code } = await install()
    if (code !== 0) {
      await run('apt-get', ['update'], { output: 'collect', env })
      code = (await install()).code
    }
    if (code === 0 && findChromium()) return findChromium()
  }
  say('Fetching the Chromium of Playwright for the tests in a page.')
  const { code, text } = await run(node, [inRoot('node_modules', 'playwright', 'cli.js'), 'install', 'chromium'], { output: 'collect' })
  if (code !== 0) say(text.trim().split('\n').slice(-3).join('\n'))
  return playwrightsOwn(node)
}

async function playwrightsOwn(node) {
  const script = "import('playwright').then(({ chromium }) => process.stdout.write(chromium.executablePath()))"
  const { code, text } = await run(node, ['--input-type=module', '--eval', script], { output: 'collect' })
  return code === 0 && existsSync(text) ? text : null
}

/** Flags for a browser that shows one page of this machine and asks for nothing else. */
export function chromiumFlags() {
  const quiet = ['--no-first-run', '--no-default-browser-check', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  // As root Chromium runs without its own sandbox only; without --test-type a warning bar would cover the page.
  return isRoot() ? [...quiet, '--no-sandbox', '--test-type'] : quiet
}
