import type { Problem } from '../../../../shared/domain/submission.ts'
import type { findings } from '../../../../shared/messages/en/findings.ts'

export type FindingCode = keyof typeof findings

/** A finding about the file itself or one of its sheets. */
export function fileFinding(severity: Problem['severity'], code: FindingCode, params: Problem['params'] = {}, address?: string): Problem {
  return { severity, code, params, field: 'file', ...(address === undefined ? {} : { address }) }
}

/** Counts what recurs in a sheet, so that ten thousand equal observations become one finding with the first place. */
export interface FindingCounter {
  add(severity: Problem['severity'], code: FindingCode, address: string): void
  /** One finding a code, with `count` and `first` (an address) in its params. */
  list(sheet: string): readonly Problem[]
}

export function createFindingCounter(): FindingCounter {
  const counted = new Map<FindingCode, { severity: Problem['severity']; count: number; first: string }>()
  return {
    add(severity, code, address) {
      const known = counted.get(code)
      if (known === undefined) counted.set(code, { severity, count: 1, first: address })
      else known.count++
    },
    list: (sheet) => [...counted].map(([code, { severity, count, first }]) => fileFinding(severity, code, { sheet, count, first }, first)),
  }
}
