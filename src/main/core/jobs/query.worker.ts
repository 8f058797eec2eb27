/** The thread that owns the reading connection of a workspace and the cube. */
import { queryMethods } from './query-api.ts'
import { createQuerySession } from './query-session.ts'
import { serveWorker } from './worker-channel.ts'

const worker = serveWorker(queryMethods(createQuerySession((changeset) => worker.emit('changed', { changeset }))))
