import { fail } from '../../../../../shared/result.ts'
import type { ZipEntry } from '../zip.ts'
import { visitPart, type XlsxPackage } from './package-part.ts'
import { createRunStrikes, type Strike } from './strikes.ts'
import { decodeEscapes, token } from './xml-scanner.ts'

export interface SharedStrings {
  /** In order: rich text joined, phonetic guides left out. */
  readonly texts: readonly string[]
  /** Of the texts whose runs say so, by place. */
  readonly strikes: ReadonlyMap<number, Strike>
}

export const noSharedStrings: SharedStrings = Object.freeze({ texts: [], strikes: new Map() })

/** The workbook's shared texts. */
export async function readSharedStrings(pack: XlsxPackage, entry: ZipEntry): Promise<SharedStrings> {
  const texts: string[] = []
  const strikes = new Map<number, Strike>()
  const runs = createRunStrikes()
  let text = ''
  let chars = 0
  let isInText = false
  let phonetic = 0
  await visitPart(pack, entry, (kind, scanner) => {
    if (kind === token.text) {
      if (!isInText || phonetic > 0) return
      const value = scanner.textValue()
      text = text === '' ? value : text + value
      runs.text(value)
      return
    }
    const isOpen = kind === token.open && !scanner.isSelfClosing
    if (scanner.is('t')) isInText = isOpen
    else if (scanner.is('si')) {
      if (!isOpen) {
        chars += text.length
        if (chars > pack.limits.sharedStringChars) fail('unreadable-file', 'error.file-too-much-text')
        const strike = runs.take()
        if (strike !== undefined) strikes.set(texts.length, strike)
        texts.push(decodeEscapes(text))
      }
      text = ''
      phonetic = 0
    } else if (scanner.is('rPh')) phonetic += kind === token.close ? -1 : isOpen ? 1 : 0
    else runs.visit(kind, scanner)
  })
  return { texts, strikes }
}
