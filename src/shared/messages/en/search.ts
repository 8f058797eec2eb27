/** The palette and its answers. */
export const search = {
  'search.title': 'Search and answers',
} as const
