import { currencyOfText, scaleOfText } from '../../../../shared/domain/currency.ts'
import type { TableBlock } from '../../../../shared/domain/submission.ts'
import { foldSpace, textKey } from '../../../../shared/domain/text-key.ts'
import { isDatum, isPageLine, type SheetLine } from './sheet-lines.ts'

/** Rows under a header or at the end of a block that are no data: what to fill in, an example, numbers of the columns, units, footnotes. */

export type NoteKind = TableBlock['notes'][number]['kind']

const example = /^[\s("'«“]*(?:e\.? ?g\.?|eg\.?|ex\.?|examples?|exemples?|ejemplos?|por ejemplo|par exemple|p(?:ar|or)? ?\.? ?ej\.?|exemplo|por exemplo|sample|مثال|例|示例|例如)(?:[\s:.,)\]#\d-]|$)/iu
const instruction = /^[\s([<*«“]*(?:please|enter|select|choose|fill|indicate|specify|insert|provide|write|type in|pick|drop-?down|copy|give|state|use|do not|must|mandatory|required|optional|free text|dd[/.-]mm|mm[/.-]dd|yyyy|veuillez|indique[rz]?|saisi[rs]\w*|choisi[rs]\w*|s[ée]lectionne[rz]?|pr[ée]cise[rz]?|renseigne[rz]?|remplir|ins[ée]re[rz]|obligatoire|facultatif|texte libre|liste d[ée]roulante|jj[/.-]mm|por favor|ingres[ae]r?|seleccion[ae]r?|elija|elegir|escrib[ae]r?|especifi(?:que|car)|complet[ae]r?|rellenar|obligatorio|opcional|lista desplegable|texto libre|informe|selecione|preencha|escolha|indicar|يرجى|أدخل|اختر|请|請|填写|选择)(?![\p{L}])/iu
const unitText = /^[\s([]*(?:(?:in|en|em)\s+)?(?:us|usd|us\$|\$|€|£|¥|eur|euros?|%|percent|['’]?000s?|['’]?000 ?(?:usd|us\$|eur|€|\$)|(?:usd|us\$|eur|€|\$) ?(?:['’]?000s?|k|m|mn|mio|millions?|thousands?)?|k|m|mn|millions?|millones|milh[õo]es|thousands?|milliers|miles|years?|months?|days?|ans?|mois|a[ñn]os|meses|no\.?|n°|nombre|number|text|texte|texto|date|fecha|dd[/.-]mm[/.-]yy(?:yy)?|jj[/.-]mm[/.-]aa(?:aa)?)[\s)\].]*$/iu
const footnote = /^\s*(?:[*†‡§¹²³⁴]|\(\*\)|\(?[1-9a-d]\)\s|\[\d\]|notes?\b\s*[:.\d(-]|sources?\b\s*[:.]?|fuentes?\b\s*[:.]?|notas?\b\s*[:.\d(-]|n\.? ?b\.?\s*[:.]|remarques?\b\s*[:.]|observa(?:tions?|ciones|ç[õo]es)\b\s*[:.]|fonte\b|المصدر|ملاحظ|注[：:]|备注|資料來源|资料来源|来源)/iu
const numbering = /^[([]?(?:\d{1,2}|[a-z]|[ivx]{1,4})[)\].]?$/i

/** `1 2 3 4`, `(a) (b) (c)`: the columns counted, from the first one on. */
function isNumbering({ cells }: SheetLine, columns: number): boolean {
  if (cells.length < 3 || cells.length < columns * 0.6) return false
  const texts = cells.map((cell) => cell.text.trim())
  if (!texts.every((text) => numbering.test(text))) return false
  const bare = texts.map((text) => text.replace(/[^\da-z]/gi, '').toLowerCase())
  const counts = bare.map((text) => (/^\d+$/.test(text) ? Number(text) : null))
  if (counts.every((count) => count !== null)) return counts[0] === 1 && counts.every((count, index) => count === index + 1)
  return bare[0] === 'i' ? bare[1] === 'ii' : bare[0] === 'a' && bare[1] === 'b'
}

const isUnit = (text: string): boolean => unitText.test(text) || (text.length <= 16 && /^[\s([]*[A-Z]{3}[\s)\]]*$/.test(text) && currencyOfText(text) !== null) || (/^[^\d]*['’]?000[^\d]*$/.test(text) && text.length <= 16 && scaleOfText(text) !== 1)

/** In: a line near the top of a block, the columns that its header names, and whether only notes stand between the two. Out: what note it is, or null for data. */
export function topNote(line: SheetLine, columns: readonly { readonly column: number }[], isFirst: boolean): NoteKind | null {
  const texts = line.cells.map((cell) => foldSpace(cell.text))
  if (texts.slice(0, 2).some((text) => example.test(text))) return 'example'
  if (isNumbering(line, columns.length)) return 'instruction'
  if (!isFirst) return null
  // A currency alone in the first column is what the rows below it have in common.
  if (texts.every(isUnit) && (texts.length >= 2 || (line.cells[0]?.column ?? 0) > (columns[0]?.column ?? 0))) return 'units'
  if (line.cells.some((cell) => cell.type === 'number' || (isDatum(cell) && /\d/.test(cell.text)))) return null
  return texts.filter((text) => instruction.test(text)).length >= texts.length * 0.5 ? 'instruction' : null
}

/** Names that tell what to enter are no names of columns. */
export const saysInstruction = (line: SheetLine): boolean => ['instruction', 'example'].includes(topNote(line, line.cells, true) ?? '')

/** Is a line with one value a footnote by its words: a mark, `Source:`, `Note:`, the number of a page? */
export const saysFootnote = (line: SheetLine): boolean => isPageLine(line) || (line.cells.length <= 2 && footnote.test(line.cells[0]?.text ?? '') && textKey(line.cells[0]?.text ?? '').length > 3)

/** Prose rather than a name. */
export const isProse = (line: SheetLine): boolean => line.cells.length === 1 && (line.cells[0]?.text.length ?? 0) > 60
