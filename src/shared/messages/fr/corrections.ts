import type { corrections as en } from '../en/corrections.ts'

export const corrections: Record<keyof typeof en, string> = {
  'correction.end.source-caught-up': 'Terminée : la source donne le chiffre corrigé',
  'correction.end.newer-taken': 'Terminée : un chiffre plus récent de la source a été retenu',
  'correction.end.replaced': 'Terminée : une autre correction l’a remplacée',
  'correction.end.withdrawn': 'Retirée par une personne',
}
