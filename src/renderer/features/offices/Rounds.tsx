import { useState } from 'react'
import type { z } from 'zod'
import type { RoundEntry, RoundWorkbook } from '../../../shared/contract/offices.ts'
import { useWorkspace } from '../../platform/session.tsx'
import { useCall } from '../../platform/use-call.ts'
import { useKept } from '../../platform/use-kept.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useText } from '../../ui/text.tsx'
import { MakeRoundDialog } from './MakeRoundDialog.tsx'

type Workbook = z.infer<typeof RoundWorkbook>
const looks: Record<Workbook['state'], { readonly tone: Tone; readonly icon: IconName }> = { sent: { tone: 'neutral', icon: 'clock' }, received: { tone: 'success', icon: 'check' }, nil: { tone: 'success', icon: 'info' } }

/** Confirmation rounds, latest first, with the state of each workbook. */
export function Rounds() {
  const { t, locale } = useText()
  const { workspace } = useWorkspace()
  const answer = useCall('offices.rounds', { workspace: workspace.id, locale })
  const rounds = useKept(answer.value)
  const [isMaking, setMaking] = useState(false)
  const make = workspace.readOnly === null ? <Button variant="primary" icon="plus" onClick={() => setMaking(true)}>{t('offices.rounds.make')}</Button> : null
  return (
    <div className="rounds">
      {answer.error ? <ErrorCallout error={answer.error} onRetry={answer.refetch} /> : null}
      {rounds === null && !answer.error ? <Skeleton lines={6} height={24} /> : null}
      {rounds?.length === 0 ? <EmptyState icon="offices" title={t('offices.rounds.empty.title')} actions={make}>{t('offices.rounds.empty.text')}</EmptyState> : null}
      {rounds && rounds.length > 0 ? <div className="toolbar"><p className="muted">{t('offices.rounds.text')}</p><span className="toolbar-end">{make}</span></div> : null}
      {rounds?.map((round, index) => <Round key={round.id} round={round} isOpen={index === 0} />)}
      {isMaking ? <MakeRoundDialog onClose={() => setMaking(false)} /> : null}
    </div>
  )
}

function Round({ round, isOpen }: { readonly round: RoundEntry; readonly isOpen: boolean }) {
  const { t, format } = useText()
  const back = round.workbooks.filter(({ state }) => state !== 'sent').length
  return (
    <details className="card round" open={isOpen}>
      <summary>
        <strong className="round-name">{round.name}</strong>
        <span className="muted">{t('offices.rounds.made-on', { date: format.date(round.madeOn), due: format.date(round.dueOn) })}</span>
        <span className="figures">{t('offices.rounds.summary', { received: format.integer(back), count: format.integer(round.workbooks.length) })}</span>
      </summary>
      <div className="table-frame">
        <table className="plain-table">
          <caption className="visually-hidden">{t('offices.rounds.show', { name: round.name })}</caption>
          <thead><tr><th scope="col">{t('offices.office')}</th><th scope="col">{t('offices.state')}</th><th scope="col">{t('offices.rounds.came')}</th><th scope="col">{t('offices.file')}</th><th scope="col">{t('offices.rounds.language')}</th><th scope="col" className="number">{t('offices.rounds.rows')}</th><th scope="col" className="number">{t('offices.rounds.questions')}</th></tr></thead>
          <tbody>
            {round.workbooks.map((book) => (
              <tr key={book.id}>
                <th scope="row">{book.officeName}</th>
                <td><Badge {...looks[book.state]}>{t(`offices.rounds.state.${book.state}`)}</Badge></td>
                <td>{book.receivedOn === null ? '' : format.date(book.receivedOn)}{book.receivedName === null ? '' : `, ${book.receivedName}`}</td>
                <td>{book.file}</td>
                <td>{t(`offices.language.${book.language}`)}</td>
                <td className="number">{format.integer(book.rows)}</td>
                <td className="number">{book.questions === 0 ? '' : format.integer(book.questions)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
