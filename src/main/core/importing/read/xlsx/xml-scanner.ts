import { fail } from '../../../../../shared/result.ts'

/**
 * A pull scanner over UTF-8 XML that arrives in chunks. It works on the bytes and decodes values only: no tree, and no copies beyond one
 * buffer that holds a chunk behind the unfinished token of the one before. Names are given without prefix, so `<x:row>` and `<row>` are
 * the same. Comments and processing instructions are skipped, a DOCTYPE is refused (no entity is ever defined by a file). The fields
 * describe the token last returned and hold until the next call.
 */
export const token = { needMore: 0, open: 1, close: 2, text: 3 } as const
export type Token = (typeof token)[keyof typeof token]

const lt = 60
const gt = 62
const slash = 47
const colon = 58
const equalsSign = 61
const quote = 34
const apostrophe = 39
const nothing = Buffer.alloc(0)

export class XmlScanner {
  bytes: Buffer = nothing
  position = 0
  /** Local name, [nameStart, nameEnd) of `bytes`. */
  nameStart = 0
  nameEnd = 0
  /** Attributes of an opened element: [nameEnd, attributesEnd). */
  attributesEnd = 0
  isSelfClosing = false
  /** Content of a text token, and whether it stands in CDATA (no entities). */
  textStart = 0
  textEnd = 0
  isCdata = false
  depth = 0
  private store: Buffer = nothing
  private isFinal = false
  private readonly part: string
  private readonly tokenBytes: number

  constructor(part: string, tokenBytes: number) {
    this.part = part
    this.tokenBytes = tokenBytes
  }

  /** Takes a chunk, which may be used again afterwards. */
  feed(chunk: Buffer): void {
    const rest = this.bytes.length - this.position
    if (rest > this.tokenBytes) this.damaged()
    const length = rest + chunk.length
    const before = this.bytes
    if (this.store.length < length) this.store = Buffer.allocUnsafeSlow(length + (length >> 1))
    before.copy(this.store, 0, this.position)
    chunk.copy(this.store, rest)
    this.bytes = this.store.subarray(0, length)
    this.position = 0
  }

  /** No more chunks: what is unfinished now is damage. Call after the last `next`. */
  end(): void {
    this.isFinal = true
    while (this.next() !== token.needMore) if (this.depth < 0) this.damaged()
    if (this.depth !== 0 || this.position < this.bytes.length) this.damaged()
  }

  damaged(): never {
    fail('unreadable-file', 'error.file-damaged', { part: this.part })
  }

  next(): Token {
    const { bytes } = this
    while (this.position < bytes.length) {
      const at = this.position
      if (bytes[at] !== lt) {
        const end = indexOfByte(bytes, lt, at)
        if (end < 0 && !this.isFinal) return token.needMore
        return this.textToken(at, end < 0 ? bytes.length : end, end < 0 ? bytes.length : end, false)
      }
      const code = bytes[at + 1]
      if (code === slash) return this.closeToken(at)
      if (code === 33) {
        const found = this.markup(at)
        if (found !== undefined) return found
      } else if (code === 63) {
        const end = bytes.indexOf('?>', at + 2)
        if (end < 0) return token.needMore
        this.position = end + 2
      } else return this.openToken(at)
    }
    return token.needMore
  }

  /** Whether the element's local name is `name`. */
  is(name: string): boolean {
    const { bytes, nameStart } = this
    if (this.nameEnd - nameStart !== name.length) return false
    for (let at = 0; at < name.length; at++) if (bytes[nameStart + at] !== name.charCodeAt(at)) return false
    return true
  }

  name(): string {
    return this.bytes.toString('utf8', this.nameStart, this.nameEnd)
  }

  /** Value of an attribute of the open element, entities decoded; `anyPrefix` also finds `r:id` under `id`. */
  attribute(name: string, anyPrefix = false): string | undefined {
    const { bytes, attributesEnd } = this
    for (let at = this.nameEnd; at < attributesEnd; ) {
      const equals = indexOfByte(bytes, equalsSign, at)
      if (equals < 0 || equals >= attributesEnd) return undefined
      let open = equals + 1
      while (open < attributesEnd && bytes[open] !== quote && bytes[open] !== apostrophe) open++
      const close = indexOfByte(bytes, bytes[open] ?? quote, open + 1)
      if (close < 0 || close >= attributesEnd) return undefined
      if (this.isKey(name, at, equals, anyPrefix)) return decodeXml(bytes.toString('utf8', open + 1, close))
      at = close + 1
    }
    return undefined
  }

