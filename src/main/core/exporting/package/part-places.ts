/** Where the elements of a part stand, by byte, and the part with text put in at such places: nothing of it is ever written anew. */
import { partBytes, type XlsxPackage } from '../../importing/read/xlsx/package-part.ts'
import { token, XmlScanner } from '../../importing/read/xlsx/xml-scanner.ts'
import type { ZipEntry } from '../../importing/read/zip.ts'

/** Bytes [start, end) of the tag or text in the unpacked part. */
export interface Place {
  readonly start: number
  readonly end: number
  /** `x:` of `<x:row>`; empty where the name has none. */
  readonly prefix: string
}

export interface Splice {
  readonly at: number
  /** Bytes that the text replaces. */
  readonly remove?: number
  readonly insert: string
}

const lt = 60
const nowhere: Place = { start: 0, end: 0, prefix: '' }

/** Calls `visit` at each tag and text; `false` where the part is not UTF-8, so that its bytes are not those that the scanner saw. */
export async function visitPlaces(pack: XlsxPackage, entry: ZipEntry, visit: (kind: typeof token.open | typeof token.close | typeof token.text, scanner: XmlScanner, place: () => Place) => void): Promise<boolean> {
  const scanner = new XmlScanner(entry.name, pack.limits.tokenChars)
  let fed = entry.unpackedBytes - (await textBytes(pack, entry))
  if (fed !== 0 && fed !== 3) return false
  for await (const chunk of partBytes(pack, entry)) {
    scanner.feed(chunk)
    fed += chunk.length
    for (let kind = scanner.next(); kind !== token.needMore; kind = scanner.next()) {
      const found = kind
      visit(found, scanner, () => placeOf(scanner, found, fed - scanner.bytes.length))
    }
  }
  scanner.end()
  return true
}

/** Bytes of the part as the scanner gets them: less by its mark, another number altogether where it was decoded. */
async function textBytes(pack: XlsxPackage, entry: ZipEntry): Promise<number> {
  let bytes = 0
  for await (const chunk of partBytes(pack, entry)) bytes += chunk.length
  return bytes
}

function placeOf(scanner: XmlScanner, kind: number, base: number): Place {
  if (kind === token.text) return { ...nowhere, start: base + scanner.textStart, end: base + scanner.textEnd }
  const start = scanner.bytes.lastIndexOf(lt, scanner.nameStart)
  return { start: base + start, end: base + scanner.position, prefix: scanner.bytes.toString('utf8', start + (kind === token.close ? 2 : 1), scanner.nameStart) }
}

/** The part with the splices, in any order given; those of one place stay in theirs. */
export async function* splicePart(pack: XlsxPackage, entry: ZipEntry, splices: readonly Splice[]): AsyncGenerator<Buffer, void> {
  const sorted = splices.toSorted((a, b) => a.at - b.at)
  let next = 0
  let from = 0
  let skipped = 0
  for await (const chunk of pack.zip.read(entry, pack.deadline)) {
    const end = from + chunk.length
    let at = Math.max(from, Math.min(skipped, end))
    for (let splice = sorted[next]; splice !== undefined && splice.at < end; splice = sorted[++next]) {
      if (splice.at > at) yield chunk.subarray(at - from, splice.at - from)
      yield asciiXml(splice.insert)
      skipped = Math.max(skipped, splice.at + (splice.remove ?? 0))
      at = Math.max(at, splice.at, Math.min(skipped, end))
    }
    if (at < end) yield chunk.subarray(at - from)
    from = end
  }
  for (const splice of sorted.slice(next)) yield asciiXml(splice.insert)
}

/** Signs beyond ASCII as numbers: right in whatever encoding the part declares. */
const asciiXml = (text: string): Buffer => Buffer.from(text.replace(/[\u{80}-\u{10ffff}]/gu, (sign) => `&#${sign.codePointAt(0) ?? 0};`), 'latin1')

/** Puts text before the end of the outermost element `name`, which may be closed in itself; null where the part has none or is not UTF-8. */
export async function appendInside(pack: XlsxPackage, entry: ZipEntry, name: string, insert: (prefix: string) => string): Promise<readonly Splice[] | null> {
  let found: Splice | null = null
  let level = 0
  const isText = await visitPlaces(pack, entry, (kind, scanner, place) => {
    if (kind === token.text || !scanner.is(name)) return
    if (kind === token.close) {
      level -= 1
      const { start, prefix } = place()
      if (level === 0) found ??= { at: start, insert: insert(prefix) }
    } else if (!scanner.isSelfClosing) level += 1
    else if (level === 0 && found === null) {
      const { end, prefix } = place()
      found = { at: end - 2, remove: 2, insert: `>${insert(prefix)}</${prefix}${name}>` }
    }
  })
  return isText && found !== null ? [found] : null
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Text as XML, without the control characters that XML cannot hold. */
export const xmlText = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- these are what is taken out
  text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '').replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd').replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)
