import type { domain as en } from '../en/domain.ts'

export const domain: Record<keyof typeof en, string> = {}
