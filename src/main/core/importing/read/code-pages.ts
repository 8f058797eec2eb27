import type { FileSource } from './file-source.ts'
import type { Deadline } from './limits.ts'

/** Encodings of one byte a letter in which offices send text. ISO-8859-1 is Windows-1252 but for the places 0x80 to 0x9F. */
export type CodePage = 'windows-1252' | 'windows-1256' | 'iso-8859-1'

/** Letters of Arabic in Windows-1256 whose places hold no letter of French, Spanish or Portuguese that is common in Windows-1252. */
const arabicOnly = new Set([...range(0xc1, 0xdf), 0xe1, ...range(0xe3, 0xe6), 0xec, 0xed])
/** Places that Windows-1252 leaves empty, and the line separator (NEL) of ISO-8859-1. */
const emptyIn1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d])

/**
 * Tells code pages apart by the whole file. Arabic words are runs of high bytes, nearly all of them at the places of Arabic letters; accents
 * of Latin languages stand alone among plain letters. Control characters of ISO-8859-1 are told only by places that Windows-1252 leaves empty.
 */
export async function detectCodePage(source: FileSource, deadline: Deadline): Promise<CodePage> {
  let letters = 0
  let arabic = 0
  let inRuns = 0
  let used1252 = 0
  let empty1252 = 0
  let previous = 0
  for await (const chunk of source.stream(0, source.size, 1024 * 1024)) {
    deadline.check()
    for (const byte of chunk) {
      if (byte >= 0xc0) {
        letters++
        if (arabicOnly.has(byte)) arabic++
        if (previous >= 0xc0) inRuns++
      } else if (byte >= 0x80 && byte < 0xa0) {
        if (emptyIn1252.has(byte)) empty1252++
        else used1252++
      }
      previous = byte
    }
  }
  if (letters > 0 && arabic >= letters * 0.85 && inRuns >= letters * 0.4) return 'windows-1256'
  return empty1252 > 0 && used1252 === 0 ? 'iso-8859-1' : 'windows-1252'
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
