import { fieldSpec, recordSpec } from '../../../shared/domain/register/record-catalogue.ts'
import { choiceKey } from '../../../shared/domain/register/record-texts.ts'
import { recordTypes } from '../../../shared/domain/register/record-types.ts'
import { textKey } from '../../../shared/domain/text-key.ts'
import { en, type MessageKey } from '../../../shared/messages/en/index.ts'
import { formatMessage } from '../../../shared/messages/format.ts'
import { locales } from '../../../shared/messages/locales.ts'

const isKey = (key: string): key is MessageKey => Object.hasOwn(en, key)

/** Gives by list what its codes are called in every language of the window, folded, to the code: what a person copies from a grid can be pasted into one. */
export function choicesOf(): (list: string) => ReadonlyMap<string, string> {
  const made = new Map<string, ReadonlyMap<string, string>>()
  return (list) => {
    const known = made.get(list)
    if (known) return known
    const type = recordTypes.find((one) => recordSpec(one).fields.some(({ choices }) => choices?.list === list))
    const field = type ? recordSpec(type).fields.find(({ choices }) => choices?.list === list) : undefined
    const codes = (type && field && fieldSpec(type, field.key)?.choices?.codes) ?? []
    const texts = new Map(codes.flatMap((code) => {
      const key = choiceKey(list, code)
      return isKey(key) ? locales.map((locale): [string, string] => [textKey(formatMessage(locale, key)), code]) : []
    }))
    made.set(list, texts)
    return texts
  }
}
