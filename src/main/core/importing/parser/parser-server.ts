import { stat } from 'node:fs/promises'
import type { ValidatedRow } from '../../../../shared/domain/submission.ts'
import { AppFailure } from '../../../../shared/result.ts'
import { openWorkbook } from '../read/open-workbook.ts'
import type { Workbook } from '../read/workbook.ts'
import { createBatchBytes, type BatchBytes } from './batch-bytes.ts'
import type { ParentPort } from './parent-port.ts'
import { proposeSheet, scoreSheet, type PipelineRequest, type ProposalRequest, type RowPipeline } from './pipeline.ts'
import { toCheckedRow } from '../stage/checked-row.ts'
import { createCellColumns } from './cell-columns.ts'
import type { PartnerRegister } from '../map/partner-register.ts'
import { batchRows, maxBatchesAhead, rowsAtOnce, sampleRows, scoredRows, scoredSheets, type FileDescription, type FromParser, type ParserCall, type ProposalResult, type RunResult, type SheetSample, type SurveyResult, type ToParser } from './protocol.ts'
import type { ReturnMark } from '../returning/recognize-return.ts'
import type { Comparison } from '../returning/sent-rows.ts'
import type { WrittenReturn } from '../returning/write-return.ts'
import { readLayoutRows, type LayoutRows } from './layout-rows.ts'
import { surveyWorkbook } from './survey-workbook.ts'

const aliveMs = 250
const progressMs = 100

/**
 * Answers the application's calls: opens the file once (again where it has changed), then reads it as often as asked. Results of a run leave in batches,
 * and reading waits while too many are under way, so a slow receiver costs no memory. The function returned ends the signs of life.
 */
