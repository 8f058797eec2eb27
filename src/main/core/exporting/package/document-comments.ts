/** Comments in a Word document (ECMA-376 17.13.4): one anchored at the first paragraph of each table cell given, and a first one about the whole. */
import type { XlsxPackage } from '../../importing/read/xlsx/package-part.ts'
import { readRelationships } from '../../importing/read/xlsx/relationships.ts'
import { token } from '../../importing/read/xlsx/xml-scanner.ts'
import { createDocxTableScanner } from '../../importing/read/docx/docx-table-scanner.ts'
import { strictRelationships, transitionalRelationships, xmlHead, type PackageEdits } from './package-edits.ts'
import { appendInside, visitPlaces, xmlText, type Splice } from './part-places.ts'
import { commentAuthor, type CellComment } from './sheet-comments.ts'

const namespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const strictNamespace = 'http://purl.oclc.org/ooxml/wordprocessingml/main'
const commentsType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml'

/** A paragraph: where its content begins behind its properties, and where it ends; a closed one `<w:p/>` is opened. */
interface Paragraph {
  readonly content: number
  end: number
  readonly isClosed: boolean
  readonly name: string
}

interface OpenTable {
  readonly index: number
  row: number
  column: number
  width: number
  isInCell: boolean
  isAnchored: boolean
}

/** Content beside the text of its paragraph, where no comment may be anchored, and properties as they were before a tracked change. */
const aside = new Set(['txbxContent', 'Fallback', 'pPrChange'])

/** In: the table as the reader counts those with content. Gives how many cells carry a comment, or null where the document cannot be added to. */
export async function addDocumentComments(pack: XlsxPackage, edits: PackageEdits, mainPart: string, filledTable: number, summary: string, comments: readonly CellComment[], now: string): Promise<number | null> {
  const document = pack.zip.find(mainPart)
  if (document === undefined) return null
  const places = await findParagraphs(pack, mainPart, filledTable, new Set(comments.map(({ column, row }) => `${column} ${row}`)))
  if (places === null) return null
  const { cells, isStrict } = places
  const first = places.first ?? [...cells.values()][0]
  if (first === undefined) return null
  const ns = isStrict ? strictNamespace : namespace
  const existing = (await readRelationships(pack, mainPart)).find(({ type, isExternal }) => type === 'comments' && !isExternal)
  const part = existing === undefined ? undefined : pack.zip.find(existing.target)
  let next = 0
  if (part !== undefined) await visitPlaces(pack, part, (kind, scanner) => void (kind === token.open && scanner.is('comment') && (next = Math.max(next, 1 + (Number(scanner.attribute('id', true) ?? 0) || 0)))))
  const placed = [{ place: first, text: summary }, ...comments.flatMap(({ column, row, text }) => {
    const place = cells.get(`${column} ${row}`)
    return place === undefined ? [] : [{ place, text }]
  })].map((one, index) => ({ ...one, id: next + index }))

  const xml = placed.map(({ id, text }) => `<w:comment xmlns:w="${ns}" w:id="${id}" w:author="${commentAuthor}" w:date="${now.slice(0, 19)}Z" w:initials="RMMS">${text.split('\n').map((line) => `<w:p><w:r><w:t xml:space="preserve">${xmlText(line)}</w:t></w:r></w:p>`).join('')}</w:comment>`).join('')
  if (part === undefined) {
    const name = edits.freeName(`${mainPart.slice(0, mainPart.lastIndexOf('/') + 1)}comments#.xml`)
    edits.put(name, `${xmlHead}<w:comments xmlns:w="${ns}">${xml}</w:comments>`, commentsType)
    await edits.relate(mainPart, `${isStrict ? strictRelationships : transitionalRelationships}/comments`, name)
  } else {
    const list = await appendInside(pack, part, 'comments', () => xml)
    if (list === null) return null
    edits.splice(part.name, list)
  }
  const splices = new Map<Paragraph, { readonly starts: string[]; readonly ends: string[] }>()
  for (const { id, place } of placed) {
    const at = splices.get(place) ?? { starts: [], ends: [] }
    at.starts.push(`<w:commentRangeStart xmlns:w="${ns}" w:id="${id}"/>`)
    at.ends.push(`<w:commentRangeEnd xmlns:w="${ns}" w:id="${id}"/><w:r xmlns:w="${ns}"><w:commentReference w:id="${id}"/></w:r>`)
    splices.set(place, at)
  }
  edits.splice(document.name, [...splices].flatMap(([{ content, end, isClosed, name }, { starts, ends }]): Splice[] =>
    isClosed ? [{ at: end - 2, remove: 2, insert: `>${starts.join('')}${ends.join('')}</${name}>` }] : [{ at: content, insert: starts.join('') }, { at: end, insert: ends.join('') }]))
  return placed.length - 1
}

