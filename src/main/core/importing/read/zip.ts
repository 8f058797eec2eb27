import { createInflateRaw, crc32 } from 'node:zlib'
import { fail } from '../../../../shared/result.ts'
import { megabytes, type FileSource } from './file-source.ts'
import type { Deadline, ReadLimits } from './limits.ts'

/**
 * Reads a zip from its central directory (APPNOTE 6.3.x; stored and deflated parts, zip64). Sizes are judged before anything is
 * unpacked, and a part that unpacks to another size or checksum than its directory says is refused while it streams,
 * so the limits hold against files that lie. Nothing is ever written to disk.
 */
export interface ZipEntry {
  /** Normalized: forward slashes, no leading slash. */
  readonly name: string
  readonly rawName: string
  readonly method: 'stored' | 'deflated'
  readonly crc: number
  readonly packedBytes: number
  readonly unpackedBytes: number
  readonly offset: number
}

export interface ZipArchive {
  readonly entries: readonly ZipEntry[]
  /** Part names are compared without case, as the packaging convention asks. */
  find(name: string): ZipEntry | undefined
  /** The entries as the directory names them, with its records and the file's own comment, for who writes the archive again. */
  readonly layout: ZipLayout
  /** Unpacked chunks; `onPacked` hears how many packed bytes were consumed. Ending the loop early frees the stream. */
  read(entry: ZipEntry, deadline: Deadline, onPacked?: (bytes: number) => void): AsyncGenerator<Buffer, void>
}

export interface ZipLayout {
  /** In the order of the directory; `end` is where the next part begins, behind the data and what describes it. */
  readonly places: readonly { readonly entry: ZipEntry; readonly record: Buffer; readonly end: number }[]
  readonly comment: Buffer
}

const endSignature = 0x06054b50
const end64Signature = 0x06064b50
const locator64Signature = 0x07064b50
const centralSignature = 0x02014b50
const localSignature = 0x04034b50
const max32 = 0xffffffff

export async function openZip(source: FileSource, limits: ReadLimits): Promise<ZipArchive> {
  const directory = await findDirectory(source)
  if (directory.count > limits.entries) fail('unreadable-file', 'error.file-too-many-parts', { count: directory.count, limit: limits.entries })
  if (directory.bytes > source.size || directory.offset + directory.bytes > source.size) fail('unreadable-file', 'error.file-truncated')
  const records = parseDirectory(await source.read(directory.offset, directory.bytes), directory.count)
  const entries = records.map(({ entry }) => entry)
  judgeSizes(entries, limits)
  const ends = checkOverlaps(entries, directory.offset)
  const byName = new Map<string, ZipEntry>()
  for (const entry of entries) {
    const key = entry.name.toLowerCase()
    if (byName.has(key)) fail('unreadable-file', 'error.file-inconsistent', { part: entry.name })
    byName.set(key, entry)
  }
  return {
    entries,
    layout: { places: records.map(({ entry, record }) => ({ entry, record, end: ends.get(entry) ?? directory.offset })), comment: directory.comment },
    find: (name) => byName.get(name.toLowerCase()),
    read: (entry, deadline, onPacked) => readEntry(source, entry, ends.get(entry) ?? directory.offset, deadline, onPacked),
  }
}

interface Directory {
  readonly offset: number
  readonly bytes: number
  readonly count: number
  readonly comment: Buffer
}

async function findDirectory(source: FileSource): Promise<Directory> {
  const tailBytes = Math.min(source.size, 22 + 0xffff)
  const tailStart = source.size - tailBytes
  const tail = await source.read(tailStart, tailBytes)
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== endSignature) continue
    if (at + 22 + tail.readUInt16LE(at + 20) > tail.length) continue
    const comment = tail.subarray(at + 22, at + 22 + tail.readUInt16LE(at + 20))
    const plain = { comment, offset: tail.readUInt32LE(at + 16), bytes: tail.readUInt32LE(at + 12), count: tail.readUInt16LE(at + 10) }
    const needs64 = plain.offset === max32 || plain.bytes === max32 || plain.count === 0xffff
    const locator = tailStart + at - 20
    if (!needs64 || locator < 0) return plain
    const pointer = await source.read(locator, 20)
    if (pointer.readUInt32LE(0) !== locator64Signature) return plain
    const record = await source.read(safeNumber(pointer.readBigUInt64LE(8)), 56)
    if (record.readUInt32LE(0) !== end64Signature) fail('unreadable-file', 'error.file-truncated')
    return { comment, offset: safeNumber(record.readBigUInt64LE(48)), bytes: safeNumber(record.readBigUInt64LE(40)), count: safeNumber(record.readBigUInt64LE(32)) }
  }
  return fail('unreadable-file', 'error.file-truncated')
}

function safeNumber(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) fail('unreadable-file', 'error.file-truncated')
  return Number(value)
}

function parseDirectory(bytes: Buffer, count: number): readonly { readonly entry: ZipEntry; readonly record: Buffer }[] {
  const entries: { entry: ZipEntry; record: Buffer }[] = []
  let at = 0
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== centralSignature) fail('unreadable-file', 'error.file-truncated')
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28)
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30)
    const next = extraEnd + bytes.readUInt16LE(at + 32)
    if (next > bytes.length) fail('unreadable-file', 'error.file-truncated')
    const rawName = bytes.toString('utf8', at + 46, nameEnd)
    const name = safeName(rawName)
    if ((bytes.readUInt16LE(at + 8) & 1) !== 0) fail('unreadable-file', 'error.file-encrypted')
    const method = bytes.readUInt16LE(at + 10)
    if (method !== 0 && method !== 8) fail('unreadable-file', 'error.file-unknown-packing', { part: name })
    const sizes = resolve64(bytes, at, nameEnd, extraEnd)
    entries.push({ entry: { name, rawName, method: method === 0 ? 'stored' : 'deflated', crc: bytes.readUInt32LE(at + 16), ...sizes }, record: bytes.subarray(at, next) })
    at = next
  }
  return entries
}