export function serveParser(port: ParentPort, createPipeline: (request: PipelineRequest) => RowPipeline): () => void {
  let opened: { readonly path: string; readonly stamp: string; readonly workbook: Workbook } | undefined
  /** Rows of the sheet that was proposed last: a corrected proposal reads nothing again. */
  let kept: { readonly workbook: Workbook; readonly sheetIndex: number; readonly rows: LayoutRows } | undefined
  let ahead = 0
  let onAck: (() => void) | undefined

  const send = (message: FromParser): void => port.send(message)
  const sayAlive = (): void => send({ kind: 'alive', residentBytes: process.memoryUsage.rss() })

  async function workbookOf({ file, limits }: ToParser & { kind: 'call' }): Promise<Workbook> {
    const stamp = await stampOf(file.path)
    if (opened?.path === file.path && opened.stamp === stamp) return opened.workbook
    await opened?.workbook.close()
    opened = undefined
    kept = undefined
    const workbook = await openWorkbook(file.path, { fileName: file.fileName, ...(limits === undefined ? {} : { limits }) })
    opened = { path: file.path, stamp, workbook }
    return workbook
  }

  /** Waits while too many pieces are under way. */
  async function sendPiece(piece: () => Extract<FromParser, { kind: 'batch' | 'rows' | 'column' }>): Promise<void> {
    if (ahead >= maxBatchesAhead) await new Promise<void>((resolve) => { onAck = resolve })
    ahead++
    send(piece())
  }
  const sendBatch = (id: number, batch: BatchBytes): Promise<void> => sendPiece(() => ({ kind: 'batch', id, rows: batch.rows(), bytes: batch.take() }))

  /** Tells at most every 100 ms how far a reading is. */
  function progressOf(id: number): { readonly tell: (rows: number) => void; readonly onBytes: (read: number, total: number) => void; readonly flush: () => void } {
    let rowsRead = 0
    let bytes = { bytesRead: 0, bytesTotal: 0 }
    let last = 0
    const flush = (): void => {
      last = performance.now()
      send({ kind: 'progress', id, rowsRead, ...bytes })
    }
    return {
      flush,
      onBytes: (bytesRead, bytesTotal) => { bytes = { bytesRead, bytesTotal } },
      tell(rows) {
        rowsRead += rows
        if (performance.now() - last >= progressMs) flush()
      },
    }
  }

  async function sample(workbook: Workbook, sheetIndex: number, maxRows: number): Promise<SheetSample> {
    const rows: SheetSample['rows'][number][] = []
    const { lastRow, findings } = await workbook.readRows(sheetIndex, { maxRows }, (some) => { rows.push(...some) })
    return { rows, lastRow, findings }
  }

  async function propose(workbook: Workbook, sheetIndex: number, request: ProposalRequest): Promise<ProposalResult> {
    if (kept?.workbook !== workbook || kept.sheetIndex !== sheetIndex) kept = { workbook, sheetIndex, rows: await readLayoutRows(workbook, sheetIndex) }
    const { rows, lastRow, findings, isComplete } = kept.rows
    const sheet = workbook.sheets[sheetIndex] ?? { index: sheetIndex, name: '', visibility: 'visible' }
    const shown = rows.slice(0, sampleRows)
    return { ...proposeSheet(sheet, rows, lastRow, isComplete, request), sample: { rows: shown, lastRow: shown.at(-1)?.row ?? 0, findings } }
  }

  /** A score a sheet; those that a person cannot see count for little. */
  async function score(workbook: Workbook, register: PartnerRegister): Promise<readonly number[]> {
    const scores: number[] = []
    for (const sheet of workbook.sheets.slice(0, scoredSheets)) {
      const { rows, lastRow } = await sample(workbook, sheet.index, scoredRows)
      scores.push(scoreSheet(sheet, rows, lastRow, register) * (sheet.visibility === 'visible' ? 1 : 0.1))
    }
    return scores
  }

  async function run(workbook: Workbook, id: number, { sheetIndex, request, maxRows, hasCells = false }: ParserCall & { operation: 'run' }): Promise<RunResult> {
    kept = undefined
    const pipeline = createPipeline(hasCells ? { ...request, isWithoutTexts: true } : request)
    const cells = hasCells ? createCellColumns() : null
    const waiting = createBatchBytes()
    const progress = progressOf(id)
    const take = async (rows: readonly ValidatedRow[], isLast: boolean): Promise<void> => {
      for (const row of rows) {
        waiting.add(JSON.stringify(hasCells ? toCheckedRow(row) : row))
        if (waiting.rows() >= batchRows) await sendBatch(id, waiting)
      }
      if (isLast && waiting.rows() > 0) await sendBatch(id, waiting)
    }
    const read = await workbook.readRows(sheetIndex, { onBytes: progress.onBytes, ...(maxRows === undefined ? {} : { maxRows }) }, async (rows) => {
      progress.tell(rows.length)
      for (let at = 0; at < rows.length; at += rowsAtOnce) {
        const some = rows.slice(at, at + rowsAtOnce)
        const understood = pipeline.push(some)
        if (cells) for (const [index, row] of some.entries()) cells.add(row, understood[index]?.kind ?? 'accepted')
        await take(understood, false)
      }
    })
    const { rows, accounting, controlSums, problems, partners, values } = pipeline.finish()
    await take(rows, true)
    if (cells) {
      await sendPiece(() => ({ kind: 'rows', id, rows: cells.rows().rows, hidden: [...cells.rows().hidden] }))
      for (const column of cells.columns()) await sendPiece(() => ({ kind: 'column', id, ...column }))
    }
    progress.flush()
    return { ...read, accounting, controlSums, problems, partners, values }
  }

  async function answer(message: ToParser & { kind: 'call' }): Promise<FileDescription | SheetSample | ProposalResult | readonly number[] | RunResult | SurveyResult | ReturnMark | Comparison | WrittenReturn | null> {
    const workbook = await workbookOf(message)
    const { call } = message
    switch (call.operation) {
      case 'sample': return sample(workbook, call.sheetIndex, call.maxRows)
      case 'score': return score(workbook, call.register)
      case 'survey': return surveyWorkbook(workbook, call.register, progressOf(message.id))
      case 'propose': return propose(workbook, call.sheetIndex, call.request)
      case 'run': return run(workbook, message.id, call)
      // What few files need is loaded when one does.
      case 'recognize': return (await import('../returning/recognize-return.ts')).recognizeReturn(workbook, message.file.path, message.limits)
      case 'compare': return (await import('../returning/compare-return.ts')).compareReturn(workbook, call)
      case 'return': return (await import('../returning/write-return.ts')).writeReturn(workbook, message.file.path, call.request, message.limits)
      case 'describe': return { kind: workbook.kind, unknown: workbook.unknown, sheets: workbook.sheets, findings: workbook.findings }
      default: throw new TypeError('unknown operation')
    }
  }

  port.onMessage((message) => {
    // Wire: the application's own process speaks here; what it sends is made by parser-client.ts only.
    const received = message as ToParser
    if (received.kind === 'ack') {
      ahead--
      onAck?.()
      onAck = undefined
      return
    }
    const { id } = received
    ahead = 0
    void answer(received).then(
      (value) => send({ kind: 'done', id, value }),
      (error: unknown) => {
        if (error instanceof AppFailure) send({ kind: 'failed', id, error: error.error })
        else send({ kind: 'crashed', id, detail: error instanceof Error ? (error.stack ?? error.message) : String(error) })
      },
    )
  })
  sayAlive()
  const timer = setInterval(sayAlive, aliveMs)
  return () => clearInterval(timer)
}

/** Differs once a file was written to or replaced: what was learnt of the former one (its parts, its texts) holds no more. */
async function stampOf(path: string): Promise<string> {
  const found = await stat(path, { bigint: true }).catch(() => null)
  return found === null ? '' : [found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].join(' ')
}
