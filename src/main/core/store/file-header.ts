/** Looks at a file before SQLite does: somebody else's file is neither locked nor given a WAL, and a cut file is called by its name. */
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import { fail } from '../../../shared/result.ts'
import { withStoreErrors } from './store-error.ts'

/** "RMMS" in ASCII: marks a SQLite file as a workspace. */
export const applicationId = 0x524d4d53

/** Refuses what is missing, not SQLite, somebody else's, or shorter than its own header says. Layout: sqlite.org/fileformat2.html, 1.3. */
export function readFileHeader(path: string): { readonly isWal: boolean } {
  return withStoreErrors(path, () => {
    const file = openSync(path, 'r')
    try {
      const name = basename(path)
      const stat = fstatSync(file)
      const header = Buffer.alloc(100)
      const isWhole = stat.isFile() && readSync(file, header, 0, 100, 0) === 100
      if (!isWhole || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') fail('unreadable-file', 'error.workspace-not-one', { name })
      if (header.readUInt32BE(68) !== applicationId) fail('unreadable-file', 'error.workspace-not-one', { name })
      const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)
      const isCounted = header.readUInt32BE(24) === header.readUInt32BE(92)
      if (isCounted && stat.size < pageSize * header.readUInt32BE(28) && !existsSync(`${path}-wal`) && !existsSync(`${path}-journal`)) fail('unreadable-file', 'error.workspace-damaged', { name })
      return { isWal: header[18] === 2 }
    } finally {
      closeSync(file)
    }
  })
}
