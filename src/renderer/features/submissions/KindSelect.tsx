import { useId } from 'react'
import { submissionKinds, type KindGuess, type SubmissionKind } from '../../../shared/domain/kinds.ts'
import { useText } from '../../ui/text.tsx'
import { Confidence } from './Confidence.tsx'

interface KindSelectProps {
  readonly kind: SubmissionKind
  /** What the table may be, likeliest first. */
  readonly guesses: readonly KindGuess[]
  /** Chosen by a person, whatever was found. */
  readonly isChosen: boolean
  readonly onChange: (kind: SubmissionKind) => void
}

/** What kind of submission the table is: what it was recognized as and why, and every other kind one choice away. */
export function KindSelect({ kind, guesses, isChosen, onChange }: KindSelectProps) {
  const { t, of } = useText()
  const id = useId()
  const guess = guesses.find((one) => one.kind === kind)
  const likely = guesses.map((one) => one.kind)
  const others = submissionKinds.filter((one) => !likely.includes(one))
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>{t('import.kind-of')}</label>
      <select id={id} className="input" value={kind} aria-describedby={`${id}-why`} onChange={(event) => onChange(submissionKinds.find((one) => one === event.target.value) ?? kind)}>
        {likely.length > 0 ? <optgroup label={t('import.kind-of.likely')}>{likely.map((one) => <option key={one} value={one}>{t(`submission-kind.${one}`)}</option>)}</optgroup> : null}
        <optgroup label={t('import.kind-of.others')}>{others.map((one) => <option key={one} value={one}>{t(`submission-kind.${one}`)}</option>)}</optgroup>
      </select>
      <span className="field-hint kind-why" id={`${id}-why`}>
        {isChosen ? t('import.columns.chosen') : guess ? <><Confidence value={guess.confidence} /> · <span title={of(guess.reason.key, guess.reason.params)}>{of(guess.reason.key, guess.reason.params)}</span></> : null}
      </span>
    </div>
  )
}
