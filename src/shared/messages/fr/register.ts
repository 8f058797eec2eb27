import type { register as en } from '../en/register.ts'

export const register: Record<keyof typeof en, string> = {
  'record.partner': 'Partenaire fournisseur de ressources',
}
