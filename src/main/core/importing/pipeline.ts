/**
 * A submission on its way from a file to staged rows: the parser process reads and understands, the store worker keeps.
 * The main thread only carries bytes between them. Nothing of the record changes before commit.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileEntry } from '../../../shared/contract/common.ts'
import type { BatchReport, FileInspection, FileSurvey, MappingProposal, PartnerDecision, ValueDecision, SheetSample as ContractSample, StagedRow } from '../../../shared/contract/submissions.ts'
import type { z } from 'zod'
import { displayedText } from '../../../shared/domain/displayed-text.ts'
import type { ImportOptions } from '../../../shared/domain/import-options.ts'
import type { SubmissionKind } from '../../../shared/domain/kinds.ts'
import type { PartnerMatch, SubmissionMapping, ValidatedRow, ValueMatch } from '../../../shared/domain/submission.ts'
import { fail } from '../../../shared/result.ts'
import type { RequestContext } from '../dispatcher.ts'
import type { Ports } from '../ports.ts'
import type { OpenWorkspace } from '../workspaces/open-workspace.ts'
import { namedDecisions } from './map/named-decisions.ts'
import { foldersOf, isWaitingFile } from '../recipes/recipe-files.ts'
import { ioFailure } from './read/file-source.ts'
import { createParser, type Parser } from './parser/parser-client.ts'
import { sampleRows, type SheetSample } from './parser/protocol.ts'
import { stagedRow } from '../store/reading/batches.ts'
import { formBefore, recalled } from './recall.ts'
import { readRegister } from './import-register.ts'
import { findReturn, lookForReturn } from './returning/look-for-return.ts'
import { createColumnGroups } from './stage/column-groups.ts'
import { headerFingerprint } from './stage/header-fingerprint.ts'

/** First rows of a sheet that the live preview understands. */
const previewRows = 60
/** Columns of a sheet that the window shows as they are; the mapping itself has no such limit. */
const shownColumns = 400
/** A parser that was not asked for so long is ended. */
const idleMs = 60_000
/** The process of a small file takes on the next one within this time; what a large one has left in memory stays there, and would count against the next. */
const restMs = 3000
const smallFileBytes = 2 * 1024 * 1024
/** Parsers that wait for their analyst at once; each is a process. */
const mostIdle = 3

export interface SheetChoice {
  readonly file: string
  readonly sheetIndex: number
  readonly headerRow?: number | undefined
  readonly table?: number | undefined
  readonly kind?: SubmissionKind | undefined
  /** Recalls what was confirmed for this office. */
  readonly office?: string | undefined
}

export interface MappedFile {
  readonly file: string
  readonly mapping: SubmissionMapping
  readonly decisions: readonly PartnerDecision[]
  readonly values: readonly ValueDecision[]
}

export interface SubmissionPipeline {
  /** Files that lie in the workspace's inbox folder, or in a folder within it, and were not committed yet. */
  inbox(workspace: OpenWorkspace): Promise<FileEntry[]>
  inspect(workspace: OpenWorkspace, file: string, context: RequestContext): Promise<FileInspection>
  /** The first rows of a sheet as they are. */
  sample(sheet: { readonly file: string; readonly sheetIndex: number }, context: RequestContext): Promise<z.infer<typeof ContractSample>>
  /** Every table of the file, checked to its end; nothing is staged. */
  survey(workspace: OpenWorkspace, file: string, context: RequestContext): Promise<FileSurvey>
  propose(workspace: OpenWorkspace, choice: SheetChoice, context: RequestContext): Promise<MappingProposal>
  preview(workspace: OpenWorkspace, mapped: MappedFile, context: RequestContext): Promise<{ rows: StagedRow[]; partners: PartnerMatch[]; values: ValueMatch[] }>
  stage(workspace: OpenWorkspace, mapped: MappedFile & { readonly person: string; readonly options?: ImportOptions | undefined }, context: RequestContext): Promise<BatchReport>
  /** Ends every parser. */
  close(): void
}

