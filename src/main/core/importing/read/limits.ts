import { fail } from '../../../../shared/result.ts'

/** What a file may cost before it is refused. All checks are made before or while unpacking, never after. */
export interface ReadLimits {
  readonly fileBytes: number
  /** Parts of a zip. */
  readonly entries: number
  readonly entryBytes: number
  readonly totalBytes: number
  /** Unpacked to packed size of one part; only parts above `ratioFloorBytes` are judged, small ones may compress well. */
  readonly ratio: number
  readonly ratioFloorBytes: number
  readonly rows: number
  readonly columns: number
  readonly cells: number
  readonly sharedStringChars: number
  /** One text, tag or CSV field. */
  readonly tokenChars: number
  readonly merges: number
  /** A file, or what it unpacks to, of a format that is held in memory whole (.xls, .xlsb, saved mail pages). */
  readonly wholeBytes: number
  readonly timeMs: number
}

const mib = 1024 * 1024

export const defaultReadLimits: ReadLimits = Object.freeze({
  fileBytes: 512 * mib,
  entries: 10_000,
  entryBytes: 1536 * mib,
  totalBytes: 2048 * mib,
  ratio: 250,
  ratioFloorBytes: 32 * mib,
  rows: 2_000_000,
  columns: 16_384,
  cells: 50_000_000,
  sharedStringChars: 256 * mib,
  tokenChars: 1 * mib,
  merges: 200_000,
  wholeBytes: 128 * mib,
  timeMs: 10 * 60_000,
})

/** Asked between chunks: throws when the caller has cancelled or the time for the file is used up. */
export interface Deadline {
  check(): void
  /** Each reading of a file that stays open has the whole time. */
  restart(): void
}

export function createDeadline(timeMs: number, signal?: AbortSignal): Deadline {
  let end = performance.now() + timeMs
  return {
    restart() {
      end = performance.now() + timeMs
    },
    check() {
      if (signal?.aborted) fail('cancelled', 'error.cancelled')
      if (performance.now() > end) fail('unreadable-file', 'error.file-too-slow', { seconds: Math.round(timeMs / 1000) })
    },
  }
}

/** Refuses what is too large to be held in memory whole. */
export function judgeWhole(bytes: number, limits: ReadLimits): void {
  const megabytes = (size: number): number => Math.max(1, Math.round(size / mib))
  if (bytes > limits.wholeBytes) fail('unreadable-file', 'error.file-too-large-for-format', { megabytes: megabytes(bytes), limit: megabytes(limits.wholeBytes) })
}
