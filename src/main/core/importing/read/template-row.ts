import type { SheetCell } from '../../../../shared/domain/sheet.ts'

/** The row by which a template of this application names its columns: hidden by its maker, so nothing to tell its reader. */
export const isTemplateRow = (cells: readonly SheetCell[]): boolean => cells.some(({ type, text }) => type === 'text' && text.startsWith('rmms:v'))
