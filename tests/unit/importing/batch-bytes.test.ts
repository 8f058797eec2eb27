import { expect, test } from 'vitest'
import { createBatchBytes } from '../../../src/main/core/importing/parser/batch-bytes.ts'

const read = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))

test('rows come out as one array, in order, whatever their signs and lengths', () => {
  const rows = [{ text: '' }, { text: 'Côte d’Ivoire' }, { text: '农业'.repeat(200_000) }, { text: '🌾 \n "quoted" \\' }, { text: 'x'.repeat(3_000_000) }, { text: 'last' }]
  const batch = createBatchBytes()
  for (const row of rows) batch.add(JSON.stringify(row))
  expect(batch.rows()).toBe(rows.length)
  expect(read(batch.take())).toEqual(rows)
})

test('what is taken stays as it is while the next rows come', () => {
  const batch = createBatchBytes()
  batch.add('{"row":1}')
  const first = batch.take()
  expect(batch.rows()).toBe(0)
  batch.add('{"row":2}')
  batch.add('{"row":3}')
  expect(read(first)).toEqual([{ row: 1 }])
  expect(read(batch.take())).toEqual([{ row: 2 }, { row: 3 }])
  expect(read(batch.take())).toEqual([])
})
