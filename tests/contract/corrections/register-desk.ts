/** The whole core in a folder of its own, and workbooks of contributions of which every figure is given. */
import type { InputOf, OutputOf } from '../../../src/shared/contract/procedure.ts'
import type { submissions } from '../../../src/shared/contract/submissions.ts'
import { buildWorkbook, type CellInput } from '../../fixtures/workbook-builder.ts'
import { heading, openDesk, type Desk } from '../bad-input/desk.ts'

export interface Line {
  readonly symbol: string
  readonly usd: CellInput
  readonly partner?: string
  /** Year of the start, which dates the approval. */
  readonly year?: number
}

export type Options = NonNullable<InputOf<(typeof submissions)['stage']>['options']>
export type Report = OutputOf<(typeof submissions)['stage']>

export interface RegisterDesk extends Desk {
  readonly stageLines: (lines: readonly Line[], options?: Options, office?: string) => Promise<Report>
  readonly importLines: (lines: readonly Line[], options?: Options, office?: string) => Promise<Report & { readonly changeset: number }>
  /** Cents of all approvals, whatever they count for. */
  readonly total: () => Promise<number>
  /** Number of the only figure of a project. */
  readonly figure: (symbol: string) => Promise<{ readonly amount: number; readonly text: string }>
}

export const workbookOf = (lines: readonly Line[]): Buffer =>
  buildWorkbook({ sheets: [{ name: 'Grants', rows: [[...heading], ...lines.map(({ symbol, usd, partner, year }): CellInput[] => [symbol, `Seeds of ${symbol}`, partner ?? 'Japan', 'Philippines', usd, { v: `${year ?? 2010}-03-01`, t: 'd' }])] }] })

export async function openRegister(): Promise<RegisterDesk> {
  const desk = await openDesk()
  const { workspace, ask } = desk
  let files = 0
  const stageLines: RegisterDesk['stageLines'] = async (lines, options, office) => {
    const file = await desk.token(`grants-${String((files += 1))}.xlsx`, workbookOf(lines))
    const { mapping } = await ask('submissions.propose', { workspace, file, sheetIndex: 0 })
    return ask('submissions.stage', { workspace, file, mapping: { ...mapping, constants: office === undefined ? {} : { office } }, decisions: [], ...(options ? { options } : {}) })
  }
  return {
    ...desk,
    stageLines,
    async importLines(lines, options, office) {
      const report = await stageLines(lines, options, office)
      const { changeset } = await ask('submissions.commit', { workspace, batch: report.batch })
      return { ...report, changeset }
    },
    async total() {
      const { total } = await ask('matrices.compute', { workspace, spec: {} })
      return typeof total === 'number' ? total : 0
    },
    async figure(symbol) {
      const { columns } = await ask('projects.page', { workspace, search: symbol })
      const id = columns.find(({ key }) => key === 'id')?.values[0]
      const { amounts } = await ask('projects.show', { workspace, project: Number(id) })
      const [trace] = amounts
      if (!trace) throw new Error(`${symbol} has no figure`)
      return { amount: trace.record.amount, text: `${trace.record.original ?? '…'} ${trace.record.currency ?? ''}`.trim() }
    },
  }
}