interface Found {
  readonly cells: ReadonlyMap<string, Paragraph>
  readonly first: Paragraph | null
  readonly isStrict: boolean
}

/** First paragraphs of the wanted cells, by `column row`, and that of the document. */
async function findParagraphs(pack: XlsxPackage, mainPart: string, filledTable: number, wanted: ReadonlySet<string>): Promise<Found | null> {
  const entry = pack.zip.find(mainPart)
  if (entry === undefined) return null
  const rows: number[] = []
  const tables = createDocxTableScanner(pack.limits, { onTable: (index) => void (rows[index] = 0), onTableEnd: () => undefined, onRow: ({ table, cells, deletions }) => void (cells.length + deletions.length > 0 && (rows[table] = (rows[table] ?? 0) + 1)) })
  const found: Map<string, Paragraph>[] = []
  const stack: OpenTable[] = []
  let count = 0
  let beside = 0
  let isStrict = false
  let first: Paragraph | null = null
  /** The paragraph that is open, and who wants it. */
  let paragraph: { readonly keep: (made: Paragraph) => void; content: number; readonly name: string } | null = null
  const keepFor = (table: OpenTable | undefined): ((made: Paragraph) => void) | null => {
    if (table === undefined) return first === null ? (made) => void (first ??= made) : null
    if (!table.isInCell || table.isAnchored) return null
    table.isAnchored = true
    const key = `${table.column} ${table.row}`
    if (!wanted.has(key)) return null
    return (made) => {
      const cells = (found[table.index] ??= new Map())
      if (!cells.has(key)) cells.set(key, made)
    }
  }
  const number = (text: string | undefined): number => Math.min(20_000, Math.max(0, Math.floor(Number(text ?? 1)) || 0))
  const isText = await visitPlaces(pack, entry, (kind, scanner, place) => {
    if (kind === token.text) return tables.text(scanner.textValue())
    const name = scanner.name()
    const table = stack.at(-1)
    if (kind === token.open) {
      tables.open(scanner)
      const isEmpty = scanner.isSelfClosing
      if (name === 'document') isStrict = scanner.bytes.subarray(scanner.nameEnd, scanner.attributesEnd).includes(strictNamespace)
      if (aside.has(name) && !isEmpty) beside += 1
      if (beside > 0) return
      if (name === 'tbl' && !isEmpty) stack.push({ index: count++, row: 0, column: 0, width: 1, isInCell: false, isAnchored: false })
      else if (name === 'tbl') return
      else if (name === 'p') {
        const keep = keepFor(table)
        const { end, prefix } = place()
        if (keep !== null && isEmpty) keep({ content: end, end, isClosed: true, name: `${prefix}p` })
        else if (keep !== null) paragraph = { keep, content: end, name: `${prefix}p` }
      } else if (name === 'pPr' && isEmpty && paragraph !== null) paragraph.content = place().end
      else if (table !== undefined && name === 'tr') Object.assign(table, { row: table.row + 1, column: 0 })
      else if (table !== undefined && name === 'gridBefore') table.column += number(scanner.attribute('val', true))
      else if (table !== undefined && name === 'tc') Object.assign(table, { isInCell: !isEmpty, isAnchored: false, width: 1 })
      else if (table !== undefined && name === 'gridSpan' && table.isInCell) table.width = Math.max(1, number(scanner.attribute('val', true)))
      return
    }
    tables.close(scanner)
    if (aside.has(name)) beside = Math.max(0, beside - 1)
    if (beside > 0) return
    if (name === 'pPr' && paragraph !== null) paragraph.content = place().end
    else if (name === 'p' && paragraph !== null) {
      paragraph.keep({ content: paragraph.content, end: place().start, isClosed: false, name: paragraph.name })
      paragraph = null
    } else if (name === 'tc' && table !== undefined) {
      table.column += table.width
      table.isInCell = false
    } else if (name === 'tbl') stack.pop()
  })
  if (!isText) return null
  const index = [...rows.entries()].filter(([, filled]) => filled > 0)[filledTable]?.[0]
  return { cells: (index === undefined ? undefined : found[index]) ?? new Map(), first, isStrict }
}
