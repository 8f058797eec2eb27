import { fail } from '../../../../../shared/result.ts'
import type { ZipEntry } from '../zip.ts'
import { visitPart, type XlsxPackage } from './package-part.ts'
import { decodeEscapes, token } from './xml-scanner.ts'

/** The workbook's shared texts in order: rich text joined, phonetic guides left out. */
export async function readSharedStrings(pack: XlsxPackage, entry: ZipEntry): Promise<readonly string[]> {
  const strings: string[] = []
  let text = ''
  let chars = 0
  let isInText = false
  let phonetic = 0
  await visitPart(pack, entry, (kind, scanner) => {
    if (kind === token.text) {
      if (isInText && phonetic === 0) text += scanner.textValue()
      return
    }
    const isOpen = kind === token.open && !scanner.isSelfClosing
    if (scanner.is('t')) isInText = isOpen
    else if (scanner.is('rPh')) phonetic += kind === token.close ? -1 : isOpen ? 1 : 0
    else if (scanner.is('si')) {
      if (!isOpen) {
        chars += text.length
        if (chars > pack.limits.sharedStringChars) fail('unreadable-file', 'error.file-too-much-text')
        strings.push(decodeEscapes(text))
      }
      text = ''
      phonetic = 0
    }
  })
  return strings
}
