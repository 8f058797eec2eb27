/** Makes the workbook that goes back to an office: its bytes from the store, the work in a process of its own, and a record of what was sent. */
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { extname } from 'node:path'
import type { FileEntry } from '../../../shared/contract/common.ts'
import { formatMessage } from '../../../shared/messages/format.ts'
import type { Locale } from '../../../shared/messages/locales.ts'
import { fail } from '../../../shared/result.ts'
import type { RequestContext } from '../dispatcher.ts'
import { personOf, type Services } from '../handlers/services.ts'
import { readRegister } from '../importing/import-register.ts'
import { namedDecisions } from '../importing/map/named-decisions.ts'
import { createParser } from '../importing/parser/parser-client.ts'
import { markerText, questionReference } from '../importing/returning/marker.ts'
import { StoredDecisions } from '../importing/stage/remember-import.ts'
import type { OpenWorkspace } from '../workspaces/open-workspace.ts'

export interface ReturnedWorkbook {
  readonly file: FileEntry
  readonly comments: number
  readonly questions: number
  readonly isOwnWorkbook: boolean
  readonly isSignatureBroken: boolean
}

/** Endings of packages that carry comments and keep their own form. */
const ownEndings: ReadonlySet<string> = new Set(['.xlsx', '.xlsm', '.xltx', '.xltm', '.docx', '.docm', '.dotx'])

/** Fails with not-found where the batch is gone or the bytes of its file were not kept, with invalid-input where there is nothing to tell the office. */
export async function makeReturnWorkbook(services: Services, open: OpenWorkspace, { batch, language }: { readonly batch: number; readonly language: Locale }, context: RequestContext): Promise<ReturnedWorkbook> {
  const { ports } = services
  const facts = await open.query.request('returnFacts', { batch })
  const hasNews = facts.questions.length > 0 || facts.rows.some(({ isRefused, problems }) => isRefused || problems.some(({ severity }) => severity !== 'info')) || facts.fileProblems.some(({ severity }) => severity === 'error' || severity === 'warning')
  if (!hasNews) fail('invalid-input', 'error.return-nothing-to-tell', { name: facts.file.name })
  context.report({ phase: 'progress.reading', done: 0, total: null })
  const source = (await ports.files.reserve(facts.file.name)).path
  const made = (await ports.files.reserve('return.bin')).path
  const register = await readRegister(open, facts.office ?? undefined)
  const decisions = StoredDecisions.parse(JSON.parse(facts.decisions))
  const uuid = randomUUID()
  const now = ports.now()
  const parser = createParser({ spawn: ports.spawnParser, ...(ports.parserLimits && { limits: ports.parserLimits }), onCrash: (detail) => ports.log.error('the parser process ended', { detail }) })
  try {
    await open.query.request('writeSource', { sha256: facts.file.sha256, path: source, name: facts.file.name })
    const written = await parser.writeReturn(source, facts.file.name, {
      sheetIndex: facts.mapping.sheetIndex,
      pipeline: { mapping: facts.mapping, register, decisions: namedDecisions(decisions.partners, register), values: decisions.values },
      material: {
        file: facts.file.name, sheet: facts.sheet, receivedOn: facts.receivedOn, counts: facts.counts, rows: facts.rows, fileProblems: facts.fileProblems,
        questions: facts.questions.map(({ uuid: id, ...question }) => ({ ...question, reference: questionReference(id) })),
      },
      language, marker: markerText('return', uuid), target: made, now,
    }, context.signal)
    const ending = extname(facts.file.name)
    const stem = ending === '' ? facts.file.name : facts.file.name.slice(0, -ending.length)
    const name = formatMessage(language, 'return.name', { name: stem, ending: written.isOwnWorkbook && ownEndings.has(ending.toLowerCase()) ? ending.slice(1) : 'xlsx' })
    const file = await ports.files.register(made, name)
    const { changeset } = await open.store.request('recordSent', {
      marker: uuid, purpose: 'return', office: facts.office, language, fileName: facts.file.name, sha256: facts.file.sha256, sheet: facts.sheet, sentRows: written.sentRows, person: await personOf(services, context), now,
    })
    open.noteChanged(changeset)
    return { file, comments: written.comments, questions: facts.questions.length, isOwnWorkbook: written.isOwnWorkbook, isSignatureBroken: written.isSignatureBroken }
  } finally {
    parser.close()
    await rm(source, { force: true })
  }
}
