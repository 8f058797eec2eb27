import type { Problem } from '../../../../../shared/domain/submission.ts'
import { fileFinding } from '../file-finding.ts'
import type { ZipArchive } from '../zip.ts'
import type { WorkbookPart } from './workbook-part.ts'

/** What a workbook carries beside its cells. Nothing of it is opened, followed or run; the analyst is told that it is there. */
export function findPackageContents(zip: ZipArchive, workbook: WorkbookPart): readonly Problem[] {
  const names = zip.entries.map((entry) => entry.name.toLowerCase())
  const count = (pattern: RegExp): number => names.filter((name) => pattern.test(name)).length
  const found: Problem[] = []
  const hasMacroSheet = workbook.sheets.some((sheet) => /macrosheet$/i.test(sheet.type))
  if (hasMacroSheet || count(/vbaproject\.bin$/) > 0) found.push(fileFinding('warning', 'finding.file.macros'))
  const links = workbook.relationships.filter((one) => one.type === 'externalLink').length
  if (links > 0) found.push(fileFinding('warning', 'finding.file.external-links', { count: links }))
  const hasConnections = workbook.relationships.some((one) => one.type === 'connections') || count(/\/querytables\//) > 0
  if (hasConnections) found.push(fileFinding('warning', 'finding.file.data-connections'))
  const embedded = count(/\/(?:embeddings|activex)\/[^/]+\.(?!rels$)[^/.]+$/)
  if (embedded > 0) found.push(fileFinding('warning', 'finding.file.embedded-objects', { count: embedded }))
  for (const { name, visibility, type } of workbook.sheets) {
    if (type !== 'worksheet') found.push(fileFinding('info', 'finding.file.not-a-worksheet', { sheet: name }))
    else if (visibility === 'hidden') found.push(fileFinding('info', 'finding.file.hidden-sheet', { sheet: name }))
    else if (visibility === 'very-hidden') found.push(fileFinding('warning', 'finding.file.very-hidden-sheet', { sheet: name }))
  }
  return found
}
