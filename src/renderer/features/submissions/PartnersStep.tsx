/** Each partner as the sheet writes it, with who it is taken for; a person confirms, chooses another, or makes a new one. */
import { useCallback } from 'react'
import type { PartnerDecision } from '../../../shared/contract/submissions.ts'
import type { PartnerMatch } from '../../../shared/domain/submission.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Combobox, type ComboboxOption } from '../../ui/Combobox.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { useText } from '../../ui/text.tsx'
import { decided, isChecked, isOpenMatch, unnamedDonor, type ImportDraft } from './import-draft.ts'

interface PartnersStepProps {
  readonly draft: ImportDraft
  readonly onDecide: (decisions: readonly PartnerDecision[], names?: Readonly<Record<string, string>>) => void
}

const looks: Record<PartnerMatch['status'], { readonly tone: Tone; readonly icon: IconName }> = {
  exact: { tone: 'neutral', icon: 'check' },
  alias: { tone: 'neutral', icon: 'check' },
  confirmed: { tone: 'success', icon: 'check' },
  proposed: { tone: 'warning', icon: 'warning' },
  new: { tone: 'info', icon: 'plus' },
}
const order: Record<PartnerMatch['status'], number> = { proposed: 0, new: 1, confirmed: 2, alias: 3, exact: 4 }

/** Partners of the whole sheet once it was checked, else of its first rows; what waits for a decision first. */
export function partnersOf(draft: ImportDraft): readonly PartnerMatch[] {
  const found = draft.report?.partners ?? draft.proposal?.partners ?? []
  return [...found].sort((a, b) => order[a.status] - order[b.status] || b.rows - a.rows)
}

export function PartnersStep({ draft, onDecide }: PartnersStepProps) {
  const { t } = useText()
  const matches = partnersOf(draft)
  const waiting = matches.map((match) => decided(match, draft)).filter(isOpenMatch)
  return (
    <div className="import-stack import-scroll">
      <div className="import-line">
        <p>{t('import.partners.lead')} {isChecked(draft) || matches.length === 0 ? '' : t('import.partners.first-rows')}</p>
      </div>
      {matches.length === 0 ? <p className="muted">{t('import.partners.none')}</p> : (
        <>
          <div className="import-line">
            <p role="status">{t('import.partners.open', { count: waiting.length })}</p>
            <Button icon="check" disabled={!waiting.some(({ status }) => status === 'proposed')} onClick={() => onDecide(waiting.filter(({ status }) => status === 'proposed').map(toDecision))}>{t('import.partners.confirm-all')}</Button>
          </div>
          <table className="list partner-list">
            <thead><tr><th scope="col">{t('import.partners.text')}</th><th scope="col" className="number">{t('import.partners.rows')}</th><th scope="col">{t('import.partners.partner')}</th><th scope="col"><span className="visually-hidden">{t('import.partners.confirm')}</span></th></tr></thead>
            <tbody>{matches.map((match) => <PartnerRow key={`${match.from} ${match.text}`} match={match} draft={draft} onDecide={onDecide} />)}</tbody>
          </table>
        </>
      )}
    </div>
  )
}

const toDecision = ({ text, from, partnerKey }: PartnerMatch): PartnerDecision => ({ text, from, partnerKey })

function PartnerRow({ match, draft, onDecide }: PartnersStepProps & { readonly match: PartnerMatch }) {
  const { t, of, format, named } = useText()
  const { client } = useSession()
  const { workspace } = useWorkspace()
  const decision = decided(match, draft)
  const now = decision.partnerName === unnamedDonor || decision.partnerName === '' ? { ...decision, partnerName: t('import.partners.unnamed') } : decision
  const written = match.text === '' ? t('import.partners.blank') : match.text
  const search = useCallback(async (typed: string): Promise<readonly ComboboxOption[]> => {
    const found = await client.reference.findPartners({ workspace: workspace.id, search: typed })
    return found.ok ? found.value.map(({ key, name, type, parent }) => ({ key, label: name, hint: parent ?? named('partner-type', type) })) : []
  }, [client, workspace.id, named])
  const { tone, icon } = looks[now.status]
  return (
    <tr data-status={now.status}>
      <td><div className="partner-text">{written}</div><div className="muted">{t(`import.partners.from.${match.from}`)}</div></td>
      <td className="number">{format.integer(match.rows)}</td>
      <td>
        <div className="partner-choice">
          <Combobox label={t('import.partners.choose', { text: written })} isLabelHidden value={{ key: now.partnerKey ?? '', label: now.partnerName }} search={search} onChange={(option) => onDecide([{ text: match.text, from: match.from, partnerKey: option.key }], { [option.key]: option.label })} />
          <Badge tone={tone} icon={icon}>{t(`import.partners.status.${now.status}`)}</Badge>
        </div>
        <div className="muted">{now.status === 'confirmed' && now.partnerKey !== match.partnerKey ? t('reason.partner-confirmed', { text: written }) : of(match.reason.key, match.reason.params)}</div>
      </td>
      <td>
        <div className="partner-actions">
          {isOpenMatch(now) ? <Button icon="check" aria-label={t('import.partners.confirm-of', { partner: now.partnerName, text: written })} onClick={() => onDecide([toDecision(now)])}>{t('import.partners.confirm')}</Button> : null}
          {match.from === 'column' && match.text !== '' && now.partnerKey !== null ? <Button variant="quiet" aria-label={t('import.partners.new-of', { text: written })} onClick={() => onDecide([{ text: match.text, from: match.from, partnerKey: null }])}>{t('import.partners.new')}</Button> : null}
        </div>
      </td>
    </tr>
  )
}
