/** What an export leaves out because of its audience: whose word counts, and what is still said of it. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addCorrection } from '../../../src/main/core/corrections/change-corrections.ts'
import { createExportMethods } from '../../../src/main/core/exporting/export-methods.ts'
import { createMatrixMethods } from '../../../src/main/core/matrices/matrix-methods.ts'
import { openForReading } from '../../../src/main/core/store/database.ts'
import { inChangeset, type Writer } from '../../../src/main/core/store/write-gate.ts'
import { AnnexSpec } from '../../../src/shared/contract/annexes.ts'
import { CorrectedFigure } from '../../../src/shared/domain/correction.ts'
import { makeContributionsFile, type PlainAmount } from '../../fixtures/contributions-file.ts'
import { exportThrough, readParts, readSheets } from '../../fixtures/exported-annex.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { edit, openWritable } from '../../fixtures/workspace-file.ts'
import { accepted, amount, draft, makeWorkspace, stageAndCommit } from '../importing/staged-workspace.ts'

let folder: TempFolder
let path: string
let rows: PlainAmount[]
beforeAll(async () => {
  folder = await createTempFolder()
  ;({ path, rows } = makeContributionsFile(folder.path, 600, 77))
})
afterAll(() => folder.remove())

const spec = (audience: AnnexSpec['audience']): AnnexSpec => AnnexSpec.parse({ biennium: 2010, audience })
const periodOf = (row: PlainAmount): string => (row.start === null ? 'none' : row.precision === 'biennium' ? `${row.start.slice(0, 4)}-${String(Number(row.start.slice(2, 4)) + 1).padStart(2, '0')}` : row.start.slice(0, 4))

describe('what the audience leaves out', () => {
  it('rule 9: is listed in the companion by measure and time with its number, without its content, and the table states the number', async () => {
    const db = openForReading(path)
    const methods = createMatrixMethods({ db, today: () => '2026-11-23' })
    const places = { tablePath: join(folder.path, 'table.xlsx'), companionPath: join(folder.path, 'companion.xlsx') }
    const table = await exportThrough(createExportMethods(), methods, spec('internal'), places)
    const hidden = rows.filter((row) => row.measure === 'approval' && row.audience === 'confidential')
    const [heading, ...lines] = (readSheets(places.companionPath).get('Above the audience') ?? []).map((row) => row.map((cell) => cell?.v))
    expect(heading).toEqual(['Measure', 'Period', 'Records'])
    const expected = [...Map.groupBy(hidden, periodOf)].map(([period, some]) => ['Approved', period === 'none' ? 'No date' : period, some.length].join(' '))
    expect(new Set(lines.map((line) => line.join(' ')))).toEqual(new Set(expected))
    expect(lines).toHaveLength(expected.length)
    expect(lines.at(-1)?.[1]).toBe('No date')
    expect(table.notes.at(-1)).toBe(`Audience: Internal. ${hidden.length} records above it were left out and not read.`)
    expect(JSON.stringify(readSheets(places.tablePath).get('Table 1')?.map((row) => row.map((cell) => cell?.v)))).toContain(`${hidden.length} records above it`)
    const cells = [...readParts(places.companionPath)].filter(([name]) => name === 'xl/sharedStrings.xml').map(([, text]) => text).join('')
    const inCompanion = (id: number) => new RegExp(`>H${id}<`).test(cells)
    expect(hidden.filter((row) => inCompanion(row.id))).toEqual([])
    expect(rows.some((row) => inCompanion(row.id))).toBe(true)
    db.close()
  })
})

describe('a corrected figure', () => {
  it('is told as such in the companion, with who said it and what its source says; above the audience only that there is something', async () => {
    const db = openWritable(path)
    const figure = rows.find((row) => row.measure === 'approval' && row.audience === 'internal' && row.isConfirmed && row.state === 'value' && row.start?.startsWith('2010'))?.id ?? 0
    addCorrection(db, { amount: figure, figure: { state: 'value', original: '7777.5', currency: 'USD', usdCents: null }, saidBy: 'R. Cruz', channel: 'telephone', saidOn: '2012-05-01', note: '', attachment: null, person: edit.person, now: edit.now })
    const source = db.prepare<[], string>('SELECT source_figure FROM correction').pluck().get() ?? ''
    const told = async (name: string): Promise<unknown[]> => {
      const reader = openForReading(path)
      const places = { tablePath: join(folder.path, `${name}-table.xlsx`), companionPath: join(folder.path, `${name}-companion.xlsx`) }
      await exportThrough(createExportMethods(), createMatrixMethods({ db: reader, today: () => '2026-11-23' }), spec('internal'), places)
      reader.close()
      const [headings, ...records] = readSheets(places.companionPath).get('Records') ?? []
      const at = headings?.findIndex((cell) => cell?.v === 'Correction') ?? -1
      return records.flatMap((record) => record[at]?.v ?? [])
    }
    const { original, currency } = CorrectedFigure.parse(JSON.parse(source))
    expect(await told('open')).toEqual([`R. Cruz gave this figure by telephone on 2012-05-01; the source says ${currency} ${original}.`])
    db.prepare("UPDATE correction SET audience = 'confidential'").run()
    expect(await told('withheld')).toEqual(['(withheld)'])
    db.close()
  })
})

describe('a submission', () => {
  it('hides the amounts it brought as soon as it is confidential, in a cube that is open and in a new one', () => {
    const db = openWritable(path)
    const reader = openForReading(path)
    const open = createMatrixMethods({ db: reader, today: () => '2026-11-23' })
    const head = (work: (writer: Writer) => void): number => inChangeset(db, edit, work).changeset?.id ?? 0
    const file = Number(db.prepare('SELECT min(id) FROM source_file').pluck().get())
    const [one, other] = rows.filter((row) => row.measure === 'approval' && row.audience === 'internal')
    let submission = 0
    open.refresh(head((writer) => {
      submission = writer.insert('submission', { source_file_id: file, sheet: 'Grants', kind: 'project-contributions', received_at: edit.now, accepted: 1, rejected: 0, mapping: '{}', accounting: '{}', control_sums: '[]' })
      for (const row of [one, other]) writer.amend('amount', row?.id ?? 0, { submission_id: submission })
    }))
    const before = open.annexTable({ spec: spec('internal') }).aboveAudience
    for (const [audience, more] of [['confidential', 2], ['internal', 0]] as const) {
      open.refresh(head((writer) => writer.update('submission', submission, { audience })))
      for (const methods of [open, createMatrixMethods({ db: reader, today: () => '2026-11-23' })]) expect(methods.annexTable({ spec: spec('internal') }).aboveAudience).toBe(before + more)
    }
    reader.close()
    db.close()
  })
})

describe('an import', () => {
  it('rule 9: keeps pipeline, which nobody has signed, confidential and the rest internal', () => {
    const workspace = makeWorkspace()
    stageAndCommit(workspace, [accepted(5, draft('GCP/PHI/100/SWE', { amounts: [amount(1), amount(2, { measure: 'pipeline' }), amount(3, { measure: 'pledge' })] }))])
    const db = openForReading(workspace.path)
    expect(db.prepare('SELECT measure, audience FROM amount ORDER BY measure').raw().all()).toEqual([['approval', 'internal'], ['pipeline', 'confidential'], ['pledge', 'internal']])
    db.close()
    workspace.dispose()
  })
})
