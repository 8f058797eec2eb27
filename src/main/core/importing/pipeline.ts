/**
 * A submission on its way from a file to staged rows: the parser process reads and understands, the store worker keeps.
 * The main thread only carries bytes between them. Nothing of the record changes before commit.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileEntry } from '../../../shared/contract/common.ts'
import type { BatchReport, FileInspection, MappingProposal, PartnerDecision, SheetSample as ContractSample, StagedRow } from '../../../shared/contract/submissions.ts'
import type { z } from 'zod'
import type { PartnerMatch, SubmissionMapping, ValidatedRow } from '../../../shared/domain/submission.ts'
import type { RequestContext } from '../dispatcher.ts'
import type { Ports } from '../ports.ts'
import type { OpenWorkspace } from '../workspaces/open-workspace.ts'
import type { PartnerDecision as NamedDecision } from './map/partner-matcher.ts'
import type { PartnerRegister } from './map/partner-register.ts'
import { createParser, type Parser } from './parser/parser-client.ts'
import type { SheetSample } from './parser/protocol.ts'
import { stagedRow } from '../store/reading/batches.ts'
import { headerFingerprint } from './stage/header-fingerprint.ts'

/** First rows of a sheet that the live preview understands. */
const previewRows = 60
/** Columns of a sheet that the window shows as they are; the mapping itself has no such limit. */
const shownColumns = 400
/** A parser that was not asked for so long is ended. */
const idleMs = 60_000

export interface SheetChoice {
  readonly file: string
  readonly sheetIndex: number
  readonly headerRow?: number | undefined
}

export interface MappedFile {
  readonly file: string
  readonly mapping: SubmissionMapping
  readonly decisions: readonly PartnerDecision[]
}

export interface SubmissionPipeline {
  /** Files that lie in the workspace's inbox folder and were not committed yet. */
  inbox(workspace: OpenWorkspace): Promise<FileEntry[]>
  inspect(workspace: OpenWorkspace, file: string, context: RequestContext): Promise<FileInspection>
  propose(workspace: OpenWorkspace, choice: SheetChoice, context: RequestContext): Promise<MappingProposal>
  preview(workspace: OpenWorkspace, mapped: MappedFile, context: RequestContext): Promise<{ rows: StagedRow[]; partners: PartnerMatch[] }>
  stage(workspace: OpenWorkspace, mapped: MappedFile & { readonly person: string }, context: RequestContext): Promise<BatchReport>
  /** Ends every parser. */
  close(): void
}

/** Folder beside a workspace where submissions wait. */
export const inboxFolder = (workspacePath: string): string => `${workspacePath}.inbox`

