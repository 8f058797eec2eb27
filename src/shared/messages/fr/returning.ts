import type { returning as english } from '../en/returning.ts'

/** French texts of the area "returning": what stands in a workbook that goes back to its office. */
export const returning: Record<keyof typeof english, string> = {
  'return.name': '{name} - examen.{ending}',
  'return.sheet': 'Examen RMMS',
  'return.title': 'Ce qui a été lu dans votre fichier',
  'return.file': 'Fichier : {file}, « {sheet} », reçu le {on}.',
  'return.counts': '{rows, plural, one {# ligne} other {# lignes}} de données : {accepted} comprises, {rejected} non acceptées, {parked} en attente de votre réponse.',
  'return.what-to-do': 'Veuillez corriger les cellules commentées de la feuille « {sheet} », écrire vos réponses dans la colonne « Votre réponse » ci-dessous et renvoyer ce fichier. Les lignes peuvent être triées, ajoutées ou supprimées.',
  'return.what-to-do-document': 'Veuillez corriger les cellules commentées dans « {sheet} », écrire vos réponses à la fin des commentaires qui en demandent une et renvoyer ce document.',
  'return.signature': 'Le fichier portait une signature numérique. Les commentaires le modifient et cette signature n’est donc plus valable ; veuillez le signer de nouveau.',
  'return.reference': 'Référence, à laisser telle quelle : {marker}',
  'return.questions': '{count, plural, one {Question} other {# questions}}',
  'return.file-problems': 'Sur l’ensemble du fichier',
  'return.problems': '{count, plural, one {Un point} other {# points}} à corriger',
  'return.more': '{count, plural, one {Un autre point n’est indiqué} other {# autres points ne sont indiqués}} que par des commentaires.',
  'return.refused': 'Cette ligne n’a pas pu être rapprochée de nos registres. Veuillez vérifier ce qui identifie le projet, ainsi que la période de ses montants.',
  'return.comment-question': 'Question : {text}',
  'return.comment-answer': 'Veuillez répondre sur la feuille « {sheet} » ({reference}).',
  'return.comment-answer-here': 'Votre réponse ({reference}) :',
  'return.column.reference': 'Référence',
  'return.column.number': 'N°',
  'return.column.cell': 'Cellule',
  'return.column.about': 'Objet',
  'return.column.question': 'Question',
  'return.column.answer': 'Votre réponse',
  'return.column.problem': 'Ce qui a été constaté',
}
