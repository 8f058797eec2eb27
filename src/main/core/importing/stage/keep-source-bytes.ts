/**
 * Keeps the bytes of a source file inside the workspace: pieces of 1 MiB, compressed, one of each content. Files above 64 MiB
 * are known by name, size and hash only. Each piece is a transaction of its own, so that no other writer waits long.
 */
import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import { fail } from '../../../../shared/result.ts'
import type { ReadableDb, WritableDb } from '../../store/database.ts'
import type { StoreTask } from '../../store/store-task.ts'
import { ioFailure } from '../read/file-source.ts'
import { inStaging } from './staging-transaction.ts'

export const chunkBytes = 1024 * 1024
export const mostKeptBytes = 64 * chunkBytes

export interface SourceFile {
  readonly path: string
  readonly name: string
  readonly size: number
  /** Hash of the bytes that the parser read; other bytes now are refused with conflict. */
  readonly sha256: string
}

export function keepSourceBytes(db: WritableDb, file: SourceFile, task: StoreTask): void {
  if (file.size > mostKeptBytes) return
  if (db.prepare('SELECT 1 FROM source_chunk WHERE file_sha256 = ?').get(file.sha256)) return
  const putChunk = db.prepare<[string, Uint8Array]>('INSERT OR IGNORE INTO chunk (sha256, bytes) VALUES (?, ?)')
  const hashes: string[] = []
  const whole = createHash('sha256')
  const handle = openToRead(file)
  try {
    const buffer = Buffer.allocUnsafe(chunkBytes)
    for (let length = fill(handle, buffer); length > 0; length = fill(handle, buffer)) {
      task.throwIfCancelled()
      const piece = buffer.subarray(0, length)
      whole.update(piece)
      const sha256 = createHash('sha256').update(piece).digest('hex')
      hashes.push(sha256)
      // Workbooks are compressed already: the fastest level finds what there is to find.
      inStaging(db, () => putChunk.run(sha256, deflateRawSync(piece, { level: constants.Z_BEST_SPEED })))
      task.report({ phase: 'progress.keep-file', done: hashes.length * chunkBytes, total: file.size })
      if (hashes.length * chunkBytes > mostKeptBytes) break
    }
  } finally {
    closeSync(handle)
  }
  if (whole.digest('hex') !== file.sha256) fail('conflict', 'error.batch-file-changed', { name: file.name })
  const putPart = db.prepare<[string, number, string]>('INSERT OR IGNORE INTO source_chunk (file_sha256, ordinal, sha256) VALUES (?, ?, ?)')
  inStaging(db, () => {
    for (const [ordinal, sha256] of hashes.entries()) putPart.run(file.sha256, ordinal, sha256)
  })
}

function openToRead({ path, name }: SourceFile): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    return ioFailure(error, name)
  }
}

function fill(handle: number, buffer: Buffer): number {
  let length = 0
  while (length < buffer.length) {
    const read = readSync(handle, buffer, length, buffer.length - length, null)
    if (read === 0) break
    length += read
  }
  return length
}

/** The bytes of a kept file; null where only its hash is known. */
export function readSourceBytes(db: ReadableDb, sha256: string): Uint8Array | null {
  const pieces = db.prepare<[string], Buffer>('SELECT c.bytes FROM source_chunk s JOIN chunk c ON c.sha256 = s.sha256 WHERE s.file_sha256 = ? ORDER BY s.ordinal').pluck().all(sha256)
  return pieces.length === 0 ? null : Buffer.concat(pieces.map((piece) => inflateRawSync(piece)))
}

/** Drops what no submission and no correction, undone or not, and no staged batch needs. */
export function sweepSourceBytes(db: WritableDb): void {
  inStaging(db, () => {
    db.prepare('DELETE FROM source_chunk WHERE file_sha256 NOT IN (SELECT sha256 FROM source_file UNION SELECT file_sha256 FROM staging_batch UNION SELECT attachment_sha256 FROM correction WHERE attachment_sha256 IS NOT NULL)').run()
    db.prepare('DELETE FROM chunk WHERE sha256 NOT IN (SELECT sha256 FROM source_chunk)').run()
  })
}
