/** Agreements: clearances, instalments, reports and terms that are missing or late, the end that comes near, rates, money and projects (rules of support costs, agreements, modality). */
import { endsSoon, lateOf, missingClearances } from '../../../shared/domain/register/agreement-position.ts'
import { judgeSupportCosts, supportCostCeiling } from '../../../shared/domain/register/support-costs.ts'
import { readAgreementFacts, type AgreementFact } from '../store/reading/agreement-facts.ts'
import { readAgreementApprovals } from '../store/reading/findings/agreement-approvals.ts'
import { atRecord, findingArea, type FindingRule, type Found } from './finding-area.ts'

interface Facts { readonly agreements: readonly AgreementFact[]; readonly approvals: ReadonlyMap<number, number> }

/** Percent of millionths. */
const percent = (millionths: number): number => millionths / 10_000
const aboutOf = ({ id, partner }: AgreementFact) => [{ type: 'agreement', id }, { type: 'partner', id: partner }] as const
const isOver = (state: string): boolean => state === 'completed' || state === 'terminated'

/** Parts with their place among those of the same key, which is theirs as long as no other one like them comes or goes. */
function withOrdinals<Part>(parts: readonly Part[], keyOf: (part: Part) => string): (readonly [part: Part, ordinal: number])[] {
  const seen = new Map<string, number>()
  return parts.map((part) => {
    const ordinal = (seen.get(keyOf(part)) ?? 0) + 1
    seen.set(keyOf(part), ordinal)
    return [part, ordinal]
  })
}

/** A rule of one agreement at a time; subject and what it is about are the agreement's. */
const ofAgreements = (name: string, severity: 'warning' | 'info', find: (agreement: AgreementFact, today: string, facts: Facts, word: (key: string) => string) => readonly Omit<Found, 'subject' | 'about'>[]): FindingRule<Facts> => ({
  name, severity,
  find: (facts, today, word) => facts.agreements.flatMap((agreement) => find(agreement, today, facts, word).map((found) => ({ ...found, params: { ...found.params, agreement: agreement.title }, subject: agreement.title, about: aboutOf(agreement) }))),
})

export const agreementRules: readonly FindingRule<Facts>[] = [
  ofAgreements('clearance-missing', 'warning', ({ id, key, state, partnerType, clearances }, _today, _facts, word) => {
    const missing = missingClearances(state, partnerType, clearances)
    return missing.length === 0 ? [] : [{ of: key, params: { count: missing.length, clearances: missing.map((kind) => word(`choice.clearance-kind.${kind}`)).join(', ') }, place: atRecord('agreement', id), says: missing }]
  }),
  ofAgreements('instalment-late', 'warning', ({ key, state, instalments }, today) => withOrdinals(isOver(state) ? [] : instalments, ({ dueOn }) => dueOn).flatMap(([instalment, ordinal]) => {
    const missing = lateOf(instalment, today)
    const { id, dueOn, currency } = instalment
    return missing === null ? [] : [{ of: `${key}|${dueOn}|${ordinal}`, params: { date: dueOn, missing: Number(missing), currency }, place: atRecord('instalment', id, 'received-on'), on: dueOn }]
  })),
  ofAgreements('agreement-ending', 'warning', ({ id, key, state, endDate }, today) => (endsSoon(state, endDate, today) && endDate !== null ? [{ of: key, params: { date: endDate }, place: atRecord('agreement', id, 'end-date'), on: endDate }] : [])),
  ofAgreements('rate-below-standard', 'warning', ({ id, key, rate, standard, exception }) => (rate !== null && standard !== null && judgeSupportCosts(rate, standard, exception) === 'below-standard'
    ? [{ of: key, params: { rate: percent(rate), standard: percent(standard) }, place: atRecord('agreement', id, 'rate-exception') }] : [])),
  ofAgreements('rate-above-ceiling', 'warning', ({ id, key, rate, standard, exception }) => (rate !== null && judgeSupportCosts(rate, standard, exception) === 'above-ceiling'
    ? [{ of: key, params: { rate: percent(rate), ceiling: percent(supportCostCeiling) }, place: atRecord('agreement', id, 'support-cost-rate') }] : [])),
  ofAgreements('report-overdue', 'warning', ({ key, reports }, today, _facts, word) => withOrdinals(reports, ({ kind, dueOn }) => `${kind}|${dueOn}`).filter(([{ dueOn, sentOn }]) => sentOn === null && dueOn < today)
    .map(([{ id, kind, dueOn }, ordinal]) => ({ of: `${key}|${kind}|${dueOn}|${ordinal}`, params: { report: word(`choice.report-kind.${kind}`), date: dueOn }, place: atRecord('report-due', id, 'sent-on'), on: dueOn }))),
  ofAgreements('term-overdue', 'warning', ({ key, state, terms }, today, _facts, word) => withOrdinals(isOver(state) ? [] : terms, ({ kind, dueOn }) => `${kind}|${dueOn}`).flatMap(([{ id, kind, text, dueOn, metOn }, ordinal]) => (metOn === null && dueOn !== null && dueOn < today
    ? [{ of: `${key}|${kind}|${dueOn}|${ordinal}`, params: { term: word(`choice.term-kind.${kind}`), text, date: dueOn }, place: atRecord('agreement-term', id, 'met-on'), on: dueOn }] : []))),
  ofAgreements('agreement-without-project', 'info', ({ id, key, state, kind, projects }) => (state === 'signed' && kind === 'single' && projects.length === 0 ? [{ of: key, params: {}, place: atRecord('agreement', id) }] : [])),
  ofAgreements('agreement-exceeded', 'warning', ({ id, key, kind, usdCents }, _today, { approvals }) => {
    const approved = approvals.get(id)
    return kind === 'framework' || usdCents === null || approved === undefined || approved <= usdCents ? [] : [{ of: key, params: { approved: approved / 100, agreed: usdCents / 100, over: (approved - usdCents) / 100 }, place: atRecord('agreement', id, 'original') }]
  }),
]

export const agreementFindings = findingArea('agreements', ['agreement', 'agreement_project', 'instalment', 'report_due', 'agreement_term', 'clearance', 'support_cost_standard', 'partner', 'modality', 'label', 'project', 'contribution', 'amount'], ({ db, locale, today }): Facts => ({ agreements: readAgreementFacts(db, { locale, today, agreement: null }), approvals: readAgreementApprovals(db) }), agreementRules)
