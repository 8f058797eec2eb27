import type { FileSource } from './file-source.ts'

/** Names of the streams in a compound file (MS-CFB), which holds old workbooks and encrypted new ones. Damage ends the list, it never throws. */
export async function compoundStreamNames(source: FileSource): Promise<readonly string[]> {
  const names: string[] = []
  if (source.size < 512) return names
  const header = await source.read(0, 512)
  const sectorBytes = header.readUInt16LE(30) === 12 ? 4096 : 512
  const sectorAt = (sector: number): number => (sector + 1) * sectorBytes
  const seen = new Set<number>()
  let sector = header.readUInt32LE(48)
  while (sectorAt(sector) + sectorBytes <= source.size && seen.size < 64 && !seen.has(sector)) {
    seen.add(sector)
    const entries = await source.read(sectorAt(sector), sectorBytes)
    for (let at = 0; at < sectorBytes; at += 128) {
      const bytes = entries.readUInt16LE(at + 64)
      if (bytes >= 2 && bytes <= 64) names.push(entries.toString('utf16le', at, at + bytes - 2))
    }
    const perSector = sectorBytes / 4
    const tableIndex = Math.floor(sector / perSector)
    if (tableIndex >= 109) break
    const table = sectorAt(header.readUInt32LE(76 + tableIndex * 4)) + (sector % perSector) * 4
    if (table + 4 > source.size) break
    sector = (await source.read(table, 4)).readUInt32LE(0)
  }
  return names
}
