import type { findingsList as en } from '../en/findings-list.ts'

export const findingsList: Record<keyof typeof en, string> = {
  'findings.title': 'À régler',
}
