/** The page's own scheme: app://rmms serves the built page and nothing else, under the policy of every host. */
import { randomBytes } from 'node:crypto'
import type { CustomScheme } from 'electron'
import { contentSecurityPolicy, securityHeaders } from '../../../shared/content-security-policy.ts'
import { workspaceParameter } from '../../../shared/rpc/electron-host.ts'
import type { PageFiles } from '../../core/files/page-files.ts'

export const appScheme = 'app'
export const appOrigin = `${appScheme}://rmms`

/** Standard and secure, so that the page has an origin and modules; none of the privileges beyond. */
export const appSchemes: CustomScheme[] = [{ scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }]

/** Address of the page, with the workspace that it opens at its start. */
export const pageAddress = (workspace: string | null): string => `${appOrigin}/${workspace === null ? '' : `?${workspaceParameter}=${encodeURIComponent(workspace)}`}`

/** Answers requests of the scheme from the list of built files; an address that is not in the list does not exist. */
export function serveApp(page: PageFiles): (request: Pick<Request, 'method' | 'url'>) => Response {
  return ({ method, url }) => {
    const { protocol, host, pathname } = new URL(url)
    const refuse = (status: number): Response => new Response(null, { status, headers: securityHeaders })
    if (`${protocol}//${host}` !== appOrigin) return refuse(404)
    if (method !== 'GET') return refuse(405)
    if (pathname === '/') {
      const nonce = randomBytes(16).toString('base64url')
      return new Response(page.document(nonce), { headers: { ...securityHeaders, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': contentSecurityPolicy(nonce) } })
    }
    const asset = page.asset(pathname)
    return asset ? new Response(new Uint8Array(asset.bytes), { headers: { ...securityHeaders, 'content-type': asset.type } }) : refuse(404)
  }
}
