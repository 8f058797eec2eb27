/** The settings of the matrix as they stand in the window, kept for this session of the window and workspace. */
import { z } from 'zod'
import { MatrixSpec } from '../../../shared/contract/matrices.ts'
import { readStored, writeStored } from '../../platform/session-store.ts'

export const moneyUnits = ['usd-thousand', 'usd-million', 'usd'] as const
export const MatrixSettings = z.object({ spec: MatrixSpec, unit: z.enum(moneyUnits) })
export type MatrixSettings = z.infer<typeof MatrixSettings>

const keyOf = (workspace: string): string => `rmms.matrix.${workspace}`

export const rememberedSettings = (workspace: string): MatrixSettings => readStored(keyOf(workspace), MatrixSettings) ?? { spec: MatrixSpec.parse({}), unit: 'usd-thousand' }
export const rememberSettings = (workspace: string, settings: MatrixSettings): void => writeStored(keyOf(workspace), settings)

export const isFiltered = ({ countries, modalities, fromYear, toYear }: MatrixSpec): boolean => countries.length > 0 || modalities.length > 0 || fromYear !== null || toYear !== null
