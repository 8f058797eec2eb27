import { open, type FileHandle } from 'node:fs/promises'
import { fail } from '../../../../shared/result.ts'
import type { ReadLimits } from './limits.ts'

/** Random and streamed reading of one file, with a failed system call told as an AppFailure. */
export interface FileSource {
  readonly size: number
  /** Exactly `length` bytes from `position`; a file that ends earlier is a truncated file. */
  read(position: number, length: number): Promise<Buffer>
  /** Chunks of the range [start, end). */
  stream(start: number, end: number, chunkBytes?: number): AsyncGenerator<Buffer, void>
  close(): Promise<void>
}

const defaultChunk = 256 * 1024

/** Opens a file for reading; refuses folders, empty files and files above the size limit. */
export async function openFileSource(path: string, limits: ReadLimits): Promise<FileSource> {
  const handle = await open(path, 'r').catch((error: unknown) => ioFailure(error))
  try {
    const stat = await handle.stat().catch((error: unknown) => ioFailure(error))
    if (!stat.isFile()) fail('unreadable-file', 'error.file-not-a-spreadsheet')
    if (stat.size === 0) fail('unreadable-file', 'error.file-empty')
    if (stat.size > limits.fileBytes) fail('unreadable-file', 'error.file-too-large', { megabytes: megabytes(stat.size), limit: megabytes(limits.fileBytes) })
    return fileSource(handle, stat.size)
  } catch (error) {
    await handle.close()
    throw error
  }
}

export const megabytes = (bytes: number): number => Math.max(1, Math.round(bytes / 1024 / 1024))

function fileSource(handle: FileHandle, size: number): FileSource {
  async function read(position: number, length: number): Promise<Buffer> {
    if (position < 0 || position + length > size) fail('unreadable-file', 'error.file-truncated')
    const bytes = Buffer.allocUnsafe(length)
    for (let done = 0; done < length; ) {
      const { bytesRead } = await handle.read(bytes, done, length - done, position + done).catch((error: unknown) => ioFailure(error))
      if (bytesRead === 0) fail('unreadable-file', 'error.file-truncated')
      done += bytesRead
    }
    return bytes
  }
  return {
    size,
    read,
    async *stream(start, end, chunkBytes = defaultChunk) {
      for (let at = start; at < end; at += chunkBytes) yield await read(at, Math.min(chunkBytes, end - at))
    },
    close: () => handle.close(),
  }
}

/** What a failed system call on a file that is read means to a person; who knows the file's name gives it. */
export function ioFailure(error: unknown, name?: string): never {
  const params = name === undefined ? {} : { name }
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  if (code === 'ENOENT') fail('not-found', 'error.file-missing', params)
  if (code === 'EACCES' || code === 'EPERM') fail('unreadable-file', 'error.file-no-permission', params)
  fail('unreadable-file', 'error.file-io', { ...params, detail: code })
}
