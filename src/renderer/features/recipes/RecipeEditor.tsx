import { useEffect, useRef, useState } from 'react'
import type { RecipeEntry } from '../../../shared/contract/recipes.ts'
import { useWorkspace } from '../../platform/session.tsx'
import { useCall, useJob } from '../../platform/use-call.ts'
import { useOffices } from '../../platform/use-offices.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCallout } from '../../ui/Callout.tsx'
import { Field } from '../../ui/Field.tsx'
import { Page } from '../../ui/Page.tsx'
import { useText } from '../../ui/text.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { addStep, definitionOf, draftSteps, moveStep, type DraftStep } from './recipe-steps.ts'
import { StepFields } from './StepFields.tsx'

interface RecipeEditorProps {
  /** Null for a new one. */
  readonly entry: RecipeEntry | null
  readonly onClose: () => void
}

/** A recipe as a list of steps that are put in order by mouse or keyboard. */
export function RecipeEditor({ entry, onClose }: RecipeEditorProps) {
  const { t } = useText()
  const { workspace } = useWorkspace()
  const folders = useCall('recipes.folders', { workspace: workspace.id }).value ?? []
  const offices = useOffices()
  const save = useJob('recipes.save')
  const show = useToast()
  const list = useRef<HTMLOListElement>(null)
  const [name, setName] = useState(entry?.name ?? '')
  const [steps, setSteps] = useState<readonly DraftStep[]>(() => (entry ? draftSteps(entry.definition) : addStep([])))
  const [dragged, setDragged] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  /** Step whose handle takes the keyboard again after it has moved. */
  const moved = useRef<number | null>(null)
  useEffect(() => {
    if (moved.current !== null) list.current?.querySelector<HTMLElement>(`[data-step="${moved.current}"] .step-handle`)?.focus()
    moved.current = null
  }, [steps])

  const move = (from: number, to: number, isByKeyboard: boolean) => {
    const next = moveStep(steps, from, to)
    if (next === steps) return
    moved.current = isByKeyboard ? (steps[from]?.key ?? null) : null
    setSteps(next)
    setSaid(t('recipes.editor.moved', { number: to + 1, count: steps.length }))
  }
  const canSave = name.trim() !== '' && steps.length > 0 && steps.every(({ pattern }) => pattern.trim() !== '') && !save.isRunning
  const submit = async () => {
    if (!canSave) return
    const result = await save.run({ workspace: workspace.id, id: entry?.id ?? null, name: name.trim(), definition: definitionOf(steps) })
    if (!result.ok) return
    show({ tone: 'success', text: t('recipes.editor.saved') })
    onClose()
  }
  return (
    <Page
      title={entry ? t('recipes.editor.title', { name: entry.name }) : t('recipes.editor.new')}
      lead={t('recipes.lead')}
      actions={<><Button onClick={onClose}>{t('ui.cancel')}</Button><Button variant="primary" icon="save" disabled={!canSave} onClick={() => void submit()}>{t('recipes.editor.save')}</Button></>}
    >
      <div className="recipe-editor">
        <Field label={t('recipes.editor.name')} autoFocus maxLength={200} value={name} onChange={setName} />
        {save.error ? <ErrorCallout error={save.error} /> : null}
        <section aria-label={t('recipes.editor.steps')}>
          <h2>{t('recipes.editor.steps')}</h2>
          <p className="muted">{t('recipes.editor.order')}</p>
          <ol className="steps" ref={list}>
            {steps.map((step, index) => (
              <li
                key={step.key}
                className="card step"
                data-step={step.key}
                data-dragged={dragged === index ? '' : undefined}
                onDragOver={(event) => {
                  if (dragged !== null) event.preventDefault()
                }}
                onDrop={(event) => {
                  event.preventDefault()
                  if (dragged !== null) move(dragged, index, false)
                  setDragged(null)
                }}
                onKeyDown={(event) => {
                  const by = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined
                  if (by === undefined) return
                  event.preventDefault()
                  move(index, index + by, true)
                }}
              >
                <StepFields
                  step={step}
                  number={index + 1}
                  count={steps.length}
                  folders={folders}
                  offices={offices}
                  onChange={(change) => setSteps(steps.map((one) => (one === step ? { ...one, ...change } : one)))}
                  onMove={(by) => move(index, index + by, true)}
                  onRemove={() => setSteps(steps.filter((one) => one !== step))}
                  onDrag={(isDragged) => setDragged(isDragged ? index : null)}
                />
              </li>
            ))}
          </ol>
          <Button icon="plus" disabled={steps.length >= 200} onClick={() => setSteps(addStep(steps))}>{t('recipes.editor.add')}</Button>
          <div className="visually-hidden" role="status">{said}</div>
        </section>
      </div>
    </Page>
  )
}
