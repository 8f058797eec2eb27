import type { ParsedSymbol, symbolScopes } from './submission.ts'

/**
 * Project symbols: `PROGRAMME/AREA/SERIAL/DONOR[-suffix]`, and `TCP/AREA/SERIAL[/Cn | (phase)]` without donor.
 * Written symbols carry blanks, hyphens for slashes, letters for digits and remarks; each repair is named by a finding code.
 * The normalized form parses to itself without repairs.
 */

type Scope = (typeof symbolScopes)[number]

const programmes = ['GCP', 'UTF', 'OSRO', 'UNJP', 'TCP', 'MTF', 'MDTF', 'FMM', 'SFER', 'UNFA', 'UNO', 'UNTS', 'TFD'] as const
const misspelt: Readonly<Record<string, string>> = { UNP: 'UNJP', UJNP: 'UNJP', UNPJ: 'UNJP', SFERA: 'SFER', ORSO: 'OSRO', OSR: 'OSRO', GPC: 'GCP', GCPP: 'GCP', TPC: 'TCP' }
const modalities: Readonly<Record<string, string>> = { GCP: 'GCP', UTF: 'UTF', OSRO: 'OSRO', UNJP: 'UNJP', TCP: 'TCP', MTF: 'MTF', MDTF: 'MDTF', FMM: 'FMM', SFER: 'SFERA', UNFA: 'UNFA', TFD: 'TELEFOOD' }
const scopes: Readonly<Record<string, Scope>> = {
  RAF: 'regional', RAS: 'regional', RER: 'regional', RLA: 'regional', REM: 'regional', RNE: 'regional', SLM: 'regional', INT: 'interregional', GLO: 'global',
}

const programme = [...programmes, ...Object.keys(misspelt)].sort((a, b) => b.length - a.length).join('|')
const slash = String.raw`\s*[/\\_–—-]\s*/?\s*`
const suffixes = String.raw`(?:[\s/(–—-]*(?<baby>BABY)[\s–—-]*(?<babyNumber>\d{0,2})\)?|(?:\s*/\s*C|[\s,(–—-]+COMPONENT\s*|[\s–—-]+COMP\.?\s*)(?<component>\d{1,2})\)?|\s*\((?<phase>[A-Z])\))?`
const canonical = new RegExp(`^(${programmes.join('|')})/([A-Z]{3})/(\\d{3,4})(?:/([A-Z]{2,3}))?(-BABY(?:\\d\\d)?|/C[1-9]\\d?|\\([A-Z]\\))?$`)
const written = new RegExp(
  String.raw`(?<![A-Z0-9/])(?<programme>${programme})${slash}(?<area>[A-Z]{3})${slash}(?<serial>[0-9O]{3,4})(?![0-9A-Z])(?:${slash}(?!BABY|COMP|C\d)(?<donor>[A-Z]{2,3})(?![A-Z0-9]))?${suffixes}`,
)
/** Parts with nothing but blanks or dots between them: only where this is all of the text. */
const dotted = new RegExp(String.raw`^\s*(${programme})[\s.]+([A-Z]{3})[\s.]+([0-9O]{3,4})(?:[\s.]+([A-Z]{2,3}))?\s*$`, 'i')
const incomplete = new RegExp(`^\\s*(?:${programme})\\s*/\\s*[A-Z]{3}\\s*/?\\s*$`, 'i')

const noRepairs: readonly string[] = []

function symbolOf(text: string, groups: Readonly<Record<string, string | undefined>>, repairs: readonly string[]): ParsedSymbol {
  const name = groups['programme'] ?? ''
  const code = misspelt[name] ?? name
  const area = groups['area'] ?? ''
  const serial = (groups['serial'] ?? '').replace(/O/g, '0')
  const donor = groups['donor'] ?? null
  const base = `${code}/${area}/${serial}${donor === null ? '' : `/${donor}`}`
  const number = groups['babyNumber'] ?? ''
  const suffix =
    groups['baby'] !== undefined ? `-BABY${number === '' ? '' : number.padStart(2, '0')}`
    : groups['component'] !== undefined ? `/C${Number(groups['component'])}`
    : groups['phase'] !== undefined ? `(${groups['phase']})`
    : null
  return {
    written: text, normalized: base + (suffix ?? ''), programme: code, area, serial, donor, suffix,
    parent: suffix !== null && !suffix.startsWith('(') ? base : null,
    scope: scopes[area] ?? 'country',
    repairs: [...repairs],
  }
}

