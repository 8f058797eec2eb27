import { CellApiModule, CellStyleModule, ClientSideRowModelModule, ColumnApiModule, ColumnAutoSizeModule, InfiniteRowModelModule, LocaleModule, ModuleRegistry, PinnedRowModule, RenderApiModule, RowApiModule, RowSelectionModule, RowStyleModule, ScrollApiModule, TextEditorModule, TooltipModule } from 'ag-grid-community'

/** Only what the grids of this application use. Importing this file is what registers it. */
ModuleRegistry.registerModules([
  CellApiModule, CellStyleModule, ClientSideRowModelModule, ColumnApiModule, ColumnAutoSizeModule, InfiniteRowModelModule, LocaleModule,
  PinnedRowModule, RenderApiModule, RowApiModule, RowSelectionModule, RowStyleModule, ScrollApiModule, TextEditorModule, TooltipModule,
])
