/**
 * Projects of an import. The first row of a file that gives a field speaks for it; a blank never erases what the register holds.
 * Babies and components are linked to their parent whichever of the two comes first.
 */
import { parseProjectSymbol } from '../../../../shared/domain/project-symbol.ts'
import type { ContributionDraft, Problem, SubmissionMapping } from '../../../../shared/domain/submission.ts'
import type { Writer } from '../../store/write-gate.ts'
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

export interface PlanProjects {
  /** The draft's project, made or brought up to date; `isTouched` where something was written. Null, with an error among the problems, where another sender's project holds its number. */
  of(draft: ContributionDraft, problems: Problem[]): { readonly project: PlannedProject; readonly isTouched: boolean } | null
  /** Links children that came before their parent. */
  finish(): void
  readonly unknownKeys: ReadonlySet<string>
}

const noFields = (): ImportedFields => ({ title: null, modality_id: null, area_id: null, office_id: null, executing_agency: null, implementing_agency: null, sector: null, status: null, approval_date: null, start_date: null, end_date: null })

export function planProjects(rows: RegisterRows, partners: PlanPartners, { fileName, mapping }: { readonly fileName: string; readonly mapping: SubmissionMapping }, writer: () => Writer): PlanProjects {
  const areas = rows.idsByKey('area')
  const modalities = rows.idsByKey('modality')
  const office = mapping.constants.office === undefined ? null : (rows.idsByKey('office').get(mapping.constants.office) ?? null)
  const officeKey = mapping.constants.office ?? ''
  const finder = createProjectFinder(rows, { fileName, office: officeKey })
  const projects = new Map<string, PlannedProject>()
  const byId = new Map<number, PlannedProject>()
  const orphans: { readonly child: number; readonly parent: string }[] = []
  const unknownKeys = new Set<string>()

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
  function follow(project: PlannedProject, draft: ContributionDraft): boolean {
    const fields = fieldsOf(draft)
    const patch: Partial<ImportedFields> = {}
    for (const field of importedFields) {
      if (fields[field] === null || project.given[field] !== null) continue
      project.given[field] = fields[field]
      if (project.held[field] !== fields[field]) patch[field] = project.held[field] = fields[field]
    }
    if (Object.keys(patch).length === 0) return false
    writer().update('project', project.id, patch)
    return true
  }

  return {
    of(draft, problems) {
      const key = projectKey(draft, partners.keyOf(draft), officeKey)
      const known = projects.get(key)
      if (known?.isNew) return { project: known, isTouched: follow(known, draft) }
      const isNumbered = !draft.symbol && draft.identifier !== null
      if (!known) {
        const found = finder.find(draft, partners.keyOf(draft))
        if (found.kind === 'taken') {
          problems.push(numberTaken(draft, titleOf(found.project), rows.fileNames(found.project.id)))
          return null
        }
        if (found.kind === 'none') {
          const project = make(key, draft)
          projects.set(key, project)
          return { project, isTouched: true }
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
      return { project, isTouched: follow(project, draft) }
    },
    finish() {
      for (const { child, parent } of orphans) {
        const found = projects.get(parent)
        if (found) writer().update('project', child, { parent_id: found.id })
      }
    },
    unknownKeys,
  }
}
