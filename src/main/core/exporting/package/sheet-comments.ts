/**
 * Comments on cells of a sheet: the list of notes with the drawing that shows them (ECMA-376 18.7, and VML as Excel writes it). Comments of others
 * stay; ours join the text of one that stands on the same cell. Those that we made for an earlier return are taken out, since they speak of it. Cells with a thread are left alone: their thread would hide the note.
 */
import { cellAddress } from '../../../../shared/domain/sheet.ts'
import type { XlsxPackage } from '../../importing/read/xlsx/package-part.ts'
import { readRelationships } from '../../importing/read/xlsx/relationships.ts'
import { token } from '../../importing/read/xlsx/xml-scanner.ts'
import { strictRelationships, transitionalRelationships, xmlHead, type PackageEdits } from './package-edits.ts'
import { appendInside, visitPlaces, xmlText, type Place, type Splice } from './part-places.ts'

export interface CellComment {
  /** Zero-based column, one-based row. */
  readonly column: number
  readonly row: number
  readonly text: string
}

export const commentAuthor = 'RMMS Workbench'
const mainNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const strictNamespace = 'http://purl.oclc.org/ooxml/spreadsheetml/main'
const commentsType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml'
const vmlType = 'application/vnd.openxmlformats-officedocument.vmlDrawing'
const shapeType = '_x0000_t202'
/** Shapes of a drawing are numbered from 1024 times its block on. */
const blockSize = 1024

/** Elements of a worksheet up to the place of the drawing of its notes (18.3.1.99). */
const beforeLegacy: ReadonlySet<string> = new Set([
  'sheetPr', 'dimension', 'sheetViews', 'sheetFormatPr', 'cols', 'sheetData', 'sheetCalcPr', 'sheetProtection', 'protectedRanges', 'scenarios', 'autoFilter', 'sortState', 'dataConsolidate', 'customSheetViews',
  'mergeCells', 'phoneticPr', 'conditionalFormatting', 'dataValidations', 'hyperlinks', 'printOptions', 'pageMargins', 'pageSetup', 'headerFooter', 'rowBreaks', 'colBreaks', 'customProperties', 'cellWatches',
  'ignoredErrors', 'smartTags', 'drawing',
])

