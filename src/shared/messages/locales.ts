/** Languages whose message files are complete. */
export const locales = ['en', 'fr'] as const
export type Locale = (typeof locales)[number]
