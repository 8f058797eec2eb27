import type { partners as en } from '../en/partners.ts'

export const partners: Record<keyof typeof en, string> = {
  'partners.title': 'Partenaires fournisseurs de ressources',
}
