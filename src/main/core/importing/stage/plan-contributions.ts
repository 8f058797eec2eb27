/** Contributions of an import: who pays for a project, found again by the partner; by what the source wrote where a person has named another one since. */
import type { ContributionDraft, Problem } from '../../../../shared/domain/submission.ts'
import type { Writer } from '../../store/write-gate.ts'
import { contributionKey, sourceTextOf } from './natural-keys.ts'
import { lastSaid } from './plan-corrections.ts'
import type { PlanPartners } from './plan-partners.ts'
import type { PlannedProject } from './plan-projects.ts'
import { amountGroup } from './natural-keys.ts'
import type { RegisterRows, StoredAmount, StoredPartner } from './register-rows.ts'

export interface PlannedContribution {
  readonly id: number
  readonly key: string
  readonly partner: StoredPartner
  readonly sourceText: string
  readonly isNew: boolean
  state: 'confirmed' | 'proposed'
  /** Live amounts of the register by group, in order of their ordinals. */
  readonly stored: ReadonlyMap<string, readonly StoredAmount[]>
  /** The highest ordinal of a group, once this file adds to it, and the row that first gave a figure of it. */
  readonly ordinals: Map<string, number>
  readonly firstRows: Map<string, number>
}

export interface PlanContributions {
  of(project: PlannedProject, draft: ContributionDraft, problems: Problem[]): { readonly contribution: PlannedContribution; readonly isNew: boolean; readonly isTouched: boolean }
  /** The draft's contribution, where the register or this file has it; nothing is written. */
  known(project: PlannedProject, draft: ContributionDraft): PlannedContribution | null
  /** What the register held of a project that the file speaks of, whoever pays. */
  readonly storedOf: (project: number) => readonly StoredAmount[]
}

export interface ContributionSource {
  readonly submission: () => number
  /** What the register holds stays as it is. */
  readonly isAddOnly: boolean
}

const none: ReadonlyMap<string, readonly StoredAmount[]> = new Map()

export function planContributions(rows: RegisterRows, partners: PlanPartners, writer: () => Writer, { submission, isAddOnly }: ContributionSource): PlanContributions {
  const byProject = new Map<string, PlannedContribution[]>()
  const byId = new Map<number, PlannedContribution[]>()

  const load = (project: PlannedProject): PlannedContribution[] =>
    project.isNew
      ? []
      : rows.contributions(project.id).flatMap((stored) => {
          const partner = partners.byKey(stored.partner)
          if (!partner) return []
          const amounts = rows.amounts(stored.id).sort((a, b) => a.natural_key.length - b.natural_key.length || (a.natural_key < b.natural_key ? -1 : 1))
          const groups = Map.groupBy(amounts, (amount) => amountGroup(amount.measure, { start: amount.period_start, end: amount.period_end, precision: amount.period_precision }, amount.correction ? lastSaid(amount.correction).currency : amount.currency))
          return [{ id: stored.id, key: stored.natural_key, partner, sourceText: stored.source_text, isNew: false, state: stored.partner_state, stored: groups, ordinals: new Map(), firstRows: new Map() }]
        })

  function make(project: PlannedProject, draft: ContributionDraft, partner: StoredPartner, sourceText: string): PlannedContribution {
    const state = draft.isPartnerConfirmed ? 'confirmed' : 'proposed'
    const key = contributionKey(project.key, partner.key)
    const id = writer().insert('contribution', {
      natural_key: key, project_id: project.id, signatory_id: partner.id, partner_state: state, partner_reason: JSON.stringify(draft.partnerReason), source_text: sourceText, submission_id: submission(),
    })
    return { id, key, partner, sourceText, isNew: true, state, stored: none, ordinals: new Map(), firstRows: new Map() }
  }

  const ofProject = (project: PlannedProject): PlannedContribution[] => {
    let known = byProject.get(project.key)
    if (!known) {
      byProject.set(project.key, (known = load(project)))
      if (!project.isNew) byId.set(project.id, known)
    }
    return known
  }
  const saying = (known: readonly PlannedContribution[], draft: ContributionDraft): PlannedContribution[] => known.filter((candidate) => candidate.sourceText === sourceTextOf(draft))
  /** A partner that the register does not know can only be found by its text: it is not made to be compared. */
  function partnerBySaying(known: readonly PlannedContribution[], draft: ContributionDraft): StoredPartner | null {
    const said = saying(known, draft)
    return draft.partnerKey === null && said.length === 1 && said[0] && !said[0].isNew ? said[0].partner : null
  }
  /** By the partner it was resolved to; else by what the source wrote. */
  function search(known: readonly PlannedContribution[], draft: ContributionDraft, partner: string): PlannedContribution | undefined {
    const paid = known.filter((candidate) => candidate.partner.key === partner)
    const sourceText = sourceTextOf(draft)
    return paid.find((candidate) => candidate.sourceText === sourceText) ?? paid[0] ?? saying(known, draft).find((candidate) => !candidate.isNew)
  }

  return {
    known(project, draft) {
      const known = ofProject(project)
      return search(known, draft, partnerBySaying(known, draft)?.key ?? partners.keyOf(draft)) ?? null
    },
    of(project, draft, problems) {
      const known = ofProject(project)
      const sourceText = sourceTextOf(draft)
      const partner = partnerBySaying(known, draft) ?? partners.of(draft)
      const found = search(known, draft, partner.key)
      if (!found) {
        const contribution = make(project, draft, partner, sourceText)
        known.push(contribution)
        return { contribution, isNew: true, isTouched: true }
      }
      if (found.partner.key !== partner.key && draft.isPartnerConfirmed) {
        problems.push({ severity: 'warning', code: 'finding.store.partner-kept', params: { partner: draft.partnerName, kept: found.partner.name }, field: 'partner' })
      }
      const isConfirmedNow = !isAddOnly && draft.isReply !== true && found.partner.key === partner.key && draft.isPartnerConfirmed && found.state === 'proposed'
      if (isConfirmedNow) {
        writer().update('contribution', found.id, { partner_state: 'confirmed', partner_reason: JSON.stringify(draft.partnerReason) })
        found.state = 'confirmed'
      }
      return { contribution: found, isNew: false, isTouched: isConfirmedNow }
    },
    storedOf: (project) => byId.get(project)?.flatMap(({ stored }) => [...stored.values()].flat()) ?? [],
  }
}
