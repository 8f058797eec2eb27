/** Keys of matrix rows: the partner's key, marked where the row is a line of its own. */
const ownLineMark = ' own-line'

export interface RowIdentity { readonly partner: string; readonly isOwnLine: boolean }

export const rowKeyOf = (partner: string, isOwnLine: boolean): string => (isOwnLine ? partner + ownLineMark : partner)

export const readRowKey = (key: string): RowIdentity =>
  key.endsWith(ownLineMark) ? { partner: key.slice(0, -ownLineMark.length), isOwnLine: true } : { partner: key, isOwnLine: false }
