import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SheetSurvey, TableSurvey } from '../../../src/shared/contract/submissions.ts'
import { columnName } from '../../../src/shared/domain/sheet.ts'
import type { ColumnMapping } from '../../../src/shared/domain/submission.ts'
import type { PartnerRegister } from '../../../src/main/core/importing/map/partner-register.ts'
import { surveyWorkbook } from '../../../src/main/core/importing/parser/survey-workbook.ts'
import { openWorkbook } from '../../../src/main/core/importing/read/open-workbook.ts'
import { createTempFolder } from '../../fixtures/temp-folder.ts'
import { readFileBytes } from '../../fixtures/read-rows.ts'
import { tricks } from '../../fixtures/tricks/index.ts'
import type { Trick } from '../../fixtures/tricks/trick.ts'
import { packRegister } from '../../helpers/pack-register.ts'

/** Every trick, from its bytes to the account of its rows, as the survey of a file tells it; nothing of it is written anywhere. */

let register: PartnerRegister
let folder: Awaited<ReturnType<typeof createTempFolder>>
beforeAll(async () => {
  register = packRegister()
  folder = await createTempFolder()
})
afterAll(async () => folder.remove())

async function understand({ name, ending, bytes, sheet: sheetIndex = 0, table: tableIndex = 0 }: Trick): Promise<{ readonly sheet: SheetSurvey; readonly table: TableSurvey; readonly codes: readonly string[] }> {
  const path = await folder.write(`${name}${ending}`, bytes())
  const workbook = await openWorkbook(path)
  try {
    const { sheets, findings } = await surveyWorkbook(workbook, register, { tell: () => undefined, onBytes: () => undefined })
    const sheet = sheets[sheetIndex]
    const table = sheet?.tables[tableIndex]
    if (!sheet || !table) throw new Error(`no table ${tableIndex} in sheet ${sheetIndex}: ${JSON.stringify(sheets.map(({ tables }) => tables.map(({ mapping }) => mapping.blocks)))}`)
    const problems = [...findings, ...sheet.findings, ...table.problems]
    return { sheet, table, codes: [...problems.map(({ code }) => code), ...table.problemCounts.map(({ code }) => code)].map((code) => code.replace('finding.', '')) }
  } finally {
    await workbook.close()
  }
}

/** `amount:approval:USD:1000`, as far as the expectation goes into it. */
function told({ field, measure, currency, scale }: ColumnMapping, expected: string): string {
  const parts = [field, ...(field === 'amount' ? [measure ?? '', currency ?? '', String(scale ?? 1)] : [])]
  return parts.slice(0, expected.split(':').length).join(':')
}

describe.each(tricks.map((trick) => [trick.name, trick] as const))('%s', (_name, trick) => {
  test(trick.why, async () => {
    const { expected } = trick
    const { sheet, table, codes } = await understand(trick)
    const { mapping, accounting, controlSums } = table
    const column = (letter: string): ColumnMapping | undefined => mapping.columns.find((one) => columnName(one.column) === letter)
    const seen = {
      ...(expected.tables === undefined ? {} : { tables: sheet.tables.length }),
      ...(expected.kind === undefined ? {} : { kind: mapping.kind }),
      headerRow: mapping.headerRow,
      ...(expected.headerRows === undefined ? {} : { headerRows: mapping.headerRows }),
      ...(expected.blocks === undefined ? {} : { blocks: mapping.blocks.length }),
      ...(expected.labels === undefined ? {} : { labels: mapping.blocks.flatMap(({ labels }) => labels.map(({ text }) => text)) }),
      fields: Object.fromEntries(Object.entries(expected.fields).map(([letter, field]) => [letter, told(column(letter) ?? { column: 0, header: '', field: 'ignore', confidence: 0, reason: { key: '', params: {} }, isConfirmed: false, samples: [] }, field)])),
      asks: Object.fromEntries(mapping.columns.filter(({ asks }) => asks !== undefined && asks.length > 0).map(({ column: at, asks }) => [columnName(at), asks])),
      ...(expected.rows === undefined ? {} : { rows: Object.fromEntries(Object.keys(expected.rows).map((kind) => [kind, Object.entries(accounting).find(([key]) => key === kind)?.[1]])) }),
      ...(expected.accepted === undefined ? {} : { accepted: Object.fromEntries(Object.keys(expected.accepted).map((letter) => [letter, controlSums.find((sum) => columnName(sum.column) === letter)?.accepted])) }),
      ...(expected.totals === undefined ? {} : { totals: { count: controlSums.reduce((sum, { totalCount }) => sum + totalCount, 0), differing: controlSums.reduce((sum, { totalsDiffering }) => sum + totalsDiffering, 0) } }),
    }
    const { findings = [], texts = {}, asks = {}, ...rest } = expected
    expect(seen).toEqual({ ...rest, asks })
    for (const code of findings) expect(codes).toContain(code)
    if (Object.keys(texts).length > 0) {
      const { cells } = await readFileBytes(trick.bytes(), { name: `file${trick.ending}`, sheet: trick.sheet ?? 0 })
      expect(Object.fromEntries(Object.keys(texts).map((address) => [address, cells.get(address)?.text]))).toEqual(texts)
    }
    // Every row is one of the kinds, and what is accepted and rejected is the sheet's own.
    const { read, ...kinds } = accounting
    expect(Object.values(kinds).reduce((sum, count) => sum + count, 0)).toBe(read)
    expect(read).toBe(sheet.lastRow)
  })
})
