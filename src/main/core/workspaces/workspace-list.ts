/**
 * The workspaces this machine knows: a small JSON file in the data folder, by id, latest first.
 * It only remembers where files are; a workspace's own name and kind stand in the workspace.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile, rename, rm, writeFile, mkdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { workspaceKinds } from '../../../shared/contract/workspaces.ts'
import type { Log } from '../ports.ts'

const Remembered = z.object({ id: z.string(), path: z.string(), name: z.string(), kind: z.enum(workspaceKinds), lastOpened: z.string().nullable() })
export type RememberedWorkspace = z.infer<typeof Remembered>

export const workspaceExtension = '.rmms'

/** The same for a file at every start, also where nothing can be remembered of it. */
const idOf = (path: string): string => createHash('sha256').update(path).digest('base64url').slice(0, 22)

/** How many are remembered; the oldest fall out of the list, never off the disk. */
const longest = 30

export interface WorkspaceList {
  read(): Promise<readonly RememberedWorkspace[]>
  find(id: string): Promise<RememberedWorkspace | null>
  /** Puts a workspace on top; a path that is known keeps its id. */
  remember(entry: Omit<RememberedWorkspace, 'id'>): Promise<RememberedWorkspace>
  forget(id: string): Promise<void>
  isThere(entry: RememberedWorkspace): Promise<boolean>
}

/** What is remembered, seen through what lies in one folder and the files named besides; what was never opened goes by its file's name. */
export function limitToFiles(list: WorkspaceList, folder: string, named: ReadonlySet<string>): WorkspaceList {
  async function read(): Promise<readonly RememberedWorkspace[]> {
    const remembered = await list.read()
    const inFolder = await readdir(folder, { withFileTypes: true }).catch(() => [])
    const paths = new Set([...named, ...inFolder.filter((entry) => !entry.isDirectory() && entry.name.endsWith(workspaceExtension)).map((entry) => resolve(join(folder, entry.name)))])
    const known = remembered.filter((entry) => paths.has(entry.path))
    for (const { path } of known) paths.delete(path)
    return [...known, ...[...paths].sort().map((path): RememberedWorkspace => ({ id: idOf(path), path, name: basename(path, workspaceExtension), kind: 'register', lastOpened: null }))]
  }
  return { ...list, read, find: async (id) => (await read()).find((entry) => entry.id === id) ?? null }
}

export function createWorkspaceList(file: string, log: Log): WorkspaceList {
  let turn: Promise<unknown> = Promise.resolve()

  async function load(): Promise<RememberedWorkspace[]> {
    const text = await readFile(file, 'utf8').catch(() => null)
    if (text === null) return []
    try {
      return z.array(Remembered).parse(JSON.parse(text))
    } catch (error) {
      log.error('the list of recent workspaces could not be read and starts empty', { error: String(error) })
      return []
    }
  }

  async function write(entries: readonly RememberedWorkspace[]): Promise<void> {
    await mkdir(dirname(file), { recursive: true })
    const draft = `${file}.${process.pid}.new`
    try {
      await writeFile(draft, JSON.stringify(entries, null, 2))
      await rename(draft, file)
    } catch (error) {
      await rm(draft, { force: true })
      throw error
    }
  }

  /** One change at a time: each reads what the one before it wrote. */
  function inTurn<T>(change: () => Promise<T>): Promise<T> {
    const done = turn.then(change)
    turn = done.catch(() => undefined)
    return done
  }

  return {
    read: load,
    find: async (id) => (await load()).find((entry) => entry.id === id) ?? null,
    remember: (entry) =>
      inTurn(async () => {
        const entries = await load()
        const path = resolve(entry.path)
        const known = entries.find((other) => other.path === path)
        const remembered: RememberedWorkspace = { ...entry, path, id: known?.id ?? idOf(path) }
        // A workspace opens also where the list of recent ones cannot be kept.
        await write([remembered, ...entries.filter((other) => other.path !== path)].slice(0, longest)).catch((error: unknown) => log.error('the list of recent workspaces could not be written', { error: String(error) }))
        return remembered
      }),
    forget: (id) => inTurn(async () => write((await load()).filter((entry) => entry.id !== id))),
    isThere: async (entry) => (await stat(entry.path).catch(() => null))?.isFile() ?? false,
  }
}
