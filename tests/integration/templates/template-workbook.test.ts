/** A template of every kind in both languages: written, filled in and renamed as an office would, and read back whole. */
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { submissionKinds, type SubmissionKind } from '../../../src/shared/domain/kinds.ts'
import type { SheetRow } from '../../../src/shared/domain/sheet.ts'
import { locales, type Locale } from '../../../src/shared/messages/locales.ts'
import { planTemplate, type TemplateList } from '../../../src/main/core/exporting/template-plan.ts'
import { filledRows, writeTemplateWorkbook } from '../../../src/main/core/exporting/template-workbook.ts'
import { readTemplateTags, templateFindings, templateVersion } from '../../../src/main/core/importing/map/template-tags.ts'
import { createRowPipeline, proposeSheet, proposeTables, scoreSheet } from '../../../src/main/core/importing/parser/pipeline.ts'
import { openWorkbook } from '../../../src/main/core/importing/read/open-workbook.ts'
import { createTempFolder, type TempFolder } from '../../fixtures/temp-folder.ts'
import { register } from '../../unit/importing/sheet-rows.ts'

const lists: Readonly<Record<TemplateList, readonly string[]>> = {
  country: ['Kenya', 'Honduras'], office: ['FAO Kenya'], modality: ['GCP', 'UTF'], result: ['A1', 'A2'], partner: ['Japan', 'Canada'], currency: ['USD', 'EUR'], letter: ['R', 'A', 'C', 'I', 'S'],
}
let folder: TempFolder
beforeAll(async () => { folder = await createTempFolder() })
afterAll(() => folder.remove())

async function made(kind: SubmissionKind, language: Locale): Promise<string> {
  const path = join(folder.path, `${kind}-${language}.xlsx`)
  await writeTemplateWorkbook(createWriteStream(path), { kind, language, lists, now: '2026-11-23T10:00:00Z' })
  return path
}

async function rowsOf(path: string, sheetIndex = 0): Promise<{ readonly rows: readonly SheetRow[]; readonly lastRow: number; readonly names: readonly string[] }> {
  const workbook = await openWorkbook(path)
  const rows: SheetRow[] = []
  try {
    const { lastRow } = await workbook.readRows(sheetIndex, {}, (batch) => void rows.push(...batch))
    return { rows, lastRow, names: workbook.sheets.map(({ name }) => name) }
  } finally {
    await workbook.close()
  }
}

const cases = submissionKinds.flatMap((kind) => locales.map((language) => [kind, language] as const))

describe.each(cases)('%s in %s', (kind, language) => {
  test('filled in under renamed headers, every column is known again', async () => {
    const plan = planTemplate(kind, language)
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(await made(kind, language))
    const [sheet] = book.worksheets
    if (!sheet) throw new Error('no sheet')
    plan.forEach((_column, index) => { sheet.getCell(4, index + 1).value = `Renamed ${String.fromCharCode(65 + (index % 26))}${index}` })
    for (const row of [7, 8, 9]) plan.forEach(({ example, type }, index) => { sheet.getCell(row, index + 1).value = ['money', 'number', 'percent', 'year'].includes(type) ? Number(example) + row : type === 'date' ? `2011-0${row}-25` : example })
    const path = join(folder.path, `filled-${kind}-${language}.xlsx`)
    await book.xlsx.writeFile(path)
    const { rows, lastRow } = await rowsOf(path)
    const { mapping, kinds } = proposeSheet({ index: 0, name: sheet.name, visibility: 'visible' }, rows, lastRow, true, { register })
    expect(kinds[0]).toMatchObject({ kind, confidence: 1 })
    expect(mapping.headerRow).toBe(4)
    expect(mapping.columns.map(({ field, measure, reason, confidence }) => ({ field, measure, reason: reason.key, confidence }))).toEqual(plan.map(({ tag }) => ({ field: tag.field, measure: tag.measure, reason: 'reason.template-tag', confidence: 1 })))
    expect(mapping.blocks[0]?.notes.map((note) => note.kind)).toEqual(['instruction', 'example'])
    expect(mapping.columns.flatMap(({ asks }) => asks ?? [])).toEqual([])
  })

  test('drop-downs end with the rows that are meant to be filled, and offer what the lists hold', async () => {
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(await made(kind, language))
    const [sheet, , listSheet] = book.worksheets
    if (!sheet || !listSheet) throw new Error('sheets are missing')
    // The declarations of exceljs leave this member out.
    const { model } = (sheet as unknown as { dataValidations: { model: Record<string, { formulae: string[] }> } }).dataValidations
    const expected = planTemplate(kind, language).filter(({ list }) => list !== null).length
    const rows = Object.keys(model).map((address) => Number(/\d+$/.exec(address)?.[0]))
    expect(new Set(Object.keys(model).map((address) => /^[A-Z]+/.exec(address)?.[0])).size).toBe(expected)
    expect(Math.min(...rows, 7)).toBe(7)
    expect(Math.max(...rows, 0)).toBeLessThanOrEqual(6 + filledRows)
    expect(Object.values(model).every(({ formulae: [formula] }) => formula?.includes(`'${listSheet.name}'!$`))).toBe(true)
    expect(sheet.getRow(1).hidden).toBe(true)
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 4 })
  })
})

