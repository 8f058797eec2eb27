/** What keeps a table of a recipe from being committed without a person; pure. Nothing that is only proposed ever counts as decided. */
import type { BatchReport, Drift } from '../../../shared/contract/submissions.ts'
import type { ColumnMapping, Message, SubmissionMapping } from '../../../shared/domain/submission.ts'
import { columnName } from '../../../shared/domain/sheet.ts'
import { textKey } from '../../../shared/domain/text-key.ts'
import { isCertainMatch } from '../importing/map/certain-match.ts'

export interface KnownForm {
  readonly mapping: SubmissionMapping
  readonly office: string | null
}

const message = (key: string, params: Message['params'] = {}): Message => ({ key, params })
/** What a template says of its own columns is as good as a person's word. */
const isTagged = ({ reason }: ColumnMapping): boolean => reason.key === 'reason.template-tag'
const isDecided = ({ field, reason }: ColumnMapping): boolean => field === 'ignore' || reason.key === 'reason.template-tag'
const sameMeaning = (column: ColumnMapping, known: ColumnMapping): boolean =>
  column.field === known.field && (column.field !== 'amount' || (column.measure === known.measure && column.currency === known.currency && (column.scale ?? 1) === (known.scale ?? 1)))

/** Is the table of a form that was confirmed before, or does it say itself what it is? */
export const isKnownForm = (mapping: SubmissionMapping, form: KnownForm | null): boolean => form !== null || mapping.columns.some(isTagged)

/** Why the columns wait for a person; empty where each means what was confirmed for it before. */
export function mappingReasons(mapping: SubmissionMapping, form: KnownForm | null, drift: Drift | null): Message[] {
  if (form === null) {
    if (drift !== null) return [message('recipe.reason.drift', { count: drift.items.length, file: drift.file, headers: listOf(drift.items.map(({ header }) => header)) })]
    const open = mapping.columns.filter((column) => !isDecided(column))
    return mapping.columns.some(isTagged) && open.length === 0 ? [] : [message('recipe.reason.form-unknown')]
  }
  if (form.mapping.kind !== mapping.kind) return [message('recipe.reason.form-unknown')]
  const before = new Map(form.mapping.columns.map((column) => [`${column.column} ${textKey(column.header)}`, column]))
  const differing = mapping.columns.filter((column) => {
    const known = before.get(`${column.column} ${textKey(column.header)}`)
    return !isTagged(column) && (known === undefined ? !isDecided(column) : !sameMeaning(column, known))
  })
  const sections = new Map(form.mapping.sections.map(({ level, field }) => [level, field]))
  return [
    ...differing.map(({ column, header }) => message('recipe.reason.column', { column: columnName(column), header: header || '…' })),
    ...mapping.sections.filter(({ level, field }) => sections.get(level) !== field).map(({ samples }) => message('recipe.reason.section', { text: samples[0] ?? '…' })),
  ]
}

/** The mapping as confirmed: of each column what the form says, and of the same office what holds for all of its rows. */
export function confirmedMapping(mapping: SubmissionMapping, form: KnownForm | null, office: string | null): SubmissionMapping {
  const constants = form !== null && office !== null && form.office === office ? form.mapping.constants : {}
  return {
    ...mapping,
    columns: mapping.columns.map((column) => ({ ...column, isConfirmed: true })),
    sections: mapping.sections.map((section) => ({ ...section, isConfirmed: true })),
    constants: { ...constants, ...mapping.constants, ...(office === null ? {} : { office }) },
  }
}

/** Why a staged table waits for a person; empty where it may be committed. */
export function batchReasons(report: BatchReport): Message[] {
  const partners = report.partners.filter((match) => !isCertainMatch(match))
  const values = report.values.filter((match) => !isCertainMatch(match))
  const rejected = report.diff.rejected
  // Signs that figures or identifiers are not what they seem: the file's own totals, and titles with nothing in common.
  const totals = report.controlSums.reduce((sum, { totalsDiffering }) => sum + totalsDiffering, 0)
  const titles = report.problemCounts.reduce((sum, { code, count }) => sum + (code === 'finding.store.title-replaced' ? count : 0), 0)
  return [
    ...(report.isCommittable ? [] : [message('recipe.reason.not-in-register')]),
    ...report.fileProblems.filter(({ code, severity }) => code.startsWith('finding.ask.') || severity === 'error' || code === 'finding.store.units-slip').map(({ code, params }) => message(code, params)),
    ...(partners.length > 0 ? [message('recipe.reason.partners', { count: partners.length, names: listOf(partners.map(({ text }) => text)) })] : []),
    ...(values.length > 0 ? [message('recipe.reason.values', { count: values.length, names: listOf(values.map(({ text }) => text)) })] : []),
    ...(totals > 0 ? [message('recipe.reason.totals', { count: totals })] : []),
    ...(titles > 0 ? [message('recipe.reason.titles', { count: titles })] : []),
    ...(rejected > 0 ? [message('recipe.reason.rejected', { count: rejected })] : []),
    ...(report.accounting.accepted + report.accounting.rejected === 0 ? [message('recipe.reason.no-rows')] : []),
    ...(report.missingProjects > 0 ? [message('recipe.reason.missing-projects', { count: report.missingProjects })] : []),
    ...(report.corrections.asked > 0 ? [message('recipe.reason.corrections', { count: report.corrections.asked })] : []),
  ]
}

/** Would a commit write anything? */
export const hasNews = ({ diff, removedFigures, besideFigures, corrections }: BatchReport): boolean => diff.added + diff.changed + removedFigures + besideFigures + corrections.retired > 0

const mostNamed = 5
const listOf = (names: readonly string[]): string => `${[...new Set(names)].slice(0, mostNamed).join(', ')}${names.length > mostNamed ? ', …' : ''}`
