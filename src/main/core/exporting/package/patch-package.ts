/**
 * Writes a package (.xlsx, .xlsm, .docx) again with some of its parts changed or added. Every other part keeps its packed bytes, its header and
 * its place; only the directory is new. Each part is first proved to unpack to what the directory says, so that no damage is passed on.
 */
import { crc32, createDeflateRaw } from 'node:zlib'
import { fail } from '../../../../shared/result.ts'
import type { FileSource } from '../../importing/read/file-source.ts'
import type { Deadline } from '../../importing/read/limits.ts'
import type { ZipArchive } from '../../importing/read/zip.ts'

/** A part with its new content; a name that the package does not hold is a new part. */
export interface PartPatch {
  readonly name: string
  readonly content: string | Uint8Array | (() => AsyncIterable<Uint8Array>)
}

const max32 = 0xffffffff
/** Day of new parts: the first that the format knows. */
const firstDay = 0x0021
const utf8Names = 0x0800

interface PackedPart {
  readonly crc: number
  readonly unpackedBytes: number
  readonly packedBytes: number
  readonly chunks: readonly Buffer[]
}

/** Bytes of the new package. In: the open file and its directory, which was judged by `openZip`. Fails with unreadable-file where a part is damaged. */
export async function* patchPackage(source: FileSource, zip: ZipArchive, patches: readonly PartPatch[], deadline: Deadline): AsyncGenerator<Buffer, void> {
  const open = new Map(patches.map((patch) => [patch.name.toLowerCase(), patch]))
  const records = new Map<object, Buffer>()
  let at = 0
  const counted = (bytes: Buffer): Buffer => {
    at += bytes.length
    if (at > max32) fail('unreadable-file', 'error.file-too-large', { megabytes: Math.round(at / 1024 / 1024), limit: 4096 })
    return bytes
  }
  for (const { entry, record, end } of zip.layout.places.toSorted((a, b) => a.entry.offset - b.entry.offset)) {
    deadline.check()
    const patch = open.get(entry.name.toLowerCase())
    const start = at
    if (patch === undefined) {
      const proof = zip.read(entry, deadline)
      while ((await proof.next()).done !== true);
      for await (const chunk of source.stream(entry.offset, end)) yield counted(chunk)
      records.set(entry, relocated(record, start))
      continue
    }
    open.delete(entry.name.toLowerCase())
    const packed = await pack(patch, deadline)
    const fields = headerFields(packed, record.readUInt16LE(8) & utf8Names, record.readUInt16LE(12), record.readUInt16LE(14), record.readUInt16LE(28))
    yield counted(localHeader(fields, record.subarray(46, 46 + record.readUInt16LE(28))))
    for (const chunk of packed.chunks) yield counted(chunk)
    records.set(entry, centralRecord(fields, record.subarray(46, 46 + record.readUInt16LE(28)), start, record))
  }
  const added: Buffer[] = []
  for (const patch of open.values()) {
    const packed = await pack(patch, deadline)
    const name = Buffer.from(patch.name)
    const fields = headerFields(packed, utf8Names, 0, firstDay, name.length)
    const start = at
    yield counted(localHeader(fields, name))
    for (const chunk of packed.chunks) yield counted(chunk)
    added.push(centralRecord(fields, name, start))
  }
  const directory = Buffer.concat([...zip.layout.places.flatMap(({ entry }) => records.get(entry) ?? []), ...added])
  yield directory
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(zip.entries.length + added.length, 8)
  end.writeUInt16LE(zip.entries.length + added.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  end.writeUInt16LE(zip.layout.comment.length, 20)
  yield Buffer.concat([end, zip.layout.comment])
}

/** The packed bytes are held, so that the header can say their size before them. */
async function pack({ content }: PartPatch, deadline: Deadline): Promise<PackedPart> {
  const deflate = createDeflateRaw()
  const chunks: Buffer[] = []
  let crc = 0
  let unpackedBytes = 0
  const done = new Promise<void>((resolve, reject) => {
    deflate.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', resolve).on('error', reject)
  })
  try {
    for await (const chunk of typeof content === 'function' ? content() : [Buffer.from(content)]) {
      deadline.check()
      crc = crc32(chunk, crc)
      unpackedBytes += chunk.length
      // Copied: the reader of a part uses its buffers again.
      if (!deflate.write(Buffer.from(chunk))) await new Promise((resolve) => deflate.once('drain', resolve))
    }
  } catch (error) {
    deflate.destroy()
    throw error
  }
  deflate.end()
  await done
  return { crc, unpackedBytes, packedBytes: chunks.reduce((sum, { length }) => sum + length, 0), chunks }
}

/** The 26 bytes that stand alike in both headers (APPNOTE 4.3.7, 4.3.12). */
function headerFields({ crc, packedBytes, unpackedBytes }: PackedPart, flags: number, time: number, day: number, nameBytes: number): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(flags, 2)
  fields.writeUInt16LE(8, 4)
  fields.writeUInt16LE(time, 6)
  fields.writeUInt16LE(day, 8)
  fields.writeUInt32LE(crc, 10)
  fields.writeUInt32LE(packedBytes, 14)
  fields.writeUInt32LE(unpackedBytes, 18)
  fields.writeUInt16LE(nameBytes, 22)
  return fields
}

function localHeader(fields: Buffer, name: Buffer): Buffer {
  const signature = Buffer.alloc(4)
  signature.writeUInt32LE(0x04034b50, 0)
  return Buffer.concat([signature, fields, name])
}

/** `before`: record whose host system and attributes the part keeps. */
function centralRecord(fields: Buffer, name: Buffer, offset: number, before?: Buffer): Buffer {
  const record = Buffer.alloc(46)
  record.writeUInt32LE(0x02014b50, 0)
  record.writeUInt16LE(before?.readUInt16LE(4) ?? 20, 4)
  fields.copy(record, 6)
  if (before) before.copy(record, 36, 36, 42)
  record.writeUInt32LE(offset, 42)
  return Buffer.concat([record, name])
}

/** The record with another place; a place that stands in the zip64 field is written there. */
function relocated(record: Buffer, offset: number): Buffer {
  const moved = Buffer.from(record)
  if (record.readUInt32LE(42) !== max32) {
    moved.writeUInt32LE(offset, 42)
    return moved
  }
  const extraStart = 46 + record.readUInt16LE(28)
  const extraEnd = extraStart + record.readUInt16LE(30)
  const skipped = (record.readUInt32LE(24) === max32 ? 8 : 0) + (record.readUInt32LE(20) === max32 ? 8 : 0)
  for (let field = extraStart; field + 4 <= extraEnd; field += 4 + record.readUInt16LE(field + 2)) {
    if (record.readUInt16LE(field) !== 1) continue
    moved.writeBigUInt64LE(BigInt(offset), field + 4 + skipped)
    return moved
  }
  return fail('unreadable-file', 'error.file-truncated')
}
