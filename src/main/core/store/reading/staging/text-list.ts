/**
 * A list of texts over its UTF-8 JSON, `["a","b"]`: only where the texts begin is found at once, each is made when it is asked for. Of a
 * hundred thousand texts a page shows two hundred, and to make all of them takes half of the time in which a grid should open.
 */
export interface TextList {
  readonly length: () => number
  readonly at: (index: number) => string | undefined
  /** Gives the place of the text. */
  readonly push: (text: string) => number
}

const quote = 0x22
const escape = 0x5c

/** In: what JSON.stringify writes of a list of strings. */
export function createTextList(json: Uint8Array): TextList {
  const bytes = Buffer.from(json.buffer, json.byteOffset, json.byteLength)
  const [starts, count] = startsOf(bytes)
  const made: (string | undefined)[] = []
  const added: string[] = []
  function make(index: number): string {
    const from = starts[index] ?? 0
    const to = endOf(bytes, from)
    // With its quotes, where a sign stands for another.
    const text = bytes.subarray(from, to).includes(escape) ? String(JSON.parse(bytes.toString('utf8', from - 1, to + 1))) : bytes.toString('utf8', from, to)
    made[index] = text
    return text
  }
  return {
    length: () => count + added.length,
    at: (index) => (index < 0 ? undefined : index < count ? (made[index] ?? make(index)) : added[index - count]),
    push: (text) => count + added.push(text) - 1,
  }
}

/** The place after the opening quote of each text. */
function startsOf(bytes: Uint8Array): readonly [starts: Uint32Array, count: number] {
  let starts = new Uint32Array(1024)
  let count = 0
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== quote) continue
    if (count === starts.length) {
      const larger = new Uint32Array(count * 2)
      larger.set(starts)
      starts = larger
    }
    starts[count++] = at + 1
    at = endOf(bytes, at + 1)
  }
  return [starts, count]
}

function endOf(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === escape ? 2 : 1
  return at
}
