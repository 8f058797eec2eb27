/** The grid of a large register, as a window asks for it: through the query worker, each run with a worker of its own. */
import { setTimeout as pause } from 'node:timers/promises'
import { recordSpec } from '../../src/shared/domain/register/record-catalogue.ts'
import type { RecordFilter } from '../../src/shared/contract/records.ts'
import type { QueryApi } from '../../src/main/core/jobs/query-api.ts'
import { startWorker, type WorkerClient } from '../../src/main/core/jobs/worker-channel.ts'
import { largeWorkspace } from './bench-workspaces.ts'
import type { Figure } from './figures.ts'

const worker = new URL('../../src/main/core/jobs/query.worker.ts', import.meta.url)
const type = 'amount' as const
const shown = recordSpec(type).fields.filter(({ isShown }) => isShown).map(({ key }) => key)
const reader = { locale: 'en', today: '2026-01-01' } as const
const everything: RecordFilter = { values: [], ranges: [] }

async function opened(amounts: number): Promise<WorkerClient<QueryApi>> {
  const query = startWorker<QueryApi>(worker)
  await query.request('open', { path: largeWorkspace(amounts) })
  return query
}
const pageOf = (query: WorkerClient<QueryApi>, filter = everything, sort: { key: string; direction: 'asc' | 'desc' }[] = []) => query.request('recordPage', { type, fields: shown, filter, sort, offset: 0, limit: 200, ...reader })

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Opening and the first clicks of a grid, then sorting and filtering by every column that it shows. */
export async function measureRecords(amounts: number): Promise<Figure[]> {
  const opening: number[] = []
  const atOnce: number[] = []
  for (const key of ['project', 'partner', 'original', 'usd', 'period']) {
    const query = await opened(amounts)
    opening.push(await timed(() => pageOf(query)))
    atOnce.push(await timed(() => pageOf(query, everything, [{ key, direction: 'asc' }])))
    await query.terminate()
  }
  const query = await opened(amounts)
  await pageOf(query)
  // The columns of the grid are made while nobody asks.
  await pause(3000)
  const sorting: number[] = []
  for (const direction of ['asc', 'desc'] as const) for (const key of shown) sorting.push(await timed(() => pageOf(query, everything, [{ key, direction }])))
  const filters: Partial<RecordFilter>[] = [
    { values: [{ field: 'measure', values: ['delivery'] }] }, { values: [{ field: 'partner', values: ['Sweden', 'Japan'] }] }, { ranges: [{ field: 'usd', from: 5_000_000, to: null }] },
    { ranges: [{ field: 'period', from: '2005', to: '2008' }] }, { search: 'bench-77' }, { search: 'sweden 12' }, { search: 'H' },
  ]
  const filtering: number[] = []
  for (const filter of filters) filtering.push(await timed(() => pageOf(query, { ...everything, ...filter })), await timed(() => pageOf(query, { ...everything, ...filter }, [{ key: 'usd', direction: 'desc' }])))
  const facets: number[] = []
  for (const field of shown) facets.push(await timed(() => query.request('recordFacet', { type, filter: everything, field, find: '', limit: 200, ...reader })))
  await query.terminate()
  const finding: number[] = []
  for (let run = 0; run < 3; run++) {
    const own = await opened(amounts)
    finding.push(await timed(() => own.request('findingPage', { filter: { areas: [], codes: [], severities: [], snoozed: 'without' }, offset: 0, limit: 200, ...reader })))
    await own.terminate()
  }
  const name = amounts.toLocaleString('en')
  return [
    { name: `grid of ${name} amounts, opened`, unit: 'ms', samples: opening, target: 300, isWorst: true },
    { name: '  sorted at once after that', unit: 'ms', samples: atOnce },
    { name: '  sorted, by each shown column', unit: 'ms', samples: sorting, target: 100, isWorst: true },
    { name: '  filtered and searched', unit: 'ms', samples: filtering, target: 100, isWorst: true },
    { name: '  values of each shown column', unit: 'ms', samples: facets },
    { name: `findings of ${name} amounts, all of them`, unit: 'ms', samples: finding, target: 1000, isWorst: true },
  ]
}
