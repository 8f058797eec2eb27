/** Where the last window stood: kept as a small JSON file, and brought back onto the displays that are there now. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { Log } from '../../core/ports.ts'

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) })
export const WindowState = z.object({ bounds: Bounds.nullable(), isMaximized: z.boolean() })
/** Bounds in device-independent pixels; null before a window was ever moved. */
export type WindowState = z.infer<typeof WindowState>
export type Bounds = z.infer<typeof Bounds>

export const smallestWindow = { width: 880, height: 560 } as const
const firstSize = { width: 1440, height: 900 } as const
/** How far a further window stands from the one before. */
const step = 28

export interface WindowStateFile {
  read(): WindowState
  write(state: WindowState): void
}

export function createWindowStateFile(path: string, log: Log): WindowStateFile {
  return {
    read: () => {
      try {
        return WindowState.parse(JSON.parse(readFileSync(path, 'utf8')))
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) log.error('window state not readable: windows open at their usual place')
        return { bounds: null, isMaximized: false }
      }
    },
    write: (state) => {
      const fresh = `${path}.${process.pid}.tmp`
      // Written while a window closes; losing it must not keep the window open.
      try {
        writeFileSync(fresh, JSON.stringify(state), { mode: 0o600 })
        renameSync(fresh, path)
      } catch (error) {
        rmSync(fresh, { force: true })
        log.error('window state not written', { message: String(error) })
      }
    },
  }
}

/**
 * Bounds that lie wholly on one display.
 * @param kept bounds of the last window, or null
 * @param displays work areas, the primary one first
 * @param others corners of the windows that are open, which a further window must not cover exactly
 */
export function placeWindow(kept: Bounds | null, displays: readonly Bounds[], others: readonly Pick<Bounds, 'x' | 'y'>[]): Bounds {
  const primary = displays[0] ?? { x: 0, y: 0, ...firstSize }
  const display = kept ? (largestBy(displays, (area) => overlap(area, kept)) ?? primary) : primary
  const width = Math.min(Math.max(kept?.width ?? firstSize.width, smallestWindow.width), display.width)
  const height = Math.min(Math.max(kept?.height ?? firstSize.height, smallestWindow.height), display.height)
  const within = (start: number, length: number, wanted: number, size: number): number => Math.min(Math.max(wanted, start), start + length - size)
  let x = within(display.x, display.width, kept?.x ?? display.x + Math.round((display.width - width) / 2), width)
  let y = within(display.y, display.height, kept?.y ?? display.y + Math.round((display.height - height) / 2), height)
  for (let tries = 0; tries < others.length && others.some((other) => other.x === x && other.y === y); tries += 1) {
    const next = { x: within(display.x, display.width, x + step, width), y: within(display.y, display.height, y + step, height) }
    // In the far corner: the next one starts again at the near one.
    if (next.x === x && next.y === y) [x, y] = [display.x, display.y]
    else ({ x, y } = next)
  }
  return { x, y, width, height }
}

function overlap(a: Bounds, b: Bounds): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}

/** The value with the largest measure above zero, else undefined. */
function largestBy<T>(values: readonly T[], measure: (value: T) => number): T | undefined {
  let best: T | undefined
  let size = 0
  for (const value of values) {
    if (measure(value) <= size) continue
    best = value
    size = measure(value)
  }
  return best
}
