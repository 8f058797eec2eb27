/** Columns on their way to the store, some at a time: a transaction for each of a sheet's 16,384 columns would be as many flushes to the disk. */
import type { ColumnCells } from '../../../../shared/domain/staged-sheet.ts'

const mostColumns = 512
/** Above this a group is handed on, so that a long sheet is never held whole. */
const mostBytes = 2 * 1024 * 1024

export interface ColumnGroups {
  add(cells: ColumnCells): Promise<void>
  /** Hands on what is left; to be called once after the last column. */
  end(): Promise<void>
}

export function createColumnGroups(keep: (columns: readonly ColumnCells[]) => Promise<unknown>): ColumnGroups {
  let columns: ColumnCells[] = []
  let bytes = 0
  const end = async (): Promise<void> => {
    if (columns.length === 0) return
    const group = columns
    columns = []
    bytes = 0
    await keep(group)
  }
  return {
    async add(cells) {
      columns.push(cells)
      bytes += cells.texts.byteLength + cells.codes.byteLength + cells.forms.length
      if (columns.length >= mostColumns || bytes >= mostBytes) await end()
    },
    end,
  }
}
