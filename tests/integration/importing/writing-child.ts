/** Waits to be told what to write, says when it begins and when it is done; killed by the test in between. */
import { commitBatch } from '../../../src/main/core/importing/commit/commit-batch.ts'
import { closeStore } from '../../../src/main/core/store/database.ts'
import { quietTask } from '../../../src/main/core/store/store-task.ts'
import { undoChangeset } from '../../../src/main/core/store/undo.ts'
import { undoImport } from '../../../src/main/core/store/undo-import.ts'
import { now, openWorkspace, person } from './staged-workspace.ts'

export interface Writing {
  readonly path: string
  readonly work: 'commit' | 'undo' | 'undo-import'
  /** Number of the batch, or of the changeset. */
  readonly of: number
}

process.on('message', ({ path, work, of }: Writing) => {
  const db = openWorkspace(path)
  process.send?.('begin')
  if (work === 'commit') commitBatch(db, { batch: of, person, now }, quietTask)
  else if (work === 'undo') undoChangeset(db, of, { person, now }, quietTask)
  else undoImport(db, { changeset: of, person, now, isDry: false }, quietTask)
  process.send?.('done')
  closeStore(db)
  process.disconnect()
})
process.send?.('ready')
