/** The thread that writes workbooks: it holds no workspace, only the files that are being made. */
import { exportMethods } from './export-api.ts'
import { serveWorker } from './worker-channel.ts'

serveWorker(exportMethods())
