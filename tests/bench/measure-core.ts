/** The core alone: the cube's loading and a matrix, beside what SQLite and bare typed arrays take for the same rows. */
import { MatrixSpec } from '../../src/shared/contract/matrices.ts'
import { loadCube } from '../../src/main/core/cube/load-cube.ts'
import { computeMatrix } from '../../src/main/core/matrices/compute-matrix.ts'
import { readCountingRule } from '../../src/main/core/matrices/counting-rules.ts'
import { readNames } from '../../src/main/core/matrices/names.ts'
import { closeStore, openForReading } from '../../src/main/core/store/database.ts'
import { largeWorkspace } from './bench-workspaces.ts'
import type { Figure } from './figures.ts'

export function timesOf<T>(runs: number, work: () => T): { readonly samples: number[]; readonly last: T } {
  const samples: number[] = []
  let last = work()
  for (let run = 0; run < runs; run++) {
    const start = performance.now()
    last = work()
    samples.push(performance.now() - start)
  }
  return { samples, last }
}

export function measureCore(amounts: number): Figure[] {
  const db = openForReading(largeWorkspace(amounts))
  try {
    const bareRead = timesOf(2, () => {
      let count = 0
      for (const row of db.prepare<[], [number, number, string]>('SELECT contribution_id, usd_cents, period_start FROM amount WHERE to_changeset IS NULL').raw().iterate()) count += row.length
      return count
    })
    const load = timesOf(3, () => loadCube(db))
    const cube = load.last
    const rule = readCountingRule(db, 'voluntary-contributions', '2026-01-01')
    const labels = { locale: 'en', names: readNames(db, 'en') } as const
    const spec = MatrixSpec.parse({ countingRule: rule.code })
    const compute = timesOf(15, () => computeMatrix(cube, spec, rule, labels))
    const { columns, length } = cube
    const bareSum = timesOf(15, () => {
      const sums = new Float64Array(4096 * 64)
      for (let at = 0; at < length; at++) {
        const cell = (columns.partner[at] ?? 0) * 64 + (columns.slot[at] ?? 0)
        sums[cell] = (sums[cell] ?? 0) + (columns.cents[at] ?? 0)
      }
      return sums
    })
    const sql = timesOf(2, () => db.prepare("SELECT c.signatory_id, substr(a.period_start, 1, 4), sum(a.usd_cents) FROM amount a JOIN contribution c ON c.id = a.contribution_id WHERE a.measure = 'approval' AND a.to_changeset IS NULL GROUP BY 1, 2").all().length)
    const name = amounts.toLocaleString('en')
    return [
      { name: `cube of ${name} amounts, loaded`, unit: 'ms', samples: load.samples, reference: { name: 'SQLite rows of 3 columns', value: Math.min(...bareRead.samples) } },
      { name: `matrix over ${name}, computed`, unit: 'ms', samples: compute.samples, reference: { name: 'bare typed-array sums', value: Math.min(...bareSum.samples) } },
      { name: `  the same by SQL (group by)`, unit: 'ms', samples: sql.samples },
    ]
  } finally {
    closeStore(db)
  }
}
