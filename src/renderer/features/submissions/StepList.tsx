import { Icon } from '../../ui/Icon.tsx'
import { useText } from '../../ui/text.tsx'
import { canEnter, importSteps, type ImportDraft, type ImportStep } from './import-draft.ts'

/** The way through an import: where one is, what is behind, what can be entered. */
export function StepList({ draft, onGo }: { readonly draft: ImportDraft; readonly onGo: (step: ImportStep) => void }) {
  const { t } = useText()
  const at = importSteps.indexOf(draft.step)
  return (
    <nav aria-label={t('import.steps')}>
      <ol className="steps">
        {importSteps.map((step, index) => {
          const isDone = index < at || draft.committed !== null
          return (
            <li key={step}>
              <button type="button" className="step" aria-label={t(isDone ? 'import.step.behind' : 'import.step.of', { number: index + 1, step: t(`import.step.${step}`) })} aria-current={step === draft.step ? 'step' : undefined} data-done={isDone ? '' : undefined} disabled={!canEnter(step, draft)} onClick={() => onGo(step)}>
                <span className="step-number" aria-hidden="true">{isDone ? <Icon name="check" /> : index + 1}</span>
                {t(`import.step.${step}`)}
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
