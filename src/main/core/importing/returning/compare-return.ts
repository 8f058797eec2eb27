/** Holds a sheet that came back against what went out, where the file is read. */
import { createRowPipeline } from '../parser/pipeline.ts'
import type { ParserCall } from '../parser/protocol.ts'
import type { Workbook } from '../read/workbook.ts'
import { compareRows, createSentRows, unpackSentRows, type Comparison } from './sent-rows.ts'

export async function compareReturn(workbook: Workbook, { sheetIndex, request, sent }: Omit<ParserCall & { operation: 'compare' }, 'operation'>): Promise<Comparison> {
  const rows = createRowPipeline(request)
  const now = createSentRows(request.mapping)
  const take = (some: ReturnType<typeof rows.push>): void => {
    for (const row of some) now.add(row)
  }
  await workbook.readRows(sheetIndex, {}, (some) => take(rows.push(some)))
  take(rows.finish().rows)
  return compareRows(unpackSentRows(sent), now.rows)
}
