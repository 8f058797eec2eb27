/** Collects what is to change in a package: new parts, with the relationships and content types that they need, and places in parts that are there. */
import { fail } from '../../../../shared/result.ts'
import type { XlsxPackage } from '../../importing/read/xlsx/package-part.ts'
import { readRelationships } from '../../importing/read/xlsx/relationships.ts'
import { appendInside, splicePart, xmlText, type Splice } from './part-places.ts'
import type { PartPatch } from './patch-package.ts'

export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const relationshipsNamespace = 'http://schemas.openxmlformats.org/package/2006/relationships'
export const transitionalRelationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
export const strictRelationships = 'http://purl.oclc.org/ooxml/officeDocument/relationships'

export interface PackageEdits {
  /** A name that no part has, from `xl/comments#.xml`. */
  freeName(pattern: string): string
  /** A new part, or another content of the one of that name; its type is declared where `contentType` is given. */
  put(name: string, content: string, contentType?: string): void
  /** Content of all parts with an ending. */
  declareEnding(ending: string, contentType: string): void
  splice(name: string, splices: readonly Splice[]): void
  /** Gives the id under which `source` refers to the part. `type` is the full address of the relationship's type. */
  relate(source: string, type: string, target: string): Promise<string>
  /** All changes, each part once. Fails with unreadable-file where the list of content types is missing. */
  patches(): Promise<readonly PartPatch[]>
}

export function createPackageEdits(pack: XlsxPackage): PackageEdits {
  const parts = new Map<string, { readonly name: string; readonly content: string }>()
  const splices = new Map<string, Splice[]>()
  const overrides: ((prefix: string) => string)[] = []
  const endings = new Map<string, string>()
  const relations = new Map<string, { readonly id: string; readonly type: string; readonly target: string }[]>()
  let lastId = 0
  const relsName = (source: string): string => {
    const slash = source.lastIndexOf('/') + 1
    return `${source.slice(0, slash)}_rels/${source.slice(slash)}.rels`
  }
  const splice: PackageEdits['splice'] = (name, some) => {
    const key = pack.zip.find(name)?.name ?? name
    splices.set(key, [...(splices.get(key) ?? []), ...some])
  }
  const append = async (name: string, element: string, insert: (prefix: string) => string): Promise<void> => {
    const entry = pack.zip.find(name)
    const found = entry === undefined ? null : await appendInside(pack, entry, element, insert)
    if (found === null) fail('unreadable-file', 'error.file-damaged', { part: name })
    splice(name, found)
  }
  return {
    splice,
    freeName(pattern) {
      for (let number = 1; ; number++) {
        const name = pattern.replace('#', String(number))
        if (pack.zip.find(name) === undefined && !parts.has(name.toLowerCase())) return name
      }
    },
    put(name, content, contentType) {
      parts.set(name.toLowerCase(), { name: pack.zip.find(name)?.name ?? name, content })
      if (contentType !== undefined) overrides.push((prefix) => `<${prefix}Override PartName="/${xmlText(name)}" ContentType="${contentType}"/>`)
    },
    declareEnding: (ending, contentType) => void endings.set(ending, contentType),
    async relate(source, type, target) {
      const taken = new Set((await readRelationships(pack, source)).map(({ id }) => id))
      do lastId += 1
      while (taken.has(`rIdRmms${lastId}`))
      const id = `rIdRmms${lastId}`
      relations.set(source, [...(relations.get(source) ?? []), { id, type, target: relativeTarget(source, target) }])
      return id
    },
    async patches() {
      for (const [source, list] of relations) {
        const name = relsName(source)
        const write = (prefix: string): string => list.map(({ id, type, target }) => `<${prefix}Relationship Id="${id}" Type="${type}" Target="${xmlText(target)}"/>`).join('')
        if (pack.zip.find(name) === undefined) parts.set(name.toLowerCase(), { name, content: `${xmlHead}<Relationships xmlns="${relationshipsNamespace}">${write('')}</Relationships>` })
        else await append(name, 'Relationships', write)
      }
      const known = await declaredEndings(pack)
      const missing = [...endings].filter(([ending]) => !known.has(ending))
      const declare = (prefix: string): string => missing.map(([ending, type]) => `<${prefix}Default Extension="${ending}" ContentType="${type}"/>`).join('') + overrides.map((write) => write(prefix)).join('')
      if (declare('') !== '') await append('[Content_Types].xml', 'Types', declare)
      return [
        ...[...splices].map(([name, some]): PartPatch => {
          const entry = pack.zip.find(name) ?? fail('unreadable-file', 'error.file-damaged', { part: name })
          return { name, content: () => splicePart(pack, entry, some) }
        }),
        ...parts.values(),
      ]
    },
  }
}

/** From the folder of the part that refers, as Excel writes it: some readers know no other form. */
function relativeTarget(source: string, target: string): string {
  const [from, to] = [source.split('/').slice(0, -1), target.split('/')]
  let shared = 0
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared += 1
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/')
}

async function declaredEndings(pack: XlsxPackage): Promise<ReadonlySet<string>> {
  const entry = pack.zip.find('[Content_Types].xml')
  let text = ''
  if (entry !== undefined) for await (const chunk of pack.zip.read(entry, pack.deadline)) text += chunk.toString('utf8')
  return new Set([...text.matchAll(/Extension\s*=\s*["']([^"']+)["']/g)].map(([, ending = '']) => ending.toLowerCase()))
}
