import { textKey } from '../../../../shared/domain/text-key.ts'
import { createPartnerMatcher } from './partner-matcher.ts'
import { createCountryIndex, type PartnerRegister } from './partner-register.ts'
import type { SectionNames } from './propose-sections.ts'

/** Which texts are names of the register, each asked once. */
export function knownNames(register: PartnerRegister): SectionNames {
  const matcher = createPartnerMatcher(register)
  const countries = createCountryIndex(register)
  const offices = new Set((register.offices ?? []).flatMap(({ names }) => names.map(textKey)))
  return {
    isPartner: once((text) => matcher.isKnownName(text)),
    isCountry: once((text) => countries.byText(text) !== null),
    isOffice: once((text) => offices.has(textKey(text))),
  }
}

/** Names are short; a longer text is asked nothing. */
const longest = 120

function once(test: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>()
  return (text) => {
    if (text.length > longest) return false
    const cached = known.get(text)
    if (cached !== undefined) return cached
    const found = test(text)
    known.set(text, found)
    return found
  }
}
