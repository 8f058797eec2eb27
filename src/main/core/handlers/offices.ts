import type { offices } from '../../../shared/contract/offices.ts'
import type { Handlers, RequestContext } from '../dispatcher.ts'
import { makeRound } from '../offices/make-round.ts'
import { makeReturnWorkbook } from '../offices/return-workbook.ts'
import { reminderText } from '../offices/reminder-text.ts'
import { personOf, type Services } from './services.ts'

export function officeHandlers(services: Services): Handlers<{ offices: typeof offices }>['offices'] {
  const { desk, ports } = services
  const by = async (context: RequestContext): Promise<{ readonly person: string; readonly now: string }> => ({ person: await personOf(services, context), now: ports.now() })
  const today = (): string => ports.now().slice(0, 10)
  return {
    tracker: async ({ workspace, ...request }) => (await desk.get(workspace)).query.request('officeTracker', { ...request, today: today() }),
    async addDuties({ workspace, ...duties }, context) {
      const open = await desk.get(workspace)
      const written = await open.store.request('addDuties', { ...duties, ...(await by(context)) })
      open.noteChanged(written.changeset)
      return written
    },
    async removeDuties({ workspace, duties }, context) {
      const open = await desk.get(workspace)
      const written = await open.store.request('removeDuties', { duties, ...(await by(context)) })
      open.noteChanged(written.changeset)
      return written
    },
    async markNil({ workspace, duty, saidBy }, context) {
      const open = await desk.get(workspace)
      const written = await open.store.request('markNil', { duty, saidBy, ...(await by(context)) })
      open.noteChanged(written.changeset)
      return written
    },
    async reminder({ workspace, duty, language }) {
      const facts = await (await desk.get(workspace)).query.request('reminderFacts', { duty, locale: language, today: today() })
      return reminderText(facts, language)
    },
    questions: async ({ workspace, ...request }) => (await desk.get(workspace)).query.request('questions', request),
    async ask({ workspace, ...question }, context) {
      const open = await desk.get(workspace)
      const written = await open.store.request('askQuestion', { ...question, ...(await by(context)) })
      open.noteChanged(written.changeset)
      return written
    },
    async withdraw({ workspace, questions }, context) {
      const open = await desk.get(workspace)
      const written = await open.store.request('withdrawQuestions', { questions, ...(await by(context)) })
      open.noteChanged(written.changeset)
      return written
    },
    async answer({ workspace, ...answer }, context) {
      const open = await desk.get(workspace)
      const written = await open.store.request('answerQuestion', { ...answer, ...(await by(context)) })
      open.noteChanged(written.changeset)
      return written
    },
    returnWorkbook: async ({ workspace, ...choice }, context) => makeReturnWorkbook(services, await desk.get(workspace), choice, context),
    returned: async ({ workspace, batch }) => (await desk.get(workspace)).query.request('returnedBatch', { batch }),
    rounds: async ({ workspace, locale }) => (await desk.get(workspace)).query.request('officeRounds', { locale }),
    makeRound: async ({ workspace, ...round }, context) => makeRound(services, await desk.get(workspace), round, context),
  }
}
