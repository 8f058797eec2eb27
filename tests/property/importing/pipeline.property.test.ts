import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rowKinds } from '../../../src/shared/domain/submission.ts'
import { proposeSheet } from '../../../src/main/core/importing/parser/pipeline.ts'
import { createValidator } from '../../../src/main/core/importing/validate/create-validator.ts'
import { register, sheet, sheetRows, type TestValue } from '../../unit/importing/sheet-rows.ts'

const runs = { seed: 20111012, numRuns: 300 }

const words = fc.constantFrom('Symbol', 'Project ID', 'Donor', 'Title', 'Approved (USD)', 'Approved (EUR)', 'Delivery 2010', 'Year', 'Approval date', 'Start date', 'Currency', 'Exchange rate', 'TOTAL', 'Grand total', 'Note', 'Montant', 'Pays', 'FAO', 'Japan', 'GCP/PHI/001/JPN', 'TCP/RAS/ 3409', '2010-11', 'n/a', '…', '-', '12%', '1.234,5', '(27.4)', 'USD 2 m')
const value: fc.Arbitrary<TestValue> = fc.oneof(
  { weight: 4, arbitrary: words }, { weight: 2, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: fc.integer({ min: -5000, max: 100_000 }) },
  fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom<TestValue>({ date: '2011-02-03' }, { date: '2010-11-01' }, { error: '#N/A' }, { formula: 'SUM(A1:A9)' }, { merged: 'Core' }, { covered: true }, { bool: true }, { number: '1e5' }, { number: '0.1' }),
)
const matrix = fc.array(fc.array(value, { maxLength: 8 }), { minLength: 1, maxLength: 25 })

function run(table: readonly (readonly TestValue[])[], lastRow = table.length, isFilledDown = true) {
  const rows = sheetRows(table)
  const { mapping: proposed } = proposeSheet(sheet, rows.slice(0, 200), lastRow, rows.length < 200, { register, kind: 'project-contributions' })
  const mapping = isFilledDown ? proposed : { ...proposed, columns: proposed.columns.map(({ isFilledDown: _filled, ...column }) => column) }
  const validator = createValidator({ mapping, register, partnerDecisions: [] })
  const out = rows.map((row) => validator.push(row))
  return { out, mapping, summary: validator.finish(lastRow) }
}

describe('any sheet at all', () => {
  test('never throws; every row is accounted for exactly once', () => fc.assert(fc.property(matrix, fc.nat(20), (table, more) => {
    const lastRow = table.length + more
    const { out, summary } = run(table, lastRow)
    const { read, ...kinds } = summary.accounting
    expect(read).toBe(lastRow)
    expect(Object.values(kinds).reduce((sum, count) => sum + count, 0)).toBe(lastRow)
    const seen = new Set(out.map(({ row }) => row))
    for (const { from, to } of summary.gaps) for (let row = from; row <= to; row++) {
      expect(seen.has(row)).toBe(false)
      seen.add(row)
    }
    expect(seen.size).toBe(lastRow)
    for (const { kind, drafts, problems } of out) {
      expect(rowKinds).toContain(kind)
      expect(drafts !== undefined).toBe(kind === 'accepted')
      expect(problems.some(({ severity }) => severity === 'error')).toBe(kind === 'rejected')
    }
  }), runs))
  test('a zero amount stands only where the cell says zero or nil', () => fc.assert(fc.property(matrix, (table) => {
    for (const amount of run(table).out.flatMap(({ drafts = [] }) => drafts.flatMap(({ amounts }) => amounts))) {
      if (amount.state !== 'value') expect([amount.original, amount.usdCents]).toEqual([null, null])
      else if (amount.original === '0') expect(amount.cells.some(({ raw }) => /^-?$|[0-]/.test(raw.trim()) && raw !== '')).toBe(true)
    }
  }), runs))
})

describe('money columns', () => {
  const cents = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n })
  const decimalText = (units: bigint): string => `${units < 0n ? '-' : ''}${((units < 0n ? -units : units) / 1000n).toString()}.${((units < 0n ? -units : units) % 1000n).toString().padStart(3, '0')}`
  const row = fc.record({ usd: fc.option(cents), php: fc.option(cents), fault: fc.constantFrom('none', 'none', 'none', 'garbage', 'subject', 'total') })
  test('accepted and rejected sums are those of independent integers', () => fc.assert(fc.property(fc.array(row, { minLength: 3, maxLength: 40 }), (rows) => {
    const table: (readonly TestValue[])[] = [[], ['Symbol', 'Title', 'Donor', 'Approval date', 'Approved (USD)', 'Approved (PhP)', 'Received (USD)'], ['GCP/PHI/900/JPN', 'Steady', 'Japan', { date: '2010-01-01' }, 1, 2, 3]]
    const expected = { usd: { accepted: 1000n, rejected: 0n, total: 0n }, php: { accepted: 2000n, rejected: 0n, total: 0n } }
    let unreadable = 0
    rows.forEach(({ usd, php, fault }, index) => {
      const money = [usd === null ? null : { number: decimalText(usd) }, php === null ? null : { number: decimalText(php) }]
      const kind = fault === 'total' ? 'total' : fault === 'none' || (fault === 'subject' && usd === null && php === null) ? 'accepted' : 'rejected'
      if (fault === 'subject') table.push([null, null, null, { date: '2010-01-01' }, ...money, 5])
      else if (fault === 'total') table.push([null, 'Total', null, null, ...money])
      else table.push([`GCP/PHI/${index + 100}/JPN`, `Project ${index}`, 'Japan', { date: '2010-01-01' }, ...money, fault === 'garbage' ? 'see note' : 5])
      const side = fault === 'subject' ? 'rejected' : kind
      expected.usd[side] += usd ?? 0n
      expected.php[side] += php ?? 0n
      if (fault === 'garbage') unreadable += 1
    })
    // Rows without a subject would take it from the row above where the proposal says so.
    const { mapping, summary } = run(table, table.length, false)
    expect(mapping.columns.slice(4).map(({ field, currency, sameMoneyAs }) => [field, currency, sameMoneyAs])).toEqual([['amount', 'USD', undefined], ['amount', 'PHP', 4], ['amount', 'USD', undefined]])
    const units = (text: string): bigint => {
      const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
      const value = BigInt(whole + fraction.padEnd(3, '0'))
      return text.startsWith('-') ? -value : value
    }
    const [usdSum, phpSum, receipts] = summary.controlSums
    expect([units(usdSum?.accepted ?? ''), units(usdSum?.rejected ?? ''), units(usdSum?.totalRows ?? '')]).toEqual([expected.usd.accepted, expected.usd.rejected, expected.usd.total])
    expect([units(phpSum?.accepted ?? ''), units(phpSum?.rejected ?? ''), units(phpSum?.totalRows ?? '')]).toEqual([expected.php.accepted, expected.php.rejected, expected.php.total])
    expect(units(usdSum?.sheet ?? '')).toBe(expected.usd.accepted + expected.usd.rejected)
    expect(receipts?.unreadable).toBe(unreadable)
  }), { ...runs, numRuns: 100 }))
})
