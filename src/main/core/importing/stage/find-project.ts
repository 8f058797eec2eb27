/**
 * The project of the register that a row without a symbol speaks of. Its number is only its sender's: where nothing tells that
 * the sender is the same, the row is neither merged nor added but asked about.
 */
import type { ContributionDraft } from '../../../../shared/domain/submission.ts'
import { projectKey, scopeOf, sourceTextOf, subjectKey } from './natural-keys.ts'
import { fileStem, haveNothingInCommon } from './record-likeness.ts'
import type { RegisterRows, StoredProject } from './register-rows.ts'

export interface Sender {
  readonly fileName: string
  /** Key of the sending office, empty where none is named. */
  readonly office: string
}

/** `taken`: another sender's project holds the number. */
export type FoundProject = { readonly kind: 'none' } | { readonly kind: 'same' | 'taken'; readonly project: StoredProject }

export interface ProjectFinder {
  find(draft: ContributionDraft, partner: string): FoundProject
  /** Does the title show that a row speaks of another sender's project, though its number is the same? */
  isAnothers(draft: ContributionDraft, project: number, title: string | null): boolean
}

export function createProjectFinder(rows: RegisterRows, { fileName, office }: Sender): ProjectFinder {
  const stem = fileStem(fileName)
  const ofSender = new Map<number, boolean>()

  /** Did an edition of this file give the project before? */
  function isOfSender(project: number): boolean {
    const known = ofSender.get(project) ?? rows.fileNames(project).some((name) => fileStem(name) === stem)
    ofSender.set(project, known)
    return known
  }
  const isAnothers: ProjectFinder['isAnothers'] = (draft, project, title) => haveNothingInCommon(draft.title, title) && !isOfSender(project)
  /** By the partner it was resolved to; then by what a person made of it, or what the source wrote then. */
  function isPaidBy(project: StoredProject, subject: string, partner: string, text: string): boolean {
    return scopeOf(project.natural_key, subject).partner === partner || rows.contributions(project.id).some((known) => known.partner === partner || (text !== '' && known.source_text === text))
  }

  function find(draft: ContributionDraft, partner: string): FoundProject {
    const key = projectKey(draft, partner, office)
    const exact = rows.project(key)
    if (exact && (draft.symbol || draft.identifier === null || office !== '')) return { kind: 'same', project: exact }
    if (draft.symbol) return { kind: 'none' }
    const subject = subjectKey(draft)
    const text = sourceTextOf(draft)
    const found = exact ? [exact] : rows.projectsOfSubject(subject).filter((project) => isPaidBy(project, subject, partner, text))
    if (draft.identifier === null) return found[0] ? { kind: 'same', project: found[0] } : { kind: 'none' }
    let taken: StoredProject | null = null
    // The sender's own first, then those that no office is known of.
    const fitting = found.map((project) => ({ project, sender: scopeOf(project.natural_key, subject).office })).sort((a, b) => Number(b.sender === office) - Number(a.sender === office))
    for (const { project, sender } of fitting) {
      if (office !== '' && sender === office) return { kind: 'same', project }
      if (office !== '' && sender !== '') continue
      if (!isAnothers(draft, project.id, titleOf(project))) return { kind: 'same', project }
      if (office === '') taken ??= project
    }
    return taken ? { kind: 'taken', project: taken } : { kind: 'none' }
  }
  return { find, isAnothers }
}

export const titleOf = ({ title }: StoredProject): string | null => (title === null ? null : String(title))
