import type { agreements } from '../../../shared/contract/agreements.ts'
import type { Handlers } from '../dispatcher.ts'
import type { Services } from './services.ts'

export function agreementHandlers({ desk, ports }: Services): Handlers<{ agreements: typeof agreements }>['agreements'] {
  const query = async (workspace: string) => (await desk.get(workspace)).query
  const reader = async () => ({ locale: (await ports.settings.read()).locale, today: ports.now().slice(0, 10) })
  return {
    position: async ({ workspace, agreement }) => (await query(workspace)).request('agreementPosition', { agreement, ...(await reader()) }),
    pools: async ({ workspace }) => (await query(workspace)).request('poolPositions', await reader()),
    biennia: async ({ workspace }) => (await query(workspace)).request('planningBiennia', {}),
    requirements: async ({ workspace, by, biennium }) => (await query(workspace)).request('requirementTable', { by, biennium, ...(await reader()) }),
    budget: async ({ workspace, biennium }) => (await query(workspace)).request('budgetTable', { biennium, ...(await reader()) }),
    supportCosts: async ({ workspace }) => (await query(workspace)).request('supportCosts', await reader()),
  }
}
