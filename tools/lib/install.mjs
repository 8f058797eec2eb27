/** Installs the locked packages when they are missing or the lock has changed since. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { inRoot } from './paths.mjs'
import { run } from './run.mjs'
import { say, stop } from './say.mjs'

const stampFile = inRoot('node_modules', '.rmms-lock')
const lockFiles = ['package-lock.json', 'tools/node-runtime/package.json']

const lockStamp = () => lockFiles.reduce((hash, file) => hash.update(readFileSync(inRoot(file))), createHash('sha256')).digest('hex')

/** True where npm itself notes in node_modules the very packages that the lock names (an install made by hand). */
function isSameTree() {
  try {
    const wanted = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages
    const present = JSON.parse(readFileSync(inRoot('node_modules', '.package-lock.json'), 'utf8')).packages
    const differs = ([path, { version, optional, link }]) => path.startsWith('node_modules/') && !link && !optional && present[path]?.version !== version
    return !Object.entries(wanted).some(differs)
  } catch {
    return false
  }
}

export async function ensureInstalled() {
  const stamp = lockStamp()
  const installed = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : null
  if (installed === stamp) return
  if (installed === null && isSameTree()) {
    writeFileSync(stampFile, stamp)
    return
  }
  say(installed === null ? 'Installing the packages of the project; the first time this takes a minute.' : 'The list of packages has changed; installing.')
  const { code, text } = await run(...npmCommand(['ci', '--no-audit', '--no-fund', '--loglevel=error']))
  if (code !== 0) {
    say(text.trim())
    stop('The packages could not be installed: check the network connection (or the npm registry that is configured) and try again.')
  }
  writeFileSync(stampFile, stamp)
}

/** npm as this Node brought it: by the path npm itself gives, else beside the Node binary, else by name. */
function npmCommand(args) {
  const beside = [join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js'), join(dirname(dirname(process.execPath)), 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js')]
  const cli = [process.env.npm_execpath, ...beside].find((path) => path && path.endsWith('npm-cli.js') && existsSync(path))
  const options = { output: 'collect', env: cleanEnvironment() }
  return cli ? [process.execPath, [cli, ...args], options] : ['npm', args, { ...options, shell: process.platform === 'win32' }]
}

/** Without what the running npm script put in: the folder of binaries that is about to be replaced. */
function cleanEnvironment() {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(inRoot('node_modules')))
  return { ...process.env, PATH: path.join(delimiter) }
}
