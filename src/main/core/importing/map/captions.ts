import type { ColumnMeasure } from '../../../../shared/domain/kinds.ts'
import type { SheetRow } from '../../../../shared/domain/sheet.ts'
import { currencyOfText, scaleOfText, type UnitScale } from '../../../../shared/domain/currency.ts'
import { foldSpace } from '../../../../shared/domain/text-key.ts'
import { readHeader } from './read-header.ts'

/** What the texts above a table say for all of it: currency and unit, `(amounts in US$ 000)`, and what the money is, `Approved contributions`. */
export interface Captions {
  readonly units: { readonly currency: string; readonly scale: UnitScale } | null
  readonly measure: { readonly measure: ColumnMeasure; readonly text: string } | null
}

/** Rows above the header that are read; a title stands near. */
const mostRows = 30

/** In: the rows of the sheet, the first row of the header, the sheet's name. */
export function readCaptions(rows: readonly SheetRow[], headerTop: number, sheetName: string): Captions {
  let units: Captions['units'] = null
  const texts: string[] = []
  for (const row of rows) {
    if (row.row >= headerTop) break
    if (row.row < headerTop - mostRows) continue
    for (const cell of row.cells) {
      if (cell.type !== 'text' || cell.merge === 'covered' || cell.text.length >= 200) continue
      texts.push(foldSpace(cell.text))
      const currency: string | null = units === null && /\(|\bin\b|\ben\b|\bem\b|amounts?|montants?|importes?|单位|المبالغ/i.test(cell.text) ? currencyOfText(cell.text) : null
      if (currency !== null) units = { currency, scale: scaleOfText(cell.text) }
    }
  }
  // One measure in all the captions: `Approvals and delivery` says nothing of a single column.
  const measures = [...texts, sheetName].flatMap((text) => {
    const { measure, ignored } = readHeader(text)
    return measure && !ignored && measure.sureness >= 0.65 && !measure.isGeneric ? [{ measure: measure.measure, text: text.slice(0, 80) }] : []
  })
  const [first] = measures
  return { units, measure: first && new Set(measures.map(({ measure }) => measure)).size === 1 && !/\b(?:and|et|y|e)\b|&/.test(first.text.toLowerCase()) ? first : null }
}

/** A currency that the number formats of a column print, `[$PhP] #,##0`; `$` alone says too little. */
export function formatCurrency(format: string | null): string | null {
  if (format === null) return null
  const sign = /\[\$([^\]-]+)/.exec(format)?.[1] ?? /"([^"]+)"/.exec(format)?.[1] ?? null
  return sign !== null && sign.trim() !== '$' ? currencyOfText(sign) : null
}