/** Sizes and offset, taken from the zip64 extra field (id 1) where the 32-bit field says so. */
function resolve64(bytes: Buffer, at: number, extraStart: number, extraEnd: number): Pick<ZipEntry, 'packedBytes' | 'unpackedBytes' | 'offset'> {
  let unpackedBytes = bytes.readUInt32LE(at + 24)
  let packedBytes = bytes.readUInt32LE(at + 20)
  let offset = bytes.readUInt32LE(at + 42)
  for (let field = extraStart; field + 4 <= extraEnd; field += 4 + bytes.readUInt16LE(field + 2)) {
    if (bytes.readUInt16LE(field) !== 1) continue
    const fieldEnd = Math.min(extraEnd, field + 4 + bytes.readUInt16LE(field + 2))
    let value = field + 4
    const take = (current: number): number => {
      if (current !== max32 || value + 8 > fieldEnd) return current
      value += 8
      return safeNumber(bytes.readBigUInt64LE(value - 8))
    }
    unpackedBytes = take(unpackedBytes)
    packedBytes = take(packedBytes)
    offset = take(offset)
    break
  }
  return { packedBytes, unpackedBytes, offset }
}

/** Parts are never written to disk, yet a name that climbs out of the package is no spreadsheet's. */
function safeName(rawName: string): string {
  const name = rawName.replaceAll('\\', '/').replace(/^\//, '')
  if (name.includes('\0') || /^[A-Za-z]:/.test(name) || name.startsWith('/') || name.split('/').includes('..')) {
    fail('unreadable-file', 'error.file-unsafe-names', { part: rawName.replaceAll('\0', '').slice(0, 100) })
  }
  return name
}

function judgeSizes(entries: readonly ZipEntry[], limits: ReadLimits): void {
  let total = 0
  for (const entry of entries) {
    total += entry.unpackedBytes
    const isDense = entry.unpackedBytes > limits.ratioFloorBytes && entry.unpackedBytes > entry.packedBytes * limits.ratio
    if (entry.unpackedBytes > limits.entryBytes || isDense || total > limits.totalBytes) {
      fail('unreadable-file', 'error.file-zip-bomb', { part: entry.name, megabytes: megabytes(Math.max(entry.unpackedBytes, total)) })
    }
    if (entry.method === 'stored' && entry.packedBytes !== entry.unpackedBytes) fail('unreadable-file', 'error.file-inconsistent', { part: entry.name })
  }
}

/** Where each part must end: the start of the next one. Two parts that share bytes are the mark of a zip bomb. */
function checkOverlaps(entries: readonly ZipEntry[], directoryOffset: number): ReadonlyMap<ZipEntry, number> {
  const ends = new Map<ZipEntry, number>()
  const sorted = entries.toSorted((a, b) => a.offset - b.offset)
  for (const [index, entry] of sorted.entries()) {
    const end = sorted[index + 1]?.offset ?? directoryOffset
    if (entry.offset + 30 + entry.packedBytes > end) fail('unreadable-file', 'error.file-inconsistent', { part: entry.name })
    ends.set(entry, end)
  }
  return ends
}

async function* readEntry(source: FileSource, entry: ZipEntry, end: number, deadline: Deadline, onPacked?: (bytes: number) => void): AsyncGenerator<Buffer, void> {
  const header = await source.read(entry.offset, 30)
  const nameEnd = entry.offset + 30 + header.readUInt16LE(26)
  const start = nameEnd + header.readUInt16LE(28)
  const isHeader = header.readUInt32LE(0) === localSignature && start + entry.packedBytes <= end
  if (!isHeader || (await source.read(entry.offset + 30, nameEnd - entry.offset - 30)).toString('utf8') !== entry.rawName) {
    fail('unreadable-file', 'error.file-inconsistent', { part: entry.name })
  }
  const packed = source.stream(start, start + entry.packedBytes)
  let unpacked = 0
  let crc = 0
  for await (const chunk of entry.method === 'stored' ? packed : inflate(packed, entry.name, onPacked)) {
    deadline.check()
    unpacked += chunk.length
    if (unpacked > entry.unpackedBytes) fail('unreadable-file', 'error.file-inconsistent', { part: entry.name })
    crc = crc32(chunk, crc)
    yield chunk
  }
  if (unpacked !== entry.unpackedBytes) fail('unreadable-file', 'error.file-inconsistent', { part: entry.name })
  if (crc !== entry.crc) fail('unreadable-file', 'error.file-damaged', { part: entry.name })
}

async function* inflate(packed: AsyncGenerator<Buffer, void>, part: string, onPacked?: (bytes: number) => void): AsyncGenerator<Buffer, void> {
  const stream = createInflateRaw({ chunkSize: 128 * 1024 })
  let sourceError: unknown
  const drained = (): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        stream.off('drain', done).off('close', done)
        resolve()
      }
      stream.on('drain', done).on('close', done)
    })
  const feed = async (): Promise<void> => {
    for await (const chunk of packed) {
      if (stream.destroyed) return
      onPacked?.(chunk.length)
      if (!stream.write(chunk)) await drained()
    }
    stream.end()
  }
  const feeding = feed().catch((error: unknown) => {
    sourceError = error
    stream.destroy(error instanceof Error ? error : new Error('read failed'))
  })
  try {
    for await (const chunk of stream) yield chunk
  } catch (error) {
    if (sourceError !== undefined) throw sourceError
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) fail('unreadable-file', 'error.file-damaged', { part })
    throw error
  } finally {
    stream.destroy()
    await feeding
  }
}
