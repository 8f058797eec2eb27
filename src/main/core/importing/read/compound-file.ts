import { fail } from '../../../../shared/result.ts'
import type { FileSource } from './file-source.ts'

/** A stream of a compound file (MS-CFB), as its directory lists it. */
export interface CompoundStream {
  readonly name: string
  readonly isRoot: boolean
  readonly start: number
  readonly bytes: number
}

/** Directory of a compound file, which holds old workbooks and encrypted new ones. Damage ends the list, it never throws. */
export async function compoundStreams(source: FileSource): Promise<readonly CompoundStream[]> {
  const streams: CompoundStream[] = []
  if (source.size < 512) return streams
  const { sectorBytes, header } = await headerOf(source)
  const seen = new Set<number>()
  for (let sector = header.readUInt32LE(48); (sector + 2) * sectorBytes <= source.size && seen.size < 64 && !seen.has(sector); ) {
    seen.add(sector)
    const entries = await source.read((sector + 1) * sectorBytes, sectorBytes)
    for (let at = 0; at < sectorBytes; at += 128) {
      const bytes = entries.readUInt16LE(at + 64)
      if (bytes >= 2 && bytes <= 64) streams.push({ name: entries.toString('utf16le', at, at + bytes - 2), isRoot: entries[at + 66] === 5, start: entries.readUInt32LE(at + 116), bytes: entries.readUInt32LE(at + 120) })
    }
    const next = await nextSector(source, header, sectorBytes, sector)
    if (next === undefined) break
    sector = next
  }
  return streams
}

/** Refuses a compound file whose workbook is not all there: the library would give the rows before the cut as if they were all. */
export async function requireWholeCompound(bytes: Buffer): Promise<void> {
  const source: FileSource = { size: bytes.length, read: async (at, length) => bytes.subarray(at, at + length), stream: async function* all(start, end) { yield bytes.subarray(start, end) }, close: async () => undefined }
  const streams = await compoundStreams(source)
  const root = streams.find(({ isRoot }) => isRoot)
  for (const stream of streams) if (/^(?:Workbook|Book)$/.test(stream.name)) await requireWholeStream(source, stream, root)
}

async function requireWholeStream(source: FileSource, stream: CompoundStream, root: CompoundStream | undefined): Promise<void> {
  const { sectorBytes, header } = await headerOf(source)
  // Short streams lie in small sectors inside the root's own stream.
  const isShort = stream.bytes < header.readUInt32LE(56)
  const { start, bytes } = isShort && root !== undefined ? root : stream
  let sector = start
  const limit = Math.ceil(source.size / sectorBytes)
  for (let rest = bytes, steps = 0; rest > 0; rest -= sectorBytes, steps++) {
    if (steps > limit || (sector + 1) * sectorBytes + Math.min(rest, sectorBytes) > source.size) fail('unreadable-file', 'error.file-truncated')
    const next = rest > sectorBytes ? await nextSector(source, header, sectorBytes, sector) : 0
    sector = next ?? fail('unreadable-file', 'error.file-truncated')
  }
}

async function headerOf(source: FileSource): Promise<{ readonly header: Buffer; readonly sectorBytes: number }> {
  const header = await source.read(0, 512)
  return { header, sectorBytes: header.readUInt16LE(30) === 12 ? 4096 : 512 }
}

/** Follows the sector table, whose own sectors are listed in the header and, beyond 109, in a chain of list sectors. */
async function nextSector(source: FileSource, header: Buffer, sectorBytes: number, sector: number): Promise<number | undefined> {
  const perSector = sectorBytes / 4
  const read = async (at: number): Promise<number | undefined> => (at + 4 > source.size ? undefined : (await source.read(at, 4)).readUInt32LE(0))
  let index = Math.floor(sector / perSector)
  let table: number | undefined
  if (index < 109) table = header.readUInt32LE(76 + index * 4)
  else {
    let list: number | undefined = header.readUInt32LE(68)
    for (index -= 109; index >= perSector - 1 && list !== undefined; index -= perSector - 1) list = await read((list + 1) * sectorBytes + (perSector - 1) * 4)
    table = list === undefined ? undefined : await read((list + 1) * sectorBytes + index * 4)
  }
  return table === undefined ? undefined : read((table + 1) * sectorBytes + (sector % perSector) * 4)
}

/** Refuses a workbook of Excel 2 to 4, which is bare records without a compound file, where it is cut before its last end record (MS-XLS 2.1.4). */
export function requireWholeRecords(bytes: Buffer): void {
  let last = -1
  let at = 0
  while (at + 4 <= bytes.length) {
    const next = at + 4 + bytes.readUInt16LE(at + 2)
    if (next > bytes.length) break
    const record = bytes.readUInt16LE(at)
    // What a writer pads the file with behind its last record is zero.
    if (record !== 0) last = record
    at = next
  }
  if (last !== 0x0a) fail('unreadable-file', 'error.file-truncated')
}
