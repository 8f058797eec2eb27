import { readFile } from 'node:fs/promises'

/** Limits that hold from outside, whatever the child does. */
export interface ParserLimits {
  /** Resident memory. */
  readonly memoryBytes: number
  /** Longest time without a sign of life. */
  readonly stallMs: number
  /** Longest time of one call. */
  readonly totalMs: number
}

export type WatchVerdict = 'memory' | 'stall' | 'total'

export interface ChildWatch {
  /** A sign of life, with the resident memory where the child tells it. */
  heard(residentBytes?: number): void
  stop(): void
}

const tickMs = 250
/** A tick this much too late means that this process itself stood still and has messages of the child still to read. */
const lateMs = 1000

/** Watches one call; `onVerdict` is heard at most once. On Linux memory is also read from outside, where a busy child cannot hide it. */
export function watchChild(child: { readonly pid: number | undefined }, limits: ParserLimits, onVerdict: (verdict: WatchVerdict) => void): ChildWatch {
  const started = performance.now()
  let lastSign = started
  let lastTick = started
  let isOver = false

  function decide(verdict: WatchVerdict): void {
    if (isOver) return
    stop()
    onVerdict(verdict)
  }
  function stop(): void {
    isOver = true
    clearInterval(timer)
  }
  function heard(residentBytes?: number): void {
    lastSign = performance.now()
    if (residentBytes !== undefined && residentBytes > limits.memoryBytes) decide('memory')
  }
  const timer = setInterval(() => {
    const now = performance.now()
    if (now - lastTick > tickMs + lateMs) lastSign = now
    lastTick = now
    if (now - started > limits.totalMs) decide('total')
    else if (now - lastSign > limits.stallMs) decide('stall')
    // Some kinds of child have a pid only once they run.
    else if (child.pid !== undefined && process.platform === 'linux') {
      void residentBytesOf(child.pid).then((bytes) => { if (bytes > limits.memoryBytes) decide('memory') })
    }
  }, tickMs)
  return { heard, stop }
}

/** `VmRSS` of proc(5); 0 where the process is gone. */
async function residentBytesOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024
}
