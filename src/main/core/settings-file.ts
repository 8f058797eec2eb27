/** The user's settings as one JSON file, replaced in one step; a file that cannot be read counts as none and is told to the log. */
import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { Settings } from '../../shared/contract/app.ts'
import type { Locale } from '../../shared/messages/locales.ts'
import { fail } from '../../shared/result.ts'
import type { Log, SettingsStore } from './ports.ts'

export interface SettingsFileOptions {
  readonly path: string
  readonly log: Log
  /** Language before one was chosen. */
  readonly locale?: Locale
}

export function createSettingsFile({ path, log, locale = 'en' }: SettingsFileOptions): SettingsStore {
  const defaults: Settings = { locale, theme: 'system', person: '' }
  return {
    read: async () => {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') log.error('settings not readable', { code: error.code })
        return null
      })
      if (text === null) return defaults
      const parsed = Settings.partial().safeParse(parseJson(text))
      if (parsed.success) return { ...defaults, ...withoutUndefined(parsed.data) }
      log.error('settings file is damaged: defaults are in force until settings are saved again')
      return defaults
    },
    write: async (settings) => {
      const fresh = `${path}.${randomUUID()}.tmp`
      try {
        await writeFile(fresh, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 })
        await rename(fresh, path)
      } catch (error) {
        await rm(fresh, { force: true })
        log.error('settings not written', { error: String(error) })
        fail('conflict', 'error.settings-not-saved', { detail: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' })
      }
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function withoutUndefined(settings: { [K in keyof Settings]?: Settings[K] | undefined }): Partial<Settings> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
}
