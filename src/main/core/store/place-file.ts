import { constants, copyFileSync, linkSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import { fail } from '../../../shared/result.ts'

/** Moves a finished file to its place in one step; never over an existing file, which is a conflict. Both lie in one folder. */
export function placeFile(draft: string, target: string): void {
  try {
    linkSync(draft, target)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'EEXIST') fail('conflict', 'error.workspace-target-exists', { name: basename(target) })
    // Some file systems have no second names: a copy that refuses an existing file is the next best.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS') throw error
    placeCopy(draft, target)
  }
  rmSync(draft, { force: true })
}

function placeCopy(draft: string, target: string): void {
  try {
    copyFileSync(draft, target, constants.COPYFILE_EXCL)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') fail('conflict', 'error.workspace-target-exists', { name: basename(target) })
    throw error
  }
}
