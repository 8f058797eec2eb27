/**
 * Who may talk to the core: a token that works once opens a window and is exchanged for the secret of its session. Both are
 * 128 random bits; only their hashes are kept, so that a comparison tells nothing by its time.
 */
import { createHash, randomBytes } from 'node:crypto'

export interface Access {
  /** A fresh token for the address of a window. */
  issueToken(): string
  /** The secret for a token that was not used yet, else null. */
  exchange(token: string): string | null
  /** The key of the session behind a secret, else null. */
  sessionOf(secret: string): string | null
  /** True after too many wrong tokens or secrets within a minute: nothing is looked up then. */
  isClosed(): boolean
}

const wrongPerMinute = 20

export function createAccess(now: () => number = () => performance.now()): Access {
  const tokens = new Set<string>()
  const secrets = new Set<string>()
  let wrong: readonly number[] = []

  const recentlyWrong = (): readonly number[] => (wrong = wrong.filter((time) => now() - time < 60_000))
  const isClosed = (): boolean => recentlyWrong().length >= wrongPerMinute
  const failed = (): null => {
    wrong = [...recentlyWrong(), now()]
    return null
  }
  return {
    issueToken: () => {
      const token = randomBytes(16).toString('base64url')
      tokens.add(hash(token))
      return token
    },
    exchange: (token) => {
      if (isClosed()) return null
      if (!tokens.delete(hash(token))) return failed()
      const secret = randomBytes(16).toString('base64url')
      secrets.add(hash(secret))
      return secret
    },
    sessionOf: (secret) => {
      if (isClosed()) return null
      const key = hash(secret)
      return secrets.has(key) ? key : failed()
    },
    isClosed,
  }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url')
