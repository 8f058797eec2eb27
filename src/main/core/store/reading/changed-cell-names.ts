/** Names in place of the keys of the reference data that staging and submissions keep, for values before and after. */
import type { Database } from 'better-sqlite3'
import type { ChangedCell } from '../../../../shared/contract/submissions.ts'
import type { SubmissionField } from '../../../../shared/domain/kinds.ts'
import { nameOf, type NamedEntity } from './names.ts'

const entities: Readonly<Partial<Record<SubmissionField, NamedEntity>>> = { partner: 'partner', country: 'area', office: 'office', modality: 'modality', 'organizational-result': 'result' }
const entityOf = new Map<string, NamedEntity>(Object.entries(entities))

/** In: names that are in no register yet, by key. Out: the cell with names in the language, else in English, else as it is. */
export function createCellNames(db: Database, locale: string, unregistered: ReadonlyMap<string, string> = new Map()): (cell: ChangedCell) => ChangedCell {
  const statements = new Map<NamedEntity, (key: string) => string | undefined>()
  const known = new Map<string, string>()
  function statementOf(entity: NamedEntity): (key: string) => string | undefined {
    const made = statements.get(entity)
    if (made) return made
    const statement = db.prepare<[{ key: string; locale: string }], string>(`SELECT ${nameOf(entity, '$key')}`).pluck()
    const find = (key: string): string | undefined => statement.get({ key, locale })
    statements.set(entity, find)
    return find
  }
  function named(entity: NamedEntity, key: string | null): string | null {
    if (key === null) return null
    const place = `${entity} ${key}`
    const name = known.get(place) ?? unregistered.get(key) ?? statementOf(entity)(key) ?? key
    known.set(place, name)
    return name
  }
  return (cell) => {
    // A field that stands several times is told apart by its number.
    const entity = entityOf.get(cell.field.replace(/ \(\d+\)$/, ''))
    return entity === undefined ? cell : { ...cell, before: named(entity, cell.before), after: named(entity, cell.after) }
  }
}
