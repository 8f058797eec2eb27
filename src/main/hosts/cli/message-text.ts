import { en, type MessageKey } from '../../../shared/messages/en/index.ts'
import { formatMessage } from '../../../shared/messages/format.ts'
import type { Message } from '../../../shared/domain/submission.ts'

const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(en, key)

/** English text of a message that came as data; an unknown key is shown as it is. The command line speaks English. */
export function messageText(message: Message): string {
  if (!isMessageKey(message.key)) return message.key
  try {
    return formatMessage('en', message.key, message.params)
  } catch {
    // A text counted without its values: the bare sentence says enough.
    return en[message.key].replaceAll(/\s*[“(]?\{[^{}]*\}[”)]?/g, ' …')
  }
}
