import type { overview } from '../../../shared/contract/overview.ts'
import { MatrixSpec, type MatrixCell } from '../../../shared/contract/matrices.ts'
import type { Handlers } from '../dispatcher.ts'
import type { Services } from './services.ts'

/** How many partners the overview names. */
const topPartners = 8

const centsOf = (cell: MatrixCell): number => (typeof cell === 'number' ? cell : 0)

export function overviewHandlers({ desk, ports, pipeline }: Services): Handlers<{ overview: typeof overview }>['overview'] {
  return {
    async summary({ workspace }) {
      const open = await desk.get(workspace)
      const { locale } = await ports.settings.read()
      const spec = MatrixSpec.parse({ countingRule: 'voluntary-contributions' })
      const [matrix, attention, recent, inbox] = await Promise.all([
        open.query.request('matrix', { spec, locale }),
        open.query.request('attention', {}),
        open.query.request('changesetList', { offset: 0, limit: 8 }),
        pipeline.inbox(open),
      ])
      const waiting = inbox.length > 0 ? [{ key: 'attention.inbox', count: inbox.length, section: 'submissions' }] : []
      return {
        countingRule: { code: matrix.countingRule.code, name: matrix.countingRule.name },
        byYear: matrix.columns.map((year, index) => ({ year, cents: centsOf(matrix.totals[index] ?? null) })),
        topPartners: matrix.rows.map((row) => ({ key: row.key, name: row.name, cents: centsOf(row.total) })).sort((a, b) => b.cents - a.cents).slice(0, topPartners),
        attention: [...waiting, ...attention],
        recent: recent.entries,
        changeset: matrix.changeset,
      }
    },
  }
}
