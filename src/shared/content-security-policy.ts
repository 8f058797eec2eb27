/** The policy of the page in every host, and the place of its nonce in the built document. */

/** Stands in the built index.html wherever the nonce goes; the host puts a fresh one there each time it serves the document. */
export const noncePlaceholder = '__CSP_NONCE__'

/** @param nonce fresh random text of base64url characters */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
