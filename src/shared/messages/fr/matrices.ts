import type { matrices as en } from '../en/matrices.ts'

export const matrices: Record<keyof typeof en, string> = {}
