/** What the query worker answers from the cube: matrices, the records behind their figures, annex tables and their provenance. */
import type { z } from 'zod'
import type { AnnexSpec } from '../../../shared/contract/annexes.ts'
import { AmountRecord, type MatrixCellChoice, type MatrixSpec } from '../../../shared/contract/matrices.ts'
import type { Locale } from '../../../shared/messages/locales.ts'
import { rowLimit } from '../store/reading/table-page.ts'
import type { QuerySession } from './query-session.ts'

interface Localized {
  readonly locale: Locale
}
interface CellRequest extends Localized {
  readonly spec: MatrixSpec
  readonly cell: z.infer<typeof MatrixCellChoice>
  readonly offset: number
  readonly limit: number
}

const recordColumns = Object.keys(AmountRecord.shape).length

export const cubeMethods = (session: QuerySession) => ({
  matrixOptions: (input: Localized) => session.run(({ matrices }) => matrices().options(input)),
  matrix: (input: Localized & { readonly spec: MatrixSpec }) => session.run(({ matrices }) => matrices().compute(input)),
  matrixRecords: (input: CellRequest) =>
    session.run(({ matrices, reading }) => {
      const { ids, total, cents } = matrices().records({ ...input, limit: rowLimit(input.limit, recordColumns) })
      return { total, cents, records: reading.amounts.recordsById(ids, input.locale) }
    }),
  annexTable: (input: { readonly spec: AnnexSpec }) => session.run(({ matrices }) => matrices().annexTable(input)),
  annexBiennia: (_input: object) => session.run(({ matrices }) => matrices().annexBiennia()),
  annexProvenance: (input: { readonly spec: AnnexSpec; readonly offset: number; readonly limit: number }) => session.run(({ matrices }) => matrices().annexProvenance(input)),
})
