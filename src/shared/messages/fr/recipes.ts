import type { recipes as en } from '../en/recipes.ts'

export const recipes: Record<keyof typeof en, string> = {
  'progress.recipe': 'Traitement des fichiers',
  'recipe.reason.inbox-gone': 'Le dossier de réception de l’espace de travail n’existe pas. Créez-le à côté de l’espace de travail et mettez-y les fichiers.',
  'recipe.reason.folder-gone': 'Le dossier « {folder} » n’est plus dans le dossier de réception. Remettez-le, ou modifiez l’étape.',
  'recipe.reason.no-file': 'Aucun fichier du dossier de réception ne porte un nom de la forme « {pattern} ».',
  'recipe.reason.no-file-in-folder': 'Aucun fichier du dossier « {folder} » ne porte un nom de la forme « {pattern} ».',
  'recipe.reason.waiting': 'Le tableau est déjà en attente, préparé par {person} le {at}. Continuez avec lui, ou écartez-le.',
  'recipe.reason.returned': 'Le fichier répond à ce que nous avons envoyé au bureau. Importez-le et examinez ses réponses.',
  'recipe.reason.form-unknown': 'Aucun tableau portant cet en-tête n’a encore été enregistré. Importez le fichier une fois et confirmez ses colonnes.',
  'recipe.reason.drift': 'Le formulaire diffère de celui de « {file} » dans {count, plural, one {# colonne} other {# colonnes}} : {headers}. Importez le fichier une fois et confirmez ses colonnes.',
  'recipe.reason.column': 'La colonne {column} ({header}) serait lue autrement qu’elle n’a été confirmée auparavant. Importez le fichier une fois et confirmez ses colonnes.',
  'recipe.reason.section': 'Ce que les lignes « {text} » signifient pour celles qui les suivent n’a pas encore été confirmé. Importez le fichier une fois et confirmez-le.',
  'recipe.reason.partners': '{count, plural, one {# partenaire n’est pas reconnu} other {# partenaires ne sont pas reconnus}} avec certitude : {names}.',
  'recipe.reason.values': '{count, plural, one {# nom n’est pas reconnu} other {# noms ne sont pas reconnus}} avec certitude : {names}.',
  'recipe.reason.rejected': '{count, plural, one {# ligne contient une erreur et serait laissée} other {# lignes contiennent une erreur et seraient laissées}} de côté.',
  'recipe.reason.no-rows': 'Aucune ligne du tableau n’a été comprise comme une ligne de données.',
  'recipe.reason.missing-projects': '{count, plural, one {# projet} other {# projets}} des relevés antérieurs {count, plural, one {manque} other {manquent}} dans celui-ci.',
  'recipe.reason.corrections': '{count, plural, one {# correction est contredite} other {# corrections sont contredites}} par un chiffre plus récent.',
  'recipe.reason.not-in-register': 'Le registre ne contient pas encore d’enregistrements de ce type ; le tableau a été lu et vérifié, et il attend.',
  'recipe.reason.with-file': 'Rien ne retient ce tableau, mais un autre tableau du même fichier a besoin d’une personne.',
  'recipe.reason.unexpected': 'Un incident imprévu s’est produit avec ce fichier ; rien n’en a été écrit. Le journal contient les détails.',
}
