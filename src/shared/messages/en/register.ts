/** Names of record types, fields and choices. */
export const register = {
  'record.partner': 'Resource partner',
} as const
