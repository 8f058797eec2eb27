import type { z } from 'zod'
import type { MoneyEffect } from '../../../shared/contract/submissions.ts'

interface MeasureSum { readonly measure: string; readonly before: number; readonly after: number }

/** Integer cents before and after of all partners and years, measure by measure; measures are never added to each other. */
export function sumsByMeasure(effects: readonly z.infer<typeof MoneyEffect>[]): readonly MeasureSum[] {
  const sums = new Map<string, MeasureSum>()
  for (const { measure, before, after } of effects) {
    const sum = sums.get(measure)
    sums.set(measure, { measure, before: (sum?.before ?? 0) + before, after: (sum?.after ?? 0) + after })
  }
  return [...sums.values()]
}
