/** Which workspaces are open in this process, and the doors by which one is opened, made or closed. */
import { mkdir, rm, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { WorkspaceEntry } from '../../../shared/contract/workspaces.ts'
import { fail } from '../../../shared/result.ts'
import type { Ports } from '../ports.ts'
import { openWorkspace, type NewWorkspace, type OpenWorkspace } from './open-workspace.ts'
import { createWorkspaceList, limitToFiles, workspaceExtension } from './workspace-list.ts'

export interface WorkspaceDesk {
  list(): Promise<WorkspaceEntry[]>
  /** The open workspace of an id; fails with not-found where it is not open. */
  get(id: string): Promise<OpenWorkspace>
  openById(id: string): Promise<OpenWorkspace>
  openFile(path: string): Promise<OpenWorkspace>
  create(path: string | null, options: NewWorkspace): Promise<OpenWorkspace>
  /** Files of other workspaces that this machine knows and that are there. */
  others(id: string): Promise<{ readonly id: string; readonly name: string; readonly path: string }[]>
  close(id: string): Promise<void>
  /** Closes a workspace that was just made and could not be filled, removes its file and forgets it. */
  discard(id: string): Promise<void>
  closeAll(): Promise<void>
}

export function createWorkspaceDesk(ports: Ports, onChanged: (workspace: string, changeset: number) => void): WorkspaceDesk {
  const recent = createWorkspaceList(join(ports.dataDir, 'workspaces.json'), ports.log)
  const folder = join(ports.dataDir, 'workspaces')
  const named = new Set<string>()
  const known = ports.listedWorkspaces === 'data-folder' ? limitToFiles(recent, folder, named) : recent
  const open = new Map<string, Promise<OpenWorkspace>>()

  async function start(path: string, create?: NewWorkspace): Promise<OpenWorkspace> {
    const before = (await known.read()).find((entry) => entry.path === path)
    const opened = await openWorkspace(ports, before?.id ?? '', path, create)
    const remembered = await known.remember({ path, name: opened.name, kind: opened.kind, lastOpened: ports.now() })
    const workspace: OpenWorkspace = { ...opened, id: remembered.id }
    workspace.onChanged((changeset) => onChanged(workspace.id, changeset))
    return workspace
  }

  /** Two requests for one file share one opening. */
  function shared(key: string, starting: () => Promise<OpenWorkspace>): Promise<OpenWorkspace> {
    const running = open.get(key)
    if (running) return running
    const opening = starting()
    open.set(key, opening)
    opening.then(
      (workspace) => {
        open.delete(key)
        open.set(workspace.id, opening)
      },
      () => open.delete(key),
    )
    return opening
  }

  return {
    async list() {
      const entries = await known.read()
      return Promise.all(entries.map(async (entry) => ({ id: entry.id, name: entry.name, fileName: basename(entry.path), kind: entry.kind, lastOpened: entry.lastOpened, isOpen: open.has(entry.id), isThere: await known.isThere(entry) })))
    },
    get: (id) => open.get(id) ?? fail('not-found', 'error.unknown-workspace'),
    async openById(id) {
      const entry = await known.find(id)
      if (!entry) return fail('not-found', 'error.unknown-workspace')
      return shared(id, () => start(entry.path))
    },
    async openFile(path) {
      named.add(resolve(path))
      const entry = (await known.read()).find((one) => one.path === path)
      return shared(entry?.id ?? path, () => start(path))
    },
    async create(path, options) {
      const target = path ?? (await freeName(folder, options.name))
      return shared(target, () => start(target, options))
    },
    async others(id) {
      const own = (await open.get(id))?.path
      const entries = (await known.read()).filter((entry) => entry.id !== id && entry.path !== own)
      const there = await Promise.all(entries.map(async (entry) => ((await known.isThere(entry)) ? [{ id: entry.id, name: basename(entry.path), path: entry.path }] : [])))
      return there.flat()
    },
    async close(id) {
      const running = open.get(id)
      open.delete(id)
      await (await running)?.close()
    },
    async discard(id) {
      const running = open.get(id)
      open.delete(id)
      const workspace = await running
      await workspace?.close()
      await known.forget(id)
      if (workspace) await Promise.all(['', '-wal', '-shm'].map((ending) => rm(`${workspace.path}${ending}`, { force: true })))
    },
    async closeAll() {
      const all = [...open.values()]
      open.clear()
      await Promise.allSettled(all.map(async (opening) => (await opening).close()))
    },
  }
}

/** A file name made of a workspace's name that no file has yet. */
async function freeName(folder: string, name: string): Promise<string> {
  // A folder that cannot be made is told, with its reason, by whoever makes the file.
  await mkdir(folder, { recursive: true }).catch(() => undefined)
  const stem = name.replaceAll(/[^\p{L}\p{N} ._-]/gu, '_').trim().slice(0, 80) || 'workspace'
  for (let attempt = 1; ; attempt++) {
    const path = join(folder, `${attempt === 1 ? stem : `${stem} ${attempt}`}${workspaceExtension}`)
    if (!(await stat(path).catch(() => null))) return path
  }
}