export function createSubmissionPipeline(ports: Ports): SubmissionPipeline {
  const parsers = new Map<string, { readonly parser: Parser; idle: NodeJS.Timeout }>()
  const inboxEntries = new Map<string, { readonly stamp: string; readonly sha256: string; readonly entry: FileEntry }>()

  /** The parser of a file: kept while the analyst works on its mapping, so that a preview needs no new process. */
  function parserOf(path: string): Parser {
    const known = parsers.get(path)
    if (known) {
      known.idle.refresh()
      return known.parser
    }
    const parser = createParser({ spawn: ports.spawnParser, onCrash: (detail) => ports.log.error('the parser process ended', { detail }) })
    const idle = setTimeout(() => endParser(path), idleMs)
    idle.unref()
    parsers.set(path, { parser, idle })
    return parser
  }

  function endParser(path: string): void {
    const known = parsers.get(path)
    if (!known) return
    clearTimeout(known.idle)
    parsers.delete(path)
    known.parser.close()
  }

  async function registerOf(workspace: OpenWorkspace): Promise<PartnerRegister> {
    return workspace.query.request('register', {})
  }

  async function inboxEntry(path: string, name: string): Promise<{ readonly sha256: string; readonly entry: FileEntry }> {
    const { size, mtimeMs } = await stat(path)
    const stamp = `${size} ${mtimeMs}`
    const known = inboxEntries.get(path)
    if (known?.stamp === stamp) return known
    const fresh = { stamp, sha256: await sha256Of(path), entry: await ports.files.register(path, name) }
    inboxEntries.set(path, fresh)
    return fresh
  }

  return {
    async inbox(workspace) {
      const folder = inboxFolder(workspace.path)
      const found = (await readdir(folder, { withFileTypes: true }).catch(() => [])).filter((item) => item.isFile() && !item.name.startsWith('.') && !item.name.startsWith('~$'))
      const waiting: FileEntry[] = []
      for (const item of found.sort((a, b) => a.name.localeCompare(b.name))) {
        const { sha256, entry } = await inboxEntry(join(folder, item.name), item.name)
        if ((await workspace.query.request('committedBefore', { sha256 })) === null) waiting.push(entry)
      }
      return waiting
    },

    async inspect(workspace, file, { signal, report }) {
      const { path, name, size } = await ports.files.resolve(file)
      report({ phase: 'progress.reading', done: 0, total: null })
      const parser = parserOf(path)
      const description = await parser.describe(path, name, signal)
      const scores = await parser.survey(path, await registerOf(workspace), signal)
      const sha256 = await sha256Of(path)
      return {
        file: { token: file, name, size },
        sha256,
        kind: description.kind,
        sheets: [...description.sheets],
        findings: [...description.findings],
        suggestedSheet: indexOfLargest(scores),
        committedBefore: await workspace.query.request('committedBefore', { sha256 }),
      }
    },

    async propose(workspace, { file, sheetIndex, headerRow }, { signal, report }) {
      const { path } = await ports.files.resolve(file)
      report({ phase: 'progress.mapping', done: 0, total: null })
      const parser = parserOf(path)
      const request = { register: await registerOf(workspace), ...(headerRow === undefined ? {} : { headerRow }) }
      const first = await parser.propose(path, sheetIndex, request, signal)
      const remembered = await workspace.query.request('rememberedMapping', { fingerprint: headerFingerprint(first.mapping.columns) })
      const proposal = remembered === null ? first : await parser.propose(path, sheetIndex, { ...request, remembered: remembered.columns }, signal)
      return { mapping: proposal.mapping, partners: [...proposal.partners], sample: shownSample(proposal.sample) }
    },

    async preview(workspace, { file, mapping, decisions }, { signal }) {
      const { path } = await ports.files.resolve(file)
      const register = await registerOf(workspace)
      const rows: StagedRow[] = []
      const result = await parserOf(path).run({
        path,
        sheetIndex: mapping.sheetIndex,
        request: { mapping, register, decisions: named(decisions, register) },
        maxRows: previewRows + mapping.headerRow,
        signal,
        onBatch: (bytes) => void rows.push(...readBatch(bytes).map((row) => stagedRow(row, 'none'))),
      })
      return { rows, partners: [...result.partners] }
    },

    async stage(workspace, { file, mapping, decisions, person }, context) {
      const { path, name, size } = await ports.files.resolve(file)
      const register = await registerOf(workspace)
      const sha256 = await sha256Of(path)
      const { batch } = await workspace.store.request('beginBatch', { file: { path, name, size, sha256 }, sheet: mapping.sheetName, mapping, person, now: ports.now() }, { signal: context.signal })
      try {
        let staged = 0
        const result = await parserOf(path).run({
          path,
          sheetIndex: mapping.sheetIndex,
          request: { mapping, register, decisions: named(decisions, register) },
          signal: context.signal,
          onProgress: ({ bytesRead, bytesTotal }) => context.report({ phase: 'progress.staging', done: bytesRead, total: bytesTotal }),
          onBatch: async (bytes, rows) => {
            await workspace.store.request('addRows', { batch, bytes })
            staged += rows
          },
        })
        context.report({ phase: 'progress.comparing', done: staged, total: staged })
        return await workspace.store.request(
          'finishBatch',
          { batch, accounting: result.accounting, controlSums: [...result.controlSums], fileProblems: [...result.findings, ...result.problems], partners: [...result.partners] },
          { signal: context.signal, onProgress: context.report },
        )
      } catch (error) {
        await workspace.store.request('discardBatch', { batch })
        throw error
      } finally {
        endParser(path)
      }
    },

    close() {
      for (const path of parsers.keys()) endParser(path)
    },
  }
}

/** The parser's own process made these bytes from ValidatedRow values. */
const readBatch = (bytes: Uint8Array): ValidatedRow[] => JSON.parse(new TextDecoder().decode(bytes)) as ValidatedRow[]

function named(decisions: readonly PartnerDecision[], register: PartnerRegister): NamedDecision[] {
  const names = new Map(register.partners.map((partner) => [partner.key, partner.name]))
  return decisions.map((decision) => ({ ...decision, partnerName: (decision.partnerKey === null ? undefined : names.get(decision.partnerKey)) ?? decision.text }))
}

function shownSample({ rows, lastRow }: SheetSample): z.infer<typeof ContractSample> {
  const widest = rows.reduce((most, row) => Math.max(most, (row.cells.at(-1)?.column ?? -1) + 1), 0)
  const columns = Math.min(widest, shownColumns)
  return {
    columns,
    lastRow,
    rows: rows.map(({ row, cells }) => {
      const texts: (string | null)[] = Array.from({ length: columns }, () => null)
      for (const cell of cells) if (cell.column < columns && cell.merge !== 'covered') texts[cell.column] = cell.text
      return { row, texts }
    }),
  }
}

function indexOfLargest(scores: readonly number[]): number {
  return scores.reduce((best, score, index) => (score > (scores[best] ?? -Infinity) ? index : best), 0)
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}
