/**
 * How good a submission was, as one number from 0 to 100, so that an office's submissions can be compared over time.
 * Formula (ours, stated in README): 100 times the share of data rows that were accepted, less
 * - 20 times the problems that block an annex, a row (at most 20),
 * - 20 times the warnings, a row (at most 20),
 * - 5 for each printed total that differs from what it sums (at most 15),
 * - 2 for each question that the office has not answered (at most 10);
 * never below 0, rounded to a whole number.
 */
export interface QualityInput {
  readonly accepted: number
  readonly rejected: number
  readonly annexProblems: number
  readonly warnings: number
  readonly totalsDiffering: number
  readonly openQuestions: number
}

/** Null where no row of data was read: there is nothing to judge. */
export function qualityScore({ accepted, rejected, annexProblems, warnings, totalsDiffering, openQuestions }: QualityInput): number | null {
  const rows = accepted + rejected
  if (rows === 0) return null
  const aRow = (count: number): number => 20 * Math.min(1, count / rows)
  const score = (100 * accepted) / rows - aRow(annexProblems) - aRow(warnings) - Math.min(15, 5 * totalsDiffering) - Math.min(10, 2 * openQuestions)
  return Math.max(0, Math.round(score))
}
