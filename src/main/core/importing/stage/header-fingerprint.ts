import { createHash } from 'node:crypto'
import { textKey } from '../../../../shared/domain/text-key.ts'

/** Knows a form again by its header: the folded texts of its columns in order, whatever file, sheet or row they stand in. */
export const headerFingerprint = (columns: readonly { readonly column: number; readonly header: string }[]): string =>
  createHash('sha256').update(JSON.stringify([...columns].sort((a, b) => a.column - b.column).map(({ column, header }) => [column, textKey(header)]))).digest('hex')
