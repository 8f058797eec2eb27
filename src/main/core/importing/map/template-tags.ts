import { columnMeasures, submissionFields, submissionKinds, type ColumnMeasure, type SubmissionField, type SubmissionKind } from '../../../../shared/domain/kinds.ts'
import type { SheetRow } from '../../../../shared/domain/sheet.ts'
import type { Problem } from '../../../../shared/domain/submission.ts'

/**
 * The hidden row of a template workbook: what each column carries, so that a renamed, moved or translated column still maps. One cell
 * begins with the stamp `rmms:v1:receipts`; each names its column as `field`, `amount:receipt` or `amount:receipt:EUR`, the stamped one
 * after a blank.
 */

export const templateVersion = 1

export interface TemplateTag {
  readonly field: SubmissionField
  readonly measure?: ColumnMeasure
  readonly currency?: string
}

export interface TemplateTags {
  /** Of the tag row, one-based. */
  readonly row: number
  /** Null where a later version knows a kind that this one does not. */
  readonly kind: SubmissionKind | null
  readonly version: number
  readonly fields: ReadonlyMap<number, TemplateTag>
}

/** Rows of a sheet in which the tag row may stand. */
export const searchedRows = 60
const stamp = /^rmms:v(\d{1,6}):([a-z-]{1,40})(?: (\S+))?$/

export function tagText({ field, measure, currency }: TemplateTag): string {
  return [field, measure, currency].filter((part) => part !== undefined).join(':')
}

/** `tag`: of the stamped column; a text of its own where it carries no field. */
export const stampText = (kind: SubmissionKind, tag: TemplateTag | string): string => `rmms:v${templateVersion}:${kind} ${typeof tag === 'string' ? tag : tagText(tag)}`

function parseTag(text: string): TemplateTag | null {
  const [name, measureName, currency] = text.split(':')
  const field = submissionFields.find((known) => known === name)
  if (field === undefined) return null
  const measure = columnMeasures.find((known) => known === measureName)
  return { field, ...(measure === undefined ? {} : { measure }), ...(currency !== undefined && /^[A-Z]{3}$/.test(currency) ? { currency } : {}) }
}

/** In: the first rows of a sheet. Out: what its tag row says, or null where it has none; tags that no version up to this one knows are left out. */
export function readTemplateTags(rows: readonly SheetRow[]): TemplateTags | null {
  for (const row of rows.slice(0, searchedRows)) {
    for (const cell of row.cells) {
      const found = cell.type === 'text' && cell.text.startsWith('rmms:') ? stamp.exec(cell.text.trim()) : null
      if (!found) continue
      const fields = new Map<number, TemplateTag>()
      for (const other of row.cells) {
        const text = other === cell ? (found[3] ?? '') : other.text.trim()
        const tag = parseTag(text)
        if (tag) fields.set(other.column, tag)
      }
      return { row: row.row, kind: submissionKinds.find((kind) => kind === found[2]) ?? null, version: Number(found[1]), fields }
    }
  }
  return null
}

/** Marks the sheets of a template that hold guidance and lists. */
export const asideStamp = `rmms:v${templateVersion}:aside`

/** Is a sheet one of a template's own that hold no data? In: its first rows. */
export const isTemplateAside = (rows: readonly SheetRow[]): boolean => rows.slice(0, 3).some(({ cells }) => cells.some(({ text }) => /^rmms:v\d+:aside$/.test(text)))

/** What to say of a template that a later version of the application made. */
export function templateFindings(tags: TemplateTags | null): Problem[] {
  if (tags === null || tags.version <= templateVersion) return []
  return [{ severity: 'warning', code: 'finding.file.newer-template', params: { version: tags.version, known: templateVersion }, field: 'file' }]
}
