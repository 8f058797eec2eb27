/** The allow-list of imports really refuses: one offending line for each border of the architecture. */
import { describe, expect, it } from 'vitest'
import { forbiddenImports } from '../../tools/lib/import-table.mjs'

const offences: readonly (readonly [file: string, line: string])[] = [
  ['src/shared/domain/x.ts', "import { readFileSync } from 'node:fs'"],
  ['src/shared/domain/x.ts', "import { chromium } from 'playwright'"],
  ['src/shared/domain/x.ts', "import { openStore } from '../../main/core/store/database.ts'"],
  ['src/main/core/importing/map/x.ts', "import fs from 'fs'"],
  ['src/main/core/importing/map/x.ts', "import { read } from '@e965/xlsx'"],
  ['src/main/core/importing/map/x.ts', "import { planCommit } from '../stage/plan-commit.ts'"],
  ['src/main/core/importing/validate/x.ts', "import Database from 'better-sqlite3'"],
  ['src/main/core/store/x.ts', "import { loadCube } from '../cube/load-cube.ts'"],
  ['src/main/core/store/x.ts', "import { createCore } from '../core.ts'"],
  ['src/main/core/store/x.ts', "import ExcelJS from 'exceljs'"],
  ['src/main/core/handlers/x.ts', "import Database from 'better-sqlite3'"],
  ['src/main/core/matrices/x.ts', "import { app } from 'electron'"],
  ['src/main/core/matrices/x.ts', "import { useState } from 'react'"],
  ['src/main/core/matrices/x.ts', "import { serveBrowser } from '../../hosts/browser/index.ts'"],
  ['src/main/hosts/browser/x.ts', "import { startElectronHost } from '../electron/electron-host.ts'"],
  ['src/main/hosts/browser/x.ts', "import { openForWriting } from '../../core/store/database.ts'"],
  ['src/main/hosts/cli/x.ts', "import { app } from 'electron'"],
  ['src/main/hosts/electron/x.ts', "import { storeMethods } from '../../core/jobs/store-api.ts'"],
  ['src/main/preload/x.ts', "import { readFileSync } from 'node:fs'"],
  ['src/renderer/app/x.tsx', "import { ipcRenderer } from 'electron'"],
  ['src/renderer/app/x.tsx', "const core = await import('../../main/core/core.ts')"],
  ['src/renderer/app/x.tsx', "import { AgGridReact } from 'ag-grid-react'"],
  ['src/renderer/features/matrices/x.tsx', "import { ProjectPanel } from '../projects/ProjectPanel.tsx'"],
  ['src/renderer/features/matrices/x.tsx', "import { Shell } from '../../app/Shell.tsx'"],
  ['src/renderer/ui/x.tsx', "import { matrixGrid } from '../features/matrices/matrix-grid.tsx'"],
  ['src/renderer/platform/x.ts', "export { matrixGrid } from '../features/matrices/matrix-grid.tsx'"],
  ['src/elsewhere/x.ts', ''],
]

const allowed: readonly (readonly [file: string, line: string])[] = [
  ['src/shared/domain/x.ts', "import { z } from 'zod'"],
  ['src/main/core/store/x.ts', "import { join } from 'node:path'"],
  ['src/main/hosts/browser/x.ts', "import { createCore } from '../../core/core.ts'"],
  ['src/renderer/features/matrices/x.tsx', "import { cellText } from './cell-text.ts'"],
  ['src/renderer/features/matrices/x.tsx', "import {\n  DataGrid,\n  type GridColumn,\n} from '../../grid/DataGrid.tsx'"],
  ['src/main/core/handlers/x.ts', "// import Database from 'better-sqlite3'"],
]

describe('the import table', () => {
  it.each(offences)('refuses in %s: %s', (file, line) => {
    expect(forbiddenImports(file, line)).toHaveLength(1)
  })
  it.each(allowed)('allows in %s: %s', (file, line) => {
    expect(forbiddenImports(file, line)).toEqual([])
  })
})
