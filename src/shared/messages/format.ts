import { IntlMessageFormat } from 'intl-messageformat'
import { en, type MessageKey } from './en/index.ts'
import { fr } from './fr/index.ts'
import type { Locale } from './locales.ts'

export type MessageParams = Readonly<Record<string, string | number>>

const texts: Record<Locale, Record<MessageKey, string>> = { en, fr }
const compiled = new Map<string, IntlMessageFormat>()

/** French signs stay on the line of the word before them, and guillemets with what they hold. The files write plain blanks there. */
const bound = (locale: Locale, text: string): string => (locale === 'fr' ? text.replaceAll(/ (?=[:;?!»%](?!:))|(?<=«) /g, '\u00a0') : text)

/** The text of a key in a language, with ICU placeholders and plurals filled in. */
export function formatMessage(locale: Locale, key: MessageKey, params: MessageParams = {}): string {
  const id = `${locale} ${key}`
  let message = compiled.get(id)
  if (!message) {
    message = new IntlMessageFormat(bound(locale, texts[locale][key]), locale, undefined, { ignoreTag: true })
    compiled.set(id, message)
  }
  return String(message.format(params))
}
