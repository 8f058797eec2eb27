/** Holds every source file against the import table; part of `npm run lint`. */
import { globSync, readFileSync } from 'node:fs'
import { forbiddenImports } from './lib/import-table.mjs'
import { root } from './lib/paths.mjs'

const files = globSync('src/**/*.{ts,tsx}', { cwd: root }).map((file) => file.replaceAll('\\', '/'))
const found = files.flatMap((file) => forbiddenImports(file, readFileSync(new URL(file, `file://${root}/`), 'utf8')))
for (const sentence of found) process.stderr.write(`${sentence}\n`)
process.stdout.write(`${files.length} files held against the import table, ${found.length} forbidden imports\n`)
process.exit(found.length > 0 || files.length === 0 ? 1 : 0)
