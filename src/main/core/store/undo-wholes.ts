/**
 * What stays with a row that an undo leaves as it is, so that the record remains of one piece: what the row refers to, and what
 * belongs together with it (an amount with its source cells and corrections, shares that sum up, a partner with its names).
 */
import { storeContext, type WritableDb } from './database.ts'
import type { Dependent } from './dependents.ts'
import { liveCondition, type Cell, type Row } from './table-schema.ts'
import { readRow } from './undo-inverse.ts'

export interface Companion extends Dependent {
  readonly reason: 'in-use' | 'whole'
}

/** Gives the rows of a changeset that stay if this one does; their own companions are asked for in turn. */
export function createCompanions(db: WritableDb, changeset: number): (row: Dependent) => readonly Companion[] {
  const { schema } = db[storeContext]
  const touches = db.prepare<[number, string, number]>('SELECT 1 FROM change WHERE changeset_id = ? AND table_name = ? AND row_id = ?')
  const made = db.prepare<[number, string, number]>("SELECT 1 FROM change WHERE changeset_id = ? AND table_name = ? AND row_id = ? AND operation = 'insert'")
  const rekeyed = db.prepare<[number, number]>("SELECT 1 FROM change WHERE changeset_id = ? AND table_name = 'contribution' AND row_id = ? AND operation = 'update' AND json_type(before, '$.natural_key') IS NOT NULL")
  const isTouched = ({ table, id }: Dependent): boolean => touches.get(changeset, table, id) !== undefined
  const rowsOf = (table: string, where: string, ...values: Cell[]): readonly Companion[] =>
    db.prepare<Cell[], number>(`SELECT id FROM ${table} WHERE ${where}`).pluck().all(...values).map((id) => ({ table, id, reason: 'whole' as const }))
  const one = (table: string, id: Cell | undefined): readonly Companion[] => (typeof id === 'number' ? [{ table, id, reason: 'whole' }] : [])

  function belonging(table: string, id: number, row: Row): readonly Companion[] {
    const contribution = row['contribution_id']
    switch (table) {
      case 'amount':
        return [...rowsOf('source_cell', 'amount_id = ?', id), ...rowsOf('correction', 'amount_id = ?', id), ...(typeof contribution === 'number' && rekeyed.get(changeset, contribution) ? one('contribution', contribution) : [])]
      case 'source_cell':
      case 'correction':
        return one('amount', row['amount_id'])
      case 'contribution':
        // The keys of amounts begin with that of their contribution.
        return rekeyed.get(changeset, id) ? rowsOf('amount', 'contribution_id = ?', id) : []
      case 'share':
        return rowsOf('share', 'project_id = ? AND dimension = ?', row['project_id'] ?? null, row['dimension'] ?? null)
      case 'payer_share':
        return rowsOf('payer_share', 'contribution_id = ?', contribution ?? null)
      case 'partner':
        return ['label', 'identifier', 'alias'].flatMap((names) => rowsOf(names, `entity = 'partner' AND entity_key = ?`, row['natural_key'] ?? null))
      case 'label':
      case 'identifier':
      case 'alias':
        return row['entity'] === 'partner' ? rowsOf('partner', 'natural_key = ?', row['entity_key'] ?? null) : []
      default:
        return []
    }
  }

  return ({ table: name, id }) => {
    const table = schema.get(name)
    if (!table) return []
    const row = readRow(db, table, id)
    const isLive = db.prepare<[number]>(`SELECT 1 FROM ${name} x WHERE x.id = ? AND ${liveCondition(table, 'x')}`).get(id) !== undefined
    const referred = !isLive ? [] : table.references.flatMap(({ column, table: parent }) => {
      const parentId = row[column]
      return typeof parentId === 'number' && made.get(changeset, parent, parentId) ? [{ table: parent, id: parentId, reason: 'in-use' as const }] : []
    })
    return [...referred, ...belonging(name, id, row).filter((other) => (other.table !== name || other.id !== id) && isTouched(other))]
  }
}
