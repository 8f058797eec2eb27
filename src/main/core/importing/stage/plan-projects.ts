/**
 * Projects of an import. The first row of a file that gives a field speaks for it. A blank keeps what the register holds, unless its
 * column is to be cleared or asked about: that is told once the whole file is read, since another row may give the field.
 * Babies and components are linked to their parent whichever of the two comes first.
 */
import type { ChangedCell } from '../../../../shared/contract/submissions.ts'
import type { ImportOptions } from '../../../../shared/domain/import-options.ts'
import { parseProjectSymbol } from '../../../../shared/domain/project-symbol.ts'
import type { ContributionDraft, Problem, SubmissionMapping } from '../../../../shared/domain/submission.ts'
import type { Writer } from '../../store/write-gate.ts'
import { blankFields, shownField, type BlankField } from './blank-fields.ts'
import { createProjectFinder, titleOf } from './find-project.ts'
import { projectKey } from './natural-keys.ts'
import type { PlanPartners } from './plan-partners.ts'
import { haveNothingInCommon } from './record-likeness.ts'
import { importedFields, type ImportedFields, type RegisterRows } from './register-rows.ts'

export interface PlannedProject {
  readonly id: number
  readonly key: string
  readonly isNew: boolean
  /** The title that the register held before this file; null of a new project. */
  readonly titleBefore: string | null
  /** As the register will hold them, and as this file gave them so far. */
  readonly held: ImportedFields
  readonly given: ImportedFields
}

const numberTaken = (draft: ContributionDraft, title: string | null, files: readonly string[]): Problem => ({
  severity: 'error',
  code: 'finding.store.number-taken',
  params: { identifier: draft.identifier ?? '', partner: draft.partnerName, title: draft.title ?? '', held: title ?? '…', files: files.join(', ') || '…' },
  field: 'identifier',
})

/** A draft with the row that gives it; `isBlank` tells whether a field's cells are empty there, and is asked only of fields that the draft does not give. */
export interface DraftOfRow {
  readonly row: number
  readonly draft: ContributionDraft
  readonly isBlank: (field: BlankField) => boolean
}

/** `isKept`: the file says something else of what the register holds, which stays since the file may only add. */
export interface ProjectOutcome {
  readonly project: PlannedProject
  readonly isTouched: boolean
  readonly isKept: boolean
}

/** Of one row: a field was cleared, or a person is asked. */
export interface BlankOutcome {
  readonly row: number
  readonly problem: Problem | null
}

export interface ProjectSource {
  readonly fileName: string
  readonly mapping: SubmissionMapping
  readonly options: ImportOptions
  readonly onChange: (cell: ChangedCell) => void
}

/** What a list calls the project of a row. */
export const nameOf = ({ symbol, identifier, title }: ContributionDraft): string => symbol?.normalized ?? identifier ?? title ?? '…'

/** Rows of a project, and the fields that any of them gives though they may be unreadable. */
interface BlankRows {
  readonly name: string
  readonly rows: number[]
  readonly given: Set<BlankField>
}

export interface PlanProjects {
  /** The draft's project, made or brought up to date. Null, with an error among the problems, where another sender's project holds its number, or where the file may only update and the register has no such project. */
  of(row: DraftOfRow, problems: Problem[]): ProjectOutcome | null
  /** The key under which the register holds the draft's project or would hold it; `isThere` where it does, by this file or another. */
  place(draft: ContributionDraft): { readonly key: string; readonly isThere: boolean }
  /** Links children that came before their parent, and settles fields that no row of a project gives. */
  finish(): readonly BlankOutcome[]
  readonly unknownKeys: ReadonlySet<string>
}

const noFields = (): ImportedFields => ({ title: null, modality_id: null, area_id: null, office_id: null, executing_agency: null, implementing_agency: null, sector: null, status: null, approval_date: null, start_date: null, end_date: null })

