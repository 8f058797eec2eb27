/** The nonce under which the host lets this page add style sheets; absent where no host has put one in (electron.vite.config.ts, html.cspNonce). */
export function styleNonce(): string | undefined {
  return document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce || undefined
}
