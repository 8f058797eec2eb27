/**
 * Thousands taken for units, or units for thousands: the figures of a file beside those of the same sender before it. It only says so;
 * no figure is ever changed, and rows of one file that differ by a thousand are nobody's slip to guess.
 */
export interface SlipFigure {
  /** What it is about, the same in both files. */
  readonly subject: string
  readonly measure: string
  readonly currency: string | null
  /** Decimal text as recorded, in full units of the currency. */
  readonly figure: string
}

export interface UnitsSlip {
  readonly measure: string
  readonly currency: string | null
  readonly factor: 1000 | 1_000_000
  /** Which the figures of this file are, beside the earlier ones. */
  readonly direction: 'larger' | 'smaller'
  /** Subjects of both files, and those whose figures differ by about that factor; none where only the middles of both files could be compared. */
  readonly matched: number
  readonly fitting: number
  readonly example: { readonly subject: string; readonly now: string; readonly before: string }
}

interface Sized { readonly size: number; readonly figure: string; readonly subject: string }

const leastMatched = 3
const leastFigures = 5
const mostFit = 0.8
/** Of the logarithm: a factor from 500 to 2000 is about a thousand. */
const around = 0.302
const powers = [3, 6] as const

const middle = (figures: readonly Sized[]): Sized | undefined => figures.toSorted((a, b) => a.size - b.size)[Math.floor((figures.length - 1) / 2)]
const isAbout = (now: Sized, before: Sized, power: number): boolean => Math.abs(Math.log10(now.size / before.size) - power) <= around

/** One answer for each measure and currency in which it is so. */
export function detectUnitsSlip(now: readonly SlipFigure[], before: readonly SlipFigure[]): UnitsSlip[] {
  const earlier = groups(before)
  return [...groups(now)].flatMap(([key, figures]) => {
    const others = earlier.get(key)
    const found = others ? slipOf(figures, others) : null
    const [measure = '', currency = ''] = key.split(' ')
    return found ? [{ measure, currency: currency === '' ? null : currency, ...found }] : []
  })
}

function groups(figures: readonly SlipFigure[]): ReadonlyMap<string, readonly Sized[]> {
  const sized = figures.flatMap(({ subject, measure, currency, figure }) => {
    const size = Math.abs(Number(figure))
    return Number.isFinite(size) && size > 0 ? [{ key: `${measure} ${currency ?? ''}`, subject, size, figure }] : []
  })
  return Map.groupBy(sized, ({ key }) => key)
}

function slipOf(now: readonly Sized[], before: readonly Sized[]): Omit<UnitsSlip, 'measure' | 'currency'> | null {
  const bySubject = Map.groupBy(before, ({ subject }) => subject)
  const pairs = [...Map.groupBy(now, ({ subject }) => subject)].flatMap(([subject, figures]) => {
    const [own, other] = [middle(figures), middle(bySubject.get(subject) ?? [])]
    return own && other ? [{ now: own, before: other }] : []
  })
  for (const power of powers) for (const sign of [1, -1] as const) {
    const fitting = pairs.filter((pair) => isAbout(pair.now, pair.before, sign * power))
    const result = { factor: power === 3 ? 1000 as const : 1_000_000 as const, direction: sign === 1 ? 'larger' as const : 'smaller' as const, matched: pairs.length, fitting: fitting.length }
    const [first] = fitting
    if (pairs.length >= leastMatched) {
      if (first && fitting.length >= pairs.length * mostFit) return { ...result, example: { subject: first.now.subject, now: first.now.figure, before: first.before.figure } }
      continue
    }
    const [own, other] = [middle(now), middle(before)]
    if (fitting.length < pairs.length || now.length < leastFigures || before.length < leastFigures || !own || !other || !isAbout(own, other, sign * power)) continue
    return { ...result, matched: 0, fitting: 0, example: { subject: own.subject, now: own.figure, before: other.figure } }
  }
  return null
}
