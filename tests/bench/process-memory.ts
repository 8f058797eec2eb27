/** Peak memory of a process and of its children, from /proc; nothing on other systems. */
import { readdirSync, readFileSync } from 'node:fs'

export interface MemoryWatch {
  /** Highest resident memory in MB: of the process, of its largest child, and of all at one moment; null where it cannot be known. */
  stop(): { readonly own: number; readonly child: number; readonly together: number } | null
}

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
const field = (pid: number, name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) => read(`/proc/${pid}/task/${task}/children`).trim().split(' ').filter(Boolean).map(Number))
  } catch {
    return []
  }
}

export function watchMemory(pid: number): MemoryWatch {
  let [child, together] = [0, 0]
  const look = (): void => {
    const children = childrenOf(pid)
    child = Math.max(child, ...children.map((one) => field(one, 'VmHWM')))
    together = Math.max(together, [pid, ...children].reduce((sum, one) => sum + field(one, 'VmRSS'), 0))
  }
  const timer = setInterval(look, 50)
  return {
    stop() {
      clearInterval(timer)
      if (process.platform !== 'linux') return null
      look()
      return { own: field(pid, 'VmHWM'), child, together }
    },
  }
}
