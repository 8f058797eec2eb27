/** What offices owe and have not sent, as the tracker tells it. */
import type { DutyEntry } from '../../../shared/contract/offices.ts'
import { atSection, findingArea, type FindingRule } from './finding-area.ts'

export const officeRules: readonly FindingRule<readonly DutyEntry[]>[] = [
  {
    name: 'duty-late', severity: 'warning',
    find: (late, _today, word) => late.map(({ office, officeName, kind, period, periodText, dueOn }) => ({
      of: `${office}|${kind}|${period.start}|${period.end}`, params: { office: officeName, kind: word(`submission-kind.${kind}`), period: periodText, date: dueOn }, subject: officeName, place: atSection('offices', { office }), on: dueOn,
    })),
  },
]

export const officeFindings = findingArea('offices', null, ({ offices, locale, today }) => offices.tracker({ states: ['late'], locale, today }), officeRules)
