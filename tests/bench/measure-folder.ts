/** A folder of 130 workbooks of 300 rows, as a month-end sends them: read, understood, checked and staged by a recipe whose forms were confirmed before; nothing is committed. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { contract, type AppContract } from '../../src/shared/contract/index.ts'
import type { InputOf, OutputOf, Progress } from '../../src/shared/contract/procedure.ts'
import { createCore } from '../../src/main/core/core.ts'
import { invoke, type MethodName, type ProcedureOf } from '../../src/main/core/dispatcher.ts'
import { createLocalPorts } from '../../src/main/core/local-ports.ts'
import { buildWorkbook, type CellInput } from '../fixtures/workbook-builder.ts'
import type { Figure } from './figures.ts'

const files = 130
const rows = 300
const targetMs = 60_000
const header = ['Project symbol', 'Project title', 'Resource partner', 'Country', 'Approval date', 'Start date', 'End date', 'Approved budget (USD)', 'Delivery 2012 (USD)', 'Delivery 2013 (USD)', 'Remarks']
const donors = [['JPN', 'Japan'], ['SWE', 'Sweden'], ['BEL', 'Belgium'], ['EC', 'European Union']] as const
const places = [['PHI', 'Philippines'], ['KEN', 'Kenya'], ['SEN', 'Senegal'], ['HON', 'Honduras']] as const

/** Every value follows from the numbers of file and row; each file has projects of its own. */
function workbook(file: number): Buffer {
  const body = Array.from({ length: rows }, (_, row): CellInput[] => {
    const number = file * rows + row
    const [donor, partner] = donors[number % donors.length] ?? donors[0]
    const [place, country] = places[file % places.length] ?? places[0]
    const date = (year: number): CellInput => ({ v: `${year}-0${1 + (number % 9)}-${10 + (number % 18)}`, t: 'd' })
    const symbol = `${row % 2 === 0 ? 'GCP' : 'OSRO'}/${place}/${String(100 + Math.floor(row / 2) + 150 * Math.floor(file / places.length))}/${donor}`
    return [symbol, `Invented project ${number}`, partner, country, date(2012), date(2012), date(2015), 100_000 + number * 7, number * 3, number * 2 + 1, row % 10 === 0 ? `Note on ${number}` : null]
  })
  return buildWorkbook({ sheets: [{ name: 'Projects', rows: [['Position at the end of the month'], [], header, ...body] }] })
}

export async function measureFolder(folder: string): Promise<Figure[]> {
  const dataDir = join(folder, 'folder-data')
  const local = await createLocalPorts({ host: 'cli', dataDir })
  const core = createCore(local.ports)
  const ask = async <M extends MethodName<AppContract>>(method: M, input: InputOf<ProcedureOf<AppContract, M>>, onProgress?: (progress: Progress) => void): Promise<OutputOf<ProcedureOf<AppContract, M>>> => {
    const result = await invoke(contract, core.handlers, method, input, { log: local.ports.log, onProgress })
    if (!result.ok) throw new Error(`${method}: ${result.error.reason}`)
    return result.value
  }
  try {
    const { id: workspace } = await ask('workspaces.create', { name: 'Bench folder' })
    const inbox = join(dataDir, 'workspaces', 'Bench folder.rmms.inbox')
    await mkdir(inbox, { recursive: true })
    for (let file = 0; file < files; file++) await writeFile(join(inbox, `Office ${String(file).padStart(3, '0')}.xlsx`), workbook(file))
    const known = join(folder, 'confirmed before.xlsx')
    await writeFile(known, workbook(files))
    const { token } = await local.files.register(known)
    await ask('submissions.inspect', { workspace, file: token })
    const { mapping } = await ask('submissions.propose', { workspace, file: token, sheetIndex: 0 })
    const { batch } = await ask('submissions.stage', { workspace, file: token, mapping, decisions: [] })
    await ask('submissions.commit', { workspace, batch })

    const steps = [{ folder: '', pattern: '*.xlsx', kind: 'project-contributions' as const, office: null, options: {} }]
    const { id } = await ask('recipes.save', { workspace, id: null, name: 'Month end', definition: { steps } })
    let told = 0
    const start = performance.now()
    const report = await ask('recipes.run', { workspace, id, isDry: true }, () => void (told += 1))
    const staged = performance.now() - start
    const ready = report.items.filter(({ outcome }) => outcome === 'committed').length
    if (ready !== files) throw new Error(`${ready} of ${files} files would be committed: ${JSON.stringify(report.items.find(({ outcome }) => outcome !== 'committed'))}`)
    if (told < 10) throw new Error('the run told nothing of its progress')
    const committing = performance.now()
    await ask('recipes.run', { workspace, id })
    return [
      { name: `folder of ${files} workbooks of ${rows} rows: read to staged, one run`, unit: 'ms', samples: [staged], target: targetMs },
      { name: '  the same, and committed', unit: 'ms', samples: [performance.now() - committing] },
    ]
  } finally {
    await core.dispose()
    await local.dispose()
  }
}
