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
      const [matrix, attention, recent, inbox, late] = await Promise.all([
        open.query.request('matrix', { spec, locale }),
        open.query.request('attention', {}),
        open.query.request('changesetList', { offset: 0, limit: 8 }),
        pipeline.inbox(open),
        open.query.request('officeTracker', { states: ['late'], locale, today: ports.now().slice(0, 10) }),
      ])
      const some = (key: string, count: number, section: string) => (count > 0 ? [{ key, count, section }] : [])
      return {
        countingRule: { code: matrix.countingRule.code, name: matrix.countingRule.name },
        byYear: matrix.columns.map((year, index) => ({ year, cents: centsOf(matrix.totals[index] ?? null) })),
        topPartners: matrix.rows.map((row) => ({ key: row.key, name: row.name, cents: centsOf(row.total) })).sort((a, b) => b.cents - a.cents).slice(0, topPartners),
        attention: [...some('attention.inbox', inbox.length, 'submissions'), ...attention, ...some('attention.duties-late', late.length, 'offices')],
        recent: recent.entries,
        changeset: matrix.changeset,
      }
    },
  }
}
