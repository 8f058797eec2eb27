/**
 * Another process that writes to a workspace. `hold`: takes the right to write, says so, and keeps it until a line arrives.
 * `write`: says so and adds one partner. `import`: says so and brings many projects in one changeset; `spill` does so
 * with so little memory that SQLite writes to the WAL long before the commit.
 */
import { readSync, writeSync } from 'node:fs'
import { closeStore } from '../../../src/main/core/store/database.ts'
import { inChangeset } from '../../../src/main/core/store/write-gate.ts'
import { edit, openWritable, partnerRow, writeImport } from '../../fixtures/workspace-file.ts'

const [, , mode, path = '', argument = ''] = process.argv
const say = (text: string): void => void writeSync(1, `${text}\n`)
const db = openWritable(path)
if (mode === 'hold') {
  inChangeset(db, { ...edit, person: argument }, (writer) => {
    writer.insert('partner', partnerRow('HELD'))
    say('holding')
    readSync(0, Buffer.alloc(1))
  })
} else {
  if (mode === 'spill') db.pragma('cache_size = 50')
  say('trying')
  inChangeset(db, { ...edit, person: 'Child' }, (writer) => {
    if (mode === 'write') writer.insert('partner', partnerRow(argument))
    else writeImport(db, writer, { file: 'big', partner: 'BIG', projects: Array.from({ length: Number(argument) }, (_, number) => number) })
  })
}
say('done')
closeStore(db)
