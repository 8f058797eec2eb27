import type { RowFilter } from '../../../../shared/contract/staging.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { useText } from '../../../ui/text.tsx'
import { kindText } from '../finding-text.tsx'
import type { SheetColumn } from './staging-columns.tsx'
import { firstFilter, withPart, withTexts } from './staging-filter.ts'

interface FilterChipsProps { readonly filter: RowFilter; readonly columns: readonly SheetColumn[]; readonly onFilter: (filter: RowFilter) => void }

/** The conditions in force, each with its own way out. */
export function FilterChips({ filter, columns, onFilter }: FilterChipsProps) {
  const text = useText()
  const { t, of } = text
  const { kinds, problem, changes, isEdited, search } = filter
  const chips = [
    ...(kinds ? [{ key: 'kinds', label: t('staging.chip.kinds', { kinds: kinds.map((kind) => of(`import.row.kind.${kind}`)).join(', ') }), without: withPart(filter, { kinds: undefined }) }] : []),
    ...(problem === undefined ? [] : [{ key: 'problem', label: kindText(text, problem, 1), without: withPart(filter, { problem: undefined }) }]),
    ...(changes ? [{ key: 'changes', label: changes.map((change) => of(`import.row.change.${change}`)).join(', '), without: withPart(filter, { changes: undefined }) }] : []),
    ...(isEdited ? [{ key: 'edited', label: t('staging.chip.edited'), without: withPart(filter, { isEdited: undefined }) }] : []),
    ...filter.columns.map(({ column, texts }) => ({
      key: `column ${column}`,
      label: t('ui.name-value', { name: columns.find((one) => one.column === column)?.letter ?? '', value: texts.length === 1 ? (texts[0] ?? t('staging.empty-cell')) : t('staging.chip.values', { count: texts.length }) }),
      without: withTexts(filter, column, []),
    })),
    ...(search === undefined ? [] : [{ key: 'search', label: t('staging.chip.search', { text: search }), without: withPart(filter, { search: undefined }) }]),
  ]
  if (chips.length === 0) return null
  return (
    <ul className="staging-chips" aria-label={t('staging.chips')}>
      {chips.map(({ key, label, without }) => <li key={key}><button type="button" className="staging-chip" aria-label={t('staging.chip.remove', { condition: label })} title={label} onClick={() => onFilter(without)}><span className="truncate">{label}</span><Icon name="close" /></button></li>)}
      {chips.length > 1 ? <li><Button variant="link" onClick={() => onFilter(firstFilter)}>{t('staging.chips.clear')}</Button></li> : null}
    </ul>
  )
}
