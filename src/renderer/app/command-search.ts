/** Which commands fit what was typed, best first: text without accents and case, letters in order, word beginnings first. */

export interface Findable { readonly id: string; readonly label: string; readonly words?: string | undefined }

export const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** Higher is better; null where the letters do not occur in this order. */
export function score(query: string, text: string): number | null {
  const wanted = fold(query).replace(/\s+/g, ' ').trim()
  const folded = fold(text)
  if (wanted === '') return 0
  const whole = folded.indexOf(wanted)
  if (whole >= 0) return 1000 - whole + (whole === 0 || /[^\p{L}\p{N}]/u.test(folded[whole - 1] ?? '') ? 500 : 0)
  let from = 0
  let points = 0
  for (const letter of wanted.replaceAll(' ', '')) {
    const at = folded.indexOf(letter, from)
    if (at < 0) return null
    points += at === from ? 3 : /[^\p{L}\p{N}]/u.test(folded[at - 1] ?? ' ') ? 2 : 0
    from = at + 1
  }
  return points
}

/** Commands that fit; those used lately come first among equals, and first of all while nothing is typed. */
export function findCommands<C extends Findable>(commands: readonly C[], query: string, recent: readonly string[]): readonly C[] {
  const age = (command: C): number => {
    const index = recent.indexOf(command.id)
    return index < 0 ? recent.length : index
  }
  return commands
    .flatMap((command, order) => {
      const own = score(query, command.label)
      const other = command.words ? score(query, command.words) : null
      const points = Math.max(own ?? -1, other === null ? -1 : other - 1)
      return points < 0 ? [] : [{ command, order, points }]
    })
    .sort((a, b) => b.points - a.points || age(a.command) - age(b.command) || a.order - b.order)
    .map(({ command }) => command)
}
