import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { createTempFolder } from '../../fixtures/temp-folder.ts'
import { buildWorkbook } from '../../fixtures/workbook-builder.ts'

const program = `
  const [, entry, display, ...paths] = process.argv
  const { openWorkbook } = await import(entry)
  const { displayedText } = await import(display)
  const texts = []
  const shown = []
  for (const path of paths) {
    const workbook = await openWorkbook(path)
    await workbook.readRows(0, {}, (rows) => { for (const row of rows) for (const cell of row.cells) texts.push(cell.text), shown.push(displayedText(cell)) })
    await workbook.close()
  }
  process.stdout.write(JSON.stringify([new Date(2010, 0, 1).getTimezoneOffset(), texts, shown]))
`

test('dates do not depend on where the computer stands', async () => {
  const folder = await createTempFolder()
  try {
    // Days on which clocks change at midnight in one of the zones, and the first days of the calendar.
    const serials = [1, 59, 61, 39_900, 40_097, 40_459, 41_524, 41_760, 45_044, 40_179.5]
    const rows = serials.map((v) => [{ v, format: 'dd/mm/yyyy' }, { v: '2010-10-10', t: 'd' as const }])
    const path = await folder.write('dates.xlsx', buildWorkbook({ sheets: [{ name: 'S', rows }] }))
    const path1904 = await folder.write('dates-1904.xlsx', buildWorkbook({ is1904: true, sheets: [{ name: 'S', rows }] }))
    const source = (name: string): string => fileURLToPath(new URL(`../../../src/${name}`, import.meta.url))
    const programArgs = [source('main/core/importing/read/open-workbook.ts'), source('shared/domain/displayed-text.ts'), path, path1904]
    const results = await Promise.all(
      ['UTC', 'Europe/Rome', 'Asia/Bangkok', 'America/Santiago', 'Africa/Accra', 'Africa/Cairo', 'Pacific/Apia'].map(async (zone) => {
        const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, ...programArgs], { env: { ...process.env, TZ: zone, NODE_OPTIONS: '' } })
        // Wire: the program above prints these three.
        return JSON.parse(stdout) as readonly [number, readonly string[], readonly string[]]
      }),
    )
    expect(new Set(results.map(([offset]) => offset)).size).toBeGreaterThan(3)
    const [first] = results
    const dates = first?.[1].filter((_, index) => index % 2 === 0)
    expect(dates?.slice(0, serials.length)).toEqual(['1900-01-01', '1900-02-28', '1900-03-01', '2009-03-28', '2009-10-11', '2010-10-08', '2013-09-07', '2014-05-01', '2023-04-28', '2010-01-01T12:00:00'])
    expect(dates?.slice(serials.length)).toEqual(['1904-01-02', '1904-02-29', '1904-03-02', '2013-03-29', '2013-10-12', '2014-10-09', '2017-09-08', '2018-05-02', '2027-04-29', '2014-01-02T12:00:00'])
    expect(first?.[2].filter((_, index) => index % 2 === 0).slice(0, 4)).toEqual(['01/01/1900', '28/02/1900', '01/03/1900', '28/03/2009'])
    for (const [, texts, shown] of results) expect([texts, shown]).toEqual(first?.slice(1))
  } finally {
    await folder.remove()
  }
})
