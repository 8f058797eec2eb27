import { connectBrowser } from './browser-platform.ts'
import { connectElectron } from './electron-platform.ts'
import type { Platform } from './platform.ts'

/** Null where this page has no session with a host: it was opened by hand, or the host was started anew. */
export const connectPlatform = (): Promise<Platform | null> => (window.rmms ? connectElectron(window.rmms) : connectBrowser())
