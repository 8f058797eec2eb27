/** Asks of a file that is being read whether it went out before, and how it differs from what was sent. */
import type { SubmissionMapping, Problem } from '../../../../shared/domain/submission.ts'
import type { OpenWorkspace } from '../../workspaces/open-workspace.ts'
import type { Parser } from '../parser/parser-client.ts'
import type { PipelineRequest } from '../parser/pipeline.ts'
import type { ReturnOrigin } from '../../../../shared/contract/offices.ts'
import type { ReturnNote } from './receive-return.ts'

export interface FoundReturn {
  readonly origin: ReturnOrigin | null
  /** That the file bears a marker which this workspace did not make. */
  readonly findings: readonly Problem[]
}

export interface StagedReturn extends FoundReturn {
  readonly note: ReturnNote | null
}

const unknownMarker: Problem = { severity: 'info', code: 'finding.file.return-unknown', params: {}, field: 'file' }

/** Null for a file without a marker. */
export async function findReturn(workspace: OpenWorkspace, parser: Parser, path: string, signal?: AbortSignal): Promise<(FoundReturn & { readonly sentRows: string; readonly mark: Awaited<ReturnType<Parser['recognize']>> }) | null> {
  const mark = await parser.recognize(path, signal)
  if (mark === null) return null
  const sent = mark.marker === null ? null : await workspace.query.request('sentWorkbook', { ...mark.marker })
  return sent === null ? { origin: null, findings: [unknownMarker], sentRows: '', mark } : { origin: sent.origin, findings: [], sentRows: sent.sentRows, mark }
}

/** The same with the difference, for the sheet that is staged. A sheet beside the one that was sent is none that came back. */
export async function lookForReturn(workspace: OpenWorkspace, parser: Parser, path: string, request: PipelineRequest, sheets: readonly string[], signal?: AbortSignal): Promise<StagedReturn | null> {
  const found = await findReturn(workspace, parser, path, signal)
  if (found === null) return null
  const { origin, findings, sentRows, mark } = found
  if (origin === null || mark === null || isOtherSheet(request.mapping, origin.sheet, sheets)) return { origin, findings, note: null }
  const compared = sentRows === '' ? { differences: [], total: 0, unchanged: 0 } : await parser.compare(path, { sheetIndex: request.mapping.sheetIndex, request, sent: sentRows }, signal)
  return { origin, findings, note: { ...origin, differences: [...compared.differences], total: compared.total, unchanged: compared.unchanged, answers: [...mark.answers], isNil: mark.isNil } }
}

const isOtherSheet = ({ sheetName }: SubmissionMapping, sent: string, sheets: readonly string[]): boolean => sheetName !== sent && sheets.includes(sent)