test('headers and guidance speak the language; no one is named as its maker', async () => {
  const { rows, names } = await rowsOf(await made('receipts', 'fr'))
  expect(names).toEqual(['Données', 'Mode d’emploi', 'Listes'])
  expect(rows.find(({ row }) => row === 4)?.cells.map(({ text }) => text)).toContain('Date de réception (AAAA-MM-JJ)')
  expect(rows.find(({ row }) => row === 5)?.cells.every(({ text }) => /^(?:Obligatoire|Facultatif)/.test(text))).toBe(true)
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(join(folder.path, 'receipts-fr.xlsx'))
  expect([book.creator, book.lastModifiedBy].filter(Boolean)).toEqual([])
})

test('a template of a later version is a finding, and what is known of it still maps', async () => {
  const { rows, lastRow } = await rowsOf(await made('receipts', 'en'))
  const later = rows.map((row) => (row.row === 1 ? { ...row, cells: row.cells.map((cell) => ({ ...cell, text: cell.text.replace(`rmms:v${templateVersion}:`, 'rmms:v7:').replace(/^partner$/, 'hologram') })) } : row))
  const tags = readTemplateTags(later)
  expect(templateFindings(tags)).toEqual([{ severity: 'warning', code: 'finding.file.newer-template', params: { version: 7, known: templateVersion }, field: 'file' }])
  const { mapping } = proposeSheet({ index: 0, name: 'Data', visibility: 'visible' }, later, lastRow, true, { register })
  expect(mapping.kind).toBe('receipts')
  expect(mapping.columns.find(({ field }) => field === 'partner')?.reason.key).toBe('reason.header-phrase')
  const run = createRowPipeline({ mapping, register, decisions: [] })
  run.push(later)
  expect(run.finish(lastRow).problems.map(({ code }) => code)).toContain('finding.file.newer-template')
})

test('guidance and lists are not taken for data', async () => {
  const path = await made('accountability', 'en')
  for (const index of [1, 2]) {
    const { rows, lastRow } = await rowsOf(path, index)
    const sheet = { index, name: 'x', visibility: 'visible' } as const
    expect(rows.length).toBeGreaterThan(2)
    expect([proposeTables(sheet, rows, lastRow, true, register), scoreSheet(sheet, rows, lastRow, register)]).toEqual([[], 0])
  }
})

test('its own hidden row is no news; a row that an office hides is', async () => {
  const path = await made('receipts', 'en')
  const told = async (): Promise<readonly string[]> => {
    const workbook = await openWorkbook(path)
    try {
      return (await workbook.readRows(0, {}, () => undefined)).findings.map(({ code }) => code)
    } finally {
      await workbook.close()
    }
  }
  expect(await told()).not.toContain('finding.file.hidden-rows')
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(path)
  const [sheet] = book.worksheets
  if (!sheet) throw new Error('no sheet')
  sheet.getCell('A7').value = 'Japan'
  sheet.getRow(7).hidden = true
  await book.xlsx.writeFile(path)
  expect(await told()).toContain('finding.file.hidden-rows')
})
