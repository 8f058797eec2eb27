/** What no page of this application may do, whatever is in it: leave, open windows, ask for the machine's devices, load from elsewhere. */
import type { Log } from '../../core/ports.ts'
import { appOrigin } from './app-scheme.ts'
import type { HostContents, HostSession, Refusable } from './electron-module.ts'

/** @param hasDevTools the developer tools load their own files through the same session */
export function lockSession(session: HostSession, { hasDevTools, log }: { readonly hasDevTools: boolean; readonly log: Log }): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    log.error('permission refused', { permission })
    answer(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const isOurs = url.startsWith(`${appOrigin}/`) || url.startsWith('data:') || (hasDevTools && url.startsWith('devtools:'))
    if (!isOurs) log.error('request refused', { scheme: url.split(':', 1)[0] })
    answer({ cancel: !isOurs })
  })
}

/** Holds for the contents of every window, and of whatever else would come to be. */
export function lockContents(contents: HostContents, log: Log): void {
  const refuse = (rule: string) => (details: Pick<Refusable, 'preventDefault'>): void => {
    details.preventDefault()
    log.error('refused', { rule })
  }
  const navigation = refuse('navigation')
  const refuseUnlessReload = (details: Refusable): void => {
    // A page may load itself again; every other address, here or in a frame, is another page.
    if (details.isMainFrame && details.url === contents.getURL() && details.url.startsWith(`${appOrigin}/`)) return
    navigation(details)
  }
  contents.on('will-navigate', refuseUnlessReload)
  contents.on('will-frame-navigate', refuseUnlessReload)
  contents.on('will-redirect', refuse('redirect'))
  contents.on('will-attach-webview', refuse('webview'))
  contents.setWindowOpenHandler(() => {
    log.error('refused', { rule: 'new window' })
    return { action: 'deny' }
  })
}
