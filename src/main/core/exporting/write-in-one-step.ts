/**
 * A file that is replaced in one step or not at all: written under a temporary name beside its place, flushed, and renamed.
 * Nothing is left behind when it fails.
 */
import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { AppFailure, appError, type AppError } from '../../../shared/result.ts'

/** Opens the sink of a new file; tests put a failing one in its place. */
export type OpenSink = (path: string) => Writable

const openFile: OpenSink = (path) => createWriteStream(path, { flags: 'wx' })

export interface PendingFile {
  readonly sink: Writable
  /** Rejects as soon as the sink fails; never resolves. Race long work against it. */
  readonly failed: Promise<never>
  /** Puts the file in its place once the sink, which must have been ended, is closed. */
  place(): Promise<void>
  /** Gives the file up and removes what was written. Never fails. */
  drop(): Promise<void>
}

export function beginFile(path: string, openSink: OpenSink = openFile): PendingFile {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.part`
  const sink = openSink(temporary)
  const failed = new Promise<never>((_, reject) => sink.on('error', (error) => reject(exportFailure(error))))
  // Whoever does not race against it hears of the failure elsewhere.
  failed.catch(() => undefined)
  // A file that is still open cannot be renamed everywhere.
  const closed = new Promise<void>((resolve) => sink.once('close', resolve))
  const drop = async (): Promise<void> => {
    sink.destroy()
    await rm(temporary, { force: true }).catch(() => undefined)
  }
  return {
    sink,
    failed,
    drop,
    async place() {
      try {
        await Promise.race([closed, failed])
        const file = await open(temporary, 'r+')
        try {
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(temporary, path)
      } catch (error) {
        await drop()
        throw exportFailure(error)
      }
    },
  }
}

/** Runs `write`, which ends the sink, against a new file and puts it in its place; on any failure nothing is left. */
export async function writeInOneStep(path: string, write: (sink: Writable) => Promise<void>, openSink?: OpenSink): Promise<void> {
  const file = beginFile(path, openSink)
  try {
    await Promise.race([write(file.sink), file.failed])
  } catch (error) {
    await file.drop()
    throw exportFailure(error)
  }
  await file.place()
}

/** What a failed write means to a person. Failures that are already in their words pass through. */
export function exportFailure(error: unknown): AppFailure {
  if (error instanceof AppFailure) return error
  return new AppFailure(exportError(error))
}

function exportError(error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC' || code === 'EDQUOT') return appError('conflict', 'error.export-disk-full')
  if (code === 'EBUSY' || code === 'ETXTBSY') return appError('busy', 'error.export-in-use')
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOENT' || code === 'ENOTDIR') return appError('conflict', 'error.export-not-writable', { detail: code })
  if (code !== '') return appError('internal', 'error.export-failed', { detail: code })
  throw error
}
