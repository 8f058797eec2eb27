/** The window in Electron: a MessagePort to the core and dialogs, both handed over by the preload script as `window.rmms`. */
import { contract } from '../../shared/contract/index.ts'
import type { FileEntry } from '../../shared/contract/common.ts'
import { createClient } from '../../shared/rpc/client.ts'
import { portMessage, type Bridge } from '../../shared/rpc/electron-host.ts'
import type { ClientFrame, Wire } from '../../shared/rpc/wire.ts'
import { ok } from '../../shared/result.ts'
import { createConnection, type Platform } from './platform.ts'

declare global {
  interface Window { readonly rmms?: Bridge<File> }
}

function receivePort(bridge: Bridge<File>): Promise<MessagePort> {
  return new Promise((resolve) => {
    const onMessage = (event: MessageEvent): void => {
      const port = event.ports[0]
      if (event.source !== window || event.data !== portMessage || !port) return
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

export async function connectElectron(bridge: Bridge<File>): Promise<Platform> {
  const port = await receivePort(bridge)
  const connection = createConnection('open')
  port.addEventListener('close', () => connection.set('lost'))
  return {
    client: createClient(contract, portWire(port)),
    connection,
    canPickWorkspace: true,
    hasOneWindowPerWorkspace: true,
    reloadReconnects: true,
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
