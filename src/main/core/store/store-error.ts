/** What SQLite and the file system say, as errors that tell a person what to do. */
import { basename } from 'node:path'
import { AppFailure, appError, type AppError } from '../../../shared/result.ts'

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '')

/** The AppError of a known condition of disk or file; null where the error is our own mistake and stays unexpected. */
export function storeError(error: unknown, path: string): AppError | null {
  if (error instanceof AppFailure) return error.error
  const params = { name: basename(path) }
  const code = codeOf(error)
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return appError('internal', 'error.store-disk-full', params)
  if (code.startsWith('SQLITE_CORRUPT')) return appError('unreadable-file', 'error.workspace-damaged', params)
  if (code === 'SQLITE_NOTADB') return appError('unreadable-file', 'error.workspace-not-one', params)
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return appError('busy', 'error.store-busy-unknown', params)
  if (code.startsWith('SQLITE_READONLY') || code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return appError('conflict', 'error.workspace-read-only', params)
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN') || code === 'EIO') return appError('internal', 'error.store-io', { ...params, detail: code })
  if (code === 'ENOENT' || code === 'ENOTDIR') return appError('not-found', 'error.workspace-missing', params)
  return null
}

/** Runs `work`; known conditions leave it as AppFailure, everything else as it was thrown. */
export function withStoreErrors<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const known = storeError(error, path)
    throw known ? new AppFailure(known) : error
  }
}
