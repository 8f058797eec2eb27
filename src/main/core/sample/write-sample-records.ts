/** Writes the invented records, one changeset a step, as the grid of the window writes them. */
import type { FieldText } from '../../../shared/contract/records.ts'
import type { RecordType } from '../../../shared/domain/register/record-types.ts'
import { createReferences } from '../register/resolve-references.ts'
import { writeRecords, type WriteRecords } from '../register/write-records.ts'
import type { WritableDb } from '../store/database.ts'
import type { StoreTask } from '../store/store-task.ts'
import { sampleEdits, sampleNotes, sampleSteps, type SampleRecord } from './sample-records.ts'

export interface WriteSample {
  readonly person: string
  /** ISO date and time. */
  readonly now: string
}

/**
 * Into a workspace that holds the sample's submissions; gives the last changeset. A text that is refused is a fault of the sample and
 * not of a person: it throws.
 */
export function writeSampleRecords(db: WritableDb, { person, now }: WriteSample, task: StoreTask): { readonly changeset: number } {
  const ids = new Map<string, number>()
  const idOf = (name: string): number => ids.get(name) ?? fault(`no record @${name} yet`)
  const find = (type: 'partner' | 'project', text: string): number => {
    const found = createReferences(db, 'en', now.slice(0, 10)).resolve(type, text)
    return found.ok ? found.id : fault(`${text}: ${found.reason.key}`)
  }
  /** A text that is `@name` stands for the record made under it. */
  const texts = (fields: SampleRecord['fields']): FieldText[] => Object.entries(fields).map(([field, text]) => ({ field, text: text.startsWith('@') ? `#${idOf(text.slice(1))}` : text }))

  let last = 0
  const write = (type: RecordType, part: Partial<Pick<WriteRecords, 'edits' | 'creates'>>) => {
    const outcome = writeRecords(db, { type, edits: [], creates: [], removes: [], ...part, reason: 'Invented for the sample', isDry: false, isPartial: false, person, now, locale: 'en' }, { ...task, report: () => undefined })
    if (outcome.changeset === null) fault(`${type}: ${JSON.stringify(outcome.refused.slice(0, 5))}`)
    else last = outcome.changeset
    return outcome
  }
  const make = (type: RecordType, records: readonly SampleRecord[]): void => {
    const { created } = write(type, { creates: records.map(({ fields }, at) => ({ rowKey: String(at), values: texts(fields) })) })
    for (const { rowKey, id } of created) ids.set(records[Number(rowKey)]?.name ?? '', id)
  }

  for (const [type, edits] of Map.groupBy(sampleEdits, (edit) => edit.type)) write(type, { edits: edits.flatMap(({ record, fields }) => texts(fields).map((value) => ({ id: find(type, record), ...value }))) })
  for (const { type, records } of sampleSteps) make(type, records)
  for (const [type, notes] of Map.groupBy(sampleNotes, (note) => note.type)) {
    make(type, notes.map(({ entity, about, fields }) => ({ name: '', fields: { entity, about: about.startsWith('@') ? about : `#${find('partner', about)}`, ...fields } })))
  }
  return { changeset: last }
}

function fault(what: string): never {
  throw new Error(`the sample’s records: ${what}`)
}
