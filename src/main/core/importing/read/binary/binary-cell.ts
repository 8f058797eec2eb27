import type { CellObject } from '@e965/xlsx'
import type { CellType, SheetCell } from '../../../../../shared/domain/sheet.ts'
import { plainDecimal } from '../xlsx/decimal-text.ts'
import { formatKind } from '../xlsx/number-format.ts'
import { serialToIso } from '../xlsx/serial-date.ts'

/** Error values by their code (MS-XLS 2.5.10). */
const errorTexts: Readonly<Record<number, string>> = { 0: '#NULL!', 7: '#DIV/0!', 15: '#VALUE!', 23: '#REF!', 29: '#NAME?', 36: '#NUM!', 42: '#N/A', 43: '#GETTING_DATA' }

/** A cell of the library as ours; undefined where it holds nothing. */
export function binaryCell(cell: CellObject, column: number, is1904: boolean, isHidden: boolean): SheetCell | undefined {
  const value = contentOf(cell, is1904)
  const comment = cell.c?.map(({ t }) => t ?? '').join('\n').trim() ?? ''
  if (value === undefined && cell.f === undefined && comment === '') return undefined
  return {
    column,
    ...(value ?? { type: 'blank', raw: '', text: '' }),
    ...(cell.z === undefined || /^general$/i.test(String(cell.z)) ? {} : { format: String(cell.z) }),
    ...(cell.f === undefined ? {} : { formula: cell.f }),
    ...(cell.f !== undefined && cell.v === undefined ? { isUncached: true } : {}),
    ...(isHidden ? { isInHiddenColumn: true } : {}),
    ...(comment === '' ? {} : { comment }),
  }
}

function contentOf({ t, v, z }: CellObject, is1904: boolean): { readonly type: CellType; readonly raw: string; readonly text: string } | undefined {
  if (v === undefined || t === 'z') return undefined
  if (t === 'e') {
    const text = errorTexts[Number(v)] ?? '#N/A'
    return { type: 'error', raw: text, text }
  }
  if (t === 'b') return { type: 'boolean', raw: v === true ? '1' : '0', text: v === true ? 'TRUE' : 'FALSE' }
  if (typeof v === 'number') {
    const raw = String(v)
    const text = plainDecimal(raw)
    // A number that overflowed in the file's own arithmetic (infinite, or none at all).
    if (text === undefined) return { type: 'error', raw, text: '#NUM!' }
    const kind = z === undefined ? 'number' : formatKind(String(z))
    const iso = kind === 'date' || kind === 'time' ? serialToIso(v, is1904, kind === 'time') : undefined
    return iso === undefined ? { type: 'number', raw, text } : { type: 'date', raw, text: iso }
  }
  const text = String(v).replaceAll('\r\n', '\n')
  return text === '' ? undefined : { type: 'text', raw: text, text }
}
