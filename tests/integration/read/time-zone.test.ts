import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { createTempFolder } from '../../fixtures/temp-folder.ts'
import { buildWorkbook } from '../../fixtures/workbook-builder.ts'

const program = `
  const { openWorkbook } = await import(process.argv[1])
  const workbook = await openWorkbook(process.argv[2])
  const texts = []
  await workbook.readRows(0, {}, (rows) => { for (const row of rows) for (const cell of row.cells) texts.push(cell.text) })
  await workbook.close()
  process.stdout.write(JSON.stringify([new Date(2010, 0, 1).getTimezoneOffset(), texts]))
`

test('dates do not depend on where the computer stands', async () => {
  const folder = await createTempFolder()
  try {
    // Days on which clocks change at midnight in one of the zones, and the first days of the calendar.
    const serials = [1, 59, 61, 39_900, 40_097, 40_459, 41_524, 41_760, 45_044, 40_179.5]
    const path = await folder.write('dates.xlsx', buildWorkbook({ sheets: [{ name: 'S', rows: serials.map((v) => [{ v, format: 'dd/mm/yyyy' }, { v: '2010-10-10', t: 'd' }]) }] }))
    const entry = fileURLToPath(new URL('../../../src/main/core/importing/read/open-workbook.ts', import.meta.url))
    const results = await Promise.all(
      ['UTC', 'America/Santiago', 'Africa/Cairo', 'Asia/Bangkok', 'Pacific/Apia'].map(async (zone) => {
        const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, entry, path], { env: { ...process.env, TZ: zone, NODE_OPTIONS: '' } })
        // Wire: the program above prints this pair.
        return JSON.parse(stdout) as readonly [number, readonly string[]]
      }),
    )
    expect(new Set(results.map(([offset]) => offset)).size).toBeGreaterThan(3)
    const [first] = results
    expect(first?.[1].filter((_, index) => index % 2 === 0)).toEqual(['1900-01-01', '1900-02-28', '1900-03-01', '2009-03-28', '2009-10-11', '2010-10-08', '2013-09-07', '2014-05-01', '2023-04-28', '2010-01-01T12:00:00'])
    for (const [, texts] of results) expect(texts).toEqual(first?.[1])
  } finally {
    await folder.remove()
  }
})
