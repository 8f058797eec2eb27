/** What the query worker reads of agreements, pools, requirements and the integrated budget. */
import { agreementPosition } from '../agreements/agreement-positions.ts'
import { readPoolPositions } from '../agreements/pool-positions.ts'
import { readBiennia, readBudget, readRequirements } from '../agreements/requirement-tables.ts'
import { readSupportCosts } from '../agreements/support-cost-table.ts'
import type { QuerySession } from './query-session.ts'

interface Localized { readonly locale: string }
interface Dated extends Localized { readonly today: string }

export const agreementReadingMethods = (session: QuerySession) => ({
  agreementPosition: (request: Dated & { readonly agreement: number }) => session.run(({ db }) => agreementPosition(db, request)),
  poolPositions: ({ locale }: Localized) => session.run(({ db }) => readPoolPositions(db, locale)),
  planningBiennia: (_input: object) => session.run(({ db }) => readBiennia(db)),
  requirementTable: (request: Localized & { readonly by: 'result' | 'framework'; readonly biennium: string | null }) => session.run(({ db }) => readRequirements(db, request)),
  budgetTable: (request: Localized & { readonly biennium: string }) => session.run(({ db }) => readBudget(db, request)),
  supportCosts: (request: Dated) => session.run(({ db }) => readSupportCosts(db, request)),
})
