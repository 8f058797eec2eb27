import type { Drift } from '../../../shared/contract/submissions.ts'
import { columnName } from '../../../shared/domain/sheet.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useText } from '../../ui/text.tsx'

const changes = ['renamed', 'moved', 'new', 'missing'] as const

/** How the form differs from the one that was confirmed before: what was renamed, moved, added, and what is gone. */
export function DriftPanel({ drift }: { readonly drift: Drift }) {
  const { t, format } = useText()
  const letter = (column: number | null) => (column === null ? '?' : columnName(column))
  const form = { date: format.date(drift.at), file: drift.file, person: drift.person }
  if (drift.items.length === 0) return <p className="drift-same muted"><Icon name="check" />{t('import.drift.same', form)}</p>
  return (
    <details className="drift card" open>
      <summary><Icon name="warning" /><strong>{t('import.drift.title', form)}</strong></summary>
      <ul>
        {changes.map((change) => {
          const items = drift.items.filter((item) => item.change === change)
          if (items.length === 0) return null
          return (
            <li key={change}>
              <span className="drift-change">{t(`import.drift.${change}`)}</span>
              <ul>{items.map((item) => <li key={`${item.column} ${item.header}`}>{t(`import.drift.${change}.item`, { letter: letter(item.column ?? item.columnBefore), header: item.header, before: item.before ?? item.header, letterBefore: letter(item.columnBefore) })}</li>)}</ul>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
