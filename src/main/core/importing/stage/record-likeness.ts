/** Evidence that two records with the same running number are not the same: their titles, and the files that gave them. */
import { textKey } from '../../../../shared/domain/text-key.ts'

/** Words that titles of unrelated projects share. */
const general = new Set([
  'the', 'and', 'for', 'from', 'with', 'des', 'les', 'aux', 'par', 'pour', 'dans', 'avec', 'sur', 'del', 'los', 'las', 'para', 'con', 'por',
  'project', 'projects', 'programme', 'program', 'phase', 'support', 'assistance', 'development', 'title', 'projet', 'projets', 'appui', 'developpement', 'proyecto', 'programa', 'apoyo', 'desarrollo',
])

function wordsOf(title: string): ReadonlySet<string> {
  const words = textKey(title).split(' ')
  const significant = words.filter((word) => word.length > 2 && !general.has(word))
  return new Set(significant.length > 0 ? significant : words)
}

/** True where both titles are known and share no significant word; a title that is missing says nothing. */
export function haveNothingInCommon(title: string | null, other: string | null): boolean {
  if (title === null || other === null || title === other) return false
  const words = wordsOf(title)
  return [...wordsOf(other)].every((word) => !words.has(word))
}

const editions = new Set(['v', 'version', 'final', 'rev', 'revised', 'corrected', 'copy', 'draft', 'new', 'update', 'updated'])

/** Name of a file without its ending, numbers and words that tell one edition from another: `Grants 2010 final (2).xlsx` gives `grants`. */
export function fileStem(name: string): string {
  const whole = textKey(name.replace(/\.[^.]*$/, ''))
  const words = whole.split(' ').filter((word) => !/\d/.test(word) && !editions.has(word))
  return words.length > 0 ? words.join(' ') : whole
}
