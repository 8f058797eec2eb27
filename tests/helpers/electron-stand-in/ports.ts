/** MessageChannelMain: two ends that keep what arrives until they are started, and close together. */
import type { HostPort } from '../../../src/main/hosts/electron/electron-module.ts'
import { StandInEmitter } from './events.ts'

export class StandInPort extends StandInEmitter implements HostPort {
  peer: StandInPort | null = null
  isClosed = false
  #isStarted = false
  #waiting: unknown[] = []

  postMessage(message: unknown): void {
    const { peer } = this
    // What cannot be cloned fails at the sender, as in Electron.
    const copy: unknown = structuredClone(message)
    setImmediate(() => peer?.arrive(copy))
  }

  arrive(data: unknown): void {
    if (this.isClosed) return
    if (this.#isStarted) this.emit('message', { data })
    else this.#waiting.push(data)
  }

  start(): void {
    this.#isStarted = true
    for (const data of this.#waiting.splice(0)) this.emit('message', { data })
  }

  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    setImmediate(() => {
      this.emit('close')
      this.peer?.close()
    })
  }
}

export function createPorts(): { readonly port1: StandInPort; readonly port2: StandInPort } {
  const [port1, port2] = [new StandInPort(), new StandInPort()]
  port1.peer = port2
  port2.peer = port1
  return { port1, port2 }
}
