/** The language of the window: every component takes its words and formats from here, and a switch shows at once. */
import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react'
import { en, type MessageKey } from '../../shared/messages/en/index.ts'
import { formatMessage, type MessageParams } from '../../shared/messages/format.ts'
import type { Locale } from '../../shared/messages/locales.ts'
import type { AppError } from '../../shared/result.ts'
import { createFormats, type Formats } from './format.ts'

export interface Text {
  readonly locale: Locale
  readonly direction: 'ltr' | 'rtl'
  readonly t: (key: MessageKey, params?: MessageParams) => string
  /** Text of a key that came as data; a key that no file knows shows as itself. */
  readonly of: (key: string, params?: MessageParams) => string
  /** Text of a value of a code list, `prefix.value`; the value itself where the files do not know it. */
  readonly named: (prefix: string, value: string) => string
  /** What happened, where and what to do. */
  readonly error: (error: AppError) => string
  readonly format: Formats
}

const isKey = (key: string): key is MessageKey => Object.hasOwn(en, key)
const directions: Record<Locale, 'ltr' | 'rtl'> = { en: 'ltr', fr: 'ltr' }

export function createText(locale: Locale): Text {
  const t: Text['t'] = (key, params) => formatMessage(locale, key, params)
  const of: Text['of'] = (key, params) => {
    if (!isKey(key)) return key
    try {
      return t(key, params)
    } catch {
      // A text a person wrote that happens to be a key, or a value that did not come along: what there is, never a broken page.
      return key
    }
  }
  const named: Text['named'] = (prefix, value) => {
    const key = `${prefix}.${value}`
    return isKey(key) ? t(key) : value
  }
  return { locale, direction: directions[locale], t, of, named, error: (error) => of(error.reason, { ...error.params, reference: error.reference ?? '' }), format: createFormats(locale) }
}

const TextContext = createContext<Text>(createText('en'))
export const useText = (): Text => useContext(TextContext)

export function TextProvider({ locale, children }: { readonly locale: Locale; readonly children: ReactNode }) {
  const text = useMemo(() => createText(locale), [locale])
  useEffect(() => {
    document.documentElement.lang = locale
    document.documentElement.dir = text.direction
  }, [locale, text])
  return <TextContext value={text}>{children}</TextContext>
}
