import type { ColumnEvidence } from './column-evidence.ts'
import { foldSpace } from '../../../../shared/domain/text-key.ts'

/** Partners that stand as columns, each over its own figures: `Japan | Sweden | European Union`. */
export interface PartnerHeader {
  readonly partnerText: string
  /** The rest of the header, where the measure and the currency stand. */
  readonly rest: string
}

const unitText = /[([][^)\]]*[)\]]|\b(?:USD|EUR|US\$)\b|[$€]/g

/** In: columns with the parts of their header. Out: by column, the partner that its header names; none where fewer than two do so. */
export function partnerHeaders(columns: readonly { readonly column: number; readonly path: readonly string[]; readonly evidence: ColumnEvidence }[], isPartner: (text: string) => boolean): ReadonlyMap<number, PartnerHeader> {
  const found = new Map<number, PartnerHeader>()
  for (const { column, path, evidence } of columns) {
    if (evidence.filled > 0 && evidence.numbers < 0.5) continue
    const at = path.findLastIndex((part) => part.length <= 80 && isPartner(foldSpace(part.replace(unitText, ' '))))
    const written = path[at]
    if (written === undefined) continue
    const units = written.match(unitText)?.join(' ') ?? ''
    found.set(column, { partnerText: foldSpace(written.replace(unitText, ' ')), rest: [...path.slice(0, at), ...path.slice(at + 1), units].filter((part) => part !== '').join(' > ') })
  }
  return new Set([...found.values()].map(({ partnerText }) => partnerText)).size >= 2 ? found : new Map()
}
