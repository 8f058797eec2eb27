/**
 * What the page, the preload script and the Electron host say to each other. The preload puts a `Bridge` on `window.rmms`;
 * everything else goes as frames of wire.ts over the one port that it hands over. Free of zod: the preload is one small file.
 */
import type { FileEntry } from '../contract/common.ts'
import type { Result } from '../result.ts'

export const bridgeName = 'rmms'

/** Messages between preload and host. */
export const channels = { connect: 'rmms:connect', port: 'rmms:port', pick: 'rmms:pick', drop: 'rmms:drop', save: 'rmms:save' } as const

/** Data of the window's `message` event that carries the port. */
export const portMessage = 'rmms-port'

/** Part of the page's address that names the workspace a window opens with. */
export const workspaceParameter = 'workspace'

/** `any`: what a person attaches as it is, and nobody reads. */
export const fileKinds = ['spreadsheet', 'workspace', 'any'] as const
export interface PickOptions {
  readonly kind: (typeof fileKinds)[number]
  readonly isMultiple?: boolean
}

/** What the preload script puts on `window.rmms`. Results are values; nothing else crosses. `Dropped` is the DOM's File. */
export interface Bridge<Dropped> {
  /** Asks for the port; it arrives as a `message` event of this window with data `rmms-port` and one port. */
  connect(): void
  pickFiles(options: PickOptions): Promise<Result<readonly FileEntry[]>>
  /** Token for a file that was dropped. */
  takeDropped(file: Dropped): Promise<Result<FileEntry>>
  /** False where the person changed their mind. */
  save(file: FileEntry): Promise<Result<boolean>>
}
