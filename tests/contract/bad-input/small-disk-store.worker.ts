/**
 * The store worker on a disk that can be full: while a file of the workspace's name and `.full` is there, the database may not
 * grow by more pages than it says. Everything else is the product's own.
 */
import { readFileSync } from 'node:fs'
import { storeMethods } from '../../../src/main/core/jobs/store-api.ts'
import { serveWorker } from '../../../src/main/core/jobs/worker-channel.ts'
import { createStoreSession } from '../../../src/main/core/store/store-session.ts'

const session = createStoreSession()
const unlimited = 4_294_967_294

function pagesLeft(path: string): number | null {
  try {
    return Number(readFileSync(`${path}.full`, 'utf8'))
  } catch {
    return null
  }
}

const worker = serveWorker(
  storeMethods({
    session: {
      ...session,
      write() {
        const db = session.write()
        const left = pagesLeft(db.name)
        db.pragma(`max_page_count = ${left === null ? unlimited : Number(db.pragma('page_count', { simple: true })) + left}`)
        return db
      },
    },
    emitCommitted: (changeset) => worker.emit('committed', { changeset }),
  }),
)