function repairsOf(raw: string, groups: Readonly<Record<string, string | undefined>>, normalized: string): string[] {
  const repairs: string[] = []
  const upper = raw.toUpperCase()
  if (/\s/.test(raw.replace(/[\s,(–—-]*(?:BABY|COMP).*$/i, ''))) repairs.push('finding.cell.symbol-blank')
  if (raw !== upper && !/^[^a-z]*(?:-?(?:Baby|Component)[^a-z]*)?$/.test(raw)) repairs.push('finding.cell.symbol-case')
  if (/[\\_–—]|-(?!\s*BABY)|\/\s*\//.test(upper.replace(/BABY[\s-]*\d*/, 'BABY').replace(/[-\s]*COMP/, ' COMP'))) repairs.push('finding.cell.symbol-separator')
  if (/O/.test(groups['serial'] ?? '')) repairs.push('finding.cell.symbol-letter')
  if (misspelt[groups['programme'] ?? ''] !== undefined) repairs.push('finding.cell.symbol-programme')
  const hasSuffix = groups['baby'] !== undefined || groups['component'] !== undefined
  if (hasSuffix && !upper.endsWith(normalized.slice(normalized.search(/-BABY|\/C\d/)))) repairs.push('finding.cell.symbol-suffix')
  return repairs
}

function findIn(text: string): { readonly symbol: ParsedSymbol; readonly before: string; readonly after: string } | null {
  const clean = text.normalize('NFKC').replace(/\p{Cf}/gu, '')
  // A character that changes length in upper case would shift the cut points below; such a text is searched as it stands.
  const raised = clean.toUpperCase()
  const upper = raised.length === clean.length ? raised : clean
  const match = written.exec(upper)
  if (!match?.groups) return null
  const raw = clean.slice(match.index, match.index + match[0].length)
  const bare = symbolOf(text, match.groups, noRepairs)
  return {
    symbol: { ...bare, repairs: repairsOf(raw.trim(), match.groups, bare.normalized) },
    before: clean.slice(0, match.index),
    after: clean.slice(match.index + match[0].length),
  }
}

/** In: an identifier as typed. Out: the symbol, or null where the text is something else. Brackets, footnote marks and remarks in parentheses around it are left out and named. */
export function parseProjectSymbol(text: string): ParsedSymbol | null {
  if (text.length > 80 || text.length < 9) return null
  const parts = canonical.exec(text)
  if (parts) {
    const [, code = '', area = '', serial = '', donor = null, suffix = null] = parts
    // The written form is the normalized one: no text is made anew.
    return { written: text, normalized: text, programme: code, area, serial, donor, suffix, parent: suffix !== null && !suffix.startsWith('(') ? text.slice(0, -suffix.length) : null, scope: scopes[area] ?? 'country', repairs: [] }
  }
  const parted = dotted.exec(text)
  if (parted) {
    const symbol = parseProjectSymbol(parted.slice(1).filter((part) => part !== undefined).join('/'))
    return symbol && { ...symbol, written: text, repairs: [...symbol.repairs, 'finding.cell.symbol-separator'] }
  }
  const found = findIn(text)
  if (!found || !/^[\s([{"'“‘*:;.]*$/.test(found.before) || !/^[\s)\]}"'”’*:;.,/]*(?:\([^()]{0,20}\)[\s*]*)?$/.test(found.after)) return null
  const { symbol, before, after } = found
  const extra = `${before}${after}`
  const repairs = [...symbol.repairs]
  if (extra.trim() !== '') repairs.push('finding.cell.symbol-remark')
  else if (extra !== '' && !repairs.includes('finding.cell.symbol-blank')) repairs.unshift('finding.cell.symbol-blank')
  return { ...symbol, repairs }
}

/** A symbol inside a longer text, such as a title with the symbol in parentheses; null where there is none. */
export function findProjectSymbol(text: string): ParsedSymbol | null {
  if (text.length > 4000 || !/[/\\_–—-]/.test(text)) return null
  const found = findIn(text)
  return found ? { ...found.symbol, repairs: [...found.symbol.repairs, 'finding.cell.symbol-inside-text'] } : null
}

export const isProjectSymbol = (text: string): boolean => parseProjectSymbol(text) !== null

/** A symbol begun and not finished, `Tcp/ Som`: its project cannot be told. */
export const isIncompleteSymbol = (text: string): boolean => incomplete.test(text)

/** Funding modality of a symbol's programme (domain vocabulary), null where the programme names none. */
export const modalityOfSymbol = (symbol: Pick<ParsedSymbol, 'programme'>): string | null => modalities[symbol.programme] ?? null

export type SymbolDonor =
  /** A donor code of FAO's own list: a government, an institution, or `MUL` for several. */
  | { readonly kind: 'code'; readonly code: string }
  /** Unilateral trust fund: the country of the symbol pays. */
  | { readonly kind: 'country'; readonly area: string }
  /** Technical Cooperation Programme: assessed contributions. */
  | { readonly kind: 'assessed' }
  | { readonly kind: 'unknown' }

/** Who pays, as far as the symbol says. A proposal only: the donor is never settled by a symbol alone. */
export function donorOfSymbol(symbol: Pick<ParsedSymbol, 'programme' | 'area' | 'donor' | 'scope'>): SymbolDonor {
  if (symbol.programme === 'TCP') return { kind: 'assessed' }
  if (symbol.programme === 'UTF' && symbol.scope === 'country' && (symbol.donor === null || symbol.donor === symbol.area)) return { kind: 'country', area: symbol.area }
  return symbol.donor === null ? { kind: 'unknown' } : { kind: 'code', code: symbol.donor }
}
