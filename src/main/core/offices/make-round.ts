/**
 * A confirmation round in one step: a workbook for each office in its language, then one changeset that says what went out. Cancelled or
 * failed before that, nothing is left: no file and no trace in the record.
 */
import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import type { z } from 'zod'
import type { FileEntry } from '../../../shared/contract/common.ts'
import type { LeftOut, offices as contract } from '../../../shared/contract/offices.ts'
import { periodOfDays, periodText } from '../../../shared/domain/period.ts'
import { formatMessage } from '../../../shared/messages/format.ts'
import { appError, AppFailure, fail } from '../../../shared/result.ts'
import type { RequestContext } from '../dispatcher.ts'
import { personOf, type Services } from '../handlers/services.ts'
import type { OpenWorkspace } from '../workspaces/open-workspace.ts'
import { markerText } from '../importing/returning/marker.ts'
import type { MadeWorkbook } from './record-round.ts'
import { roundUuid } from './round-content.ts'

type Request = Omit<z.output<(typeof contract)['makeRound']['input']>, 'workspace'>
type Answer = z.output<(typeof contract)['makeRound']['output']>

/** Fails with invalid-input where no office has a project of the period, with cancelled, or with the refusals of a file that cannot be written. */
export async function makeRound(services: Services, open: OpenWorkspace, { name, period, dueOn, offices, language }: Request, context: RequestContext): Promise<Answer> {
  const { ports, exporter } = services
  if (period.end < period.start) fail('invalid-input', 'error.period-reversed', period)
  const person = await personOf(services, context)
  const now = ports.now()
  const madeOn = now.slice(0, 10)
  const { offices: contents, without } = await open.query.request('roundData', { ...period, offices, language })
  if (contents.length === 0) fail('invalid-input', 'error.round-empty', period)
  const { key, workspace } = await open.store.request('nextRoundKey', { period, name })
  const ofRound = periodText(periodOfDays(period))
  const written: { readonly path: string; finish(): Promise<FileEntry> }[] = []
  const workbooks: MadeWorkbook[] = []
  let isRecorded = false
  try {
    for (const [index, content] of contents.entries()) {
      if (context.signal.aborted) throw new AppFailure(appError('cancelled', 'error.cancelled'))
      context.report({ phase: 'progress.round', done: index, total: contents.length })
      const fileName = formatMessage(content.language, 'round.file', { office: content.office, period: ofRound.replaceAll('/', '_') })
      const file = await ports.files.reserve(fileName)
      written.push(file)
      const uuid = roundUuid(workspace, key, content.office)
      await exporter().request('writeRound', { path: file.path, content, marker: markerText('round', uuid), periodText: ofRound, dueOn, madeOn })
      workbooks.push({
        uuid, office: content.office, language: content.language, fileName, sha256: createHash('sha256').update(await readFile(file.path)).digest('hex'),
        sheet: formatMessage(content.language, 'round.sheet.data'), sent: { version: 1, rows: [...content.rows], questions: content.questions.map(({ reference }) => reference) },
      })
    }
    if (context.signal.aborted) throw new AppFailure(appError('cancelled', 'error.cancelled'))
    context.report({ phase: 'progress.round', done: contents.length, total: contents.length })
    const { changeset, round: id } = await open.store.request('recordRound', { key, name, period, dueOn, madeOn, workbooks, person, now })
    isRecorded = true
    open.noteChanged(changeset)
    const files = await Promise.all(written.map((file) => file.finish()))
    const round = (await open.query.request('officeRounds', { locale: language })).find((entry) => entry.id === id) ?? fail('not-found', 'error.round-gone')
    return { round, files, leftOut: [...without.map(({ office, officeName, leftOut }): LeftOut => ({ office, officeName, reason: leftOut > 0 ? 'above-internal' : 'no-projects', records: leftOut })), ...contents.flatMap(aboveInternal)] }
  } catch (error) {
    // What is recorded has gone out: its files stay.
    if (!isRecorded) await Promise.all(written.map(({ path }) => rm(path, { force: true })))
    throw error
  }
}

const aboveInternal = ({ office, officeName, leftOut }: { readonly office: string; readonly officeName: string; readonly leftOut: number }): LeftOut[] => (leftOut === 0 ? [] : [{ office, officeName, reason: 'above-internal', records: leftOut }])
