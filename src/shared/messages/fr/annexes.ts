import type { annexes as en } from '../en/annexes.ts'

export const annexes: Record<keyof typeof en, string> = {}
