import { cellAddress, type SheetCell } from '../../../../../shared/domain/sheet.ts'
import { readRelationships } from './relationships.ts'
import { visitPart, type XlsxPackage } from './package-part.ts'
import { columnIndex } from './shared-formula.ts'
import { decodeEscapes, token } from './xml-scanner.ts'

/**
 * Comments on cells, from the notes part of a sheet and from its threads, whose authors stand in the workbook's list of persons.
 * A thread repeats its first words in a note that says to update Excel: the thread counts there.
 */
export interface SheetComments {
  readonly count: number
  /** Address of the topmost. */
  readonly first: string
  /** Of a row (one-based), text by zero-based column. */
  readonly byRow: ReadonlyMap<number, ReadonlyMap<number, string>>
}

export const noComments: SheetComments = Object.freeze({ count: 0, first: '', byRow: new Map() })

/** Comments of the sheet in the part `sheetPart`; `authors` are the persons of the workbook by id. */
export async function readComments(pack: XlsxPackage, sheetPart: string, authors: ReadonlyMap<string, string>): Promise<SheetComments> {
  const byRow = new Map<number, Map<number, string>>()
  const parts = (await readRelationships(pack, sheetPart)).filter(({ isExternal }) => !isExternal)
  const put = (ref: string, text: string, isReply: boolean): void => {
    const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(ref)
    if (match === null || text.trim() === '') return
    const [row, column] = [Number(match[2]), columnIndex(match[1] ?? '')]
    const inRow = byRow.get(row) ?? new Map<number, string>()
    const before = isReply ? inRow.get(column) : undefined
    byRow.set(row, inRow.set(column, before === undefined ? text : `${before}\n${text}`))
  }
  for (const { target } of parts.filter(({ type }) => type === 'comments')) await readNotes(pack, target, (ref, text) => put(ref, text, false))
  for (const { target } of parts.filter(({ type }) => type === 'threadedComment')) {
    const threaded = new Set<string>()
    await readThreads(pack, target, authors, (ref, text) => {
      put(ref, text, threaded.has(ref))
      threaded.add(ref)
    })
  }
  if (byRow.size === 0) return noComments
  const top = [...byRow.keys()].reduce((least, row) => Math.min(least, row))
  const count = [...byRow.values()].reduce((sum, row) => sum + row.size, 0)
  return { count, first: cellAddress(Math.min(...(byRow.get(top)?.keys() ?? [])), top), byRow }
}

async function readNotes(pack: XlsxPackage, part: string, onComment: (ref: string, text: string) => void): Promise<void> {
  const entry = pack.zip.find(part)
  if (entry === undefined) return
  let ref = ''
  let text = ''
  let isInText = false
  let phonetic = 0
  await visitPart(pack, entry, (kind, scanner) => {
    if (kind === token.text) {
      if (isInText && phonetic === 0) text += scanner.textValue()
    } else if (scanner.is('t')) isInText = kind === token.open && !scanner.isSelfClosing
    else if (scanner.is('rPh')) phonetic += kind === token.close ? -1 : scanner.isSelfClosing ? 0 : 1
    else if (scanner.is('comment')) {
      if (kind === token.close) onComment(ref, decodeEscapes(text))
      ref = kind === token.open ? (scanner.attribute('ref') ?? '') : ''
      text = ''
      phonetic = 0
    }
  })
}

async function readThreads(pack: XlsxPackage, part: string, authors: ReadonlyMap<string, string>, onComment: (ref: string, text: string) => void): Promise<void> {
  const entry = pack.zip.find(part)
  if (entry === undefined) return
  let ref = ''
  let author = ''
  let text = ''
  let isInText = false
  await visitPart(pack, entry, (kind, scanner) => {
    if (kind === token.text) {
      if (isInText) text += scanner.textValue()
    } else if (scanner.is('text')) isInText = kind === token.open && !scanner.isSelfClosing
    else if (scanner.is('threadedComment')) {
      if (kind === token.close) onComment(ref, author === '' ? text : `${author}: ${text}`)
      else {
        ref = scanner.attribute('ref') ?? ''
        author = authors.get(scanner.attribute('personId') ?? '') ?? ''
        text = ''
      }
    }
  })
}

/** The cells of a row with their comments; one on an empty place is a blank cell. */
export function withComments(cells: readonly SheetCell[], comments: ReadonlyMap<number, string>): readonly SheetCell[] {
  const known = new Set<number>()
  const commented = cells.map((cell) => {
    known.add(cell.column)
    const comment = comments.get(cell.column)
    return comment === undefined ? cell : { ...cell, comment }
  })
  for (const [column, comment] of comments) if (!known.has(column)) commented.push({ column, type: 'blank', raw: '', text: '', comment })
  return commented.sort((a, b) => a.column - b.column)
}

/** Names of the persons who write in threads, by id. */
export async function readPersons(pack: XlsxPackage, part: string): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  const entry = pack.zip.find(part)
  if (entry === undefined) return names
  await visitPart(pack, entry, (kind, scanner) => {
    if (kind === token.open && scanner.is('person')) names.set(scanner.attribute('id') ?? '', scanner.attribute('displayName') ?? '')
  })
  return names
}
