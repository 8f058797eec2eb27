import type { ListGrammar } from './column-grammar.ts'
import { foldSpace } from './text-key.ts'

/** Several values in one cell, as people part them: `Bélgica; Japon`, `14, 7, 10`, ` - Bilateral⏎ - Multilateral`, `A et B`. */

export type ListSeparator = ListGrammar['separator']

const marks: Readonly<Record<ListSeparator, RegExp>> = {
  ';': /[;；؛]/, ',': /[,，、،]/, '/': /\s*\/\s*/, '\n': /\r?\n|_x000D_\n?/, '|': /\|/,
  and: /\s*&\s*|\s+(?:and|et|y|e|und|و)\s+|\s*和\s*/i,
}
const bullet = /^(?:[-–•*·◦▪]\s*|\(?\d{1,2}[.)]\s+)/
const shareText = /[(:=–-]?\s*(\d{1,3}(?:[.,]\d+)?)\s*[%٪％]\s*\)?/

/** The values of a cell in their order, bullets and blank parts left out. */
export function splitList(text: string, separator: ListSeparator): string[] {
  return text.split(marks[separator]).map((part) => foldSpace(part).replace(bullet, '')).filter((part) => part !== '')
}

/** `Japan 60%`, `60 % Japan`, `Japan (60%)`: the name and its percent points as decimal text; null where the part carries no share. */
export function readShare(part: string): { readonly name: string; readonly percent: string } | null {
  const match = shareText.exec(part)
  if (!match) return null
  const name = foldSpace(part.replace(shareText, ' ')).replace(/[\s:(=–-]+$/, '').replace(/^\s*(?:de|of|for)\s/i, '')
  return name === '' ? null : { name, percent: (match[1] ?? '').replace(',', '.') }
}
