/** Identities for log and exchange: UUIDs of version 7 (RFC 9562), which sort by the time they were made. */
import { randomFillSync } from 'node:crypto'

export interface Ids {
  /** A new lower-case UUID, greater than every earlier one of this source. */
  next(): string
}

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const at = (byte: number): string => hex[byte & 0xff] ?? ''

/** In: the clock in milliseconds and a filler of random bytes. A counter of 12 bits keeps ids of one millisecond in order. */
export function createIds(clock: () => number = Date.now, fill: (pool: Uint8Array) => void = (pool) => void randomFillSync(pool)): Ids {
  const pool = new Uint8Array(8192)
  let used = pool.length
  let last = 0
  let counter = 0
  return {
    next() {
      if (used + 8 > pool.length) {
        fill(pool)
        used = 0
      }
      const time = clock()
      if (time > last) {
        last = time
        counter = 0
      } else if (++counter > 0xfff) {
        last += 1
        counter = 0
      }
      const high = Math.floor(last / 0x1_0000_0000)
      const low = last >>> 0
      const random = pool.subarray(used, (used += 8))
      const time48 = `${at(high >> 8)}${at(high)}${at(low >>> 24)}${at(low >>> 16)}-${at(low >>> 8)}${at(low)}`
      const [r0 = 0, r1 = 0, r2 = 0, r3 = 0, r4 = 0, r5 = 0, r6 = 0, r7 = 0] = random
      return `${time48}-7${(counter >> 8).toString(16)}${at(counter)}-${at((r0 & 0x3f) | 0x80)}${at(r1)}-${at(r2)}${at(r3)}${at(r4)}${at(r5)}${at(r6)}${at(r7)}`
    },
  }
}
