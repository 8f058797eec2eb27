import type { agreements as en } from '../en/agreements.ts'

export const agreements: Record<keyof typeof en, string> = {
  'agreements.title': 'Accords',
}
