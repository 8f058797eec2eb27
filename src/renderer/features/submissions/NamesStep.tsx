/** Every name as the sheet writes it, with what it is taken for: partners first, then countries, offices, results and modalities; a person confirms, chooses another, or leaves it new. */
import { useCallback } from 'react'
import type { PartnerDecision, ValueDecision } from '../../../shared/contract/submissions.ts'
import { valueTypes, type PartnerMatch, type ValueMatch, type ValueType } from '../../../shared/domain/submission.ts'
import { useGrowing } from '../../platform/use-growing.ts'
import { useSession, useWorkspace } from '../../platform/session.tsx'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Combobox, type ComboboxOption } from '../../ui/Combobox.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { useText } from '../../ui/text.tsx'
import { decided, decidedValue, isChecked, isOpenMatch, unnamedDonor, type ImportDraft } from './import-draft.ts'
import { useReferenceSearch } from './use-reference-search.ts'

type DecidePartners = (decisions: readonly PartnerDecision[], names?: Readonly<Record<string, string>>) => void
type DecideValues = (decisions: readonly ValueDecision[], names?: Readonly<Record<string, string>>) => void
interface NamesStepProps { readonly draft: ImportDraft; readonly onDecide: DecidePartners; readonly onDecideValues: DecideValues }

const order: Record<PartnerMatch['status'], number> = { proposed: 0, new: 1, confirmed: 2, alias: 3, exact: 4 }
const byNeed = (a: Pick<PartnerMatch, 'status' | 'rows'>, b: Pick<PartnerMatch, 'status' | 'rows'>) => order[a.status] - order[b.status] || b.rows - a.rows

/** Names of the whole sheet once it was checked, else of its first rows; what waits for a decision first. */
const partnersOf = ({ report, proposal }: ImportDraft): readonly PartnerMatch[] => [...(report?.partners ?? proposal?.partners ?? [])].sort(byNeed)
const valuesOf = ({ report, proposal }: ImportDraft, type: ValueType): readonly ValueMatch[] => (report?.values ?? proposal?.values ?? []).filter((match) => match.type === type).sort(byNeed)

/** How many names of the whole sheet wait for a decision. */
export const openNames = (draft: ImportDraft): number => partnersOf(draft).filter((match) => isOpenMatch(decided(match, draft))).length + valueTypes.flatMap((type) => valuesOf(draft, type)).filter((match) => isOpenMatch(decidedValue(match, draft))).length

const toDecision = ({ text, from, partnerKey }: PartnerMatch): PartnerDecision => ({ text, from, partnerKey })
const toValueDecision = ({ type, text, key }: ValueMatch): ValueDecision => ({ type, text, key })

export function NamesStep({ draft, onDecide, onDecideValues }: NamesStepProps) {
  const { t } = useText()
  const partners = partnersOf(draft)
  const groups = valueTypes.map((type) => ({ type, matches: valuesOf(draft, type) })).filter(({ matches }) => matches.length > 0)
  const waitingPartners = partners.map((match) => decided(match, draft)).filter(({ status }) => status === 'proposed')
  const waitingValues = groups.flatMap(({ matches }) => matches.map((match) => decidedValue(match, draft))).filter(({ status }) => status === 'proposed')
  const isNothing = partners.length === 0 && groups.length === 0
  const confirmAll = () => {
    onDecide(waitingPartners.map(toDecision))
    onDecideValues(waitingValues.map(toValueDecision))
  }
  return (
    <div className="import-stack">
      <p>{t('import.names.lead')} {isChecked(draft) || isNothing ? '' : t('import.names.first-rows')}</p>
      {isNothing ? <p className="muted">{t('import.names.none')}</p> : (
        <>
          <div className="import-line names-head">
            <p role="status">{t('import.names.open', { count: openNames(draft) })}</p>
            <Button icon="check" disabled={waitingPartners.length + waitingValues.length === 0} onClick={confirmAll}>{t('import.partners.confirm-all')}</Button>
          </div>
          <p className="muted">{t(draft.mapping?.constants.office === undefined ? 'import.names.scope.everywhere' : 'import.names.scope.office')}</p>
          {partners.length > 0 ? <NameTable title={t('import.names.group.partner')} target={t('import.partners.partner')} count={partners.length}>{(drawn) => partners.slice(0, drawn).map((match) => <PartnerRow key={`${match.from} ${match.text}`} match={match} draft={draft} onDecide={onDecide} />)}</NameTable> : null}
          {groups.map(({ type, matches }) => <NameTable key={type} title={t(`import.names.group.${type}`)} target={t(`import.names.target.${type}`)} count={matches.length}>{(drawn) => matches.slice(0, drawn).map((match) => <ValueRow key={match.text} match={match} draft={draft} onDecide={onDecideValues} />)}</NameTable>)}
        </>
      )}
      <div className="names-room" />
    </div>
  )
}

interface NameTableProps { readonly title: string; readonly target: string; readonly count: number; readonly children: (drawn: number) => React.ReactNode }

/** Rows that are drawn within one frame. */
const frameRows = 12

function NameTable({ title, target, count, children }: NameTableProps) {
  const { t, format } = useText()
  const drawn = useGrowing(count, frameRows)
  return (
    <section aria-label={title}>
      <h2>{title} <span className="muted names-count">{format.integer(count)}</span></h2>
      <table className="list partner-list">
        <thead><tr><th scope="col">{t('import.partners.text')}</th><th scope="col" className="number">{t('import.partners.rows')}</th><th scope="col">{target}</th><th scope="col"><span className="visually-hidden">{t('import.partners.confirm')}</span></th></tr></thead>
        <tbody>{children(drawn)}</tbody>
      </table>
    </section>
  )
}

