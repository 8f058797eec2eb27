/** The little that the stand-in's objects share: events by name, and events that can be refused. */
import type { Event } from 'electron'

type Listener = (...args: never[]) => unknown

/** Calls listeners in the order they came, as Electron's emitters do. */
export class StandInEmitter {
  readonly #listeners = new Map<string, Set<Listener>>()

  on(event: string, listener: Listener): this {
    this.#listeners.set(event, (this.#listeners.get(event) ?? new Set()).add(listener))
    return this
  }

  once(event: string, listener: Listener): this {
    const first = (...args: never[]): void => {
      this.#listeners.get(event)?.delete(first)
      listener(...args)
    }
    return this.on(event, first)
  }

  emit(event: string, ...args: unknown[]): void {
    // The listener of an event knows what it carries; here it is only passed on.
    for (const listener of this.#listeners.get(event) ?? []) listener(...(args as never[]))
  }
}

/** An event of Electron's main process, with what it is about. */
export function cancellable<T extends object>(details: T): Event & T {
  let isRefused = false
  return {
    ...details,
    get defaultPrevented() { return isRefused },
    preventDefault: () => (isRefused = true),
  }
}
