import type { corrections as en } from '../en/corrections.ts'

export const corrections: Record<keyof typeof en, string> = {
  'correction.end.source-caught-up': 'Terminée : la source donne le chiffre corrigé',
  'correction.end.newer-taken': 'Terminée : un chiffre plus récent de la source a été retenu',
  'correction.end.replaced': 'Terminée : une autre correction l’a remplacée',
  'correction.end.withdrawn': 'Retirée par une personne',
  'correction.channel.telephone': 'par téléphone',
  'correction.channel.message': 'par message',
  'correction.channel.meeting': 'en réunion',
  'correction.channel.letter': 'par lettre',
  'correction.channel.returned-file': 'dans un fichier renvoyé',
  'correction.channel.edited-cell': 'dans une cellule modifiée avant l’enregistrement',
  'correction.channel.other': 'par une autre voie',
  'correction.trace': 'Correction',
  'correction.trace.text': '{person} a donné ce chiffre {channel}, le {date} ; la source indique {source}.',
}
