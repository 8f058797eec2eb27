import { themeQuartz } from 'ag-grid-community'

/** AG Grid in the colours of tokens.css; light and dark follow from the custom properties. */
export const gridTheme = themeQuartz.withParams({
  accentColor: 'var(--accent)',
  backgroundColor: 'var(--surface)',
  foregroundColor: 'var(--text)',
  chromeBackgroundColor: 'var(--sunken)',
  headerBackgroundColor: 'var(--sunken)',
  headerTextColor: 'var(--text-muted)',
  headerFontWeight: 600,
  headerFontSize: 12,
  borderColor: 'var(--border)',
  rowHoverColor: 'var(--hover)',
  selectedRowBackgroundColor: 'var(--accent-soft)',
  pinnedRowBackgroundColor: 'var(--sunken)',
  pinnedRowFontWeight: 600,
  fontFamily: 'inherit',
  fontSize: 13,
  spacing: 4,
  cellHorizontalPadding: 10,
  rowHeight: 28,
  headerHeight: 30,
  wrapperBorderRadius: 6,
  columnBorder: false,
  headerColumnResizeHandleColor: 'var(--border)',
  browserColorScheme: 'inherit',
})
