import type { WriteStream } from 'node:tty'
import type { Progress } from '../../../shared/contract/procedure.ts'
import { messageText } from './message-text.ts'

export interface ProgressLine {
  show(progress: Progress): void
  clear(): void
  note(line: string): void
}

/** One line of progress that rewrites itself on a terminal; on anything else a line each two seconds. */
export function createProgressLine(stream: WriteStream): ProgressLine {
  let isShown = false
  let lastPlain = 0
  const clear = (): void => {
    if (isShown) stream.write('\r\u001b[K')
    isShown = false
  }
  return {
    clear,
    note(line) {
      clear()
      stream.write(`${line}\n`)
    },
    show({ phase, done, total }) {
      const text = `${messageText({ key: phase, params: {} })} ${total === null ? done : `${done} / ${total}`}`
      if (stream.isTTY) {
        stream.write(`\r\u001b[K${text}`)
        isShown = true
      } else if (Date.now() - lastPlain > 2000) {
        lastPlain = Date.now()
        stream.write(`${text}\n`)
      }
    },
  }
}
