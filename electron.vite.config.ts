/** Builds the three parts: main (hosts, workers, parser process), preload (one file, as the sandbox wants it) and the page. */
import { cpSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { build, type Plugin } from 'vite'
import { noncePlaceholder } from './src/shared/content-security-policy.ts'

const root = import.meta.dirname

/** Every entry lies directly in out/main: src/main/core/build-layout.ts finds the others from there. */
const mainEntries = {
  electron: 'src/main/hosts/electron/index.ts',
  browser: 'src/main/hosts/browser/index.ts',
  rmms: 'src/main/hosts/cli/index.ts',
  'store.worker': 'src/main/core/jobs/store.worker.ts',
  'query.worker': 'src/main/core/jobs/query.worker.ts',
  'export.worker': 'src/main/core/jobs/export.worker.ts',
}

const inRoot = (entries: Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, resolve(root, path)]))

const copyMigrations: Plugin = {
  name: 'copy-migrations',
  writeBundle: () => cpSync(resolve(root, 'src/main/core/store/migrations'), resolve(root, 'out/main/migrations'), { recursive: true }),
}

/** Says so where the parser came to load zod again, which costs its start a tenth of a second. */
const withoutZod: Plugin = {
  name: 'without-zod',
  generateBundle(_options, parts) {
    for (const part of Object.values(parts)) if (part.type === 'chunk' && part.imports.includes('zod')) this.warn(`${part.fileName} loads zod: a schema is used, or made in a way that does not count as pure (z.nullable(X), not X.nullable())`)
  },
}

/**
 * The parser's process is started anew for files and shares no parts with the others: of zod's schemas it needs the types only, and
 * to load zod would take it twice the time to start (measured: 100 ms instead of 190).
 */
const buildParser: Plugin = {
  name: 'build-parser',
  async writeBundle() {
    await build({
      configFile: false,
      logLevel: 'warn',
      plugins: [withoutZod],
      build: {
        ssr: resolve(root, 'src/main/core/importing/parser/parser-process.ts'),
        target: 'node24', outDir: resolve(root, 'out/main'), emptyOutDir: false,
        rolldownOptions: { treeshake: { manualPureFunctions: ['z'], moduleSideEffects: false, propertyReadSideEffects: false }, output: { format: 'es', entryFileNames: 'parser-process.js', chunkFileNames: 'parser-part-[name]-[hash].js' } },
      },
    })
  },
}

export default defineConfig({
  main: {
    plugins: [copyMigrations, buildParser],
    build: {
      target: 'node24',
      outDir: 'out/main',
      rolldownOptions: { input: inRoot(mainEntries), output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'part-[name]-[hash].js' } },
    },
  },
  preload: {
    build: { outDir: 'out/preload', externalizeDeps: false, rolldownOptions: { input: inRoot({ index: 'src/main/preload/index.ts' }), output: { format: 'cjs', entryFileNames: '[name].cjs' } } },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    html: { cspNonce: noncePlaceholder },
    build: { outDir: 'out/renderer', minify: true, assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 2000, rolldownOptions: { input: resolve(root, 'src/renderer/index.html') } },
  },
})