/** Plans the comments; gives how many cells carry one afterwards, or null where the sheet's parts cannot be added to. At most one comment a cell must be given. */
export async function addSheetComments(pack: XlsxPackage, edits: PackageEdits, part: string, comments: readonly CellComment[], isStrict: boolean): Promise<number | null> {
  const sheet = pack.zip.find(part)
  if (sheet === undefined) return null
  const relations = (await readRelationships(pack, part)).filter(({ isExternal }) => !isExternal)
  const threaded = new Set<string>()
  for (const { target } of relations.filter(({ type }) => type === 'threadedComment')) {
    const entry = pack.zip.find(target)
    if (entry) await visitPlaces(pack, entry, (kind, scanner) => void (kind === token.open && scanner.is('threadedComment') && threaded.add(scanner.attribute('ref') ?? '')))
  }
  const wanted = comments.filter(({ column, row }) => !threaded.has(cellAddress(column, row)))
  const types = isStrict ? strictRelationships : transitionalRelationships

  const notes = relations.find(({ type }) => type === 'comments')
  let fresh: readonly CellComment[] = wanted
  let outdated: ReadonlySet<string> = new Set()
  if (wanted.length === 0 && notes === undefined) return 0
  if (notes === undefined || pack.zip.find(notes.target) === undefined) {
    const name = edits.freeName('xl/comments#.xml')
    edits.put(name, `${xmlHead}<comments xmlns="${isStrict ? strictNamespace : mainNamespace}"><authors><author>${commentAuthor}</author></authors><commentList>${wanted.map((comment) => commentXml('', comment, 0)).join('')}</commentList></comments>`, commentsType)
    await edits.relate(part, `${types}/comments`, name)
  } else {
    const joined = await joinComments(pack, notes.target, wanted)
    if (joined === null) return null
    edits.splice(notes.target, joined.splices)
    fresh = joined.fresh
    outdated = joined.outdated
  }
  if (fresh.length === 0 && outdated.size === 0) return wanted.length

  const place = await legacyPlace(pack, part)
  if (place === null) return null
  const drawing = place.id === null ? undefined : relations.find(({ id }) => id === place.id)
  const vml = drawing === undefined ? undefined : pack.zip.find(drawing.target)
  if (vml !== undefined) {
    let text = ''
    for await (const chunk of pack.zip.read(vml, pack.deadline)) text += chunk.toString('latin1')
    const end = text.lastIndexOf('</xml>')
    if (end < 0) return null
    const highest = [...text.matchAll(/_x0000_s(\d{1,9})/g)].reduce((most, [, number]) => Math.max(most, Number(number)), blockSize)
    const removed = [...text.matchAll(/<v:shape\s(?:(?!<\/v:shape>)[\s\S])*<\/v:shape>/g)].filter(([shape]) => outdated.has(cellAddress(Number(/<x:Column>\s*(\d+)/.exec(shape)?.[1] ?? -1), 1 + Number(/<x:Row>\s*(\d+)/.exec(shape)?.[1] ?? -1))) && /ObjectType\s*=\s*["']Note/.test(shape))
    edits.splice(vml.name, [...removed.map(({ index, 0: shape }) => ({ at: index, remove: shape.length, insert: '' })), { at: end, insert: (text.includes(shapeType) ? '' : shapeTypeXml) + fresh.map((comment, index) => shapeXml(comment, highest + 1 + index)).join('') }])
    return wanted.length
  }
  if (fresh.length === 0) return wanted.length
  const name = edits.freeName('xl/drawings/vmlDrawing#.vml')
  const blocks = Array.from({ length: Math.ceil((fresh.length + 1) / blockSize) }, (_, index) => index + 1).join(',')
  edits.put(name, `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${blocks}"/></o:shapelayout>${shapeTypeXml}${fresh.map((comment, index) => shapeXml(comment, blockSize + 1 + index)).join('')}</xml>`)
  edits.declareEnding('vml', vmlType)
  const id = await edits.relate(part, `${types}/vmlDrawing`, name)
  edits.splice(part, [{ ...place.splice, insert: `<${place.prefix}legacyDrawing xmlns:r="${types}" r:id="${id}"/>` }])
  return wanted.length
}

/** Where the sheet refers to the drawing of its notes: the id it has, else the place where the reference belongs. */
async function legacyPlace(pack: XlsxPackage, part: string): Promise<{ readonly id: string | null; readonly prefix: string; readonly splice: Omit<Splice, 'insert'> } | null> {
  const entry = pack.zip.find(part)
  if (entry === undefined) return null
  let id: string | null = null
  let prefix = ''
  let after = -1
  /** A reference to a drawing that is not there is replaced. */
  let existing: Place | null = null
  let open = ''
  const isText = await visitPlaces(pack, entry, (kind, scanner, place) => {
    if (kind === token.text) return
    if (kind === token.open) {
      const depth = scanner.depth - (scanner.isSelfClosing ? 0 : 1)
      if (depth === 0) prefix = place().prefix
      if (depth !== 1) return
      open = scanner.name()
      if (open === 'legacyDrawing') {
        id = scanner.attribute('id', true) ?? null
        existing = place()
      } else if (scanner.isSelfClosing && beforeLegacy.has(open)) after = place().end
    } else if (scanner.depth === 1 && beforeLegacy.has(scanner.name())) after = place().end
  })
  if (!isText || (after < 0 && existing === null)) return null
  // The compiler does not see that the visitor was called.
  const found = existing as Place | null
  return { id, prefix, splice: found === null ? { at: after } : { at: found.start, remove: found.end - found.start } }
}

/** Joins comments to a list that is there; `fresh` are those on cells that have none, `outdated` the addresses of ours that are taken out. */
async function joinComments(pack: XlsxPackage, part: string, comments: readonly CellComment[]): Promise<{ readonly splices: readonly Splice[]; readonly fresh: readonly CellComment[]; readonly outdated: ReadonlySet<string> } | null> {
  const entry = pack.zip.find(part)
  if (entry === undefined) return null
  const byAddress = new Map(comments.map((comment) => [cellAddress(comment.column, comment.row), comment]))
  const splices: Splice[] = []
  const joined = new Set<CellComment>()
  const outdated = new Set<string>()
  const ours = new Set<number>()
  let isInAuthor = false
  /** Start and address of a comment of ours that is being read. */
  let ending: { readonly start: number; readonly ref: string } | null = null
  let authors = 0
  let authorsPlace: { readonly at: number; readonly remove?: number; readonly insert: (author: string) => string } | null = null
  let open: CellComment | undefined
  const addRun = ({ start, prefix }: Place, comment: CellComment): void => {
    splices.push({ at: start, insert: `<${prefix}r><${prefix}t xml:space="preserve">\n\n</${prefix}t></${prefix}r>${runsXml(prefix, comment.text)}` })
    joined.add(comment)
    open = undefined
  }
  const isText = await visitPlaces(pack, entry, (kind, scanner, place) => {
    if (kind === token.text) {
      if (isInAuthor && scanner.textValue().trim() === commentAuthor) ours.add(authors - 1)
      return
    }
    if (scanner.is('author')) isInAuthor = kind === token.open && !scanner.isSelfClosing
    if (kind === token.open) {
      if (scanner.is('author')) authors += 1
      else if (scanner.is('authors') && scanner.isSelfClosing) {
        const { end, prefix } = place()
        authorsPlace = { at: end - 2, remove: 2, insert: (author) => `>${author}</${prefix}authors>` }
      } else if (scanner.is('comment')) {
        const ref = (scanner.attribute('ref') ?? '').replaceAll('$', '').toUpperCase()
        if (ours.has(Number(scanner.attribute('authorId') ?? -1)) && !scanner.isSelfClosing) ending = { start: place().start, ref }
        else open = byAddress.get(ref)
      } else if ((scanner.is('rPh') || scanner.is('phoneticPr')) && open !== undefined) addRun(place(), open)
      else if (scanner.is('text') && scanner.isSelfClosing && open !== undefined) {
        const { end, prefix } = place()
        splices.push({ at: end - 2, remove: 2, insert: `>${runsXml(prefix, open.text)}</${prefix}text>` })
        joined.add(open)
        open = undefined
      }
    } else if (scanner.is('authors')) {
      const { start } = place()
      authorsPlace = { at: start, insert: (author) => author }
    } else if (scanner.is('text') && open !== undefined) addRun(place(), open)
    else if (scanner.is('comment')) {
      if (ending !== null) {
        splices.push({ at: ending.start, remove: place().end - ending.start, insert: '' })
        outdated.add(ending.ref)
      }
      ending = null
      open = undefined
    }
  })
  const fresh = comments.filter((comment) => !joined.has(comment))
  if (!isText) return null
  if (fresh.length === 0) return { splices, fresh, outdated }
  // The compiler does not see that the visitor was called.
  const authorAt = authorsPlace as { readonly at: number; readonly remove?: number; readonly insert: (author: string) => string } | null
  const list = await appendInside(pack, entry, 'commentList', (prefix) => fresh.map((comment) => commentXml(prefix, comment, authors)).join(''))
  const prefixed = await appendInside(pack, entry, 'comments', (prefix) => prefix)
  if (authorAt === null || list === null || prefixed === null) return null
  const prefix = prefixed[0]?.insert ?? ''
  const author = authorAt.insert(`<${prefix}author>${commentAuthor}</${prefix}author>`)
  return { splices: [...splices, { at: authorAt.at, ...(authorAt.remove === undefined ? {} : { remove: authorAt.remove }), insert: author }, ...list], fresh, outdated }
}

/** Escaped twice: what looks like the format's own escape of a character must not become one. */
const stringXml = (text: string): string => xmlText(text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').slice(0, 32_000))

const runsXml = (prefix: string, text: string): string =>
  `<${prefix}r><${prefix}rPr><${prefix}b/><${prefix}sz val="9"/><${prefix}rFont val="Tahoma"/></${prefix}rPr><${prefix}t xml:space="preserve">${commentAuthor}:\n</${prefix}t></${prefix}r><${prefix}r><${prefix}rPr><${prefix}sz val="9"/><${prefix}rFont val="Tahoma"/></${prefix}rPr><${prefix}t xml:space="preserve">${stringXml(text)}</${prefix}t></${prefix}r>`

const commentXml = (prefix: string, { column, row, text }: CellComment, author: number): string =>
  `<${prefix}comment ref="${cellAddress(column, row)}" authorId="${author}"><${prefix}text>${runsXml(prefix, text)}</${prefix}text></${prefix}comment>`

const namespaces = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"'
const shapeTypeXml = `<v:shapetype ${namespaces} id="${shapeType}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`

function shapeXml({ column, row, text }: CellComment, number: number): string {
  const left = Math.min(column + 1, 16_380)
  const lines = Math.min(20, 3 + Math.ceil(text.length / 40) + (text.match(/\n/g)?.length ?? 0))
  const top = Math.max(0, row - 2)
  return (
    `<v:shape ${namespaces} id="_x0000_s${number}" type="#${shapeType}" style="position:absolute;margin-left:60pt;margin-top:2pt;width:240pt;height:${lines * 12}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>` +
    `<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${left}, 15, ${top}, 4, ${left + 3}, 15, ${top + lines}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
  )
}
