/** Opens a workspace and prints what it found; run by a test under another user. */
import { openForWriting } from '../../../src/main/core/store/database.ts'
import { writing } from '../../fixtures/workspace-file.ts'

const { db, readOnly } = openForWriting(process.argv[2] ?? '', writing)
console.log(JSON.stringify({ readOnly, name: db.prepare('SELECT name FROM workspace').pluck().get() }))
db.close()
