/** Folding of names for comparison: what a person would call the same text gives the same key. */

const letters: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', æ: 'ae', œ: 'oe', đ: 'd', ı: 'i', ß: 'ss' }
const simple = /^[a-z0-9]+(?: [a-z0-9]+)*$/
const invisible = /[\p{Cf}]/gu

/** White space of any kind (line breaks, no-break spaces) to single blanks, invisible characters gone, ends trimmed. */
export function foldSpace(text: string): string {
  return text.replace(/_x000D_/g, ' ').replace(invisible, '').replace(/\s+/g, ' ').trim()
}

/**
 * Comparison key: compatibility form, lower case, no accents, no invisible characters; every run of punctuation and white
 * space is one blank, so that `Côte d’Ivoire` and `COTE D'IVOIRE` are equal, and `U.S.A.` equals `USA`.
 */
export function textKey(text: string): string {
  if (simple.test(text)) return text
  return text
    .replace(invisible, '')
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[øłæœđıß]/g, (letter) => letters[letter] ?? letter)
    .replace(/\b(\p{L})\.(?=\p{L}\.)/gu, '$1')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const government = /^(?:the )?(?:government|govt|gov|royal government|gouvernement|gobierno)(?: of the| of| du| de la| de l| des| de| del| d)? /
const inverted = /^(.*?), *((?:the )?(?:[\p{L}’' ]*\b)?(?:government|govt|republic|kingdom|gouvernement|gobierno|r[ée]publique|rep[úu]blica|reino|royaume)(?:['’ \p{L}]*)?)$/iu

/**
 * Name of a partner in its natural order and without the word government: `Canada, Government of` and `Gouvernement du Canada`
 * both give `canada`, `Korea, Republic of` gives `republic of korea`. Only for a second look after the full key found nothing.
 */
export function bareNameKey(text: string): string {
  const turned = inverted.exec(foldSpace(text))
  const key = textKey(turned ? `${turned[2] ?? ''} ${turned[1] ?? ''}` : text)
  return key.replace(government, '').replace(/^the /, '')
}
