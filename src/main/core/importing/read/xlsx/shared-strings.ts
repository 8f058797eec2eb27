import { fail } from '../../../../../shared/result.ts'
import type { ZipEntry } from '../zip.ts'
import { visitPart, type XlsxPackage } from './package-part.ts'
import { createRunStrikes, type Strike } from './strikes.ts'
import { decodeEscapes, token, type XmlScanner } from './xml-scanner.ts'

export interface SharedStrings {
  /** In order: rich text joined, phonetic guides left out. */
  readonly texts: readonly string[]
  /** Of the texts whose runs say so, by place. */
  readonly strikes: ReadonlyMap<number, Strike>
}

export const noSharedStrings: SharedStrings = Object.freeze({ texts: [], strikes: new Map() })

const code = (text: string): readonly number[] => [...Buffer.from(text)]
const opening = code('<si><t>')
const closing = code('</t></si>')

function isAt(bytes: Buffer, at: number, wanted: readonly number[]): boolean {
  for (let index = 0; index < wanted.length; index++) if (bytes[at + index] !== wanted[index]) return false
  return true
}

/**
 * Texts in the form of nearly all, `<si><t>Japan</t></si>` in ASCII with nothing to decode, read from the bytes in one go. It stops before
 * anything else, however right: that goes the general way. In: a scanner between two texts. Out: how many characters were taken.
 */
function takePlainTexts(xml: XmlScanner, texts: string[]): number {
  const { bytes } = xml
  let start = xml.position
  let chars = 0
  while (isAt(bytes, start, opening)) {
    const from = start + opening.length
    let at = from
    for (let byte = bytes[at] ?? 0; byte >= 32 && byte < 127 && byte !== 60 && byte !== 38; byte = bytes[++at] ?? 0) if (byte === 95 && bytes[at + 1] === 120) break
    if (!isAt(bytes, at, closing)) break
    texts.push(bytes.toString('latin1', from, at))
    chars += at - from
    start = at + closing.length
  }
  xml.position = start
  return chars
}

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
        chars += takePlainTexts(scanner, texts)
      }
      text = ''
      phonetic = 0
    } else if (scanner.is('rPh')) phonetic += kind === token.close ? -1 : isOpen ? 1 : 0
    else runs.visit(kind, scanner)
  })
  return { texts, strikes }
}
