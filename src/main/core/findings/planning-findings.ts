/** Requirements that have more than they need; what was to be done, or was promised, and is late. */
import { readOverdue, readRequirementFacts, type DueFact, type FollowUpFact, type RequirementFact, type TaskFact } from '../store/reading/findings/planning-facts.ts'
import { atRecord, findingArea, type FindingRule, type Found, type RecordRef } from './finding-area.ts'

export const requirementRules: readonly FindingRule<readonly RequirementFact[]>[] = [
  {
    name: 'requirement-exceeded', severity: 'warning',
    find: (requirements) => requirements.filter(({ required, available }) => available > required).map(({ id, key, name, required, available, framework }) => ({
      of: key, params: { name, required: required / 100, available: available / 100 }, subject: name, place: atRecord('requirement', id, 'available'), about: framework === null ? [] : [{ type: 'country-framework', id: framework }],
    })),
  },
]
export const requirementFindings = findingArea('requirements', ['requirement', 'country_framework', 'result', 'label'], ({ db, locale }) => readRequirementFacts(db, locale), requirementRules)

interface TaskFacts { readonly tasks: readonly TaskFact[]; readonly followUps: readonly FollowUpFact[] }

const overdue = (type: 'task' | 'follow-up', { id, key, text, responsible, dueOn }: DueFact, subject: string, about: readonly RecordRef[]): Found => ({
  of: key, params: { text, responsible: responsible === '' ? 'none' : responsible, date: dueOn, partner: subject }, subject, place: atRecord(type, id, 'done-on'), on: dueOn, about,
})
const followUpRule = (name: string, isOurs: (fact: FollowUpFact) => boolean): FindingRule<TaskFacts> => ({
  name, severity: 'warning',
  find: ({ followUps }, today) => followUps.filter((fact) => fact.dueOn < today && isOurs(fact)).map((fact) => overdue('follow-up', fact, fact.partnerName, [{ type: 'partner', id: fact.partner }, ...(fact.meeting === null ? [] : [{ type: 'meeting', id: fact.meeting } as const])])),
})

export const taskRules: readonly FindingRule<TaskFacts>[] = [
  { name: 'task-overdue', severity: 'warning', find: ({ tasks }, today) => tasks.filter(({ dueOn }) => dueOn < today).map((task) => overdue('task', task, task.text, task.about === null ? [] : [task.about])) },
  followUpRule('follow-up-overdue', ({ kind }) => kind === 'follow-up'),
  followUpRule('commitment-overdue', ({ kind, side }) => kind === 'commitment' && side === 'organization'),
  followUpRule('promise-overdue', ({ kind, side }) => kind === 'commitment' && side === 'partner'),
]
export const taskFindings = findingArea('tasks', ['task', 'follow_up', 'partner', 'label'], ({ db, locale, today }) => readOverdue(db, locale, today), taskRules)
