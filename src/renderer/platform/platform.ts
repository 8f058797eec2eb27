/**
 * What the window gets from the host it runs in, whichever that is: the client of the contract, and files as tokens.
 * electron-platform.ts and browser-platform.ts make one each; nothing else in the page knows which it is.
 */
import type { AppContract } from '../../shared/contract/index.ts'
import type { FileEntry } from '../../shared/contract/common.ts'
import type { Client } from '../../shared/rpc/client.ts'
import type { PickOptions } from '../../shared/rpc/electron-host.ts'
import type { ConnectionState } from '../../shared/rpc/socket-wire.ts'
import type { Result } from '../../shared/result.ts'

export type AppClient = Client<AppContract>

export interface Connection {
  readonly get: () => ConnectionState
  readonly subscribe: (listener: () => void) => () => void
}

export interface Platform {
  readonly client: AppClient
  readonly connection: Connection
  /** True where a file dialog may choose a workspace; elsewhere workspaces are those that the host lists. */
  readonly canPickWorkspace: boolean
  /** True where no other window can have the workspace of this one: leaving it closes it. */
  readonly hasOneWindowPerWorkspace: boolean
  /** True where a reload of the window finds its host again after the connection was lost. */
  readonly reloadReconnects: boolean
  /** Asks for files; an empty list where the person changed their mind. */
  readonly pickFiles: (options: PickOptions) => Promise<Result<readonly FileEntry[]>>
  /** Tokens for files that were dropped on the window. */
  readonly takeDropped: (files: readonly File[]) => Promise<Result<readonly FileEntry[]>>
  /** Delivers a file of the core to the person: a dialog or a download. False where they changed their mind. */
  readonly save: (file: FileEntry) => Promise<Result<boolean>>
}

/** A value that changes, with its listeners. */
export function createConnection(initial: ConnectionState): Connection & { readonly set: (state: ConnectionState) => void } {
  const listeners = new Set<() => void>()
  let current = initial
  return {
    get: () => current,
    set: (state) => {
      current = state
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
