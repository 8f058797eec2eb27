/** The parser process's line to the application: the one place that knows under which of the two kinds of child process it runs. */
export interface ParentPort {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

/** Electron's `process.parentPort` in a utility process (electron.d.ts, ParentPort), as far as it is used here. */
interface UtilityPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
}

export function connectParent(): ParentPort {
  // Wire: Node's own types do not know the member that Electron adds in a utility process.
  const { parentPort } = process as { readonly parentPort?: UtilityPort }
  if (parentPort !== undefined) {
    return {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- this port is no window and has no origin
      send: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', (event) => listener(event.data)),
    }
  }
  // A parser whose application is gone has nothing left to do.
  process.on('disconnect', () => process.exit(0))
  return {
    send: (message) => process.send?.(message),
    onMessage: (listener) => process.on('message', listener),
  }
}
