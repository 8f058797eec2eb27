/** Commits one staged batch and says when it begins and when it is done; killed by the test in between. */
import { commitBatch } from '../../../src/main/core/importing/commit/commit-batch.ts'
import { closeStore } from '../../../src/main/core/store/database.ts'
import { quietTask } from '../../../src/main/core/store/store-task.ts'
import { now, openWorkspace, person } from './staged-workspace.ts'

const [path = '', batch = ''] = process.argv.slice(2)
const db = openWorkspace(path)
process.send?.('begin')
commitBatch(db, { batch: Number(batch), person, now }, quietTask)
process.send?.('done')
closeStore(db)
