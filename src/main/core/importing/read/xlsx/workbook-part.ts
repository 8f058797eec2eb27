import type { SheetVisibility } from '../../../../../shared/domain/sheet.ts'
import { fail } from '../../../../../shared/result.ts'
import { requirePart, visitPart, type XlsxPackage } from './package-part.ts'
import { readRelationships, type Relationship } from './relationships.ts'
import { isTrue, token } from './xml-scanner.ts'

/** The workbook part: its sheets in tab order, the epoch of its dates and what else it refers to. */
export interface WorkbookPart {
  readonly name: string
  readonly sheets: readonly WorkbookSheet[]
  readonly is1904: boolean
  readonly relationships: readonly Relationship[]
}

export interface WorkbookSheet {
  readonly name: string
  readonly visibility: SheetVisibility
  /** Part name of the sheet. */
  readonly part: string
  /** `worksheet`, `chartsheet`, `dialogsheet`, `xlMacrosheet`. */
  readonly type: string
}

/** Name of the main part of an Office package, by its relationships or, failing these, at its usual place. */
export async function findMainPart(pack: XlsxPackage): Promise<string | undefined> {
  const main = (await readRelationships(pack, '')).find((one) => one.type === 'officeDocument' && !one.isExternal)
  if (main !== undefined && pack.zip.find(main.target) !== undefined) return main.target
  return ['xl/workbook.xml', 'xl/workbook.bin'].find((name) => pack.zip.find(name) !== undefined)
}

export async function readWorkbookPart(pack: XlsxPackage, name: string): Promise<WorkbookPart> {
  const relationships = await readRelationships(pack, name)
  const byId = new Map(relationships.map((one) => [one.id, one]))
  const sheets: WorkbookSheet[] = []
  let is1904 = false
  let root = ''
  await visitPart(pack, requirePart(pack.zip, name), (kind, scanner) => {
    if (kind !== token.open) return
    if (root === '') root = scanner.name()
    if (scanner.is('workbookPr')) is1904 = isTrue(scanner.attribute('date1904'))
    else if (scanner.is('sheet')) {
      const relation = byId.get(scanner.attribute('id', true) ?? '')
      const sheetName = scanner.attribute('name') ?? ''
      if (relation === undefined || relation.isExternal) fail('unreadable-file', 'error.file-damaged', { part: sheetName })
      sheets.push({ name: sheetName, visibility: visibility(scanner.attribute('state')), part: relation.target, type: relation.type })
    }
  })
  if (root !== 'workbook') fail('unreadable-file', 'error.file-zip-without-workbook')
  return { name, sheets, is1904, relationships }
}

function visibility(state: string | undefined): SheetVisibility {
  if (state === 'hidden') return 'hidden'
  return state === 'veryHidden' ? 'very-hidden' : 'visible'
}
