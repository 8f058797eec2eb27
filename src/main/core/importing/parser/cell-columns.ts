/**
 * Cells of a sheet, gathered column by column while its rows are read: a dictionary of texts and a code a row. What has been
 * gathered lies in buffers outside of the heap; a column in which hardly a text stands twice keeps no dictionary.
 */
import type { SheetCell, SheetRow } from '../../../../shared/domain/sheet.ts'
import type { Bytes, CellForm, ColumnCells, ColumnForms, SheetRows } from '../../../../shared/domain/staged-sheet.ts'
import type { RowKind } from '../../../../shared/domain/submission.ts'

export interface CellColumns {
  /** Rows in ascending order, with what was made of them. */
  readonly add: (row: SheetRow, kind: RowKind) => void
  readonly rows: () => SheetRows
  /** One column at a time: each is let go once it is given. */
  readonly columns: () => Generator<ColumnCells>
}

/** Texts that become bytes at once. */
const textsAtOnce = 256
/** A column with so many entries whose dictionary spared less than half of them goes on without one. */
const patience = 4000
const smallest = 64

/** Whole numbers of 32 bits, as many as come. */
function createNumbers(): { readonly push: (value: number) => void; readonly taken: () => Int32Array<ArrayBuffer>; readonly length: () => number } {
  let values = new Int32Array(smallest)
  let length = 0
  return {
    push(value) {
      if (length === values.length) {
        const larger = new Int32Array(length * 2)
        larger.set(values)
        values = larger
      }
      values[length++] = value
    },
    taken: () => values.subarray(0, length),
    length: () => length,
  }
}

const bytesOf = (numbers: Int32Array<ArrayBuffer>): Bytes => new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)

const isSameForm = (form: CellForm, cell: SheetCell): boolean =>
  form.type === cell.type && form.format === cell.format && form.merge === cell.merge && form.isUncached === cell.isUncached && form.isStruck === cell.isStruck && form.isInHiddenColumn === cell.isInHiddenColumn

const formOf = ({ type, format, merge, isUncached, isInHiddenColumn, isStruck }: SheetCell): CellForm => ({
  type, ...(format !== undefined && { format }), ...(merge !== undefined && { merge }), ...(isUncached && { isUncached }), ...(isInHiddenColumn && { isInHiddenColumn }), ...(isStruck && { isStruck }),
})

interface ColumnBuilder {
  readonly add: (at: number, cell: SheetCell, isTotal: boolean) => void
  readonly finish: (rows: number) => Omit<ColumnCells, 'column'>
}

function createColumn(): ColumnBuilder {
  const places = createNumbers()
  const codes = createNumbers()
  const forms: CellForm[] = []
  const runs: [number, number][] = []
  const asides: ColumnForms['asides'] = []
  const known: Map<string, number>[] = []
  const bytes: Buffer[] = []
  let waiting: string[] = []
  let entries = 0
  let isDistinct = false
  let form = -1

  function formNumber(cell: SheetCell): number {
    const last = forms[form]
    if (last !== undefined && isSameForm(last, cell)) return form
    form = forms.findIndex((one) => isSameForm(one, cell))
    if (form < 0) {
      form = forms.push(formOf(cell)) - 1
      known.push(new Map())
    }
    return form
  }
  function flush(): void {
    if (waiting.length === 0) return
    bytes.push(Buffer.from(`${bytes.length === 0 ? '[' : ','}${JSON.stringify(waiting).slice(1, -1)}`))
    waiting = []
  }
  function newEntry(cell: SheetCell, of: number, raw: string | null, formula: string | null): number {
    if (waiting.push(cell.text) === textsAtOnce) flush()
    const run = runs.at(-1)
    if (run !== undefined && run[0] === of) run[1] += 1
    else runs.push([of, 1])
    if (raw !== null || formula !== null) asides.push([entries, raw, formula])
    return entries++
  }
  return {
    add(at, cell, isTotal) {
      const of = formNumber(cell)
      const raw = cell.raw === cell.text ? null : cell.raw
      const formula = cell.formula !== undefined && (isTotal || cell.isUncached === true) ? cell.formula : null
      let entry: number | undefined
      if (isDistinct || formula !== null) entry = newEntry(cell, of, raw, formula)
      else {
        const key = raw === null ? cell.text : `${cell.text}\u0000${raw}`
        const texts = known[of]
        entry = texts?.get(key)
        if (entry === undefined) {
          entry = newEntry(cell, of, raw, null)
          texts?.set(key, entry)
          if (entries >= patience && entries > codes.length() / 2) {
            isDistinct = true
            for (const one of known) one.clear()
          }
        }
      }
      places.push(at)
      codes.push(entry)
    },
    finish(rows) {
      flush()
      bytes.push(Buffer.from(bytes.length === 0 ? '[]' : ']'))
      const [at, of] = [places.taken(), codes.taken()]
      const isSparse = at.length * 2 < rows
      const packed = new Int32Array(isSparse ? at.length * 2 : rows)
      if (isSparse) for (let index = 0; index < at.length; index++) packed.set([at[index] ?? 0, of[index] ?? -1], index * 2)
      else {
        packed.fill(-1)
        for (let index = 0; index < at.length; index++) packed[at[index] ?? 0] = of[index] ?? -1
      }
      return { isSparse, texts: Buffer.concat(bytes), forms: JSON.stringify({ forms, runs, asides } satisfies ColumnForms), codes: bytesOf(packed) }
    },
  }
}

export function createCellColumns(): CellColumns {
  const builders: (ColumnBuilder | undefined)[] = []
  const numbers = createNumbers()
  const hidden: number[] = []
  return {
    add({ row, isHidden, cells }, kind) {
      const at = numbers.length()
      numbers.push(row)
      if (isHidden) hidden.push(row)
      const isTotal = kind === 'total'
      for (const cell of cells) (builders[cell.column] ??= createColumn()).add(at, cell, isTotal)
    },
    rows: () => ({ rows: bytesOf(numbers.taken().slice()), hidden }),
    *columns() {
      for (const [column, builder] of builders.entries()) {
        if (builder === undefined) continue
        builders[column] = undefined
        yield { column, ...builder.finish(numbers.length()) }
      }
    },
  }
}
