/** The settings of the matrix as they stand in the window, kept for this session of the window and workspace. */
import { z } from 'zod'
import { MatrixSpec } from '../../../shared/contract/matrices.ts'

export const moneyUnits = ['usd-thousand', 'usd-million', 'usd'] as const
export const MatrixSettings = z.object({ spec: MatrixSpec, unit: z.enum(moneyUnits) })
export type MatrixSettings = z.infer<typeof MatrixSettings>

const keyOf = (workspace: string): string => `rmms.matrix.${workspace}`

export function rememberedSettings(workspace: string): MatrixSettings {
  const fresh: MatrixSettings = { spec: MatrixSpec.parse({}), unit: 'usd-thousand' }
  try {
    const parsed = MatrixSettings.safeParse(JSON.parse(sessionStorage.getItem(keyOf(workspace)) ?? 'null'))
    return parsed.success ? parsed.data : fresh
  } catch {
    return fresh
  }
}

export function rememberSettings(workspace: string, settings: MatrixSettings): void {
  sessionStorage.setItem(keyOf(workspace), JSON.stringify(settings))
}

export const isFiltered = ({ countries, modalities, fromYear, toYear }: MatrixSpec): boolean => countries.length > 0 || modalities.length > 0 || fromYear !== null || toYear !== null
