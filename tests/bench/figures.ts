/** What the bench measured, as a table for people or JSON for machines. */
export interface Figure {
  readonly name: string
  readonly unit: 'ms' | 'MB'
  readonly samples: readonly number[]
  /** What the median (or the worst, where `isWorst`) should not exceed. */
  readonly target?: number
  readonly isWorst?: true
  /** Another way to do comparable work, measured in the same run. */
  readonly reference?: { readonly name: string; readonly value: number }
}

export interface BenchReport {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string; readonly load: readonly number[] }
  /** Time of a fixed loop of whole-number arithmetic before, between and after the measurements: how fast, and how quiet, the machine was. */
  readonly calibrationMs: readonly number[]
  readonly figures: readonly Figure[]
}

export const median = (samples: readonly number[]): number => {
  const sorted = [...samples].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? Number.NaN) : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}
export const worst = (samples: readonly number[]): number => Math.max(...samples)

const rounded = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(1))

export function verdict({ samples, target, isWorst }: Figure): '' | 'ok' | 'OVER' {
  if (target === undefined) return ''
  return (isWorst ? worst(samples) : median(samples)) <= target ? 'ok' : 'OVER'
}

export function tableOf({ machine, calibrationMs, figures }: BenchReport): string {
  const lines = [['', 'median', 'worst', 'runs', 'target', '', 'against']]
  for (const figure of figures) {
    const { name, unit, samples, target, isWorst, reference } = figure
    const middle = median(samples)
    lines.push([
      name, `${rounded(middle)} ${unit}`, samples.length > 1 ? rounded(worst(samples)) : '', String(samples.length), target === undefined ? '' : `${target}${isWorst ? ' (worst)' : ''}`, verdict(figure),
      reference ? `${(middle / reference.value).toFixed(2)} x ${reference.name} (${rounded(reference.value)} ${unit})` : '',
    ])
  }
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? []
  const table = lines.map((line) => line.map((text, column) => (column === 0 || column === 6 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0))).join('  ').trimEnd())
  return [
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, load ${machine.load.map((one) => one.toFixed(1)).join(' ')}`,
    `calibration loop: ${calibrationMs.map((ms) => ms.toFixed(0)).join(', ')} ms (even figures mean a quiet machine)`,
    '',
    ...table,
  ].join('\n')
}

export function calibrate(): number {
  const start = performance.now()
  let state = 1
  for (let step = 0; step < 200_000_000; step++) state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
  // The loop's result is used, so that it cannot be left out.
  return performance.now() - start + (state === 0 ? 1e-9 : 0)
}
