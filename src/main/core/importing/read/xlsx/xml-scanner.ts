import { fail } from '../../../../../shared/result.ts'

/**
 * A pull scanner over UTF-8 XML that arrives in chunks: no tree, no copies beyond the unfinished token at a chunk's end. `text` has one
 * character a byte, so that a place in it is a place in `bytes`; only values are ever decoded. Names are given without prefix, so `<x:row>` and `<row>` are the same. Comments and processing instructions are skipped, a DOCTYPE is refused
 * (no entity is ever defined by a file). The fields describe the token last returned and hold until the next call.
 */
export const token = { needMore: 0, open: 1, close: 2, text: 3 } as const
export type Token = (typeof token)[keyof typeof token]

const lt = 60
const gt = 62
const slash = 47
const colon = 58
const quote = 34
const apostrophe = 39

export class XmlScanner {
  bytes: Buffer = Buffer.alloc(0)
  text = ''
  position = 0
  /** Local name, [nameStart, nameEnd) of `text`. */
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
  private isFinal = false
  private readonly part: string
  private readonly tokenBytes: number

  constructor(part: string, tokenBytes: number) {
    this.part = part
    this.tokenBytes = tokenBytes
  }

  feed(chunk: Buffer): void {
    if (this.bytes.length - this.position > this.tokenBytes) this.damaged()
    this.bytes = this.position >= this.bytes.length ? chunk : Buffer.concat([this.bytes.subarray(this.position), chunk])
    this.text = this.bytes.toString('latin1')
    this.position = 0
  }

  /** No more chunks: what is unfinished now is damage. Call after the last `next`. */
  end(): void {
    this.isFinal = true
    while (this.next() !== token.needMore) if (this.depth < 0) this.damaged()
    if (this.depth !== 0 || this.position < this.text.length) this.damaged()
  }

  damaged(): never {
    fail('unreadable-file', 'error.file-damaged', { part: this.part })
  }

  next(): Token {
    const { text } = this
    while (this.position < text.length) {
      const at = this.position
      if (text.charCodeAt(at) !== lt) {
        const end = text.indexOf('<', at)
        if (end < 0 && !this.isFinal) return token.needMore
        return this.textToken(at, end < 0 ? text.length : end, end < 0 ? text.length : end, false)
      }
      const code = text.charCodeAt(at + 1)
      if (code === slash) return this.closeToken(at)
      if (code === 33) {
        const found = this.markup(at)
        if (found !== undefined) return found
      } else if (code === 63) {
        const end = text.indexOf('?>', at + 2)
        if (end < 0) return token.needMore
        this.position = end + 2
      } else return this.openToken(at)
    }
    return token.needMore
  }

  /** Whether the element's local name is `name`. */
  is(name: string): boolean {
    return this.nameEnd - this.nameStart === name.length && this.text.startsWith(name, this.nameStart)
  }

  name(): string {
    return fromUtf8(this.text.slice(this.nameStart, this.nameEnd))
  }

  /** Value of an attribute of the open element, entities decoded; `anyPrefix` also finds `r:id` under `id`. */
  attribute(name: string, anyPrefix = false): string | undefined {
    const { text, attributesEnd } = this
    for (let at = this.nameEnd; at < attributesEnd; ) {
      const equals = text.indexOf('=', at)
      if (equals < 0 || equals >= attributesEnd) return undefined
      let open = equals + 1
      while (open < attributesEnd && text.charCodeAt(open) !== quote && text.charCodeAt(open) !== apostrophe) open++
      const close = text.indexOf(text.charAt(open), open + 1)
      if (close < 0 || close >= attributesEnd) return undefined
      const key = text.slice(at, equals).trim()
      if (key === name || (anyPrefix && key.endsWith(`:${name}`) && !key.startsWith('xmlns'))) return decodeXml(fromUtf8(text.slice(open + 1, close)))
      at = close + 1
    }
    return undefined
  }

  /** The text of a text token with entities decoded and line ends as XML wants them. */
  textValue(): string {
    const value = fromUtf8(this.text.slice(this.textStart, this.textEnd))
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
    const end = this.text.indexOf('>', at + 2)
    if (end < 0) return token.needMore
    let nameEnd = end
    while (nameEnd > at && this.text.charCodeAt(nameEnd - 1) <= 32) nameEnd--
    this.nameStart = at + 2
    for (let i = at + 2; i < nameEnd; i++) if (this.text.charCodeAt(i) === colon) this.nameStart = i + 1
    this.nameEnd = nameEnd
    this.position = end + 1
    this.depth--
    return token.close
  }

  private openToken(at: number): Token {
    const { text } = this
    const { length } = text
    let i = at + 1
    this.nameStart = i
    let code = text.charCodeAt(i)
    for (; i < length && code > 32 && code !== slash && code !== gt; code = text.charCodeAt(++i)) if (code === colon) this.nameStart = i + 1
    this.nameEnd = i
    for (; i < length && code !== gt; code = text.charCodeAt(++i)) {
      if (code !== quote && code !== apostrophe) continue
      i = text.indexOf(code === quote ? '"' : "'", i + 1)
      if (i < 0) return token.needMore
    }
    if (i >= length) return token.needMore
    if (this.nameEnd === this.nameStart) this.damaged()
    this.isSelfClosing = text.charCodeAt(i - 1) === slash
    this.attributesEnd = this.isSelfClosing ? i - 1 : i
    this.position = i + 1
    if (!this.isSelfClosing) this.depth++
    return token.open
  }

  /** Comment, CDATA or DOCTYPE; undefined when something was skipped. */
  private markup(at: number): Token | undefined {
    const { text } = this
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at + 4)
      if (end < 0) return token.needMore
      this.position = end + 3
      return undefined
    }
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at + 9)
      return end < 0 ? token.needMore : this.textToken(at + 9, end, end + 3, true)
    }
    if (text.length - at < 9 && !this.isFinal) return token.needMore
    if (text.slice(at + 2, at + 9).toUpperCase() === 'DOCTYPE') fail('unreadable-file', 'error.file-doctype', { part: this.part })
    return this.damaged()
  }
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The text whose UTF-8 bytes are given one a character. */
export const fromUtf8 = (bytes: string): string => (/[\u0080-\u00ff]/.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes)

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
