import { expect, test } from 'vitest'
import { serveParser } from '../../../src/main/core/importing/parser/parser-server.ts'
import { FromParser, maxBatchesAhead } from '../../../src/main/core/importing/parser/protocol.ts'
import { createPlainPipeline, plainRequest } from '../../fixtures/plain-pipeline.ts'
import { createTempFolder } from '../../fixtures/temp-folder.ts'
import { buildWorkbook } from '../../fixtures/workbook-builder.ts'

test('no more batches are under way than agreed, until one is acknowledged', async () => {
  const folder = await createTempFolder()
  const path = await folder.write('many.xlsx', buildWorkbook({ sheets: [{ name: 'S', rows: Array.from({ length: 9000 }, (_, row) => [row, 'x']) }] }))
  let toParser: (message: unknown) => void = () => undefined
  const batches: number[] = []
  let onMessage: () => void = () => undefined
  let result: FromParser | undefined
  const stop = serveParser(
    {
      onMessage: (listener) => { toParser = listener },
      send: (message) => {
        const parsed = FromParser.parse(message)
        if (parsed.kind === 'batch') batches.push(parsed.rows)
        if (parsed.kind === 'done' || parsed.kind === 'failed' || parsed.kind === 'crashed') result = parsed
        onMessage()
      },
    },
    createPlainPipeline,
  )
  const until = (isThere: () => boolean): Promise<void> => new Promise((resolve) => { onMessage = () => { if (isThere()) resolve() } })
  try {
    toParser({ kind: 'call', id: 1, file: { path, fileName: 'many.xlsx' }, call: { operation: 'run', sheetIndex: 0, request: plainRequest } })
    await until(() => batches.length === maxBatchesAhead)
    // Three signs of life later it still waits.
    let signs = 0
    await until(() => ++signs === 3)
    expect(batches).toHaveLength(maxBatchesAhead)
    toParser({ kind: 'ack', id: 1 })
    await until(() => batches.length === maxBatchesAhead + 1)
    const done = until(() => result !== undefined)
    for (let sent = 0; sent < 8; sent++) {
      toParser({ kind: 'ack', id: 1 })
      await new Promise((resolve) => setImmediate(resolve))
    }
    await done
    expect(batches).toEqual(Array.from({ length: 9 }, () => 1000))
    expect(result).toMatchObject({ kind: 'done', id: 1, value: { rows: 9000, accounting: { read: 9000, header: 1, accepted: 8999 } } })
  } finally {
    stop()
    await folder.remove()
  }
})
