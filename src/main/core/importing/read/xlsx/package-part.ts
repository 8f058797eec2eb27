import { StringDecoder } from 'node:string_decoder'
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

/** The part's text in chunks: UTF-8, or UTF-16 by its byte order mark; any other declared encoding is asked of the platform. */
export async function* partText(pack: XlsxPackage, entry: ZipEntry, onPacked?: (bytes: number) => void): AsyncGenerator<string, void> {
  let decoder: { write(bytes: Buffer): string; end(): string } | undefined
  for await (const bytes of pack.zip.read(entry, pack.deadline, onPacked)) {
    if (decoder === undefined) {
      decoder = decoderFor(bytes, entry.name)
      const text = decoder.write(bytes)
      yield text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
    } else yield decoder.write(bytes)
  }
  if (decoder !== undefined) yield decoder.end()
}

function decoderFor(bytes: Buffer, part: string): { write(chunk: Buffer): string; end(): string } {
  const mark = bytes.length > 1 ? bytes.readUInt16BE(0) : 0
  const declared = /^<\?xml[^>]{0,80}encoding=["']([A-Za-z0-9_-]+)["']/.exec(bytes.toString('latin1', 0, 200))?.[1]?.toLowerCase()
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : (declared ?? 'utf-8')
  if (encoding === 'utf-8' || encoding === 'us-ascii') return new StringDecoder('utf8')
  try {
    const decoder = new TextDecoder(encoding)
    return { write: (chunk) => decoder.decode(chunk, { stream: true }), end: () => decoder.decode() }
  } catch {
    return fail('unreadable-file', 'error.file-damaged', { part })
  }
}

/** Called at each token of a part; returning false stops reading. */
export type PartVisitor = (kind: typeof token.open | typeof token.close | typeof token.text, scanner: XmlScanner) => boolean | void

/** Runs a visitor over a whole part; a part that is not closed properly is damage. */
export async function visitPart(pack: XlsxPackage, entry: ZipEntry, visit: PartVisitor): Promise<void> {
  const scanner = new XmlScanner(entry.name, pack.limits.tokenChars)
  for await (const chunk of partText(pack, entry)) {
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
