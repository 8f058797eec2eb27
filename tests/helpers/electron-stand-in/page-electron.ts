/**
 * The `electron` module of the page's side, for the real preload script in a real page. There is one world only, so what
 * contextIsolation keeps apart stands together here. The function is sent to the page as text: it uses nothing from outside.
 */
import type { ContextBridge, IpcRenderer, WebUtils } from 'electron'

/** What the page's side tells the host's side, and is told by it; ports go by number. */
export type FromPage = { readonly kind: 'document' } | { readonly kind: 'send'; readonly channel: string } | { readonly kind: 'invoke'; readonly channel: string; readonly argument: unknown } | { readonly kind: 'frame'; readonly port: number; readonly data: unknown }
export type ToPage = { readonly kind: 'message'; readonly channel: string; readonly ports: readonly number[] } | { readonly kind: 'frame'; readonly port: number; readonly data: unknown } | { readonly kind: 'close'; readonly port: number }

interface PageSide {
  readonly toHost: (message: FromPage) => Promise<unknown>
  /** Path on this machine by the name of a file that a test drops. */
  readonly pathOf: Readonly<Record<string, string>>
}

/** What the preload script uses, with Electron's own types; `once` is narrower, because its event has more than ports. */
interface PreloadElectron {
  readonly contextBridge: Pick<ContextBridge, 'exposeInMainWorld'>
  readonly ipcRenderer: Pick<IpcRenderer, 'send' | 'invoke'> & { once(channel: string, listener: (event: { readonly ports: MessagePort[] }) => void): unknown }
  readonly webUtils: Pick<WebUtils, 'getPathForFile'>
}

export function createPageElectron({ toHost, pathOf }: PageSide): { readonly electron: PreloadElectron; readonly fromHost: (message: ToPage) => void } {
  const listeners = new Map<string, (event: { readonly ports: MessagePort[] }) => void>()
  const ports = new Map<number, MessagePort>()
  const openPort = (id: number): MessagePort => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', ({ data }: MessageEvent<unknown>) => void toHost({ kind: 'frame', port: id, data }))
    port1.start()
    ports.set(id, port1)
    return port2
  }
  return {
    electron: {
      contextBridge: { exposeInMainWorld: (name, api) => void Object.defineProperty(window, name, { value: Object.freeze(api) }) },
      ipcRenderer: {
        send: (channel) => void toHost({ kind: 'send', channel }),
        invoke: (channel, argument: unknown) => toHost({ kind: 'invoke', channel, argument }),
        once: (channel, listener) => listeners.set(channel, listener),
      },
      webUtils: { getPathForFile: (file) => pathOf[file.name] ?? '' },
    },
    fromHost: (message) => {
      if (message.kind === 'frame') ports.get(message.port)?.postMessage(message.data)
      else if (message.kind === 'close') ports.get(message.port)?.close()
      else {
        const listener = listeners.get(message.channel)
        listeners.delete(message.channel)
        listener?.({ ports: message.ports.map(openPort) })
      }
    },
  }
}
