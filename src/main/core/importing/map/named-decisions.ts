import type { PartnerDecision } from '../../../../shared/contract/submissions.ts'
import type { PartnerDecision as NamedDecision } from './partner-matcher.ts'
import type { PartnerRegister } from './partner-register.ts'

/** What a person decided about partners, with the names that the register has for them. */
export function namedDecisions(decisions: readonly PartnerDecision[], register: Pick<PartnerRegister, 'partners'>): NamedDecision[] {
  const names = new Map(register.partners.map((partner) => [partner.key, partner.name]))
  return decisions.map((decision) => ({ ...decision, partnerName: (decision.partnerKey === null ? undefined : names.get(decision.partnerKey)) ?? decision.text }))
}
