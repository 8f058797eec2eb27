/**
 * Full snapshots hold everything there is: a project of an earlier one that this one does not hold is asked about, never deleted, and
 * one that comes back is noted. A snapshot that is older than the one on record waits for a person's word and asks about nothing.
 */
import type { Database } from 'better-sqlite3'
import { fullSnapshotKinds, type ImportOptions } from '../../../../shared/domain/import-options.ts'
import type { Problem } from '../../../../shared/domain/submission.ts'
import type { Writer } from '../../store/write-gate.ts'
import type { BatchSender, EarlierSubmission } from './batch-sender.ts'
import type { LeftOutNames } from './left-out-names.ts'

interface SnapshotProject {
  readonly id: number
  readonly natural_key: string
  readonly name: string
}

interface Gap {
  readonly id: number
  readonly natural_key: string
  readonly project_id: number
  readonly state: 'open' | 'kept' | 'closed' | 'returned'
}

export interface SnapshotPlan {
  /** Projects that a person is asked about. */
  readonly missing: number
  readonly problems: readonly Problem[]
}

export interface SnapshotFile {
  readonly sender: BatchSender
  readonly options: ImportOptions
  readonly earlier: Iterable<EarlierSubmission>
  /** Day of the snapshot, where it is known. */
  readonly asAt: string | null
  /** Projects of the register that its accepted rows speak of. */
  readonly present: ReadonlySet<number>
  readonly leftOut: () => LeftOutNames
  readonly submission: () => number
}

/** Nothing is known missing where another kind, source or office speaks. */
export function planSnapshot(db: Database, writer: () => Writer, { sender, options, earlier, asAt, present, leftOut, submission }: SnapshotFile): SnapshotPlan {
  if (!fullSnapshotKinds.has(sender.kind)) return { missing: 0, problems: [] }
  const ofSender = [...earlier].filter(({ kind, source, office }) => kind === sender.kind && source === sender.source && office === sender.office)
  const newest = ofSender.reduce<EarlierSubmission | null>((last, one) => (one.as_at !== null && (last?.as_at ?? '') < one.as_at ? one : last), null)
  if (asAt !== null && newest !== null && asAt < (newest.as_at ?? '')) {
    const older: Problem = { severity: options.isOlderAccepted ? 'warning' : 'error', code: 'finding.store.older-snapshot', params: { asAt, newer: newest.as_at ?? '', file: newest.file }, field: 'file' }
    return { missing: 0, problems: [older] }
  }
  const scope = `|${gapScope(sender)}`
  const known = db.prepare<[], Gap>('SELECT id, natural_key, project_id, state FROM snapshot_gap WHERE removed_in IS NULL').all()
  const gaps = new Map(known.filter(({ natural_key: key }) => key.endsWith(scope)).map((gap) => [gap.project_id, gap]))
  for (const { id, project_id: project, state } of gaps.values()) {
    if (present.has(project) && state !== 'returned') writer().update('snapshot_gap', id, { state: 'returned', submission_id: submission() })
  }
  if (ofSender.length === 0) return { missing: 0, problems: [] }
  const before = db.prepare<[string], SnapshotProject>(
    `SELECT DISTINCT p.id, p.natural_key, coalesce(p.symbol, p.symbol_written, p.title, '…') AS name
     FROM json_each(?) s JOIN amount a ON a.submission_id = s.value JOIN contribution c ON c.id = a.contribution_id JOIN project p ON p.id = c.project_id
     WHERE a.to_changeset IS NULL AND c.removed_in IS NULL AND p.removed_in IS NULL ORDER BY p.id`,
  ).all(JSON.stringify(ofSender.map(({ id }) => id)))
  const absent = before.filter(({ id }) => !present.has(id))
  if (absent.length === 0) return { missing: 0, problems: [] }
  const names = leftOut()
  const asked = absent.filter(({ id, name }) => {
    const state = gaps.get(id)?.state
    return state !== 'kept' && state !== 'closed' && !names.has(name)
  })
  for (const { id, natural_key: key } of asked) {
    const gap = gaps.get(id)
    if (!gap) writer().insert('snapshot_gap', { natural_key: `${key}${scope}`, project_id: id, submission_id: submission(), state: 'open' })
    else if (gap.state === 'returned') writer().update('snapshot_gap', gap.id, { state: 'open', submission_id: submission() })
  }
  if (asked.length === 0) return { missing: 0, problems: [] }
  return { missing: asked.length, problems: [{ severity: 'warning', code: 'finding.store.missing-projects', params: { count: asked.length, examples: asked.slice(0, 10).map(({ name }) => name).join(', ') }, field: 'file' }] }
}

/** What tells the gaps of one series of snapshots from another's. */
const gapScope = ({ kind }: BatchSender): string => kind