/** Folder beside a workspace where submissions wait. */
export const inboxFolder = (workspacePath: string): string => `${workspacePath}.inbox`

interface KeptParser {
  readonly parser: Parser
  /** Requests that work with it now. */
  users: number
  idle: NodeJS.Timeout | undefined
}

export function createSubmissionPipeline(ports: Ports): SubmissionPipeline {
  const parsers = new Map<string, KeptParser>()
  const rested: { readonly parser: Parser; readonly end: NodeJS.Timeout }[] = []
  const inboxEntries = new Map<string, { readonly stamp: string; readonly sha256: string; readonly entry: FileEntry }>()

  /** Works with the parser of a file: kept while the analyst works on its mapping, so that a preview needs no new process; a file that is refused keeps none. `lastOf` says that this is the last of a file of so many bytes. */
  async function withParser<T>(path: string, work: (parser: Parser) => Promise<T>, { lastOf = null }: { readonly lastOf?: number | null } = {}): Promise<T> {
    const kept = parsers.get(path) ?? startParser(path)
    kept.users += 1
    clearTimeout(kept.idle)
    let isWanted = lastOf === null
    let isWhole = true
    try {
      return await work(kept.parser)
    } catch (error) {
      isWanted = false
      isWhole = false
      throw error
    } finally {
      kept.users -= 1
      if (kept.users === 0) {
        if (isWanted) kept.idle = setTimeout(() => endParser(path, kept), idleMs).unref()
        else if (isWhole && lastOf !== null && lastOf <= smallFileBytes) restParser(path, kept)
        else endParser(path, kept)
      }
    }
  }

  function startParser(path: string): KeptParser {
    const waiting = [...parsers].filter(([, { users }]) => users === 0)
    for (const [other, kept] of waiting.slice(0, Math.max(0, waiting.length - mostIdle + 1))) endParser(other, kept)
    const kept: KeptParser = { parser: takeRested() ?? createParser({ spawn: ports.spawnParser, ...(ports.parserLimits && { limits: ports.parserLimits }), onCrash: (detail) => ports.log.error('the parser process ended', { detail }) }), users: 0, idle: undefined }
    parsers.set(path, kept)
    return kept
  }

  /** Its process can read the next file, which then needs not wait for one to start. */
  function restParser(path: string, kept: KeptParser): void {
    if (parsers.get(path) === kept) parsers.delete(path)
    if (rested.length >= mostIdle) return kept.parser.close()
    const resting = { parser: kept.parser, end: setTimeout(() => rested.splice(rested.indexOf(resting), 1)[0]?.parser.close(), restMs).unref() }
    rested.push(resting)
  }

  function takeRested(): Parser | undefined {
    const taken = rested.pop()
    clearTimeout(taken?.end)
    return taken?.parser
  }

  function endParser(path: string, kept: KeptParser): void {
    clearTimeout(kept.idle)
    if (parsers.get(path) === kept) parsers.delete(path)
    kept.parser.close()
  }

  /** With the names that were confirmed before, everywhere and for the office that sends. */
  async function inboxEntry(path: string, name: string): Promise<{ readonly sha256: string; readonly entry: FileEntry }> {
    const { size, mtimeMs } = await stat(path)
    const stamp = `${size} ${mtimeMs}`
    const known = inboxEntries.get(path)
    if (known?.stamp === stamp) return known
    const fresh = { stamp, sha256: await sha256Of(path, name), entry: await ports.files.register(path, name) }
    inboxEntries.set(path, fresh)
    return fresh
  }

  return {
    async inbox(workspace) {
      const folder = inboxFolder(workspace.path)
      const waiting: FileEntry[] = []
      for (const place of [folder, ...(await foldersOf(folder)).map((inner) => join(folder, inner))]) {
        const found = (await readdir(place, { withFileTypes: true }).catch(() => [])).filter((item) => item.isFile() && isWaitingFile(item.name))
        for (const item of found.sort((a, b) => a.name.localeCompare(b.name))) {
          const { sha256, entry } = await inboxEntry(join(place, item.name), item.name)
          if ((await workspace.query.request('committedBefore', { sha256 })) === null) waiting.push(entry)
        }
      }
      return waiting
    },

    async inspect(workspace, file, { signal, report }) {
      const { path, name, size } = await ports.files.resolve(file)
      report({ phase: 'progress.reading', done: 0, total: null })
      const register = await readRegister(workspace, undefined)
      const { description, scores, found } = await withParser(path, async (parser) => ({ description: await parser.describe(path, name, signal), scores: await parser.score(path, register, signal), found: await findReturn(workspace, parser, path, signal) }))
      const sha256 = await sha256Of(path, name)
      return {
        file: { token: file, name, size },
        sha256,
        kind: description.kind,
        unknown: [...description.unknown],
        sheets: [...description.sheets],
        findings: [...description.findings, ...(found?.findings ?? [])],
        suggestedSheet: indexOfLargest(scores),
        returnOf: found?.origin ?? null,
        committedBefore: await workspace.query.request('committedBefore', { sha256 }),
      }
    },

    async sample({ file, sheetIndex }, { signal }) {
      const { path } = await ports.files.resolve(file)
      return shownSample(await withParser(path, (parser) => parser.sample(path, sheetIndex, sampleRows, signal)))
    },

    async survey(workspace, file, { signal, report }) {
      const { path, name, size } = await ports.files.resolve(file)
      report({ phase: 'progress.reading', done: 0, total: null })
      const register = await readRegister(workspace, undefined)
      const found = await withParser(path, async (parser) => {
        await parser.describe(path, name, signal)
        return parser.survey(path, register, { signal, onProgress: ({ bytesRead, bytesTotal }) => report({ phase: 'progress.reading', done: bytesRead, total: bytesTotal }) })
      }, { lastOf: size })
      return { file: { token: file, name, size }, sha256: await sha256Of(path, name), ...found }
    },

    async propose(workspace, { file, sheetIndex, headerRow, table, kind, office }, { signal, report }) {
      const { path } = await ports.files.resolve(file)
      report({ phase: 'progress.mapping', done: 0, total: null })
      const request = { register: await readRegister(workspace, office), headerRow, table, kind }
      const proposal = await withParser(path, async (parser) => {
        const first = await parser.propose(path, sheetIndex, request, signal)
        const memory = await workspace.query.request('recall', { fingerprint: headerFingerprint(first.mapping.columns), office: office ?? null })
        const form = formBefore(first, memory)
        const again = form === null ? first : await parser.propose(path, sheetIndex, { ...request, remembered: form.mapping.columns }, signal)
        return { ...again, ...recalled(again.mapping, form, memory) }
      })
      return { mapping: proposal.mapping, partners: [...proposal.partners], values: [...proposal.values], sample: shownSample(proposal.sample), tables: [...proposal.tables], kinds: [...proposal.kinds], drift: proposal.drift }
    },

    async preview(workspace, { file, mapping, decisions, values }, { signal }) {
      const { path } = await ports.files.resolve(file)
      const register = await readRegister(workspace, mapping.constants.office)
      const rows: StagedRow[] = []
      const result = await withParser(path, (parser) =>
        parser.run({
          path,
          sheetIndex: mapping.sheetIndex,
          request: { mapping, register, decisions: namedDecisions(decisions, register), values },
          maxRows: previewRows + mapping.headerRow,
          signal,
          onBatch: (bytes) => void rows.push(...readBatch(bytes).map((row) => stagedRow(row, 'none'))),
        }),
      )
      return { rows, partners: [...result.partners], values: [...result.values] }
    },

    async stage(workspace, { file, mapping, decisions, values, person, options }, context) {
      const { path, name, size } = await ports.files.resolve(file)
      const register = await readRegister(workspace, mapping.constants.office)
      const sha256 = await sha256Of(path, name)
      const { batch } = await workspace.store.request('beginBatch', { file: { path, name, size, sha256 }, sheet: mapping.sheetName, mapping, decisions: { partners: [...decisions], values: [...values] }, options, person, now: ports.now() }, { signal: context.signal })
      try {
        let staged = 0
        const request = { mapping, register, decisions: namedDecisions(decisions, register), values }
        const back = await withParser(path, async (parser) => lookForReturn(workspace, parser, path, request, (await parser.describe(path, name, context.signal)).sheets.map((sheet) => sheet.name), context.signal))
        if (back?.note) await workspace.store.request('keepReturn', { batch, note: back.note })
        const columns = createColumnGroups((group) => workspace.store.request('keepColumns', { batch, columns: group }))
        const result = await withParser(
          path,
          (parser) =>
            parser.run({
              path,
              sheetIndex: mapping.sheetIndex,
              request,
              signal: context.signal,
              onProgress: ({ bytesRead, bytesTotal }) => context.report({ phase: 'progress.staging', done: bytesRead, total: bytesTotal }),
              onBatch: async (bytes, rows) => {
                await workspace.store.request('addRows', { batch, bytes })
                staged += rows
              },
              onCells: {
                rows: (rows) => workspace.store.request('keepRows', { batch, rows }),
                column: (cells) => columns.add(cells),
              },
            }),
          { lastOf: size },
        )
        await columns.end()
        await workspace.store.request('keepFindings', { batch, findings: result.findings })
        // The parser read the file on its own: what it read must be what was hashed.
        if ((await sha256Of(path, name)) !== sha256) fail('conflict', 'error.batch-file-changed', { name })
        context.report({ phase: 'progress.compare', done: staged, total: staged })
        return await workspace.store.request(
          'finishBatch',
          { batch, accounting: result.accounting, controlSums: [...result.controlSums], fileProblems: [...(back?.findings ?? []), ...result.findings, ...result.problems], partners: [...result.partners], values: [...result.values] },
          { signal: context.signal, onProgress: context.report },
        )
      } catch (error) {
        // What made it fail is what a person must hear, also where this fails for the same reason; a batch that stays is swept a day later.
        await workspace.store.request('discardBatch', { batch }).catch((second: unknown) => ports.log.error('batch not discarded', { message: String(second) }))
        throw error
      }
    },

    close() {
      for (const [path, kept] of parsers) endParser(path, kept)
      for (let parser = takeRested(); parser; parser = takeRested()) parser.close()
    },
  }
}

