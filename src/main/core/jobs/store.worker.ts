/** The thread that owns the only writing connection of a workspace. A write that waits for another process waits here. */
import { createStoreSession } from '../store/store-session.ts'
import { storeMethods } from './store-api.ts'
import { serveWorker } from './worker-channel.ts'

const worker = serveWorker(storeMethods({ session: createStoreSession(), emitCommitted: (changeset) => worker.emit('committed', { changeset }) }))
