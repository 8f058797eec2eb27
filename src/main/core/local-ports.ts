/** The ports as every host on this machine has them: files, settings, log and clock of the application's data folder. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { locales } from '../../shared/messages/locales.ts'
import { buildLayout } from './build-layout.ts'
import { openDataDir } from './data-dir.ts'
import { createFileLog } from './file-log.ts'
import { createFileVault, type LocalFileVault } from './files/file-vault.ts'
import { forkParser } from './importing/parser/fork-parser.ts'
import type { Ports } from './ports.ts'
import { createSettingsFile } from './settings-file.ts'

export interface LocalPortsOptions {
  readonly host: Ports['host']
  /** Another data folder than the user's own. */
  readonly dataDir?: string | undefined
  readonly listedWorkspaces?: Ports['listedWorkspaces']
  /** Another way to start the parser's process than a fork of this Node. */
  readonly spawnParser?: Ports['spawnParser'] | undefined
}

export interface LocalPorts {
  readonly ports: Ports
  readonly files: LocalFileVault
  /** Removes the files of this process; to be called when the core is disposed. */
  dispose(): Promise<void>
}

const PackageFile = z.object({ version: z.string() })

export async function createLocalPorts({ host, dataDir = openDataDir(), listedWorkspaces, spawnParser }: LocalPortsOptions): Promise<LocalPorts> {
  const now = (): string => new Date().toISOString()
  const { version } = PackageFile.parse(JSON.parse(await readFile(buildLayout.packageFile, 'utf8')))
  const log = createFileLog({ folder: join(dataDir, 'logs'), now })
  const files = await createFileVault(join(dataDir, 'passing'))
  const language = new Intl.Locale(Intl.DateTimeFormat().resolvedOptions().locale).language
  const locale = locales.find((known) => known === language) ?? 'en'
  const ports: Ports = {
    host,
    version,
    now,
    log,
    files,
    settings: createSettingsFile({ path: join(dataDir, 'settings.json'), log, locale }),
    dataDir,
    listedWorkspaces,
    resourcesDir: buildLayout.resourcesDir,
    migrationsDir: buildLayout.migrationsDir,
    workers: buildLayout.workers,
    spawnParser: spawnParser ?? forkParser(buildLayout.parserEntry),
  }
  return { ports, files, dispose: () => files.dispose() }
}
