/** Agreements, pools, requirements, the integrated budget. */
export const agreements = {
  'agreements.title': 'Agreements',
} as const
