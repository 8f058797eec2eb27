/** One export of an annex from end to end: the table and its records from the query worker, the files from the export worker. */
import type { AnnexSpec, AnnexTable } from '../../../shared/contract/annexes.ts'
import type { FileEntry } from '../../../shared/contract/common.ts'
import { bienniumLabel } from '../../../shared/domain/dates.ts'
import { formatMessage } from '../../../shared/messages/format.ts'
import { appError, AppFailure, fail } from '../../../shared/result.ts'
import type { RequestContext } from '../dispatcher.ts'
import { following, type Services } from '../handlers/services.ts'
import type { OpenWorkspace } from '../workspaces/open-workspace.ts'

const pageRows = 5000

/** Fails with conflict where figures are to be settled first and nobody forces it, or where the workspace changes meanwhile, the disk is full or the folder cannot be written; then no file is left. */
export async function exportAnnex({ ports, exporter }: Services, open: OpenWorkspace, { spec, isForced }: { readonly spec: AnnexSpec; readonly isForced: boolean }, context: RequestContext): Promise<{ table: FileEntry; companion: FileEntry; annex: AnnexTable }> {
  const annex = await open.query.request('annexTable', { spec })
  if (annex.blocking.length > 0 && !isForced) fail('conflict', 'error.annex-blocked', { count: annex.blocking.reduce((sum, { count }) => sum + count, 0) })
  const contentHash = await open.store.request('contentHash', {}, { signal: context.signal })
  const changeset = await open.store.request('changesetHead', {})
  const first = await open.query.request('annexProvenance', { spec, offset: 0, limit: pageRows })
  if (changeset !== annex.changeset || first.changeset !== annex.changeset) fail('conflict', 'error.export-changed')
  const name = (key: 'annex.file.table' | 'annex.file.companion'): string => formatMessage(spec.locale, key, { biennium: bienniumLabel(spec.biennium) })
  const table = await ports.files.reserve(name('annex.file.table'))
  const companion = await ports.files.reserve(name('annex.file.companion'))
  const worker = exporter()
  const { export: id } = await worker.request('beginAnnex', {
    table: annex, rule: first.rule, workspace: open.name, contentHash, now: ports.now(), tablePath: table.path, companionPath: companion.path,
  })
  try {
    for (let offset = 0, page = first; offset < first.total; ) {
      if (context.signal.aborted) throw new AppFailure(appError('cancelled', 'error.cancelled'))
      await worker.request('addRecords', { export: id, rows: page.rows })
      offset += pageRows
      context.report({ phase: 'progress.annex-records', done: Math.min(offset, first.total), total: first.total })
      if (offset >= first.total) break
      page = await open.query.request('annexProvenance', { spec, offset, limit: pageRows })
      if (page.changeset !== annex.changeset) fail('conflict', 'error.export-changed')
    }
    context.report({ phase: 'progress.annex-files', done: 0, total: null })
    await worker.request('finishAnnex', { export: id }, following(context))
  } catch (error) {
    await worker.request('dropAnnex', { export: id })
    throw error
  }
  return { table: await table.finish(), companion: await companion.finish(), annex }
}
