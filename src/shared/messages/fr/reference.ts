import type { reference as en } from '../en/reference.ts'

export const reference: Record<keyof typeof en, string> = {}
