/**
 * The chain over the change log. Each changeset carries the digest of its change rows, as the text that is stored, in their
 * order, and hash(previous hash, header, digest): a row or header altered later no longer fits what follows it.
 */
import { createHash } from 'node:crypto'

/** Everything a changeset says about itself. The person is part of it by identity and by name: a person is never renamed. */
export interface ChainHeader {
  readonly id: number
  readonly uuid: string
  readonly at: string
  readonly personUuid: string
  readonly personName: string
  readonly kind: string
  readonly reason: string
  readonly undoes: number | null
  readonly changes: number
}

/** Previous hash of the first changeset. */
export const chainStart = '0'.repeat(64)

/** Hash of one changeset, 64 hexadecimal digits. */
export function linkHash(previous: string, header: ChainHeader, digest: string): string {
  const text = JSON.stringify([header.id, header.uuid, header.at, header.personUuid, header.personName, header.kind, header.reason, header.undoes, header.changes])
  return createHash('sha256').update(`${previous}\n${text}\n${digest}`).digest('hex')
}

export interface ChangeDigest {
  add(table: string, row: number, operation: string, before: string | null, after: string | null): void
  finish(): string
}

/** Digest of change rows in order. JSON texts hold no line break or tab outside escapes, so the separators are unambiguous. */
export function createChangeDigest(): ChangeDigest {
  const hash = createHash('sha256')
  let pending = ''
  return {
    add(table, row, operation, before, after) {
      pending += `${table}\t${row}\t${operation}\t${before ?? ''}\t${after ?? ''}\n`
      if (pending.length > 65_536) {
        hash.update(pending)
        pending = ''
      }
    },
    finish: () => hash.update(pending).digest('hex'),
  }
}
