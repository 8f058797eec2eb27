import { fail } from '../../../../../shared/result.ts'
import type { Deadline, ReadLimits } from '../limits.ts'
import type { ZipArchive, ZipEntry } from '../zip.ts'
import { token, XmlScanner } from './xml-scanner.ts'

/** What every part reader needs of the open file. */
export interface XlsxPackage {
  readonly zip: ZipArchive
  readonly limits: ReadLimits
  readonly deadline: Deadline
}

/** The part's UTF-8 bytes in chunks, without mark; UTF-16 is known by its mark, any other declared encoding is asked of the platform. */
export async function* partBytes(pack: XlsxPackage, entry: ZipEntry, onPacked?: (bytes: number) => void): AsyncGenerator<Buffer, void> {
  let decoder: InstanceType<typeof TextDecoder> | undefined
  let isFirst = true
  for await (const chunk of pack.zip.read(entry, pack.deadline, onPacked)) {
    if (isFirst) decoder = decoderFor(chunk, entry.name)
    if (decoder !== undefined) yield Buffer.from(decoder.decode(chunk, { stream: true }))
    else yield isFirst && chunk.length > 2 && chunk.readUIntBE(0, 3) === 0xefbbbf ? chunk.subarray(3) : chunk
    isFirst = false
  }
  if (decoder !== undefined) yield Buffer.from(decoder.decode())
}

/** Undefined for UTF-8, which needs none. */
function decoderFor(bytes: Buffer, part: string): InstanceType<typeof TextDecoder> | undefined {
  const mark = bytes.length > 1 ? bytes.readUInt16BE(0) : 0
  const declared = /^<\?xml[^>]{0,80}encoding=["']([A-Za-z0-9_-]+)["']/.exec(bytes.toString('latin1', 0, 200))?.[1]?.toLowerCase()
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : (declared ?? 'utf-8')
  if (encoding === 'utf-8' || encoding === 'us-ascii') return undefined
  try {
    return new TextDecoder(encoding)
  } catch {
    return fail('unreadable-file', 'error.file-damaged', { part })
  }
}

/** Called at each token of a part; returning false stops reading. */
export type PartVisitor = (kind: typeof token.open | typeof token.close | typeof token.text, scanner: XmlScanner) => boolean | void

/** Runs a visitor over a whole part; a part that is not closed properly is damage. */
export async function visitPart(pack: XlsxPackage, entry: ZipEntry, visit: PartVisitor): Promise<void> {
  const scanner = new XmlScanner(entry.name, pack.limits.tokenChars)
  for await (const chunk of partBytes(pack, entry)) {
    scanner.feed(chunk)
    for (let kind = scanner.next(); kind !== token.needMore; kind = scanner.next()) {
      if (visit(kind, scanner) === false) return
    }
  }
  scanner.end()
}

/** Chunks of parts of the package that must be there. */
export function requirePart(zip: ZipArchive, name: string): ZipEntry {
  return zip.find(name) ?? fail('unreadable-file', 'error.file-damaged', { part: name })
}
