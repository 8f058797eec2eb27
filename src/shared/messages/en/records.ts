/** Grids of records, their panel, views and edits. */
export const records = {
  'records.title': 'Register',
} as const
