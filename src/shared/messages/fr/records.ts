import type { records as en } from '../en/records.ts'

export const records: Record<keyof typeof en, string> = {
  'records.title': 'Registre',
}
