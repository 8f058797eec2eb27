import type { Wire } from '../../src/shared/rpc/wire.ts'

type End = Wire<unknown> & { readonly close: () => void; readonly sent: unknown[] }

/** Two ends of a wire in one process; every frame takes the way of JSON and arrives in a later turn. */
export function wirePair(): { readonly page: End; readonly core: End } {
  const listeners: { frame: ((frame: unknown) => void)[]; close: (() => void)[] }[] = [
    { frame: [], close: [] },
    { frame: [], close: [] },
  ]
  let isOpen = true
  const close = (): void => {
    if (!isOpen) return
    isOpen = false
    for (const end of listeners) for (const listener of end.close) listener()
  }
  const end = (own: number, other: number): End => {
    const sent: unknown[] = []
    return {
      sent,
      send: (frame) => {
        if (!isOpen) return
        sent.push(frame)
        const text = JSON.stringify(frame)
        queueMicrotask(() => {
          if (isOpen) for (const listener of listeners[other]?.frame ?? []) listener(JSON.parse(text))
        })
      },
      onFrame: (listener) => void listeners[own]?.frame.push(listener),
      onClose: (listener) => void listeners[own]?.close.push(listener),
      close,
    }
  }
  return { page: end(0, 1), core: end(1, 0) }
}
