/** Resource partners: tree, profile, merge. */
export const partners = {
  'partners.title': 'Resource partners',
} as const
