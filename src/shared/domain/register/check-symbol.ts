/** A project's symbol against what else is said of the project (domain of project symbols: area and programme part). */
import { modalityOfSymbol, parseProjectSymbol } from '../project-symbol.ts'
import type { Message } from '../submission.ts'

export interface SymbolSubject {
  /** As written or normalized. */
  readonly symbol: string
  /** Recipient: kind and symbol code of its area; null where none is said. */
  readonly area: { readonly kind: string; readonly code: string | null; readonly name: string } | null
  /** Key of the modality; null where none is said. */
  readonly modality: string | null
}

/** Disagreements of scope and recipient, and of programme and modality. What is not said disagrees with nothing. */
export function checkSymbol({ symbol, area, modality }: SymbolSubject): readonly Message[] {
  const parsed = parseProjectSymbol(symbol)
  if (!parsed) return []
  const found: Message[] = []
  if (area !== null) {
    const isCountry = area.kind === 'country'
    if ((parsed.scope === 'country') !== isCountry) found.push({ key: 'finding.register.symbol-scope', params: { symbol: parsed.normalized, scope: parsed.scope, area: area.name } })
    else if (isCountry && area.code !== null && area.code !== parsed.area) found.push({ key: 'finding.register.symbol-area', params: { symbol: parsed.normalized, code: parsed.area, area: area.name, expected: area.code } })
  }
  const own = modalityOfSymbol(parsed)
  if (own !== null && modality !== null && own !== modality) found.push({ key: 'finding.register.symbol-modality', params: { symbol: parsed.normalized, own, modality } })
  return found
}
