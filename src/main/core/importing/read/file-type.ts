import { fail } from '../../../../shared/result.ts'
import { compoundStreams } from './compound-file.ts'
import type { FileSource } from './file-source.ts'

/** What a file is by its bytes; its ending is a claim, nothing more. */
export type FileKind = 'zip' | 'text' | 'encrypted' | 'xls' | 'xls-records' | 'html' | 'mht' | 'xml' | 'other'

const magics: readonly (readonly [FileKind, readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['xls-records', [0x09, 0x08, 0x10, 0x00]],
  ['xls-records', [0x09, 0x08, 0x08, 0x00]],
  ['xls-records', [0x09, 0x04, 0x06, 0x00]],
  ['xls-records', [0x09, 0x02, 0x06, 0x00]],
  ['xls-records', [0x09, 0x00, 0x04, 0x00]],
  ['other', [0x25, 0x50, 0x44, 0x46]],
  ['other', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ['other', [0x1f, 0x8b]],
  ['other', [0x37, 0x7a, 0xbc, 0xaf]],
  ['other', [0x52, 0x61, 0x72, 0x21]],
]
const compoundMagic = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

export async function detectFileKind(source: FileSource): Promise<FileKind> {
  const head = await source.read(0, Math.min(source.size, 64 * 1024))
  const startsWith = (magic: readonly number[]): boolean => magic.every((byte, at) => head[at] === byte)
  if (startsWith(compoundMagic)) {
    const names = (await compoundStreams(source)).map(({ name }) => name)
    // The directory may stand at the end of the file: where none is found, that end is missing.
    if (names.length === 0) fail('unreadable-file', 'error.file-truncated')
    if (names.includes('EncryptedPackage')) return 'encrypted'
    return names.includes('Workbook') || names.includes('Book') ? 'xls' : 'other'
  }
  for (const [kind, magic] of magics) if (startsWith(magic)) return kind
  if (!looksLikeText(head)) return 'other'
  const start = headText(head).trimStart().slice(0, 2000).toLowerCase()
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body|table|meta|style|center|div|br|p|font|tr|h[1-6])\b/.test(start)) return 'html'
  if (/^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}mime-version:/.test(start)) return 'mht'
  return /^<(?:\?xml|workbook|ss:workbook)\b/.test(start) ? 'xml' : 'text'
}

function headText(head: Buffer): string {
  const order = utf16Order(head)
  if (order === 'le') return head.toString('utf16le').replace('\ufeff', '')
  if (order === 'be') return Buffer.from(head.subarray(0, head.length & ~1)).swap16().toString('utf16le').replace('\ufeff', '')
  if (head[0] === 0xef && head[1] === 0xbb) return head.toString('utf8', 3)
  return head.toString('latin1')
}

/** Text holds next to no control characters; the many zero bytes of UTF-16 are its own sign. */
function looksLikeText(head: Buffer): boolean {
  if (utf16Order(head) !== undefined) return true
  let odd = 0
  for (const byte of head) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 26 && byte !== 12) odd++
  return odd <= Math.max(1, head.length / 100)
}

/** Byte order of UTF-16 text by its mark, or by zero bytes that stand on one side of the pairs only. */
export function utf16Order(head: Buffer): 'le' | 'be' | undefined {
  const pairs = head.length >> 1
  if (pairs === 0) return undefined
  const mark = head.readUInt16BE(0)
  if (mark === 0xfffe) return 'le'
  if (mark === 0xfeff) return 'be'
  let high = 0
  let low = 0
  for (let at = 0; at + 1 < head.length; at += 2) {
    if (head[at] === 0 && head[at + 1] !== 0) high++
    else if (head[at + 1] === 0 && head[at] !== 0) low++
  }
  // Of Arabic or Chinese text only separators, digits and line ends have a zero byte.
  if (low > pairs * 0.15 && high === 0) return 'le'
  return high > pairs * 0.15 && low === 0 ? 'be' : undefined
}
