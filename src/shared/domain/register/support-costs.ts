/** Support costs of an agreement against the standard of its category (rules of support costs). Rates are millionths of the direct costs: 130000 is 13 percent. */

/** Highest rate of the support cost policy endorsed by the Council in November 2000 (FC 97/5). */
export const supportCostCeiling = 130_000

export interface SupportCostStandard {
  readonly category: string
  readonly rate: number
  /** First and last day; null is open. */
  readonly validFrom: string | null
  readonly validTo: string | null
}

/** Standard of a category on a day, or null where it has none then; of several the one that began last. */
export function standardOn(standards: readonly SupportCostStandard[], category: string, day: string): number | null {
  const inForce = standards.filter((standard) => standard.category === category && (standard.validFrom ?? '') <= day && (standard.validTo === null || standard.validTo >= day))
  return inForce.reduce<SupportCostStandard | null>((latest, standard) => (latest === null || (standard.validFrom ?? '') > (latest.validFrom ?? '') ? standard : latest), null)?.rate ?? null
}

export type SupportCostVerdict = 'above-ceiling' | 'below-standard' | 'not-agreed' | 'fine'

/** A lower rate is fine with a recorded exception; a rate above the ceiling never is. `standard` null: nothing to compare with. */
export function judgeSupportCosts(agreed: number | null, standard: number | null, exception: string | null): SupportCostVerdict {
  if (agreed === null) return 'not-agreed'
  if (agreed > supportCostCeiling) return 'above-ceiling'
  return standard !== null && agreed < standard && (exception ?? '').trim() === '' ? 'below-standard' : 'fine'
}
