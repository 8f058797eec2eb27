import { token } from './xml-scanner.ts'
import { visitPart, type XlsxPackage } from './package-part.ts'

/** Relationships of a part (OPC): what it refers to inside the package, and what lies outside and is never followed. */
export interface Relationship {
  readonly id: string
  /** Last step of the type's address: `worksheet`, `sharedStrings`, `externalLink`; the same in the strict and the transitional form. */
  readonly type: string
  /** Part name inside the package, or the outside address as written. */
  readonly target: string
  readonly isExternal: boolean
}

/** Relationships of the part `source` ("" for the package itself); none where it has no relationship part. */
export async function readRelationships(pack: XlsxPackage, source: string): Promise<readonly Relationship[]> {
  const slash = source.lastIndexOf('/') + 1
  const entry = pack.zip.find(`${source.slice(0, slash)}_rels/${source.slice(slash)}.rels`)
  if (entry === undefined) return []
  const found: Relationship[] = []
  await visitPart(pack, entry, (kind, scanner) => {
    if (kind !== token.open || !scanner.is('Relationship')) return
    const target = scanner.attribute('Target') ?? ''
    const isExternal = scanner.attribute('TargetMode') === 'External'
    const type = scanner.attribute('Type') ?? ''
    found.push({
      id: scanner.attribute('Id') ?? '',
      type: type.slice(type.lastIndexOf('/') + 1),
      target: isExternal ? target : resolveTarget(source, target),
      isExternal,
    })
  })
  return found
}

/** Target relative to the folder of the source part, or absolute from the package root. */
export function resolveTarget(source: string, target: string): string {
  const path = target.replaceAll('\\', '/')
  const steps = path.startsWith('/') ? [] : source.split('/').slice(0, -1)
  for (const step of path.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  const joined = steps.join('/')
  try {
    return decodeURIComponent(joined)
  } catch {
    return joined
  }
}