const looks: Record<PartnerMatch['status'], { readonly tone: Tone; readonly icon: IconName }> = {
  exact: { tone: 'neutral', icon: 'check' },
  alias: { tone: 'neutral', icon: 'check' },
  confirmed: { tone: 'success', icon: 'check' },
  proposed: { tone: 'warning', icon: 'warning' },
  new: { tone: 'info', icon: 'plus' },
}

interface NameRowProps {
  readonly written: string
  readonly from: string | null
  readonly rows: number
  readonly status: PartnerMatch['status']
  readonly statusText: string
  readonly reason: string
  readonly choice: ComboboxOption
  readonly label: string
  readonly search: (typed: string) => Promise<readonly ComboboxOption[]>
  readonly onChoose: (option: ComboboxOption) => void
  readonly confirm: { readonly label: string; readonly run: () => void } | null
  /** What the name is when it is none of those known. */
  readonly fallback: { readonly text: string; readonly label: string; readonly run: () => void } | null
}

function NameRow({ written, from, rows, status, statusText, reason, choice, label, search, onChoose, confirm, fallback }: NameRowProps) {
  const { t, format } = useText()
  const { tone, icon } = looks[status]
  return (
    <tr data-status={status}>
      <td><div className="partner-text">{written}</div>{from === null ? null : <div className="muted">{from}</div>}</td>
      <td className="number">{format.integer(rows)}</td>
      <td>
        <div className="partner-choice"><Combobox label={label} isLabelHidden value={choice} search={search} onChange={onChoose} /><Badge tone={tone} icon={icon}>{statusText}</Badge></div>
        <div className="muted">{reason}</div>
      </td>
      <td>
        <div className="partner-actions">
          {confirm ? <Button icon="check" aria-label={confirm.label} onClick={confirm.run}>{t('import.partners.confirm')}</Button> : null}
          {fallback ? <Button variant="quiet" aria-label={fallback.label} onClick={fallback.run}>{fallback.text}</Button> : null}
        </div>
      </td>
    </tr>
  )
}

function PartnerRow({ match, draft, onDecide }: { readonly match: PartnerMatch; readonly draft: ImportDraft; readonly onDecide: DecidePartners }) {
  const { t, of, named } = useText()
  const { client } = useSession()
  const { workspace } = useWorkspace()
  const decision = decided(match, draft)
  const now = decision.partnerName === unnamedDonor || decision.partnerName === '' ? { ...decision, partnerName: t('import.partners.unnamed') } : decision
  const written = match.text === '' ? t('import.partners.blank') : match.text
  const search = useCallback(async (typed: string): Promise<readonly ComboboxOption[]> => {
    const found = await client.reference.findPartners({ workspace: workspace.id, search: typed })
    return found.ok ? found.value.map(({ key, name, type, parent }) => ({ key, label: name, hint: parent ?? named('partner-type', type) })) : []
  }, [client, workspace.id, named])
  return (
    <NameRow
      written={written} from={t(`import.partners.from.${match.from}`)} rows={match.rows} status={now.status} statusText={t(`import.partners.status.${now.status}`)}
      reason={now.status === 'confirmed' && now.partnerKey !== match.partnerKey ? t('reason.partner-confirmed', { text: written }) : of(match.reason.key, match.reason.params)}
      choice={{ key: now.partnerKey ?? '', label: now.partnerName }} label={t('import.partners.choose', { text: written })} search={search}
      onChoose={(option) => onDecide([{ text: match.text, from: match.from, partnerKey: option.key }], { [option.key]: option.label })}
      confirm={isOpenMatch(now) ? { label: t('import.partners.confirm-of', { partner: now.partnerName, text: written }), run: () => onDecide([toDecision(now)]) } : null}
      fallback={match.from === 'column' && match.text !== '' && now.partnerKey !== null ? { text: t('import.partners.new'), label: t('import.partners.new-of', { text: written }), run: () => onDecide([{ text: match.text, from: match.from, partnerKey: null }]) } : null}
    />
  )
}

const lists: Record<ValueType, 'areas' | 'offices' | 'framework' | 'modalities'> = { country: 'areas', office: 'offices', result: 'framework', modality: 'modalities' }

function ValueRow({ match, draft, onDecide }: { readonly match: ValueMatch; readonly draft: ImportDraft; readonly onDecide: DecideValues }) {
  const { t, of } = useText()
  const now = decidedValue(match, draft)
  const search = useReferenceSearch(lists[match.type])
  const name = now.key === null ? t('import.names.unknown') : now.name
  return (
    <NameRow
      written={match.text} from={null} rows={match.rows} status={now.status} statusText={t(now.status === 'new' ? 'import.names.status.new' : `import.partners.status.${now.status}`)}
      reason={now.status === 'confirmed' && now.key !== match.key ? t('import.columns.chosen') : of(match.reason.key, match.reason.params)}
      choice={{ key: now.key ?? '', label: name }} label={t('import.names.choose', { text: match.text })} search={search}
      onChoose={(option) => onDecide([{ type: match.type, text: match.text, key: option.key }], { [`${match.type} ${option.key}`]: option.label })}
      confirm={isOpenMatch(now) ? { label: t('import.partners.confirm-of', { partner: name, text: match.text }), run: () => onDecide([toValueDecision(now)]) } : null}
      fallback={now.key !== null ? { text: t('import.names.none-of'), label: t('import.names.none-of.label', { text: match.text }), run: () => onDecide([{ type: match.type, text: match.text, key: null }]) } : null}
    />
  )
}
