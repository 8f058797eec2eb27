/**
 * The sample workspace: invented submissions of every level of offices go through the very pipeline that a real file goes
 * through, so that each figure has its file, sheet and cell; records that people keep by hand are written as a grid writes them; three
 * more submissions wait in the inbox folder beside the workspace.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SubmissionMapping } from '../../../shared/domain/submission.ts'
import { appError, AppFailure } from '../../../shared/result.ts'
import type { RequestContext } from '../dispatcher.ts'
import { personOf, type Services } from '../handlers/services.ts'
import { inboxFolder } from '../importing/pipeline.ts'
import type { OpenWorkspace } from '../workspaces/open-workspace.ts'
import { officeSubmissions, type OfficeSubmission } from './office-submissions.ts'
import { createRandom } from './random.ts'
import { workbookBytes } from './sheet-file.ts'
import { waitingSubmissions } from './waiting-submissions.ts'

export const sampleName = 'Sample workspace (invented data)'

const seed = 20111012

interface Prepared {
  readonly file: string
  readonly mapping: SubmissionMapping
}

/** Fills a new workspace. Where it fails or is cancelled, the workspace is closed and removed with everything beside it. */
export async function fillSample(services: Services, workspace: OpenWorkspace, context: RequestContext): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'rmms-sample-'))
  try {
    await importAll(services, workspace, context, folder)
    await writeInbox(workspace)
    throwIfCancelled(context)
  } catch (error) {
    await services.desk.discard(workspace.id)
    await rm(inboxFolder(workspace.path), { recursive: true, force: true })
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function importAll(services: Services, workspace: OpenWorkspace, context: RequestContext, folder: string): Promise<void> {
  const { pipeline, ports } = services
  const person = await personOf(services, context)
  const submissions = officeSubmissions(createRandom(seed))
  // Steps inside tell of themselves; the sample as a whole is what the caller waits for.
  const quiet: RequestContext = { signal: context.signal, report: () => undefined }

  async function prepare({ office, file }: OfficeSubmission): Promise<Prepared> {
    const path = join(folder, file.name)
    await writeFile(path, await workbookBytes(file))
    const { token } = await ports.files.register(path, file.name)
    const { mapping } = await pipeline.propose(workspace, { file: token, sheetIndex: 0 }, quiet)
    return { file: token, mapping: { ...mapping, columns: mapping.columns.map((column) => ({ ...column, isConfirmed: true })), constants: { office } } }
  }

  // One file is understood while the one before it is written.
  let next = started(submissions[0], prepare)
  try {
    for (let index = 0; next !== null; index++) {
      throwIfCancelled(context)
      context.report({ phase: 'progress.sample', done: index, total: submissions.length })
      const prepared: Prepared = await next
      next = started(submissions[index + 1], prepare)
      const { batch } = await pipeline.stage(workspace, { ...prepared, decisions: [], values: [], person }, quiet)
      const { changeset } = await workspace.store.request('commitBatch', { batch, person, now: ports.now() }, { signal: context.signal })
      workspace.noteChanged(changeset)
    }
    const { changeset } = await workspace.store.request('writeSampleRecords', { person, now: ports.now() }, { signal: context.signal })
    workspace.noteChanged(changeset)
  } finally {
    await next?.catch(() => undefined)
  }
}

/** Begins the work; its failure is told to whoever awaits it, also where that is after another failure. */
function started<T, R>(item: T | undefined, work: (item: T) => Promise<R>): Promise<R> | null {
  if (item === undefined) return null
  const begun = work(item)
  begun.catch(() => undefined)
  return begun
}

async function writeInbox(workspace: OpenWorkspace): Promise<void> {
  const inbox = inboxFolder(workspace.path)
  await mkdir(inbox, { recursive: true })
  for (const { name, bytes } of await waitingSubmissions(createRandom(seed + 1))) await writeFile(join(inbox, name), bytes)
}

function throwIfCancelled({ signal }: RequestContext): void {
  if (signal.aborted) throw new AppFailure(appError('cancelled', 'error.cancelled'))
}
