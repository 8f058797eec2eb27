/**
 * What the export worker does: begins an export (table and companion under temporary names), takes the records page by page, and
 * ends it by putting both files in their places: the companion first, so that no table stands without its records.
 */
import type { ProvenanceRow } from '../matrices/provenance.ts'
import { writeAnnexWorkbook } from './annex-workbook.ts'
import { createCompanion, type Companion, type CompanionBackground } from './companion-workbook.ts'
import { writeRoundWorkbook, type RoundWorkbookInput } from './round-workbook.ts'
import { writeTemplateWorkbook, type TemplateInput } from './template-workbook.ts'
import { beginFile, exportFailure, writeInOneStep, type OpenSink, type PendingFile } from './write-in-one-step.ts'

export interface AnnexExport extends CompanionBackground {
  readonly tablePath: string
  readonly companionPath: string
}

interface Running {
  readonly input: AnnexExport
  readonly companion: Companion
  readonly file: PendingFile
}

export const createExportMethods = (openSink?: OpenSink) => {
  const running = new Map<number, Running>()
  let last = 0
  const take = (id: number): Running => {
    const found = running.get(id)
    if (!found) throw new Error(`no export ${id}`)
    return found
  }
  const giveUp = async (id: number): Promise<void> => {
    const found = running.get(id)
    running.delete(id)
    await found?.file.drop()
  }
  return {
    beginAnnex(input: AnnexExport): { export: number } {
      const file = beginFile(input.companionPath, openSink)
      const id = ++last
      running.set(id, { input, file, companion: createCompanion(file.sink, input) })
      return { export: id }
    },
    /** Rows in the order of the provenance; fails, and gives the export up, as soon as the file cannot be written. */
    async addRecords({ export: id, rows }: { export: number; rows: readonly ProvenanceRow[] }): Promise<void> {
      const { companion, file } = take(id)
      try {
        companion.add(rows)
        // Lets the compressed bytes flow to the disk before the next page comes.
        await Promise.race([new Promise((resolve) => setImmediate(resolve)), file.failed])
      } catch (error) {
        await giveUp(id)
        throw exportFailure(error)
      }
    },
    async finishAnnex({ export: id }: { export: number }): Promise<void> {
      const { companion, file, input } = take(id)
      try {
        await Promise.race([companion.finish(), file.failed])
        await file.place()
        await writeInOneStep(input.tablePath, (sink) => writeAnnexWorkbook(sink, input.table, new Date(input.now)), openSink)
        running.delete(id)
      } catch (error) {
        await giveUp(id)
        throw exportFailure(error)
      }
    },
    async writeTemplate({ path, ...input }: TemplateInput & { readonly path: string }): Promise<void> {
      await writeInOneStep(path, (sink) => writeTemplateWorkbook(sink, input), openSink)
    },
    async writeRound({ path, ...input }: RoundWorkbookInput & { readonly path: string }): Promise<void> {
      await writeInOneStep(path, (sink) => writeRoundWorkbook(sink, input), openSink)
    },
    /** Gives up an export; what was written so far is removed. */
    async dropAnnex({ export: id }: { export: number }): Promise<void> {
      await giveUp(id)
    },
  }
}
