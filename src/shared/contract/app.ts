import { z } from 'zod'
import { locales } from '../messages/locales.ts'
import { Nothing } from './common.ts'
import { call } from './procedure.ts'

export const Settings = z.object({
  locale: z.enum(locales),
  theme: z.enum(['system', 'light', 'dark']),
  /** Who the change log names; empty until it was chosen at first start. */
  person: z.string().max(120),
})
export type Settings = z.infer<typeof Settings>

export const app = {
  info: call(Nothing, z.object({ name: z.string(), version: z.string(), host: z.enum(['electron', 'browser', 'cli']) })),
  settings: call(Nothing, Settings),
  saveSettings: call(Settings.partial(), Settings),
}
