import { describe, expect, test } from 'vitest'
import { changedFields } from '../../../src/renderer/features/activity/changed-fields.ts'
import { barHeights } from '../../../src/renderer/features/overview/YearBars.tsx'
import { collectProjects } from '../../../src/renderer/features/projects/collect-projects.ts'
import { appError } from '../../../src/shared/result.ts'
import type { AppClient } from '../../../src/renderer/platform/platform.ts'

describe('bars by year', () => {
  test('share the height between what is above and below the line', () => {
    const { above, heights } = barHeights([300, -100, 0])
    expect(above).toBe(75)
    expect(heights).toEqual([75, 25, 0])
  })
  test('of little are still to be seen, and nothing at all stays nothing', () => {
    expect(barHeights([1_000_000, 1]).heights[1]).toBe(0.8)
    expect(barHeights([]).above).toBe(100)
    expect(barHeights([0, 0])).toEqual({ above: 100, heights: [0, 0] })
  })
})

describe('fields of a change', () => {
  test('are those whose value differs, without the keys of the machine', () => {
    expect(changedFields('{"id":1,"state":"proposed","note":null}', '{"id":1,"state":"confirmed","note":null,"partner_id":4}')).toEqual([{ name: 'state', before: 'proposed', after: 'confirmed' }])
    expect(changedFields(null, '{"usd_cents":5,"currency":"PHP"}')).toEqual([{ name: 'usd cents', before: null, after: '5' }, { name: 'currency', before: null, after: 'PHP' }])
  })
  test('of a text that cannot be read are none', () => {
    expect(changedFields('{"half', '[1]')).toEqual([])
  })
})

describe('all projects that a query finds', () => {
  /** A list of so many projects that answers pages as the core does; page 3 and later fail where asked. */
  const client = (total: number, failsAt = Infinity) =>
    ({
      projects: {
        page: ({ offset = 0, limit = 200 }: { offset?: number; limit?: number }) =>
          Promise.resolve(offset >= failsAt ? { ok: false, error: appError('internal', 'error.connection-lost') } : { ok: true, value: { columns: [{ key: 'id', values: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, index) => offset + index + 1) }], offset, total, changeset: 1 } }),
      },
      // Only this procedure is asked for.
    }) as unknown as AppClient
  test('are collected over the pages', async () => {
    const result = await collectProjects(client(2345), { workspace: 'w' })
    expect(result.ok && result.value.length).toBe(2345)
    expect(result.ok && result.value.at(-1)).toBe(2345)
  })
  test('are none where there are none, and a failed page fails the whole', async () => {
    expect(await collectProjects(client(0), { workspace: 'w' })).toEqual({ ok: true, value: [] })
    expect((await collectProjects(client(5000, 2000), { workspace: 'w' })).ok).toBe(false)
  })
})