/** The parser's own process made these bytes from ValidatedRow values. */
const readBatch = (bytes: Uint8Array): ValidatedRow[] => JSON.parse(new TextDecoder().decode(bytes)) as ValidatedRow[]

function shownSample({ rows, lastRow }: SheetSample): z.infer<typeof ContractSample> {
  const widest = rows.reduce((most, row) => Math.max(most, (row.cells.at(-1)?.column ?? -1) + 1), 0)
  const columns = Math.min(widest, shownColumns)
  return {
    columns,
    lastRow,
    rows: rows.map(({ row, isHidden, cells }) => {
      const texts: (string | null)[] = Array.from({ length: columns }, () => null)
      const marks: z.infer<typeof ContractSample>['rows'][number]['marks'] = []
      for (const cell of cells) {
        const { column, text, comment = null } = cell
        if (column >= columns) continue
        if (cell.merge !== 'covered') texts[column] = text
        const displayed = displayedText(cell)
        const mark = { column, displayed: displayed === text ? null : displayed, isStruck: cell.isStruck === true, comment, isHidden: cell.isInHiddenColumn === true }
        if (mark.displayed !== null || mark.isStruck || comment !== null || mark.isHidden) marks.push(mark)
      }
      return { row, isHidden, texts, marks }
    }),
  }
}

function indexOfLargest(scores: readonly number[]): number {
  return scores.reduce((best, score, index) => (score > (scores[best] ?? -Infinity) ? index : best), 0)
}

async function sha256Of(path: string, name: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array)
  } catch (error) {
    return ioFailure(error, name)
  }
  return hash.digest('hex')
}
