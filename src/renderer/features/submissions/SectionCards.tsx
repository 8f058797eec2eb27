/** Rows of their own above the rows they speak of ("Afeganistão", then its projects): what the labels of each level say. */
import { fieldsOf, fieldType } from '../../../shared/domain/catalogue.ts'
import type { SectionMapping, SubmissionMapping } from '../../../shared/domain/submission.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useText } from '../../ui/text.tsx'
import { Confidence } from './Confidence.tsx'
import { ConfirmToggle } from './ConfirmToggle.tsx'

interface SectionCardsProps { readonly mapping: SubmissionMapping; readonly isOpenOnly: boolean; readonly onChange: (level: number, change: Partial<SectionMapping>) => void }

/** A label is a short text: it names something, it is never money or a date. */
const canLabel = (field: Exclude<SectionMapping['field'], 'ignore'>): boolean => !['money', 'date', 'number', 'percent'].includes(fieldType(field))
const shownSamples = 3

export function SectionCards({ mapping, isOpenOnly, onChange }: SectionCardsProps) {
  const { t, of, format } = useText()
  const sections = mapping.sections.filter((section) => !isOpenOnly || (section.field !== 'ignore' && !section.isConfirmed))
  if (sections.length === 0) return null
  const fields = fieldsOf(mapping.kind).filter(canLabel)
  return (
    <ul className="columns" aria-label={t('import.sections')}>
      {sections.map((section) => {
        const count = mapping.blocks.reduce((sum, { labels }) => sum + labels.filter(({ level }) => level === section.level).length, 0)
        const shown = section.samples.slice(0, shownSamples)
        const state = section.field === 'ignore' ? 'ignored' : section.isConfirmed ? 'confirmed' : 'suggested'
        const name = t('import.sections.level', { level: section.level + 1 })
        return (
          <li className="column" key={section.level} data-state={state} data-suggestion={state === 'suggested' ? '' : undefined}>
            <div className="column-letter" aria-hidden="true"><Icon name="trace" /></div>
            <div className="column-about">
              <div className="column-header"><span className="column-name">{mapping.sections.length > 1 ? name : t('import.sections.title')}</span>{state === 'suggested' ? <Badge tone="warning">{t('import.columns.suggested')}</Badge> : null}</div>
              <div className="column-samples">{shown.map((sample) => `“${sample}”`).join(', ')}{count > shown.length ? ` ${t('import.sections.more', { count: format.integer(count - shown.length) })}` : ''}</div>
              <div className="column-reason"><Confidence value={section.confidence} />{' · '}{of(section.reason.key, section.reason.params)}</div>
            </div>
            <div className="column-choice">
              <div className="column-field">
                <select className="input" aria-label={t('import.sections.field', { section: name })} value={section.field} onChange={(event) => onChange(section.level, { field: fields.find((field) => field === event.target.value) ?? 'ignore', isConfirmed: true })}>
                  <option value="ignore">{t('field.ignore')}</option>
                  {fields.map((field) => <option key={field} value={field}>{t(`field.${field}`)}</option>)}
                </select>
                {section.field === 'ignore' ? null : <ConfirmToggle isConfirmed={section.isConfirmed} label={t(section.isConfirmed ? 'import.sections.unconfirm-of' : 'import.sections.confirm-of', { section: name })} onToggle={() => onChange(section.level, { isConfirmed: !section.isConfirmed })} />}
              </div>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
