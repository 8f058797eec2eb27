import type { errors as en } from '../en/errors.ts'

export const errors: Record<keyof typeof en, string> = {
  'error.bad-request': 'La demande n’a pas la forme attendue ({detail}). Rechargez la fenêtre ; si cela se reproduit, signalez-le.',
  'error.unknown-method': 'L’application ne connaît pas la demande « {method} ». Rechargez la fenêtre.',
  'error.unexpected': 'Un incident imprévu s’est produit (référence {reference}). Rien n’a été écrit. Le journal contient les détails sous cette référence.',
  'error.cancelled': 'Annulé. Rien n’a été écrit.',
  'error.connection-lost': 'La connexion à l’application a été perdue. Elle est en cours de rétablissement ; si cela dure plus d’une minute, relancez l’application.',
  'error.unknown-workspace': 'Cet espace de travail n’est pas ouvert. Choisissez-le de nouveau depuis le premier écran.',
  'error.unknown-file': 'Ce fichier n’est plus à disposition. Choisissez-le de nouveau.',
  'error.not-found': '« {name} » est introuvable.',
}
