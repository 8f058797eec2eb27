/**
 * Whether a place can hold a workspace that is written to. WAL needs shared memory and honest locks, which network shares do
 * not give; a program that synchronizes a folder copies the file between two writes of one transaction.
 */
import { execFileSync } from 'node:child_process'
import { accessSync, constants, realpathSync, statfsSync } from 'node:fs'
import { dirname, resolve, sep } from 'node:path'
import type { ErrorReason } from '../../../shared/messages/en/index.ts'

/** Folder names that the common synchronizing programs give their folders. */
const synced = /^(onedrive( - .+)?|dropbox( \(.+\))?|google ?drive.*|googledrive-.+|my drive|icloud ?drive|mobile documents|com~apple~clouddocs|cloudstorage|box sync|nextcloud|pclouddrive|synologydrive)$/i

/** File system types of Linux (statfs(2)): NFS, SMB, CIFS, SMB2, AFS. */
const networkTypes: ReadonlySet<number> = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f])

/** True for a path below a folder that a synchronizing program keeps. */
export const isSyncedPath = (path: string): boolean => path.split(/[\\/]+/).some((part) => synced.test(part))

/** True for `\\server\share` and `//server/share`, and for the long form `\\?\UNC\server\share`. */
export const isNetworkPath = (path: string): boolean => /^[\\/]{2}(?:[^\\/?.]|[?.][\\/]UNC[\\/])/i.test(path)

/** In: what macOS's `mount` prints and a real path. True where the file system that holds the path is of a network. */
export function isOnNetworkMount(table: string, path: string): boolean {
  const mounts = [...table.matchAll(/^.+? on (\/.*) \((\w+)[^()]*\)$/gm)].map(([, point = '', type = '']) => ({ point, type }))
  const holding = mounts.filter(({ point }) => path === point || path.startsWith(point.endsWith('/') ? point : `${point}/`))
  const nearest = holding.reduce((best, mount) => (mount.point.length >= best.point.length ? mount : best), { point: '', type: '' })
  return ['smbfs', 'nfs', 'afpfs', 'webdav'].includes(nearest.type)
}

const canWrite = (path: string): boolean => {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Asks the system. What it does not tell: whether a file system in user space (sshfs and the like on Linux and macOS) keeps its
 * files elsewhere, and whether a drive of a virtual machine is a folder of its host. Such a place counts as local.
 */
function isNetworkFolder(folder: string): boolean {
  try {
    if (process.platform === 'linux') return networkTypes.has(statfsSync(folder).type >>> 0)
    if (process.platform === 'darwin') return isOnNetworkMount(execFileSync('/sbin/mount', { encoding: 'utf8', timeout: 2000 }), realpathSync.native(folder))
    // Windows gives the share as the real path of a drive letter that stands for one.
    return process.platform === 'win32' && isNetworkPath(realpathSync.native(folder))
  } catch {
    return false
  }
}

/** Why nothing may be written in the folder of this file, as a message key; null where it may. The file need not exist. */
export function whyReadOnlyFolder(path: string): ErrorReason | null {
  const folder = dirname(resolve(path))
  if (isNetworkPath(path) || isNetworkFolder(folder)) return 'error.workspace-network-folder'
  if (isSyncedPath(folder)) return 'error.workspace-synced-folder'
  // With a dot behind it a file in the place of the folder is refused as well.
  return canWrite(`${folder}${sep}.`) ? null : 'error.workspace-read-only-folder'
}

/** The same for an existing file. */
export function whyReadOnly(path: string): ErrorReason | null {
  return whyReadOnlyFolder(path) ?? (canWrite(path) ? null : 'error.workspace-read-only-file')
}