  private isKey(name: string, from: number, to: number, anyPrefix: boolean): boolean {
    const { bytes } = this
    let start = from
    let end = to
    while (start < end && isSpace(bytes[start])) start++
    while (end > start && isSpace(bytes[end - 1])) end--
    const nameStart = end - name.length
    if (nameStart < start) return false
    for (let at = 0; at < name.length; at++) if (bytes[nameStart + at] !== name.charCodeAt(at)) return false
    if (nameStart === start) return true
    return anyPrefix && bytes[nameStart - 1] === colon && !bytes.toString('latin1', start, end).startsWith('xmlns')
  }

  /** The text of a text token with entities decoded and line ends as XML wants them. */
  textValue(): string {
    const value = this.bytes.toString('utf8', this.textStart, this.textEnd)
    return this.isCdata ? foldLineEnds(value) : decodeXml(value)
  }

  private textToken(start: number, end: number, next: number, isCdata: boolean): Token {
    this.textStart = start
    this.textEnd = end
    this.isCdata = isCdata
    this.position = next
    return token.text
  }

  private closeToken(at: number): Token {
    const { bytes } = this
    const end = indexOfByte(bytes, gt, at + 2)
    if (end < 0) return token.needMore
    let nameEnd = end
    while (nameEnd > at && isSpace(bytes[nameEnd - 1])) nameEnd--
    this.nameStart = at + 2
    for (let i = at + 2; i < nameEnd; i++) if (bytes[i] === colon) this.nameStart = i + 1
    this.nameEnd = nameEnd
    this.position = end + 1
    this.depth--
    return token.close
  }

  private openToken(at: number): Token {
    const { bytes } = this
    const { length } = bytes
    let i = at + 1
    this.nameStart = i
    let code = bytes[i] ?? 0
    for (; i < length && code > 32 && code !== slash && code !== gt; code = bytes[++i] ?? 0) if (code === colon) this.nameStart = i + 1
    this.nameEnd = i
    for (; i < length && code !== gt; code = bytes[++i] ?? 0) {
      if (code !== quote && code !== apostrophe) continue
      i = indexOfByte(bytes, code, i + 1)
      if (i < 0) return token.needMore
    }
    if (i >= length) return token.needMore
    if (this.nameEnd === this.nameStart) this.damaged()
    this.isSelfClosing = bytes[i - 1] === slash
    this.attributesEnd = this.isSelfClosing ? i - 1 : i
    this.position = i + 1
    if (!this.isSelfClosing) this.depth++
    return token.open
  }

  /** Comment, CDATA or DOCTYPE; undefined when something was skipped. */
  private markup(at: number): Token | undefined {
    const { bytes } = this
    const start = bytes.toString('latin1', at + 2, at + 9)
    if (start.startsWith('--')) {
      const end = bytes.indexOf('-->', at + 4)
      if (end < 0) return token.needMore
      this.position = end + 3
      return undefined
    }
    if (start === '[CDATA[') {
      const end = bytes.indexOf(']]>', at + 9)
      return end < 0 ? token.needMore : this.textToken(at + 9, end, end + 3, true)
    }
    if (bytes.length - at < 9 && !this.isFinal) return token.needMore
    if (start.toUpperCase() === 'DOCTYPE') fail('unreadable-file', 'error.file-doctype', { part: this.part })
    return this.damaged()
  }
}

/** Like `indexOf`, for the short ways of XML: what stands between two signs costs less to walk than the call into the platform. */
function indexOfByte(bytes: Buffer, byte: number, from: number): number {
  const { length } = bytes
  const near = Math.min(length, from + 64)
  for (let at = from; at < near; at++) if (bytes[at] === byte) return at
  return near === length ? -1 : bytes.indexOf(byte, near)
}

const isSpace = (byte: number | undefined): boolean => byte !== undefined && byte <= 32

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const foldLineEnds = (value: string): string => (value.includes('\r') ? value.replace(/\r\n?/g, '\n') : value)

/** Text with the five named entities and numeric references decoded; anything else that looks like an entity stays as written. */
export function decodeXml(value: string): string {
  const folded = foldLineEnds(value)
  if (!folded.includes('&')) return folded
  return folded.replace(/&(?:#x([0-9a-f]{1,8})|#([0-9]{1,9})|(amp|lt|gt|quot|apos));/gi, (all: string, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? all
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\ufffd' : String.fromCodePoint(code)
  })
}

/** A boolean attribute that is said to be true. */
export const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true'

/** `_x000D_` escapes of spreadsheet strings (ECMA-376 ST_Xstring); an escaped underscore, `_x005F_`, shields what follows it. */
export function decodeEscapes(value: string): string {
  if (!value.includes('_x')) return value
  return value.replace(/_x([0-9A-Fa-f]{4})_/g, (_all: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
