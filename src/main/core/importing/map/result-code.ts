/** Organizational results as people write them: `A1`, `A01`, `A.1`, `OR A1`, `SO-A / A01`, with or without their title behind. */

/** Objectives of the framework: A to L without J, X and Y. */
const code = /^(?:(?:so|fo|os|or|ro|re|uro|ou|oo|result|r[ée]sultat|resultado)\s*[-:.]?\s*(?:[a-ilkxy]\s*[/,;:–—-]\s*)?)*(?:[a-ilkxy]\s*\/\s*)?(?:or|ro|result|r[ée]sultat|resultado)?\s*[-:.]?\s*([a-ilkxy])\s*[.\s-]?\s*0?([1-9])(?![0-9a-z]|\.\d)/i

/** In: a cell. Out: the code in its plain form and what stands behind it; null where no code begins the text. */
export function readResultCode(text: string): { readonly code: string; readonly rest: string } | null {
  const folded = text.normalize('NFKC').replaceAll(/\p{Cf}/gu, '').trim()
  const match = code.exec(folded)
  if (!match) return null
  const [whole, objective = '', number = ''] = match
  return { code: `${objective.toUpperCase()}${number}`, rest: folded.slice(whole.length).replace(/^[\s:.,;)\]–—-]+/, '') }
}
