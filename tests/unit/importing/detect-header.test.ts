import { describe, expect, test } from 'vitest'
import { headerText } from '../../../src/main/core/importing/detect/header-path.ts'
import { detectLayout } from '../../../src/main/core/importing/detect/sheet-layout.ts'
import { grantList, sheetRows, type TestValue } from './sheet-rows.ts'

const detect = (matrix: readonly (readonly TestValue[])[]) => {
  const [table] = detectLayout(sheetRows(matrix), matrix.length, true).tables
  const { headerRow, headerRows, lastRow } = table?.blocks[0] ?? { headerRow: -1, headerRows: -1, lastRow: -1 }
  return { headerRow, headerRows, lastRow, confidence: table?.confidence ?? 0, columns: table?.columns ?? [], headers: (table?.columns ?? []).map(({ path }) => headerText(path)) }
}
const covered: TestValue = { covered: true }

describe('where the table begins', () => {
  test('title, blank row and a band over everything do not fool it', () => {
    const { headerRow, headerRows, lastRow, headers, confidence } = detect(grantList)
    expect([headerRow, headerRows, lastRow]).toEqual([4, 1, grantList.length])
    expect(headers[0]).toBe('Grant ID')
    expect(headers[5]).toBe('Grant Amount (in US$) as of December 2013')
    expect(confidence).toBeGreaterThan(0.8)
  })
  test('first row of a CSV, with a name used twice', () => {
    const { headerRow, headers } = detect([['project_id', 'recipient_org', 'Funding USD', 'recipient_org'], ['A-1', 'CRS', '12', 'CRS'], ['A-2', 'ACTED', '14', 'ACTED']])
    expect(headerRow).toBe(1)
    expect(headers).toEqual(['project_id', 'recipient_org', 'Funding USD', 'recipient_org'])
  })
  test('a band over some columns becomes part of their path', () => {
    const { headerRow, headerRows, headers } = detect([
      ['Contributions 2010-13'], [],
      [null, null, { merged: 'Approved (USD)' }, covered, { merged: 'Delivery (USD)' }, covered],
      ['Symbol', 'Donor', 2010, 2011, 2010, 2011],
      ['GCP/PHI/001/JPN', 'Japan', 10, 20, 5, 6], ['GCP/PHI/002/CAN', 'Canada', 11, 21, 7, 8],
    ])
    expect([headerRow, headerRows]).toEqual([4, 2])
    expect(headers).toEqual(['Symbol', 'Donor', 'Approved (USD) > 2010', 'Approved (USD) > 2011', 'Delivery (USD) > 2010', 'Delivery (USD) > 2011'])
  })
  test('two header lines, groups above names, with merges downwards', () => {
    const { headerRow, headers } = detect([
      [{ merged: 'Symbol' }, { merged: 'Donor' }, { merged: 'Approved (USD)' }, covered, { merged: 'Remarks' }],
      [covered, covered, '2010', '2011', covered],
      ['GCP/PHI/001/JPN', 'Japan', 10, 20, 'x'], ['GCP/PHI/002/CAN', 'Canada', 11, 21, 'y'],
    ])
    expect(headerRow).toBe(2)
    expect(headers).toEqual(['Symbol', 'Donor', 'Approved (USD) > 2010', 'Approved (USD) > 2011', 'Remarks'])
  })
  test('two header lines in a CSV, groups written once', () => {
    const { headerRow, headers } = detect([
      ['Symbol', 'Donor', 'Approved (USD)', null, 'Delivery (USD)', null],
      [null, null, '2010', '2011', '2010', '2011'],
      ['GCP/PHI/001/JPN', 'Japan', '10', '20', '1', '2'], ['GCP/PHI/002/CAN', 'Canada', '11', '21', '3', '4'],
    ])
    expect(headerRow).toBe(2)
    expect(headers).toEqual(['Symbol', 'Donor', 'Approved (USD) > 2010', 'Approved (USD) > 2011', 'Delivery (USD) > 2010', 'Delivery (USD) > 2011'])
  })
  test('lines of particulars above the header stay out of it', () => {
    const { headerRow, headerRows, headers } = detect([['Country:', 'Burundi'], ['Symbole', 'Bailleur de fonds', 'Montant approuvé (USD)'], ['GCP/BDI/001/JPN', 'Japon', 5], ['GCP/BDI/002/JPN', 'Japon', 6]])
    expect([headerRow, headerRows]).toEqual([2, 1])
    expect(headers).toEqual(['Symbole', 'Bailleur de fonds', 'Montant approuvé (USD)'])
  })
  test('no header: said so', () => {
    const { headerRow, confidence, columns } = detect([['GCP/PHI/001/JPN', 10, 11], ['GCP/PHI/002/JPN', 20, 21]])
    expect(headerRow).toBe(0)
    expect(confidence).toBeLessThan(0.3)
    expect(columns).toHaveLength(3)
  })
  test('nothing at all', () => expect(detectLayout([], 0, true).tables).toEqual([]))
})
