/**
 * Keeps the paths behind file tokens. Pages see tokens, names and sizes; files that come in (uploads) and files that the core
 * writes for delivery (exports) lie in a folder of this process alone, which goes away with it.
 */
import { randomBytes } from 'node:crypto'
import { constants, createWriteStream } from 'node:fs'
import { copyFile, mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FileEntry } from '../../../shared/contract/common.ts'
import { AppFailure, appError, fail } from '../../../shared/result.ts'
import { exportFailure, type OpenSink } from '../exporting/write-in-one-step.ts'
import type { FileVault } from '../ports.ts'
import { applicationId } from '../store/file-header.ts'

export interface LocalFileVault extends FileVault {
  /** Takes in a file that arrives as bytes; refused above `limitBytes`, and then nothing stays. */
  receive(name: string, bytes: AsyncIterable<Uint8Array>, limitBytes: number): Promise<FileEntry>
  /** Puts a copy of a file at a place that the user chose, in one step or not at all; a workspace that is open, or is no such copy, is never replaced. */
  deliver(token: string, target: string): Promise<void>
  /** The same for files that belong together: all or none. */
  deliverTogether(files: readonly { readonly token: string; readonly target: string }[]): Promise<void>
  /** Removes the process's own files. */
  dispose(): Promise<void>
}

const folderPrefix = 'files-'

const openFile: OpenSink = (path) => createWriteStream(path, { mode: 0o600, flags: 'wx' })

/** @param parent folder of the application in which the process's own folder is made (0700); those of dead processes are removed */
export async function createFileVault(parent: string, openSink: OpenSink = openFile): Promise<LocalFileVault> {
  await mkdir(parent, { recursive: true, mode: 0o700 })
  await removeAbandoned(parent)
  const folder = await mkdtemp(join(parent, `${folderPrefix}${process.pid}-`))
  const files = new Map<string, { readonly path: string; readonly name: string }>()

  const remember = (path: string, name: string, size: number): FileEntry => {
    const token = `file-${randomBytes(16).toString('base64url')}`
    files.set(token, { path, name })
    return { token, name, size }
  }
  const register: FileVault['register'] = async (path, name = basename(path)) => remember(path, name, await regularFileSize(path))
  const resolve: FileVault['resolve'] = async (token) => {
    const file = files.get(token) ?? fail('not-found', 'error.unknown-file')
    return { ...file, size: await regularFileSize(file.path) }
  }
  /** A path that bears the file's name, in a folder that holds nothing else. */
  const freshPath = async (name: string): Promise<string> => join(await mkdtemp(join(folder, 'f-')), plainName(name))

  const deliverTogether: LocalFileVault['deliverTogether'] = async (wanted) => {
    const copies: { readonly fresh: string; readonly target: string }[] = []
    try {
      for (const { token, target } of wanted) {
        const { path } = await resolve(token)
        await refuseTarget(path, target)
        const fresh = `${target}.${randomBytes(6).toString('hex')}.tmp`
        copies.push({ fresh, target })
        await copyFile(path, fresh, constants.COPYFILE_EXCL)
      }
      // All of them lie whole beside their places: what is left is to give them their names.
      for (const { fresh, target } of copies) await rename(fresh, target)
    } catch (error) {
      await Promise.all(copies.map(({ fresh }) => rm(fresh, { force: true })))
      throw exportFailure(error)
    }
  }

  return {
    register,
    resolve,
    registerPlace: async (path) => remember(path, basename(path), 0),
    placeOf: async (token) => (files.get(token) ?? fail('not-found', 'error.unknown-file')).path,
    reserve: async (name) => {
      const path = await freshPath(name)
      return { path, finish: () => register(path, plainName(name)) }
    },
    receive: async (name, bytes, limitBytes) => {
      const path = await freshPath(name)
      try {
        await pipeline(Readable.from(limited(bytes, limitBytes)), openSink(path))
      } catch (error) {
        await rm(dirname(path), { recursive: true, force: true })
        throw receiveFailure(error, plainName(name))
      }
      return register(path, plainName(name))
    },
    deliver: (token, target) => deliverTogether([{ token, target }]),
    deliverTogether,
    dispose: async () => {
      files.clear()
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

async function regularFileSize(path: string): Promise<number> {
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) return fail('not-found', 'error.unknown-file')
  return found.size
}

/** A folder cannot be replaced by a file, and a workspace must not be: its record would be gone. */
async function refuseTarget(path: string, target: string): Promise<void> {
  const found = await stat(target).catch(() => null)
  if (!found) return
  const name = basename(target)
  if (!found.isFile()) fail('invalid-input', 'error.not-a-file', { name })
  const isOpen = (await stat(`${target}-wal`).catch(() => null)) !== null
  if ((await isWorkspaceFile(target)) && (isOpen || !(await isWorkspaceFile(path)))) fail('conflict', 'error.export-over-workspace', { name })
}

async function isWorkspaceFile(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => null)
  if (!file) return false
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(100), 0, 100, 0)
    return bytesRead === 100 && buffer.toString('latin1', 0, 15) === 'SQLite format 3' && buffer.readUInt32BE(68) === applicationId
  } finally {
    await file.close()
  }
}

/** What it means to a person that a file could not be taken in; an upload that its page broke off stays what it is. */
function receiveFailure(error: unknown, name: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppFailure(appError('conflict', 'error.upload-disk-full', { name }))
  return error instanceof Error && 'syscall' in error ? new AppFailure(appError('internal', 'error.upload-failed', { name, detail: code })) : error
}

async function* limited(bytes: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.byteLength
    if (size > limit) fail('invalid-input', 'error.upload-too-large', { limit: Math.floor(limit / 1024 / 1024) })
    yield chunk
  }
}

const longestStemBytes = 180
const longestEndingBytes = 20

/** A name that every platform can store: no folders, no control or reserved characters, no device names, of limited length. */
export function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  // oxlint-disable-next-line no-control-regex -- control characters and those that turn the direction of text are what is taken out
  const cleaned = last.normalize('NFC').replaceAll(/[\u0000-\u001f\u007f<>:"|?*\u202a-\u202e\u2066-\u2069]/g, '_').replace(/^[. ]+/, '').replace(/[. ]+$/, '')
  const dot = cleaned.lastIndexOf('.')
  const ending = dot > 0 ? withinBytes(cleaned.slice(dot), longestEndingBytes) : ''
  const stem = withinBytes(dot > 0 ? cleaned.slice(0, dot) : cleaned, longestStemBytes)
  const isDevice = /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(stem)
  return (isDevice ? `_${stem}` : stem || 'file') + ending
}

function withinBytes(text: string, limit: number): string {
  let cut = ''
  for (const character of text) {
    if (Buffer.byteLength(cut + character) > limit) break
    cut += character
  }
  return cut
}

async function removeAbandoned(parent: string): Promise<void> {
  for (const entry of await readdir(parent)) {
    const pid = Number(new RegExp(`^${folderPrefix}(\\d+)-`).exec(entry)?.[1])
    if (Number.isInteger(pid) && !isAlive(pid)) await rm(join(parent, entry), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Of another user: alive, and not ours to remove.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
