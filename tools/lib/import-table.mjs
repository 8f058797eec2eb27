/**
 * Who may import whom, as an allow-list: what a folder does not name, it may not import. The first row whose folder holds a
 * file is the file's row. Packages are those of package.json; `node` stands for Node's own modules.
 */
import { builtinModules } from 'node:module'
import { posix } from 'node:path'

const pureStages = ['src/main/core/importing/detect/', 'src/main/core/importing/map/', 'src/main/core/importing/validate/']
/** What hosts see of the core: the composition, its ports as every local host fills them, and nothing behind them. */
const coreDoors = ['src/main/core/core.ts', 'src/main/core/dispatcher.ts', 'src/main/core/ports.ts', 'src/main/core/local-ports.ts', 'src/main/core/build-layout.ts', 'src/main/core/data-dir.ts', 'src/main/core/files/', 'src/main/core/importing/parser/']
const kit = ['src/renderer/ui/', 'src/renderer/grid/', 'src/renderer/charts/', 'src/renderer/platform/']

/** @type {readonly { folder: string, node?: boolean, packages: readonly string[], files: readonly string[] }[]} */
export const importTable = [
  { folder: 'src/shared/', packages: ['zod', 'intl-messageformat'], files: ['src/shared/'] },
  ...pureStages.map((folder) => ({ folder, packages: [], files: ['src/shared/', ...pureStages] })),
  // Libraries for the formats that are not read by our own reader stay with the readers, which only the parser's process runs.
  { folder: 'src/main/core/importing/read/', node: true, packages: ['@e965/xlsx', 'htmlparser2'], files: ['src/shared/', 'src/main/core/importing/read/'] },
  { folder: 'src/main/core/store/', node: true, packages: ['better-sqlite3', 'zod'], files: ['src/shared/', 'src/main/core/store/'] },
  { folder: 'src/main/core/handlers/', node: true, packages: ['zod'], files: ['src/shared/', 'src/main/core/'] },
  { folder: 'src/main/core/', node: true, packages: ['better-sqlite3', 'exceljs', 'zod'], files: ['src/shared/', 'src/main/core/'] },
  { folder: 'src/main/hosts/browser/', node: true, packages: ['ws', 'zod'], files: ['src/shared/', 'src/main/hosts/browser/', ...coreDoors] },
  { folder: 'src/main/hosts/electron/', node: true, packages: ['electron', 'zod'], files: ['src/shared/', 'src/main/hosts/electron/', ...coreDoors] },
  { folder: 'src/main/hosts/cli/', node: true, packages: [], files: ['src/shared/', 'src/main/hosts/cli/', ...coreDoors] },
  { folder: 'src/main/preload/', packages: ['electron'], files: ['src/shared/', 'src/main/preload/'] },
  { folder: 'src/renderer/grid/', packages: ['react', 'ag-grid-community', 'ag-grid-react'], files: ['src/shared/', ...kit] },
  { folder: 'src/renderer/ui/', packages: ['react', 'react-dom'], files: ['src/shared/', 'src/renderer/ui/'] },
  { folder: 'src/renderer/platform/', packages: ['react', 'zod'], files: ['src/shared/', 'src/renderer/ui/', 'src/renderer/platform/'] },
  { folder: 'src/renderer/features/', packages: ['react', 'zod'], files: ['src/shared/', ...kit] },
  { folder: 'src/renderer/', packages: ['react', 'react-dom', 'zod'], files: ['src/shared/', 'src/renderer/'] },
]

const builtins = new Set(builtinModules)
const statement = /^(?:import|export)\b(?:[^'"`;()]*?\bfrom)?\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm
const withoutComments = (source) => source.replaceAll(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '$1')

/** Imports of a file that its row does not allow, as sentences. `file` is relative to the root, with slashes. */
export function forbiddenImports(file, source) {
  const row = importTable.find(({ folder }) => file.startsWith(folder))
  if (!row) return [`${file} lies in no folder of the import table`]
  // A section imports itself, and no other section.
  const own = row.folder === 'src/renderer/features/' ? [file.split('/').slice(0, 4).join('/') + '/'] : []
  return [...withoutComments(source).matchAll(statement)].flatMap(([, fixed, dynamic]) => {
    const target = fixed ?? dynamic ?? ''
    return isAllowed(row, own, file, target) ? [] : [`${file} may not import ${target}`]
  })
}

function isAllowed(row, own, file, target) {
  if (target.startsWith('.')) {
    const path = posix.join(posix.dirname(file), target.split('?')[0] ?? '')
    return [...row.files, ...own].some((allowed) => (allowed.endsWith('/') ? path.startsWith(allowed) : path === allowed))
  }
  const name = target.startsWith('@') ? target.split('/').slice(0, 2).join('/') : (target.split('/')[0] ?? '')
  if (target.startsWith('node:') || builtins.has(target)) return row.node === true && target.startsWith('node:')
  return row.packages.includes(name)
}
