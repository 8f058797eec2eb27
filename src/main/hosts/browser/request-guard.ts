/**
 * Which requests may come in at all. The host listens on 127.0.0.1 only, but every page of every browser on this machine can
 * send requests there: a request must name our address exactly (against DNS rebinding) and come from our own page.
 */
import type { IncomingHttpHeaders } from 'node:http'

export interface GuardedRequest {
  readonly method: string | undefined
  /** Path without the query. */
  readonly path: string
  readonly isUpgrade: boolean
  readonly headers: IncomingHttpHeaders
}

export interface Refusal {
  readonly status: 403 | 405
  readonly rule: 'host' | 'origin' | 'fetch-site' | 'method'
}

/** @param authority `127.0.0.1:PORT`, the only name of this host */
export function refusalOf({ method, path, isUpgrade, headers }: GuardedRequest, authority: string): Refusal | null {
  if (headers.host !== authority) return { status: 403, rule: 'host' }
  if (method !== 'GET' && method !== 'POST') return { status: 405, rule: 'method' }
  const isOwnOrigin = headers.origin === `http://${authority}`
  if (method === 'POST' || isUpgrade) return isOwnOrigin ? null : { status: 403, rule: 'origin' }
  // Navigations and GETs of the same origin carry no Origin: the browser says by Sec-Fetch-Site who asks.
  const site = headers['sec-fetch-site']
  if (site === 'same-origin') return null
  // `none`: the user opened the address. Only the document may be asked for so.
  if (site === 'none' && path === '/' && (headers['sec-fetch-dest'] ?? 'document') === 'document') return null
  return { status: 403, rule: 'fetch-site' }
}
