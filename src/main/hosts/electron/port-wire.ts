import type { ServerFrame, Wire } from '../../../shared/rpc/wire.ts'
import type { HostPort } from './electron-module.ts'

/** A wire over one end of a MessageChannelMain; it ends with the page that holds the other end. */
export function portWire(port: HostPort): Wire<ServerFrame> {
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- this port is no window and has no origin
    send: (frame) => port.postMessage(frame),
    onFrame: (listener) => {
      port.on('message', ({ data }) => listener(data))
      // Started only now: what came before waits in the port.
      port.start()
    },
    onClose: (listener) => void port.on('close', listener),
  }
}
