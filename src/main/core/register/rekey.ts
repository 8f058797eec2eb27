/** Natural keys that begin with another's key follow it, so that an import finds the same figures again. */
import type { WritableDb } from '../store/database.ts'
import type { Writer } from '../store/write-gate.ts'

/** The row itself holds its new values already. */
export function rekeyContribution(db: WritableDb, writer: Writer, id: number, before: string, after: string): void {
  if (before === after) return
  writer.update('contribution', id, { natural_key: after })
  const amounts = db.prepare<[number], { id: number; natural_key: string }>('SELECT id, natural_key FROM amount WHERE contribution_id = ? AND to_changeset IS NULL').all(id)
  for (const amount of amounts) if (amount.natural_key.startsWith(`${before}|`)) writer.amend('amount', amount.id, { natural_key: after + amount.natural_key.slice(before.length) })
}

export function rekeyProject(db: WritableDb, writer: Writer, id: number, before: string, after: string): void {
  if (before === after) return
  writer.update('project', id, { natural_key: after })
  const contributions = db.prepare<[number], { id: number; natural_key: string }>('SELECT id, natural_key FROM contribution WHERE project_id = ? AND removed_in IS NULL').all(id)
  for (const contribution of contributions) if (contribution.natural_key.startsWith(`${before}|`)) rekeyContribution(db, writer, contribution.id, contribution.natural_key, after + contribution.natural_key.slice(before.length))
  const beside = db.prepare<[string], { id: number; natural_key: string }>('SELECT id, natural_key FROM figure_beside WHERE project_key = ? AND removed_in IS NULL').all(before)
  for (const figure of beside) writer.update('figure_beside', figure.id, { project_key: after, natural_key: figure.natural_key.replace(`|${before}|`, `|${after}|`) })
}
