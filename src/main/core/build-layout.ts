/**
 * Where the parts of the application lie, seen from this file: built (every file directly in out/main) or as source, which
 * the tests run unbundled.
 */
import { fileURLToPath } from 'node:url'
import type { WorkerUrls } from './ports.ts'

export interface BuildLayout {
  readonly workers: WorkerUrls
  /** Entry of the parser's own process. */
  readonly parserEntry: URL
  readonly migrationsDir: string
  readonly resourcesDir: string
  /** Built page: index.html and its assets. */
  readonly rendererDir: string
  /** Built preload script of the Electron window. */
  readonly preloadFile: string
  readonly packageFile: string
}

const here = new URL('.', import.meta.url)
const isSource = import.meta.url.endsWith('.ts')
const root = new URL(isSource ? '../../../' : '../../', here)

const folder = (path: string, base: URL): string => fileURLToPath(new URL(path, base))
const entry = (source: string, built: string): URL => new URL(isSource ? source : built, here)

export const buildLayout: BuildLayout = Object.freeze({
  workers: {
    store: entry('jobs/store.worker.ts', 'store.worker.js'),
    query: entry('jobs/query.worker.ts', 'query.worker.js'),
    export: entry('jobs/export.worker.ts', 'export.worker.js'),
  },
  parserEntry: entry('importing/parser/parser-process.ts', 'parser-process.js'),
  migrationsDir: fileURLToPath(entry('store/migrations', 'migrations')),
  resourcesDir: folder('resources', root),
  rendererDir: folder('out/renderer', root),
  preloadFile: folder('out/preload/index.cjs', root),
  packageFile: folder('package.json', root),
})
