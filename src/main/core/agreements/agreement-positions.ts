/** Where one agreement stands today. */
import type { Database } from 'better-sqlite3'
import type { AgreementPosition } from '../../../shared/contract/agreements.ts'
import { daysUntil, missingClearances, moneyPosition } from '../../../shared/domain/register/agreement-position.ts'
import { judgeSupportCosts, supportCostCeiling } from '../../../shared/domain/register/support-costs.ts'
import { fail } from '../../../shared/result.ts'
import { readAgreementFacts } from '../store/reading/agreement-facts.ts'

/** Names in the language; `today` is an ISO day. Fails with `not-found` where the agreement is not live. */
export function agreementPosition(db: Database, { agreement, locale, today }: { readonly agreement: number; readonly locale: string; readonly today: string }): AgreementPosition {
  const [fact] = readAgreementFacts(db, { locale, today, agreement })
  if (!fact) return fail('not-found', 'error.not-found', { name: `#${agreement}` })
  const { id, title, partnerName, state, original, currency, usdCents, category, rate, exception, standard, endDate, projects, reports } = fact
  return {
    id, name: title, partner: partnerName, state, projects: [...projects],
    agreed: original === null || currency === null ? null : { original, currency, usdCents },
    ...withLists(moneyPosition(fact.instalments, today)),
    rate: { category, agreed: rate, standard, ceiling: supportCostCeiling, exception, verdict: judgeSupportCosts(rate, standard, exception) },
    missingClearances: missingClearances(state, fact.partnerType, fact.clearances),
    reports: { due: reports.filter(({ dueOn }) => dueOn <= today).length, sent: reports.filter(({ sentOn }) => sentOn !== null).length, late: reports.filter(({ dueOn, sentOn }) => sentOn === null && dueOn < today).length },
    daysToEnd: endDate === null ? null : daysUntil(endDate, today),
  }
}

const withLists = ({ due, received, late, lateCount }: ReturnType<typeof moneyPosition>) => ({ due: [...due], received: [...received], late: [...late], lateCount })
