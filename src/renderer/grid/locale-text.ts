import type { Text } from '../ui/text.tsx'

/** Words that AG Grid itself says, from the message files. */
export const gridLocaleText = ({ t }: Text): Record<string, string> => ({
  ariaSortableColumn: t('grid.sortable-column'),
  ariaRowSelectAll: t('grid.select-all'),
  ariaRowToggleSelection: t('grid.toggle-row'),
  ariaHeaderSelection: t('grid.select-column'),
  ariaRowSelect: t('grid.select-row'),
  ariaRowDeselect: t('grid.deselect-row'),
  ariaColumnGroupExpansion: t('grid.group-expansion'),
  ariaSkeletonCellLoading: t('grid.row-loading'),
  ariaSkeletonCellLoadingFailed: t('grid.row-failed'),
  ariaChecked: t('grid.checked'),
  ariaUnchecked: t('grid.unchecked'),
  ariaIndeterminate: t('grid.indeterminate'),
  ariaVisible: t('grid.visible'),
  ariaHidden: t('grid.hidden'),
  loadingOoo: t('ui.loading'),
  noRowsToShow: t('ui.nothing-found'),
})
