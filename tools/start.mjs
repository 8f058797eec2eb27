/**
 * npm start: installs and builds what is missing, and opens the application: in Electron's window, else (its runtime cannot
 * be fetched) through the browser host in the app window of an installed browser, else at an address that it prints.
 * `npm start -- --fetch-electron` tries a fetch again that failed before; workspace files may be named after it.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromiumFlags, findChromium } from './lib/chromium.mjs'
import { ensureElectron } from './lib/electron-runtime.mjs'
import { cacheDir, inRoot, root } from './lib/paths.mjs'
import { prepare } from './lib/prepare.mjs'
import { say, stop } from './lib/say.mjs'

const args = process.argv.slice(2)
const workspaces = args.filter((arg) => !arg.startsWith('--'))
const unknown = args.find((arg) => arg.startsWith('--') && arg !== '--fetch-electron')
if (unknown) stop(`npm start does not know ${unknown}; it knows --fetch-electron and the names of workspace files.`, 2)

const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
const node = await prepare()
const electron = await ensureElectron(node, args.includes('--fetch-electron'))

if (electron && hasDisplay) {
  // As root Chromium has no sandbox of its own to start.
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(electron, [...flags, root, ...workspaces], { cwd: root, stdio: 'inherit' })
  endWith(child)
  child.on('error', () => stop("Electron's window could not be started."))
} else {
  if (!electron) say("Electron's runtime cannot be fetched here, so the application opens in a browser window (npm start -- --fetch-electron tries again).")
  startInBrowser(hasDisplay ? findChromium() : null)
}

function startInBrowser(browser) {
  const host = spawn(node, [inRoot('out', 'main', 'browser.js'), '--with-parent', ...(browser ? [] : ['--stay']), ...workspaces], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] })
  endWith(host)
  let isFirst = true
  createInterface({ input: host.stdout }).on('line', (address) => {
    if (browser && isFirst) openWindow(browser, address)
    else if (isFirst) say(`${hasDisplay ? 'No Chromium, Chrome or Edge was found' : 'There is no display'}: open this address in a browser on this machine; Ctrl-C ends.`)
    else say('Another window opens at this address:')
    if (!browser) process.stdout.write(`${address}\n`)
    isFirst = false
  })
}

function openWindow(browser, address) {
  const profile = join(cacheDir(), 'browser-window')
  const window = spawn(browser, [`--app=${address}`, `--user-data-dir=${profile}`, '--window-size=1440,900', ...chromiumFlags()], { stdio: 'ignore', detached: process.platform !== 'win32' })
  window.on('error', () => say(`${browser} could not be started; open this address in a browser on this machine: ${address}`))
  window.unref()
}

/** This process lives as long as the child: signals go to it, and its exit code is ours. */
function endWith(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)
    process.exit()
  })
}
