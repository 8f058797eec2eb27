/** The list of what needs a person. */
export const findingsList = {
  'findings.title': 'To settle',
} as const
