/** What an import needs to know of the rows that the register holds. Live rows only; each statement is answered by an index. */
import type { Database } from 'better-sqlite3'
import type { AmountDraft } from '../../../../shared/domain/submission.ts'
import type { FigureColumns } from './corrected-figure.ts'
import { readLiveCorrections, type LiveCorrection } from './plan-corrections.ts'

/** Fields of a project that an import fills, as columns. */
export const importedFields = ['title', 'modality_id', 'area_id', 'office_id', 'executing_agency', 'implementing_agency', 'sector', 'status', 'approval_date', 'start_date', 'end_date'] as const
export type ImportedFields = Record<(typeof importedFields)[number], string | number | null>

export interface StoredProject extends ImportedFields {
  readonly id: number
  readonly natural_key: string
}

export interface StoredContribution {
  readonly id: number
  readonly natural_key: string
  readonly partner: string
  readonly source_text: string
  readonly partner_state: 'confirmed' | 'proposed'
}

/** Columns of an amount that a later file may change. */
export interface AmountFigure extends FigureColumns {
  readonly is_repeat: number
}

export interface StoredAmount extends AmountFigure {
  readonly id: number
  readonly natural_key: string
  readonly measure: AmountDraft['measure']
  readonly period_start: string | null
  readonly period_end: string | null
  readonly period_precision: AmountDraft['period']['precision']
  readonly submission_id: number | null
  /** In force: the figure is a person's, its source says another one. */
  readonly correction: LiveCorrection | null
}

export interface StoredPartner {
  readonly id: number
  readonly key: string
  readonly name: string
  readonly tier: 'group' | 'partner' | 'body'
}

export interface RegisterRows {
  project(key: string): StoredProject | undefined
  /** Projects whose key begins with this one and a sign that no serial number has: its babies and components. */
  projectsBelow(key: string): readonly { readonly id: number; readonly symbol: string }[]
  /** Projects of one identifier or title (subjectKey), whatever their partner and office. */
  projectsOfSubject(subject: string): readonly StoredProject[]
  /** Names of the files that a project's contributions and figures came from. */
  fileNames(project: number): readonly string[]
  contributions(project: number): StoredContribution[]
  amounts(contribution: number): StoredAmount[]
  /** Is any correction in force? */
  readonly hasCorrections: boolean
  cells(amount: number): readonly number[]
  partners(): StoredPartner[]
  idsByKey(table: 'area' | 'modality' | 'office'): ReadonlyMap<string, number>
  sourceFile(sha256: string): number | null
  projectUuid(project: number): string
  hasNote(projectUuid: string, text: string): boolean
}

export function createRegisterRows(db: Database): RegisterRows {
  const isEmpty = db.prepare('SELECT 1 FROM project WHERE removed_in IS NULL LIMIT 1').get() === undefined
  const project = db.prepare<[string], StoredProject>(`SELECT id, natural_key, ${importedFields.join(', ')} FROM project WHERE natural_key = ? AND removed_in IS NULL`)
  const ofSubject = db.prepare<[string, string], StoredProject>(`SELECT id, natural_key, ${importedFields.join(', ')} FROM project WHERE natural_key > ? AND natural_key < ? AND removed_in IS NULL ORDER BY natural_key`)
  const fileNames = db.prepare<[number, number], string>(
    `SELECT f.name FROM contribution c JOIN submission s ON s.id = c.submission_id JOIN source_file f ON f.id = s.source_file_id WHERE c.project_id = ? AND c.removed_in IS NULL
     UNION SELECT f.name FROM contribution c JOIN amount a ON a.contribution_id = c.id AND a.to_changeset IS NULL JOIN submission s ON s.id = a.submission_id JOIN source_file f ON f.id = s.source_file_id
     WHERE c.project_id = ? AND c.removed_in IS NULL ORDER BY 1`,
  ).pluck()
  const below = db.prepare<[string, string], { id: number; symbol: string }>('SELECT id, symbol FROM project WHERE natural_key > ? AND natural_key < ? AND removed_in IS NULL AND parent_id IS NULL AND symbol IS NOT NULL')
  const contributions = db.prepare<[number], StoredContribution>(
    'SELECT c.id, c.natural_key, g.natural_key AS partner, c.source_text, c.partner_state FROM contribution c JOIN partner g ON g.id = c.signatory_id WHERE c.project_id = ? AND c.removed_in IS NULL ORDER BY c.id',
  )
  const corrections = readLiveCorrections(db)
  const amounts = db.prepare<[number], StoredAmount>(
    `SELECT id, natural_key, measure, state, original, currency, other_original, other_currency, rate, rate_source, rate_date, usd_cents, is_usd_recorded, is_repeat, period_start, period_end, period_precision, submission_id, NULL AS correction
     FROM amount WHERE contribution_id = ? AND to_changeset IS NULL`,
  )
  const cells = db.prepare<[number], number>('SELECT id FROM source_cell WHERE amount_id = ? AND to_changeset IS NULL ORDER BY id').pluck()
  const partners = db.prepare<[], StoredPartner>(
    `SELECT id, natural_key AS key, tier, coalesce((SELECT text FROM label WHERE entity = 'partner' AND entity_key = natural_key AND role = 'name' AND language = 'en'), natural_key) AS name FROM partner WHERE removed_in IS NULL`,
  )
  const keys = {
    area: db.prepare<[], [string, number]>('SELECT natural_key, id FROM area WHERE removed_in IS NULL').raw(),
    modality: db.prepare<[], [string, number]>('SELECT natural_key, id FROM modality WHERE removed_in IS NULL').raw(),
    office: db.prepare<[], [string, number]>('SELECT natural_key, id FROM office WHERE removed_in IS NULL').raw(),
  }
  const file = db.prepare<[string], number>('SELECT id FROM source_file WHERE sha256 = ? AND removed_in IS NULL').pluck()
  const uuid = db.prepare<[number], string>('SELECT uuid FROM project WHERE id = ?').pluck()
  const note = db.prepare<[string, string], number>(`SELECT 1 FROM note WHERE entity = 'project' AND entity_uuid = ? AND text = ?`).pluck()
  return {
    project: (key) => (isEmpty ? undefined : project.get(key)),
    // The signs that follow a symbol in `-BABY01`, `/C1` and `(A)` stand below the digits in ASCII.
    projectsBelow: (key) => (isEmpty ? [] : below.all(`${key}(`, `${key}0`)),
    // A subject ends with the separator; the sign after it in ASCII ends the range.
    projectsOfSubject: (subject) => (isEmpty ? [] : ofSubject.all(subject, `${subject.slice(0, -1)}}`)),
    fileNames: (id) => fileNames.all(id, id),
    contributions: (id) => contributions.all(id),
    hasCorrections: corrections.size > 0,
    amounts: (id) => (corrections.size === 0 ? amounts.all(id) : amounts.all(id).map((amount) => ({ ...amount, correction: corrections.get(amount.id) ?? null }))),
    cells: (id) => cells.all(id),
    partners: () => partners.all(),
    idsByKey: (table) => new Map(keys[table].all()),
    sourceFile: (sha256) => file.get(sha256) ?? null,
    projectUuid: (id) => uuid.get(id) ?? '',
    hasNote: (projectUuid, text) => note.get(projectUuid, text) === 1,
  }
}
