import type { activity as en } from '../en/activity.ts'

export const activity: Record<keyof typeof en, string> = {
  'changeset.create': 'Espace de travail créé',
  'changeset.packs': 'Données de référence',
  'changeset.import': 'Importation',
  'changeset.edit': 'Modification',
  'changeset.undo': 'Annulation',
}
