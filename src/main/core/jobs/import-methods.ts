/** What the store worker does with staged files and with what a person decides about them. */
import type { BatchReport, CommitReport } from '../../../shared/contract/submissions.ts'
import type { ColumnCells, SheetRows } from '../../../shared/domain/staged-sheet.ts'
import type { Problem } from '../../../shared/domain/submission.ts'
import { commitBatch, type CommitRequest } from '../importing/commit/commit-batch.ts'
import { confirmPartner, type ConfirmRequest } from '../importing/commit/confirm-partner.ts'
import { addRows, beginBatch, discardBatch, finishBatch, setOptions, type BatchStart, type OptionsChange } from '../importing/stage/batch-methods.ts'
import { keepColumns, keepFindings, keepRows } from '../importing/stage/staged-sheet.ts'
import { forgetValue } from '../importing/stage/remember-import.ts'
import type { BatchAccount } from '../importing/stage/staged-batch.ts'
import type { WorkerTask } from './worker-channel.ts'
import type { StoreState } from './workspace-methods.ts'

export const importMethods = ({ session }: StoreState) => ({
  beginBatch: (start: BatchStart, task: WorkerTask): { readonly batch: number } => beginBatch(session.write(), start, task),
  /** UTF-8 JSON of CheckedRow[]; may be transferred. */
  addRows: ({ batch, bytes }: { readonly batch: number; readonly bytes: Uint8Array }): void => addRows(session.write(), batch, bytes),
  keepRows: ({ batch, rows }: { readonly batch: number; readonly rows: SheetRows }): void => keepRows(session.write(), batch, rows),
  keepColumns: ({ batch, columns }: { readonly batch: number; readonly columns: readonly ColumnCells[] }): void => keepColumns(session.write(), batch, columns),
  keepFindings: ({ batch, findings }: { readonly batch: number; readonly findings: readonly Problem[] }): void => keepFindings(session.write(), batch, findings),
  finishBatch: ({ batch, ...account }: BatchAccount & { readonly batch: number }, task: WorkerTask): BatchReport => finishBatch(session.write(), batch, account, task),
  setOptions: (change: OptionsChange, task: WorkerTask): BatchReport => setOptions(session.write(), change, task),
  commitBatch: (request: CommitRequest, task: WorkerTask): CommitReport => commitBatch(session.write(), request, task),
  discardBatch: ({ batch }: { readonly batch: number }): void => discardBatch(session.write(), batch),
  forgetValue: ({ id }: { readonly id: number }): void => forgetValue(session.write(), id),
  confirmPartner: (request: ConfirmRequest): { changeset: number; contributions: number } => confirmPartner(session.write(), request),
})
