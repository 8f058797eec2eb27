import { createExportMethods } from '../exporting/export-methods.ts'

/** Every method of the export worker. */
export const exportMethods = createExportMethods

export type ExportApi = ReturnType<typeof createExportMethods>
