/** Builds the application when its sources have changed since the last build. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot } from './paths.mjs'
import { run } from './run.mjs'
import { say, stop } from './say.mjs'

const stampFile = inRoot('out', '.sources')
const sources = ['src', 'electron.vite.config.ts', 'package-lock.json']

function* files(path) {
  if (!statSync(path).isDirectory()) yield path
  else for (const name of readdirSync(path).sort()) yield* files(join(path, name))
}

function sourceStamp() {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of files(inRoot(source))) {
      if (!file.endsWith('.tsbuildinfo')) hash.update(file.slice(inRoot().length)).update('\0').update(readFileSync(file)).update('\0')
    }
  }
  return hash.digest('hex')
}

export async function ensureBuilt(node) {
  const stamp = sourceStamp()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  say('Building the application.')
  const { code, text } = await run(node, [inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn'], { output: 'collect' })
  if (code !== 0) {
    say(text.trim())
    stop('The application could not be built: the lines above name the file.')
  }
  writeFileSync(stampFile, stamp)
}
