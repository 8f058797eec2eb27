/** What a host supplies to the core. The core reaches the outside world through nothing else. */
import type { FileEntry } from '../../shared/contract/common.ts'
import type { Settings } from '../../shared/contract/app.ts'
import type { ParserLimits } from './importing/parser/child-watch.ts'
import type { ParserSpawn } from './importing/parser/parser-client.ts'

export interface Log {
  info(message: string, details?: Readonly<Record<string, unknown>>): void
  error(message: string, details?: Readonly<Record<string, unknown>>): void
}

/** Keeps the paths behind file tokens; no path leaves it towards a page. */
export interface FileVault {
  /** Registers a file of this machine and gives its token. */
  register(path: string, name?: string): Promise<FileEntry>
  /** Path behind a token; fails with not-found / error.unknown-file. */
  resolve(token: string): Promise<{ readonly path: string; readonly name: string; readonly size: number }>
  /** Registers a place where a user wants a file to be made; nothing needs to be there yet. */
  registerPlace(path: string): Promise<FileEntry>
  /** Path behind a token whether or not a file is there. */
  placeOf(token: string): Promise<string>
  /** A fresh file that the core will write and the host will deliver: its path is empty until the core has renamed a finished file to it. */
  reserve(name: string): Promise<{ readonly path: string; finish(): Promise<FileEntry> }>
}

export interface SettingsStore {
  read(): Promise<Settings>
  write(settings: Settings): Promise<void>
}

export interface WorkerUrls {
  readonly store: URL
  readonly query: URL
  readonly export: URL
}

export interface Ports {
  readonly host: 'electron' | 'browser' | 'cli'
  readonly version: string
  /** Present time as ISO text with milliseconds, UTC. */
  readonly now: () => string
  readonly log: Log
  readonly files: FileVault
  readonly settings: SettingsStore
  /** The application's own data folder: workspaces made without a chosen place, the list of recent ones. */
  readonly dataDir: string
  /**
   * Which workspaces are listed and open by id: those this machine knows (`recent`, the usual way), or only those that lie in
   * the data folder and those this process was told by file (`data-folder`).
   */
  readonly listedWorkspaces?: 'recent' | 'data-folder' | undefined
  /** Folder of the reference packs. */
  readonly resourcesDir: string
  /** Folder of the numbered SQL migrations. */
  readonly migrationsDir: string
  readonly workers: WorkerUrls
  readonly spawnParser: ParserSpawn
  /** Memory and time of one parser, where the host wants other ones than usual. */
  readonly parserLimits?: ParserLimits | undefined
}
