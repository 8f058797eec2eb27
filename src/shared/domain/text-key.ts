/** Folding of names for comparison: what a person would call the same text gives the same key. */

const letters: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', æ: 'ae', œ: 'oe', đ: 'd', ı: 'i', ß: 'ss' }
/** Letters that Arabic keyboards and writers use one for the other; hamza and vowel signs go with the other marks. */
const arabicLetters: Readonly<Record<string, string>> = { 'ٱ': 'ا', 'ى': 'ي', 'ی': 'ي', 'ې': 'ي', 'ة': 'ه', 'ۀ': 'ه', 'ہ': 'ه', 'ھ': 'ه', 'ک': 'ك', 'ـ': '' }
const arabic = /[\u0600-\u06ff]/
const simple = /^[a-z0-9]+(?: [a-z0-9]+)*$/
const ascii = /^[\x20-\x7e]*$/
const invisible = /[\p{Cf}]/gu
/** Letters to Unicode, apostrophes to whoever typed them. */
const apostrophes = /[\u02b9-\u02bf]/g

/** White space of any kind (line breaks, no-break spaces) to single blanks, invisible characters gone, ends trimmed. */
export function foldSpace(text: string): string {
  return text.replace(/_x000D_/g, ' ').replace(invisible, '').replace(/\s+/g, ' ').trim()
}

/** Arabic text with one form of each letter and western digits; to be called after decomposition, when hamza and vowel signs are gone. */
const foldArabic = (text: string): string =>
  text
    .replace(/[ٱىیېةۀہھکـ]/g, (letter) => arabicLetters[letter] ?? letter)
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))

/**
 * Comparison key: compatibility form, lower case, no accents, no invisible characters; every run of punctuation and white
 * space is one blank, so that `Côte d’Ivoire` and `COTE D'IVOIRE` are equal, and `U.S.A.` equals `USA`. Arabic letters that
 * are written one for the other are one letter; Chinese words, which no blank parts, stay as they are.
 */
export function textKey(text: string): string {
  if (simple.test(text)) return text
  // Most texts have nothing to fold but case and punctuation.
  if (ascii.test(text)) return text.toLowerCase().replace(/\b([a-z])\.(?=[a-z]\.)/g, '$1').replace(/&/g, ' and ').replace(/[^a-z0-9]+/g, ' ').trim()
  const plain = text
    .replace(invisible, '')
    .replace(apostrophes, ' ')
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
  return (arabic.test(plain) ? foldArabic(plain) : plain)
    .toLowerCase()
    .replace(/[øłæœđıß]/g, (letter) => letters[letter] ?? letter)
    .replace(/\b(\p{L})\.(?=\p{L}\.)/gu, '$1')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const government = /^(?:the )?(?:government|govt|gov|royal government|gouvernement|gobierno|governo)(?: of the| of| du| de la| de l| des| de| del| d| do| da| dos| das)? /
const inverted = /^(.*?), *((?:the )?(?:[\p{L}’' ]*\b)?(?:government|govt|republic|kingdom|gouvernement|gobierno|governo|r[ée]publique|rep[úu]blica|reino|royaume)(?:['’ \p{L}]*)?)$/iu

/**
 * Name of a partner in its natural order and without the word government: `Canada, Government of` and `Gouvernement du Canada`
 * both give `canada`, `Korea, Republic of` gives `republic of korea`. Only for a second look after the full key found nothing.
 */
export function bareNameKey(text: string): string {
  const turned = inverted.exec(foldSpace(text))
  const key = textKey(turned ? `${turned[2] ?? ''} ${turned[1] ?? ''}` : text)
  return key.replace(government, '').replace(/^the /, '')
}
