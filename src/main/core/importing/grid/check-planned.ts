import type { SheetCell, SheetRow } from '../../../../shared/domain/sheet.ts'
import { typedAs, type StagedRows } from '../../store/reading/staging/staged-rows.ts'
import type { RowPipeline } from '../parser/pipeline.ts'
import { toCheckedRow, type CheckedRow } from '../stage/checked-row.ts'
import { rowsOfPlan, type EditPlan } from './edit-plan.ts'

/**
 * The rows of a plan as they are read after its edits, each with what holds for it from above. What other rows say otherwise (figures that
 * repeat, identifiers that do) is left to the check of all rows.
 */
export function checkPlanned(rows: StagedRows, plan: EditPlan, pipeline: RowPipeline, hasContext: boolean): CheckedRow[] {
  const edited = rowsOfPlan(plan)
  const texts = new Map(plan.columns.map(({ column, rows: ofColumn, textOf, texts: of }) => [column, new Map([...ofColumn].map((row, index) => [row, of[textOf[index] ?? -1]] as const))]))
  const checked: CheckedRow[] = []
  const last = rows.placeOf(edited.at(-1) ?? 0)
  const wanted = new Set(edited)
  const places = hasContext ? Array.from({ length: last + 1 }, (_, place) => place) : edited.map(rows.placeOf)
  for (const place of places) {
    // A row that waits no more was accepted.
    const kind = rows.kindAt(place) ?? 'accepted'
    const row = rows.sheetRow(place)
    if (!wanted.has(row.row)) {
      pipeline.skip(row, kind)
      continue
    }
    const [found] = pipeline.push([editedRow(rows, row, place)])
    if (found) checked.push(toCheckedRow(found))
  }
  return checked

  function editedRow(of: StagedRows, row: SheetRow, place: number): SheetRow {
    const cells = new Map<number, SheetCell | undefined>(row.cells.map((cell) => [cell.column, cell]))
    for (const [column, byRow] of texts) {
      const change = byRow.get(row.row)
      if (change === undefined) continue
      const { text, isReverted } = change
      const before = of.edits(place).find((edit) => edit.column === column)
      if (isReverted && before) cells.set(column, of.column(column).cell(before.entry))
      else cells.set(column, text === null ? undefined : { column, type: typedAs(text, of.column(column)), raw: text, text })
    }
    return { ...row, cells: [...cells.values()].filter((cell) => cell !== undefined).sort((a, b) => a.column - b.column) }
  }
}
