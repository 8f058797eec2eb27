/** A number format code taken apart (ECMA-376 18.8.31): sections for positive, negative, zero and text, each a list of tokens. */
export type FormatToken =
  | { readonly kind: 'literal'; readonly text: string }
  /** `0`, `#` or `?`. */
  | { readonly kind: 'digit'; readonly sign: '0' | '#' | '?' }
  | { readonly kind: 'point' | 'comma' | 'percent' | 'general' | 'text' | 'fraction' }
  | { readonly kind: 'exponent'; readonly showsPlus: boolean }
  /** A run of one of y, m, d, h, s, e (a year); `isElapsed` for `[h]`. */
  | { readonly kind: 'date'; readonly letter: 'y' | 'm' | 'd' | 'h' | 's'; readonly length: number; readonly isElapsed: boolean }
  /** Digits of a second behind its point. */
  | { readonly kind: 'part-of-second'; readonly digits: number }
  | { readonly kind: 'half-day'; readonly am: string; readonly pm: string }

export interface FormatSection {
  readonly tokens: readonly FormatToken[]
  readonly condition?: { readonly operator: string; readonly value: number }
  /** Windows language code, where the section names one: names of months and days are in that language. */
  readonly language?: number
  /** Written with other digits or an era's calendar, which is not computed here. */
  readonly isForeign: boolean
}

/** Sections of a format code in order; an empty section hides what it stands for. */
export function formatSections(code: string): readonly FormatSection[] {
  const sections: FormatSection[] = []
  for (let at = 0; at <= code.length; ) {
    const end = sectionEnd(code, at)
    sections.push(readSection(code.slice(at, end)))
    at = end + 1
  }
  return sections
}

function sectionEnd(code: string, from: number): number {
  for (let at = from; at < code.length; at++) {
    const char = code.charAt(at)
    if (char === ';') return at
    if (char === '"') at = closing(code, '"', at)
    else if (char === '[') at = closing(code, ']', at)
    else if (char === '\\' || char === '_' || char === '*') at++
  }
  return code.length
}

const closing = (code: string, mark: string, at: number): number => {
  const end = code.indexOf(mark, at + 1)
  return end < 0 ? code.length : end
}

function readSection(code: string): FormatSection {
  const tokens: FormatToken[] = []
  let condition: FormatSection['condition']
  let language: number | undefined
  let isForeign = false
  const literal = (text: string): void => void (text !== '' && tokens.push({ kind: 'literal', text }))
  for (let at = 0; at < code.length; ) {
    const rest = code.slice(at)
    const char = rest.charAt(0)
    const take = (pattern: RegExp): RegExpExecArray | null => {
      const match = pattern.exec(rest)
      if (match !== null) at += match[0].length
      return match
    }
    let match: RegExpExecArray | null
    if ((match = take(/^"([^"]*)"?/)) !== null) literal(match[1] ?? '')
    else if ((match = take(/^\\(.?)/su)) !== null) literal(match[1] ?? '')
    // The width of a sign, and a sign that fills the cell: a space, and nothing, where there is no cell.
    else if (take(/^_.?/su) !== null) literal(' ')
    else if (take(/^\*.?/su) !== null) continue
    else if ((match = take(/^\[([hms])\1*\]/i)) !== null) tokens.push(dateToken(match[1] ?? '', match[0].length - 2, true))
    else if ((match = take(/^\[([<>=]{1,2})(-?[\d.]+)\]/)) !== null) condition = { operator: match[1] ?? '', value: Number(match[2]) }
    else if ((match = take(/^\[\$([^\]-]*)(?:-([0-9a-f]+)[^\]]*)?\]/i)) !== null) {
      literal(match[1] ?? '')
      if (match[2] !== undefined) language = Number.parseInt(match[2], 16)
    } else if ((match = take(/^\[([^\]]*)\]?/)) !== null) isForeign ||= /^DBNum/i.test(match[1] ?? '')
    else if (take(/^general/i) !== null) tokens.push({ kind: 'general' })
    else if (take(/^am\/pm/i) !== null) tokens.push({ kind: 'half-day', am: 'AM', pm: 'PM' })
    else if (take(/^a\/p/i) !== null) tokens.push({ kind: 'half-day', am: char, pm: char === 'A' ? 'P' : 'p' })
    else if ((match = take(/^e([+-])/i)) !== null) tokens.push({ kind: 'exponent', showsPlus: match[1] === '+' })
    else if ((match = take(/^(y+|m+|d+|h+|s+|e+)/i)) !== null) tokens.push(dateToken(char, match[0].length, false))
    else if (/^[bg]/i.test(char)) {
      isForeign = true
      at++
    } else if (isAfterSecond(tokens) && (match = take(/^\.(0+)/)) !== null) tokens.push({ kind: 'part-of-second', digits: match[1]?.length ?? 0 })
    else {
      at++
      if (char === '0' || char === '#' || char === '?') tokens.push({ kind: 'digit', sign: char })
      else if (char === '.') tokens.push({ kind: 'point' })
      else if (char === ',') tokens.push({ kind: 'comma' })
      else if (char === '%') tokens.push({ kind: 'percent' })
      else if (char === '@') tokens.push({ kind: 'text' })
      else if (char === '/') tokens.push({ kind: 'fraction' })
      else literal(char)
    }
  }
  return { tokens, isForeign, ...(condition === undefined ? {} : { condition }), ...(language === undefined ? {} : { language }) }
}

function dateToken(letter: string, length: number, isElapsed: boolean): FormatToken {
  const lower = letter.toLowerCase()
  if (lower === 'm' || lower === 'd' || lower === 'h' || lower === 's') return { kind: 'date', letter: lower, length, isElapsed }
  return { kind: 'date', letter: 'y', length: lower === 'e' ? 4 : length, isElapsed }
}

function isAfterSecond(tokens: readonly FormatToken[]): boolean {
  const last = tokens.at(-1)
  return last?.kind === 'date' && last.letter === 's'
}
