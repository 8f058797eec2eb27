/**
 * Rows that a look at the register refuses after the file alone had accepted them: they move to the rejected ones, with their
 * money, so that accepted + rejected stays the sheet's own sum.
 */
import { addDecimals, negateDecimal, shiftDecimal, subtractDecimals } from '../../../../shared/domain/decimal.ts'
import { readDrafts } from '../../../../shared/domain/draft-text.ts'
import { columnName } from '../../../../shared/domain/sheet.ts'
import type { AmountDraft, ControlSum, SubmissionMapping } from '../../../../shared/domain/submission.ts'
import type { WritableDb } from '../../store/database.ts'
import type { CommitPlan, StagedBatch } from './plan-commit.ts'
import type { BatchAccount } from './staged-batch.ts'

/** The way back, before a batch is compared again: rows that the register refused are accepted by the file still. */
export function readmitRows(db: WritableDb, batch: number, mapping: SubmissionMapping, account: BatchAccount): BatchAccount {
  const refused = db.prepare<[number], { row: number; draft: string }>(`SELECT row, draft FROM staged_row WHERE batch_id = ? AND kind = 'rejected' AND draft IS NOT NULL AND store_problems <> '[]'`).all(batch)
  if (refused.length === 0) return account
  const sums = new Map(account.controlSums.map((sum) => [sum.column, sum]))
  for (const { draft } of refused) for (const { column, figure } of figuresOfDrafts(draft, mapping)) move(sums, column, negateDecimal(figure))
  db.prepare<[number]>(`UPDATE staged_row SET kind = 'accepted', store_problems = '[]' WHERE batch_id = ? AND kind = 'rejected' AND draft IS NOT NULL AND store_problems <> '[]'`).run(batch)
  return moved(account, sums, -refused.length)
}

/** In: the plan of a dry run and the account so far. Out: the account without the refused rows, which are marked in staging. */
export function refuseRows(db: WritableDb, { id, mapping }: Pick<StagedBatch, 'id' | 'mapping'>, { refused, problems }: Pick<CommitPlan, 'refused' | 'problems'>, account: BatchAccount): BatchAccount {
  const read = db.prepare<[number, number], string>('SELECT draft FROM staged_row WHERE batch_id = ? AND row = ?').pluck()
  const mark = db.prepare<[string, number, number]>(`UPDATE staged_row SET kind = 'rejected', change = 'none', store_problems = ? WHERE batch_id = ? AND row = ?`)
  const sums = new Map(account.controlSums.map((sum) => [sum.column, sum]))
  for (const row of refused) {
    for (const { column, figure } of figuresOfDrafts(read.get(id, row) ?? '[]', mapping)) move(sums, column, figure)
    mark.run(JSON.stringify(problems.get(row) ?? []), id, row)
  }
  return moved(account, sums, refused.size)
}

/** `rows`: how many became rejected. */
const moved = (account: BatchAccount, sums: ReadonlyMap<number, ControlSum>, rows: number): BatchAccount => ({
  ...account,
  accounting: { ...account.accounting, accepted: account.accounting.accepted - rows, rejected: account.accounting.rejected + rows },
  controlSums: account.controlSums.map((sum) => sums.get(sum.column) ?? sum),
})

/** addRows stored this text from the ContributionDrafts of the row. */
const figuresOfDrafts = (draft: string, mapping: SubmissionMapping): { readonly column: number; readonly figure: string }[] =>
  readDrafts(draft).flatMap(({ amounts }) => amounts.flatMap((amount) => figuresOf(amount, mapping)))

function move(sums: Map<number, ControlSum>, column: number, figure: string): void {
  const sum = sums.get(column)
  if (sum) sums.set(column, { ...sum, accepted: subtractDecimals(sum.accepted, figure), rejected: addDecimals(sum.rejected, figure) })
}

/** An amount's figures as they stand in their columns, before the unit of the header was applied. */
function figuresOf({ original, currency, otherOriginal, cells }: AmountDraft, mapping: SubmissionMapping): { readonly column: number; readonly figure: string }[] {
  const columnOf = (field: string) => {
    const address = cells.find((cell) => cell.field === field)?.address
    return mapping.columns.find(({ column }) => columnName(column) === address?.replace(/\d+$/, ''))
  }
  const [main, other] = [columnOf('amount'), columnOf('other-amount')]
  // Where only the second column has a figure, it is the amount's own.
  const isOther = otherOriginal === null && other !== undefined && other.currency !== undefined && other.currency === currency && main?.currency !== currency
  return [{ from: isOther ? other : main, value: original }, { from: other, value: otherOriginal }].flatMap(({ from, value }) =>
    from && value !== null ? [{ column: from.column, figure: shiftDecimal(value, -Math.log10(from.scale ?? 1)) }] : [],
  )
}
