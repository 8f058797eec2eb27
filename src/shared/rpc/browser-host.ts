/**
 * What the page and the browser host say to each other outside the frames of wire.ts:
 *
 *   http://127.0.0.1:PORT/#token=…   the address that opens a window; the token works once
 *   POST /session {token}            -> {secret}: kept in sessionStorage, so that a reload goes on in the same session
 *   WebSocket /wire                  first message {type:'hello', secret}, then wire frames as JSON text
 *   POST /files                      body: the bytes; headers Authorization and X-File-Name (percent-encoded) -> FileEntry
 *   GET /files/<file token>          header Authorization -> the bytes, as a download
 */
import { z } from 'zod'

export const sessionPath = '/session'
export const wirePath = '/wire'
export const filesPath = '/files'
export const fileNameHeader = 'x-file-name'
/** Largest file that the page may upload, in bytes. */
export const maxUploadBytes = 1024 * 1024 * 1024

/** 128 random bits or more as base64url. */
const Secret = z.string().regex(/^[A-Za-z0-9_-]{22,64}$/)
export const SessionRequest = z.object({ token: Secret })
export const SessionAnswer = z.object({ secret: Secret })
export const HelloFrame = z.object({ type: z.literal('hello'), secret: Secret })

export const authorization = (secret: string): string => `Bearer ${secret}`

/** Close codes of the WebSocket after which reconnecting is no use. */
export const closeCodes = {
  /** The secret is unknown: the host was started anew, or the session has expired. */
  unknownSession: 4401,
  /** Another window (a duplicated tab) has taken the session. */
  replaced: 4409,
} as const
