/** Contributions of an import: who pays for a project, found again by the partner; by what the source wrote where a person has named another one since. */
import type { ContributionDraft, Problem } from '../../../../shared/domain/submission.ts'
import type { Writer } from '../../store/write-gate.ts'
import { contributionKey, sourceTextOf } from './natural-keys.ts'
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
}

const none: ReadonlyMap<string, readonly StoredAmount[]> = new Map()

export function planContributions(rows: RegisterRows, partners: PlanPartners, writer: () => Writer, submission: () => number): PlanContributions {
  const byProject = new Map<string, PlannedContribution[]>()

  const load = (project: PlannedProject): PlannedContribution[] =>
    project.isNew
      ? []
      : rows.contributions(project.id).flatMap((stored) => {
          const partner = partners.byKey(stored.partner)
          if (!partner) return []
          const amounts = rows.amounts(stored.id).sort((a, b) => a.natural_key.length - b.natural_key.length || (a.natural_key < b.natural_key ? -1 : 1))
          const groups = Map.groupBy(amounts, (amount) => amountGroup(amount.measure, { start: amount.period_start, end: amount.period_end, precision: amount.period_precision }, amount.currency))
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

  return {
    of(project, draft, problems) {
      let known = byProject.get(project.key)
      if (!known) byProject.set(project.key, (known = load(project)))
      const sourceText = sourceTextOf(draft)
      const said = known.filter((candidate) => candidate.sourceText === sourceText)
      // A partner that the register does not know can only be found by its text: it is not made to be compared.
      const single = said.length === 1 && !said[0]?.isNew ? said[0] : undefined
      const partner = single && draft.partnerKey === null ? single.partner : partners.of(draft)
      const paid = known.filter((candidate) => candidate.partner.key === partner.key)
      const found = paid.find((candidate) => candidate.sourceText === sourceText) ?? paid[0] ?? said.find((candidate) => !candidate.isNew)
      if (!found) {
        const contribution = make(project, draft, partner, sourceText)
        known.push(contribution)
        return { contribution, isNew: true, isTouched: true }
      }
      if (found.partner.key !== partner.key && draft.isPartnerConfirmed) {
        problems.push({ severity: 'warning', code: 'finding.store.partner-kept', params: { partner: draft.partnerName, kept: found.partner.name }, field: 'partner' })
      }
      const isConfirmedNow = found.partner.key === partner.key && draft.isPartnerConfirmed && found.state === 'proposed'
      if (isConfirmedNow) {
        writer().update('contribution', found.id, { partner_state: 'confirmed', partner_reason: JSON.stringify(draft.partnerReason) })
        found.state = 'confirmed'
      }
      return { contribution: found, isNew: false, isTouched: isConfirmedNow }
    },
  }
}
