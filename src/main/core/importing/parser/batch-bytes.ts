/**
 * Rows on their way to the application: the UTF-8 bytes of one JSON array, written row by row. One text of all rows would be
 * put together, measured and copied first, which takes three times as long.
 */
export interface BatchBytes {
  readonly rows: () => number
  /** In: the JSON of a row. */
  readonly add: (json: string) => void
  /** The array so far, in memory of its own; what follows begins the next one. */
  readonly take: () => Buffer<ArrayBuffer>
}

const firstBytes = 1024 * 1024
/** Most bytes of UTF-8 that one unit of a text becomes. */
const widest = 3

export function createBatchBytes(): BatchBytes {
  let bytes = Buffer.allocUnsafe(firstBytes)
  let end = 0
  let rows = 0
  return {
    rows: () => rows,
    add(json) {
      const needed = end + json.length * widest + 2
      if (needed > bytes.length) {
        const larger = Buffer.allocUnsafe(Math.max(needed, 2 * bytes.length))
        bytes.copy(larger, 0, 0, end)
        bytes = larger
      }
      // `[` before the first row, `,` before each other; the end keeps a byte for `]`.
      bytes[end] = rows === 0 ? 91 : 44
      end += 1 + bytes.write(json, end + 1, 'utf8')
      rows += 1
    },
    take() {
      if (rows === 0) return Buffer.from('[]')
      bytes[end] = 93
      const taken = Buffer.from(bytes.subarray(0, end + 1))
      end = 0
      rows = 0
      return taken
    },
  }
}
