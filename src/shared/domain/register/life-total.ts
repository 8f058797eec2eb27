/** Delivery against what was approved and received over a project's whole life (rules of an amount): periods are never compared, and no pledge is asked for. */

/** USD cents of figures with a period, and of those that belong to no single one, which may be life totals themselves. */
export interface LifeSums {
  readonly dated: number
  readonly undated: number
  readonly figures: number
  /** Figures without a USD value: then the total is not known. */
  readonly unknown: number
}
export const lifeMeasures = ['approval', 'receipt', 'delivery'] as const
export type LifeMeasure = (typeof lifeMeasures)[number]
export type LifeOfProject = Readonly<Record<LifeMeasure, LifeSums>>

/** What a revision changes is what was approved. */
export const lifeMeasureOf: Readonly<Partial<Record<string, LifeMeasure>>> = { approval: 'approval', revision: 'approval', receipt: 'receipt', delivery: 'delivery' }

const isKnown = ({ figures, unknown }: LifeSums): boolean => figures > 0 && unknown === 0
const most = ({ dated, undated }: LifeSums): number => dated + undated
/** What is known to be delivered at least. */
const least = ({ dated, undated }: LifeSums): number => Math.max(dated, undated)

/** Limits that delivery exceeds; cents. A limit of which nothing, or not everything, is known limits nothing. */
export function exceededLimits({ approval, receipt, delivery }: LifeOfProject): readonly { readonly measure: 'approval' | 'receipt'; readonly delivered: number; readonly limit: number }[] {
  if (!isKnown(delivery)) return []
  const delivered = least(delivery)
  return ([['approval', approval], ['receipt', receipt]] as const).flatMap(([measure, sums]) => (isKnown(sums) && delivered > most(sums) ? [{ measure, delivered, limit: most(sums) }] : []))
}

/** What is left of the approvals, cents; null where it cannot be known. */
export const undeliveredOf = ({ approval, delivery }: LifeOfProject): number | null => (isKnown(approval) && delivery.unknown === 0 ? most(approval) - least(delivery) : null)

/** All approvals and reductions together; null where they cannot be known. */
export const approvedOf = ({ approval }: Pick<LifeOfProject, 'approval'>): number | null => (isKnown(approval) ? most(approval) : null)
