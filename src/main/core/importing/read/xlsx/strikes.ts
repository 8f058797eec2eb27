import { token, type XmlScanner } from './xml-scanner.ts'

/** How much of a text is struck through: by its runs, where it is rich text; else by the font of the cell. */
export type Strike = 'all' | 'some' | 'none'

/** Whether a run is struck, is said not to be, or has the font of its cell. */
type Run = boolean | undefined

export interface RunStrikes {
  /** Any token of a rich text but its texts. */
  visit(kind: typeof token.open | typeof token.close, scanner: XmlScanner): void
  /** A text of the run being read. */
  text(value: string): void
  /** What the runs say, and a fresh start; undefined where they say nothing and the cell's font decides. */
  take(): Strike | undefined
}

export function createRunStrikes(): RunStrikes {
  let run: Run
  let struck = 0
  let plain = 0
  let inherited = 0
  return {
    visit(kind, scanner) {
      if (scanner.is('r')) run = undefined
      else if (kind !== token.open) return
      else if (scanner.is('rPr')) run = false
      else if (scanner.is('strike')) run = isOn(scanner.attribute('val'))
    },
    text(value) {
      if (value.trim() === '') return
      if (run === undefined) inherited++
      else if (run) struck++
      else plain++
    },
    take() {
      const found = struck === 0 ? (plain > 0 && inherited === 0 ? 'none' : undefined) : plain + inherited === 0 ? 'all' : 'some'
      run = undefined
      struck = plain = inherited = 0
      return found
    },
  }
}

/** An on/off property of a font: on where it has no value. */
export const isOn = (value: string | undefined): boolean => value !== '0' && value !== 'false'
