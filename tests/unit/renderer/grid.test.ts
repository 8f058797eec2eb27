import { describe, expect, test } from 'vitest'
import { cellText, createComparator, flatColumns, toColumnDefs, type GridColumn } from '../../../src/renderer/grid/columns.ts'
import { numberOf, tableRows, textOf } from '../../../src/renderer/grid/table-rows.ts'

describe('rows of a columnar page', () => {
  test('have their dictionaries resolved and nothing where nothing was sent', () => {
    const rows = tableRows({ offset: 0, total: 3, changeset: 1, columns: [{ key: 'id', values: [7, 8, 9] }, { key: 'partner', values: [1, 0, null], dictionary: ['Japan', 'Sweden'] }, { key: 'title', values: ['a'] }] })
    expect(rows).toEqual([{ id: 7, partner: 'Sweden', title: 'a' }, { id: 8, partner: 'Japan', title: null }, { id: 9, partner: null, title: null }])
  })
  test('of an index outside of the dictionary are empty', () => {
    expect(tableRows({ offset: 0, total: 1, changeset: 1, columns: [{ key: 'a', values: [5], dictionary: ['x'] }] })).toEqual([{ a: null }])
  })
  test('are none for a page without columns', () => {
    expect(tableRows({ offset: 0, total: 0, changeset: 1, columns: [] })).toEqual([])
  })
  test('give numbers and texts by key', () => {
    expect(numberOf({ a: 3, b: '3' }, 'b')).toBeNull()
    expect(numberOf({ a: 3 }, 'a')).toBe(3)
    expect(textOf({ a: 3 }, 'a')).toBe('3')
    expect(textOf({}, 'missing')).toBeNull()
  })
})

describe('sorting', () => {
  test('puts nothing first, numbers by size, texts in the order of the language', () => {
    const compare = createComparator('fr')
    expect([3, null, 20, -1].sort(compare)).toEqual([null, -1, 3, 20])
    expect(['Zambie', 'Éthiopie', 'Érythrée', 'Espagne'].sort(compare)).toEqual(['Érythrée', 'Espagne', 'Éthiopie', 'Zambie'])
  })
})

describe('columns', () => {
  interface Row { readonly name: string; readonly cents: number | null }
  const name: GridColumn<Row> = { key: 'name', header: 'Name', value: (row) => row.name, pin: 'start' }
  const cents: GridColumn<Row> = { key: 'cents', header: 'USD', value: (row) => row.cents, kind: 'number', text: (row) => (row.cents === null ? '…' : String(row.cents / 100)) }
  test('are flattened out of their groups', () => {
    expect(flatColumns([name, { header: '2010-11', columns: [cents] }]).map(({ key }) => key)).toEqual(['name', 'cents'])
  })
  test('say the same in text as they show', () => {
    expect(cellText(cents, { name: 'a', cents: null })).toBe('…')
    expect(cellText(name, { name: 'a', cents: 5 })).toBe('a')
  })
  test('pinned at the start stand at the side where text begins', () => {
    expect(toColumnDefs([name], { direction: 'ltr', comparator: null })[0]).toMatchObject({ pinned: 'left' })
    expect(toColumnDefs([name], { direction: 'rtl', comparator: null })[0]).toMatchObject({ pinned: 'right' })
  })
})
