/** The window in Electron: a MessagePort to the core and dialogs, both handed over by the preload script as `window.rmms`. */
import { contract } from '../../shared/contract/index.ts'
import type { FileEntry } from '../../shared/contract/common.ts'
import { createClient } from '../../shared/rpc/client.ts'
import type { ClientFrame, Wire } from '../../shared/rpc/wire.ts'
import { ok, type Result } from '../../shared/result.ts'
import { createConnection, type PickOptions, type Platform } from './platform.ts'

/** What the preload script puts on `window.rmms`. Results are values; nothing else crosses. */
export interface Bridge {
  /** Asks for the port; it arrives as a `message` event of this window with data `rmms-port` and one port. */
  connect(): void
  pickFiles(options: PickOptions): Promise<Result<readonly FileEntry[]>>
  /** Token for a file that was dropped. */
  takeDropped(file: File): Promise<Result<FileEntry>>
  save(file: FileEntry): Promise<Result<boolean>>
}

declare global {
  interface Window { readonly rmms?: Bridge }
}

function receivePort(bridge: Bridge): Promise<MessagePort> {
  return new Promise((resolve) => {
    const onMessage = (event: MessageEvent): void => {
      const port = event.ports[0]
      if (event.source !== window || event.data !== 'rmms-port' || !port) return
      window.removeEventListener('message', onMessage)
      resolve(port)
    }
    window.addEventListener('message', onMessage)
    bridge.connect()
  })
}

function portWire(port: MessagePort): Wire<ClientFrame> {
  return {
    send: (frame) => port.postMessage(frame),
    // A port keeps what arrives until it is started.
    onFrame: (listener) => {
      port.addEventListener('message', (event) => listener(event.data))
      port.start()
    },
    onClose: (listener) => port.addEventListener('close', listener),
  }
}

export async function connectElectron(bridge: Bridge): Promise<Platform> {
  const port = await receivePort(bridge)
  const connection = createConnection('open')
  port.addEventListener('close', () => connection.set('lost'))
  return {
    client: createClient(contract, portWire(port)),
    connection,
    canPickWorkspace: true,
    pickFiles: (options) => bridge.pickFiles(options),
    takeDropped: async (files) => {
      const entries: FileEntry[] = []
      for (const file of files) {
        const result = await bridge.takeDropped(file)
        if (!result.ok) return result
        entries.push(result.value)
      }
      return ok(entries)
    },
    save: (file) => bridge.save(file),
  }
}
