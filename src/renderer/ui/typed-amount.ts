/**
 * An amount as a person types it in a language, as exact decimal text; null where it is none. Groups of thousands must be whole, so that
 * `1,23` is never read as 123.
 */
import type { Locale } from '../../shared/messages/locales.ts'

const shapes: Record<Locale, { readonly shape: RegExp; readonly group: RegExp }> = {
  en: { shape: /^-?(\d+|\d{1,3}([, ]\d{3})+)(\.\d+)?$/, group: /[, ]/g },
  fr: { shape: /^-?(\d+|\d{1,3}( \d{3})+)([.,]\d+)?$/, group: / /g },
}

export function typedAmount(text: string, locale: Locale): string | null {
  const plain = text.trim().replaceAll(/[\s\u00a0\u202f]/g, ' ').replace('\u2212', '-')
  const { shape, group } = shapes[locale]
  return shape.test(plain) ? plain.replaceAll(group, '').replace(',', '.') : null
}
