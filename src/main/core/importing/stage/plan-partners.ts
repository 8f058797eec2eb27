/** Partners of an import: those of the register, and new ones, which wait as proposed for a person. */
import type { ContributionDraft } from '../../../../shared/domain/submission.ts'
import { textKey } from '../../../../shared/domain/text-key.ts'
import type { Writer } from '../../store/write-gate.ts'
import { newPartnerKey, unknownDonorKey } from './natural-keys.ts'
import type { RegisterRows, StoredPartner } from './register-rows.ts'

export interface PlanPartners {
  /** Key of the draft's partner, whether or not the register has it. */
  keyOf(draft: ContributionDraft): string
  /** The draft's partner, made where the register has none. */
  of(draft: ContributionDraft): StoredPartner
  byKey(key: string): StoredPartner | undefined
}

export function planPartners(rows: RegisterRows, writer: () => Writer): PlanPartners {
  const partners = new Map(rows.partners().map((partner) => [partner.key, partner]))
  let byName: Map<string, StoredPartner> | null = null

  /** A parent is only taken where its name is exactly that of one in the register. */
  const parentOf = (text: string | null): StoredPartner | null => {
    if (text === null) return null
    byName ??= new Map([...partners.values()].map((partner) => [textKey(partner.name), partner]))
    const parent = byName.get(textKey(text))
    return parent && parent.tier !== 'body' ? parent : null
  }

  function make(key: string, draft: ContributionDraft): StoredPartner {
    const isUnknown = key === unknownDonorKey
    const parent = isUnknown ? null : parentOf(draft.partnerParentText)
    const tier = parent?.tier === 'partner' ? 'body' : 'partner'
    const name = isUnknown ? 'Donor not named' : draft.partnerName
    const id = writer().insert('partner', { natural_key: key, parent_id: parent?.id ?? null, tier, type: 'unknown', state: 'proposed', status: 'unverified' })
    // In what language a file writes a name is not known; English is where every reader falls back to.
    writer().insert('label', { entity: 'partner', entity_key: key, role: 'name', language: 'en', text: name, status: 'unverified' })
    if (isUnknown) writer().insert('label', { entity: 'partner', entity_key: key, role: 'name', language: 'fr', text: 'Donateur non nommé', status: 'unverified' })
    const partner: StoredPartner = { id, key, name, tier }
    partners.set(key, partner)
    return partner
  }

  const keyOf = (draft: ContributionDraft): string => {
    if (draft.partnerKey !== null) return draft.partnerKey
    const isNamed = draft.partnerName !== '' && draft.partnerName !== unknownDonorKey && draft.partnerName !== draft.symbol?.normalized
    return isNamed ? newPartnerKey(draft.partnerName) : unknownDonorKey
  }

  return {
    keyOf,
    of(draft) {
      const key = keyOf(draft)
      return partners.get(key) ?? make(key, draft)
    },
    byKey: (key) => partners.get(key),
  }
}
