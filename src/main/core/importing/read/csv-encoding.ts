import { isUtf8 } from 'node:buffer'
import { StringDecoder } from 'node:string_decoder'
import type { Problem } from '../../../../shared/domain/submission.ts'
import { detectCodePage, type CodePage } from './code-pages.ts'
import { fileFinding } from './file-finding.ts'
import type { FileSource } from './file-source.ts'
import { utf16Order } from './file-type.ts'
import type { Deadline } from './limits.ts'

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | CodePage

export interface EncodingGuess {
  readonly encoding: TextEncoding
  /** Bytes of the byte order mark. */
  readonly skip: number
  /** No mark and not plain ASCII or valid UTF-8: a choice that may be wrong. */
  readonly isGuessed: boolean
  /** UTF-8 in which some bytes are broken. */
  readonly hasBrokenBytes: boolean
  /** Words whose letters hang on the choice, as it reads them. */
  readonly words?: readonly string[]
}

/** Looks at the whole file: one byte in the last line can tell Windows-1252 from UTF-8. */
export async function detectEncoding(source: FileSource, deadline: Deadline): Promise<EncodingGuess> {
  const head = await source.read(0, Math.min(source.size, 4096))
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', skip: 3, isGuessed: false, hasBrokenBytes: false }
  const order = utf16Order(head)
  if (order !== undefined) {
    const hasMark = head.readUInt16BE(0) === 0xfffe || head.readUInt16BE(0) === 0xfeff
    return { encoding: order === 'le' ? 'utf-16le' : 'utf-16be', skip: hasMark ? 2 : 0, isGuessed: !hasMark, hasBrokenBytes: false }
  }
  const { valid, broken } = await countSequences(source, deadline)
  // A text of another code page has next to no valid multi-byte sequences; a UTF-8 text cut or patched somewhere has nearly all.
  if (broken === 0 || valid > broken * 10) return { encoding: 'utf-8', skip: 0, isGuessed: false, hasBrokenBytes: broken > 0 }
  const encoding = await detectCodePage(source, deadline)
  return { encoding, skip: 0, isGuessed: true, hasBrokenBytes: false, words: await wordsOf(source, encoding, deadline) }
}

const shownWords = 4

/** The first words that hold letters beyond ASCII: what a person can judge the choice by. */
async function wordsOf(source: FileSource, encoding: TextEncoding, deadline: Deadline): Promise<readonly string[]> {
  const words = new Set<string>()
  const decoder = createTextDecoder(encoding)
  for await (const chunk of source.stream(0, source.size)) {
    deadline.check()
    if (!chunk.some((byte) => byte >= 0x80)) continue
    for (const [word] of decoder.write(chunk).matchAll(/[\p{L}\p{M}’']{0,30}[\u00a0-\uffff][\p{L}\p{M}’']{0,30}/gu)) {
      words.add(word)
      if (words.size === shownWords) return [...words]
    }
  }
  return [...words]
}

/** What is said of the encoding where the file itself does not tell it. */
export function encodingFindings({ encoding, isGuessed, hasBrokenBytes, words = [] }: EncodingGuess): readonly Problem[] {
  if (hasBrokenBytes) return [fileFinding('warning', 'finding.file.broken-characters')]
  return isGuessed ? [fileFinding('info', 'finding.file.encoding-guessed', { encoding, words: words.join(', '), count: words.length })] : []
}

/** Multi-byte UTF-8 sequences and bytes that belong to none. Chunks that are valid as a whole are not walked through. */
async function countSequences(source: FileSource, deadline: Deadline): Promise<{ valid: number; broken: number }> {
  let valid = 0
  let broken = 0
  let carry: Buffer = Buffer.alloc(0)
  for await (const chunk of source.stream(0, source.size, 1024 * 1024)) {
    deadline.check()
    const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk])
    const whole = bytes.length - unfinished(bytes)
    carry = bytes.subarray(whole)
    const body = bytes.subarray(0, whole)
    if (isUtf8(body)) {
      // One for the chunk is enough where nothing is broken; where something is, every sequence counts.
      if (body.some((byte) => byte >= 0x80)) valid += 100
      continue
    }
    for (let at = 0; at < body.length; ) {
      const first = body[at] ?? 0
      const length = first < 0x80 ? 1 : first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0
      if (length > 0 && (length === 1 || isUtf8(body.subarray(at, at + length)))) {
        if (length > 1) valid++
        at += length
      } else {
        broken++
        at++
      }
    }
  }
  return { valid, broken: broken + (carry.length > 0 ? 1 : 0) }
}

/** Bytes at the end that begin a sequence whose rest may be in the next chunk. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0
  }
  return 0
}

/** What Windows-1252 puts at 0x80-0x9F (WHATWG encoding index); the five unused places keep their control character. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

export interface TextDecoderLike {
  write(bytes: Buffer): string
  end(): string
}

export function createTextDecoder(encoding: TextEncoding): TextDecoderLike {
  if (encoding === 'utf-8') return new StringDecoder('utf8')
  if (encoding === 'iso-8859-1') return { write: (bytes) => bytes.toString('latin1'), end: () => '' }
  if (encoding === 'windows-1252') {
    return {
      // oxlint-disable-next-line no-control-regex -- the range that the two encodings read differently
      write: (bytes) => bytes.toString('latin1').replace(/[\x80-\x9f]/g, (char) => windows1252.charAt(char.charCodeAt(0) - 0x80)),
      end: () => '',
    }
  }
  const decoder = new TextDecoder(encoding)
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() }
}
