import { matchingBehaviours, figureSources, type FigureSource } from '../../../shared/domain/import-options.ts'
import { submissionKinds, type SubmissionKind } from '../../../shared/domain/kinds.ts'
import type { RecipeStep } from '../../../shared/domain/recipe.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Field, Select } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useText } from '../../ui/text.tsx'
import type { DraftStep } from './recipe-steps.ts'

interface StepFieldsProps {
  readonly step: DraftStep
  readonly number: number
  readonly count: number
  readonly folders: readonly string[]
  readonly offices: readonly { readonly key: string; readonly label: string }[]
  readonly onChange: (change: Partial<RecipeStep>) => void
  readonly onMove: (by: 1 | -1) => void
  readonly onRemove: () => void
  readonly onDrag: (isDragged: boolean) => void
}

/** One step: which files, what they are, and how they meet the register. */
export function StepFields({ step, number, count, folders, offices, onChange, onMove, onRemove, onDrag }: StepFieldsProps) {
  const { t, named } = useText()
  const { folder, pattern, kind, office, options } = step
  const isGone = folder !== '' && !folders.includes(folder)
  const folderOptions = [{ value: '', label: t('recipes.editor.inbox') }, ...folders.filter((one) => one !== '').map((value) => ({ value, label: value })), ...(isGone ? [{ value: folder, label: t('recipes.editor.folder.gone', { folder }) }] : [])]
  const isOfficeUnknown = office !== null && !offices.some(({ key }) => key === office)
  return (
    <>
      <div className="step-head">
        <button type="button" className="button icon-button step-handle" draggable aria-label={t('recipes.editor.drag', { number })} title={t('recipes.editor.drag', { number })} onDragStart={(event) => { event.dataTransfer.effectAllowed = 'move'; event.dataTransfer.setData('text/plain', pattern); onDrag(true) }} onDragEnd={() => onDrag(false)}><Icon name="grip" /></button>
        <h3 className="truncate">{t('recipes.editor.step', { number, pattern })}</h3>
        <IconButton icon="up" label={t('recipes.editor.up', { number })} disabled={number === 1} onClick={() => onMove(-1)} />
        <IconButton icon="down" label={t('recipes.editor.down', { number })} disabled={number === count} onClick={() => onMove(1)} />
        <IconButton icon="close" label={t('recipes.editor.remove', { number })} disabled={count === 1} onClick={onRemove} />
      </div>
      <div className="form-row">
        <Select label={t('recipes.editor.folder')} value={folder} options={folderOptions} onChange={(next) => onChange({ folder: next })} />
        <Field label={t('recipes.editor.pattern')} maxLength={200} spellCheck={false} value={pattern} hint={t('recipes.editor.pattern.hint')} error={pattern.trim() === '' ? t('recipes.editor.pattern.wrong') : undefined} onChange={(next) => onChange({ pattern: next })} />
        <Select label={t('recipes.editor.kind')} value={kind ?? ''} options={[{ value: '' as const, label: t('recipes.editor.kind.any') }, ...submissionKinds.map((value) => ({ value, label: named('submission-kind', value) }))]} onChange={(next: SubmissionKind | '') => onChange({ kind: next === '' ? null : next })} />
      </div>
      <div className="form-row">
        <Select label={t('recipes.editor.office')} value={office ?? ''} options={[{ value: '', label: t('recipes.editor.office.any') }, ...offices.map(({ key, label }) => ({ value: key, label })), ...(isOfficeUnknown && office !== null ? [{ value: office, label: office }] : [])]} onChange={(next) => onChange({ office: next === '' ? null : next })} />
        <Select label={t('recipes.editor.behaviour')} value={options.behaviour} hint={t(`commit.behaviour.${options.behaviour}.text`)} options={matchingBehaviours.map((value) => ({ value, label: t(`commit.behaviour.${value}`) }))} onChange={(behaviour) => onChange({ options: { ...options, behaviour } })} />
        <Select label={t('recipes.editor.source')} value={options.source ?? ''} options={[{ value: '' as const, label: t('recipes.editor.source.any') }, ...figureSources.map((value) => ({ value, label: t(`commit.source.${value}`) }))]} onChange={(next: FigureSource | '') => onChange({ options: { ...options, source: next === '' ? null : next } })} />
      </div>
    </>
  )
}
