/** The export worker on a disk that is full after a few bytes. */
import { createWriteStream } from 'node:fs'
import { Writable } from 'node:stream'
import { createExportMethods } from '../../../src/main/core/exporting/export-methods.ts'
import { serveWorker } from '../../../src/main/core/jobs/worker-channel.ts'

const roomFor = 500

serveWorker(
  createExportMethods((path) => {
    const file = createWriteStream(path, { flags: 'wx' })
    let written = 0
    return new Writable({
      write(chunk: Uint8Array, _encoding, done) {
        written += chunk.length
        if (written > roomFor) done(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }))
        else file.write(chunk, done)
      },
      final: (done) => void file.end(done),
      destroy(error, done) {
        file.destroy()
        done(error)
      },
    })
  }),
)
