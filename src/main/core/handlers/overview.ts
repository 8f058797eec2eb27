import type { overview, Overview } from '../../../shared/contract/overview.ts'
import { MatrixSpec, type MatrixCell } from '../../../shared/contract/matrices.ts'
import type { Handlers } from '../dispatcher.ts'
import type { Services } from './services.ts'

/** How many partners the overview names. */
const topPartners = 8

/** Findings that have a place of their own to be settled in, with their texts; the others are told together. */
const told: readonly (readonly [rule: string, key: string, section: string])[] = [
  ['partner-unconfirmed', 'attention.proposed-partners', 'projects'], ['partner-new', 'attention.new-partners', 'reference'], ['batch-waiting', 'attention.staged-batches', 'submissions'],
  ['question-answered', 'attention.answered-questions', 'submissions'], ['correction-asked', 'attention.asked-corrections', 'corrections'], ['snapshot-gap', 'attention.snapshot-gaps', 'reconciliation'],
  ['rows-refused', 'attention.rejected-rows', 'submissions'], ['duty-late', 'attention.duties-late', 'offices'],
]

function attentionOf({ total, codes }: { readonly total: number; readonly codes: readonly { readonly code: string; readonly count: number }[] }): Overview['attention'] {
  const own = told.map(([rule, key, section]) => ({ key, section, count: codes.find(({ code }) => code === `finding.register.${rule}`)?.count ?? 0 }))
  const others = total - own.reduce((sum, { count }) => sum + count, 0)
  return [...own, { key: 'attention.findings', section: 'findings', count: others }].filter(({ count }) => count > 0)
}

const centsOf = (cell: MatrixCell): number => (typeof cell === 'number' ? cell : 0)

export function overviewHandlers({ desk, ports, pipeline }: Services): Handlers<{ overview: typeof overview }>['overview'] {
  return {
    async summary({ workspace }) {
      const open = await desk.get(workspace)
      const { locale } = await ports.settings.read()
      const spec = MatrixSpec.parse({ countingRule: 'voluntary-contributions' })
      const [matrix, findings, recent, inbox] = await Promise.all([
        open.query.request('matrix', { spec, locale }),
        open.query.request('findingPage', { filter: { areas: [], codes: [], severities: [], snoozed: 'without' }, offset: 0, limit: 1, locale, today: ports.now().slice(0, 10) }),
        open.query.request('changesetList', { offset: 0, limit: 8 }),
        pipeline.inbox(open),
      ])
      return {
        countingRule: { code: matrix.countingRule.code, name: matrix.countingRule.name },
        byYear: matrix.columns.map((year, index) => ({ year, cents: centsOf(matrix.totals[index] ?? null) })),
        topPartners: matrix.rows.map((row) => ({ key: row.key, name: row.name, cents: centsOf(row.total) })).sort((a, b) => b.cents - a.cents).slice(0, topPartners),
        attention: [...(inbox.length > 0 ? [{ key: 'attention.inbox', count: inbox.length, section: 'submissions' }] : []), ...attentionOf(findings)],
        recent: recent.entries,
        changeset: matrix.changeset,
      }
    },
  }
}