export function planProjects(rows: RegisterRows, partners: PlanPartners, { fileName, mapping, options, onChange }: ProjectSource, writer: () => Writer): PlanProjects {
  const areas = rows.idsByKey('area')
  const modalities = rows.idsByKey('modality')
  const office = mapping.constants.office === undefined ? null : (rows.idsByKey('office').get(mapping.constants.office) ?? null)
  const officeKey = mapping.constants.office ?? ''
  const finder = createProjectFinder(rows, { fileName, office: officeKey })
  const projects = new Map<string, PlannedProject>()
  const byId = new Map<number, PlannedProject>()
  const orphans: { readonly child: number; readonly parent: string }[] = []
  const unknownKeys = new Set<string>()
  const blanks = blankFields(mapping, options)
  const blankRows = new Map<PlannedProject, BlankRows>()
  const keysById = { modality_id: invert(modalities), area_id: invert(areas), office_id: invert(rows.idsByKey('office')) }

  const shownValue = (field: keyof ImportedFields, value: string | number | null): string | null =>
    value === null ? null : field === 'modality_id' || field === 'area_id' || field === 'office_id' ? (keysById[field].get(Number(value)) ?? String(value)) : String(value)

  const idOf = (ids: ReadonlyMap<string, number>, key: string | null, kind: string): number | null => {
    if (key === null) return null
    const id = ids.get(key)
    if (id === undefined) unknownKeys.add(`${kind} ${key}`)
    return id ?? null
  }
  const fieldsOf = (draft: ContributionDraft): ImportedFields => ({
    title: draft.title,
    modality_id: idOf(modalities, draft.modality, 'modality'),
    area_id: idOf(areas, draft.countryKey, 'area'),
    office_id: office,
    executing_agency: draft.executingAgency,
    implementing_agency: draft.implementingAgency,
    sector: draft.sector,
    status: draft.status,
    approval_date: draft.approvalDate,
    start_date: draft.startDate,
    end_date: draft.endDate,
  })
  const parentId = (key: string): number | null => projects.get(key)?.id ?? rows.project(key)?.id ?? null

  function make(key: string, draft: ContributionDraft): PlannedProject {
    const fields = fieldsOf(draft)
    const { symbol } = draft
    const parent = symbol?.parent ?? null
    const parentKnown = parent === null ? null : parentId(parent)
    const parts = symbol
      ? { symbol: symbol.normalized, symbol_programme: symbol.programme, symbol_area: symbol.area, symbol_serial: symbol.serial, symbol_donor: symbol.donor, symbol_suffix: symbol.suffix, scope: symbol.scope }
      : {}
    const id = writer().insert('project', { natural_key: key, symbol_written: symbol?.written ?? draft.identifier, parent_id: parentKnown, ...parts, ...fields })
    if (parent !== null && parentKnown === null) orphans.push({ child: id, parent })
    if (symbol) {
      for (const below of rows.projectsBelow(key)) if (parseProjectSymbol(below.symbol)?.parent === key) writer().update('project', below.id, { parent_id: id })
    }
    return { id, key, isNew: true, titleBefore: null, held: fields, given: { ...fields } }
  }

  /** Writes what the draft gives first and the register does not hold yet. */
  function follow(project: PlannedProject, { row, draft, isBlank }: DraftOfRow): Omit<ProjectOutcome, 'project'> {
    const fields = fieldsOf(draft)
    const patch: Partial<ImportedFields> = {}
    let isKept = false
    for (const field of importedFields) {
      const given = fields[field]
      if (given === null || project.given[field] !== null) continue
      // A workbook of a round went to the office of each project already.
      if (field === 'office_id' && draft.isReply === true && !project.isNew) continue
      project.given[field] = given
      // Who sends figures of a project is not therefore the office that holds it.
      if (project.held[field] === given || (field === 'office_id' && project.held.office_id !== null)) continue
      if (options.behaviour === 'add-only' && !project.isNew) {
        isKept = true
        continue
      }
      if (!project.isNew) onChange({ row, name: nameOf(draft), field: shownField(field), before: shownValue(field, project.held[field]), after: shownValue(field, given) })
      patch[field] = project.held[field] = given
    }
    if (blanks.length > 0 && !project.isNew) noteBlanks(project, row, draft, isBlank)
    if (Object.keys(patch).length === 0) return { isTouched: false, isKept }
    writer().update('project', project.id, patch)
    return { isTouched: true, isKept }
  }
  function noteBlanks(project: PlannedProject, row: number, draft: ContributionDraft, isBlank: (field: BlankField) => boolean): void {
    let known = blankRows.get(project)
    if (!known) blankRows.set(project, (known = { name: nameOf(draft), rows: [], given: new Set() }))
    if (known.rows.at(-1) !== row) known.rows.push(row)
    for (const blank of blanks) if (project.given[blank.field] !== null || !isBlank(blank)) known.given.add(blank)
  }
  /** Fields that no row of a project gives. */
  function settleBlanks(project: PlannedProject, { name, rows: ofProject, given }: BlankRows): BlankOutcome[] {
    const [first] = ofProject
    const open = blanks.filter((blank) => !given.has(blank) && project.held[blank.field] !== null)
    if (first === undefined || open.length === 0) return []
    const cleared = open.filter(({ meaning }) => meaning === 'clear')
    for (const { field, shown } of cleared) onChange({ row: first, name, field: shown, before: shownValue(field, project.held[field]), after: null })
    if (cleared.length > 0) writer().update('project', project.id, Object.fromEntries(cleared.map(({ field }) => [field, null])))
    const asked = open.filter(({ meaning }) => meaning === 'ask').flatMap(({ field, shown }) =>
      ofProject.map((row): BlankOutcome => ({ row, problem: { severity: 'error', code: 'finding.store.blank-asked', params: { field: shown, held: shownValue(field, project.held[field]) ?? '' }, field: shown } })))
    return cleared.length > 0 ? [{ row: first, problem: null }, ...asked] : asked
  }

  return {
    of(ofRow, problems) {
      const { draft } = ofRow
      const key = projectKey(draft, partners.keyOf(draft), officeKey)
      const known = projects.get(key)
      if (known?.isNew) return { project: known, ...follow(known, ofRow) }
      const isNumbered = !draft.symbol && draft.identifier !== null
      if (!known) {
        const found = finder.find(draft, partners.keyOf(draft))
        if (found.kind === 'taken') {
          problems.push(numberTaken(draft, titleOf(found.project), rows.fileNames(found.project.id)))
          return null
        }
        if (found.kind === 'none') {
          if (options.behaviour === 'update-only') {
            problems.push({ severity: 'error', code: 'finding.store.not-there', params: { project: nameOf(draft) }, field: draft.symbol !== null || draft.identifier !== null ? 'identifier' : 'title' })
            return null
          }
          const project = make(key, draft)
          projects.set(key, project)
          return { project, isTouched: true, isKept: false }
        }
        const stored = found.project
        const project = byId.get(stored.id) ?? { id: stored.id, key: stored.natural_key, isNew: false, titleBefore: titleOf(stored), held: stored, given: noFields() }
        byId.set(stored.id, project)
        projects.set(key, project)
      }
      const project = projects.get(key)
      if (!project) throw new Error('a project that was found is gone')
      if (isNumbered && haveNothingInCommon(draft.title, project.titleBefore)) {
        if (officeKey === '' && finder.isAnothers(draft, project.id, project.titleBefore)) {
          problems.push(numberTaken(draft, project.titleBefore, rows.fileNames(project.id)))
          return null
        }
        problems.push({ severity: 'warning', code: 'finding.store.title-replaced', params: { identifier: draft.identifier ?? '', title: draft.title ?? '', held: project.titleBefore ?? '' }, field: 'title' })
      }
      return { project, ...follow(project, ofRow) }
    },
    place(draft) {
      const key = projectKey(draft, partners.keyOf(draft), officeKey)
      return { key, isThere: projects.has(key) || finder.find(draft, partners.keyOf(draft)).kind !== 'none' }
    },
    finish() {
      for (const { child, parent } of orphans) {
        const found = projects.get(parent)
        if (found) writer().update('project', child, { parent_id: found.id })
      }
      return [...blankRows].flatMap(([project, blank]) => settleBlanks(project, blank))
    },
    unknownKeys,
  }
}

const invert = (ids: ReadonlyMap<string, number>): ReadonlyMap<number, string> => new Map([...ids].map(([key, id]) => [id, key]))
