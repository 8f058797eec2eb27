/** What goes back to offices and what came back: questions, workbooks that were sent, and what is to be told of a staged file. */
import type { Database } from 'better-sqlite3'
import type { OfficeQuestion, ReturnOrigin } from '../../../../shared/contract/offices.ts'
import type { BatchReport } from '../../../../shared/contract/submissions.ts'
import { readMapping } from '../../../../shared/domain/mapping-version.ts'
import type { Problem, SubmissionMapping } from '../../../../shared/domain/submission.ts'
import { fail } from '../../../../shared/result.ts'
import { containing } from './names.ts'

export interface QuestionsRequest {
  readonly offset: number
  readonly limit: number
  readonly search?: string | undefined
  readonly office?: string | undefined
  /** Of the file of a staged batch. */
  readonly batch?: number | undefined
  /** Only open ones, or all. */
  readonly isOpen: boolean
}

/** Everything that a workbook to be sent back says, and where its bytes are. */
export interface ReturnFacts {
  readonly file: { readonly name: string; readonly sha256: string }
  readonly sheet: string
  readonly office: string | null
  /** JSON of StoredDecisions. */
  readonly decisions: string
  readonly mapping: SubmissionMapping
  /** Day of receipt. */
  readonly receivedOn: string
  readonly counts: { readonly rows: number; readonly accepted: number; readonly rejected: number; readonly parked: number }
  /** `isRefused`: the register could not take the row. */
  readonly rows: readonly { readonly row: number; readonly problems: readonly Problem[]; readonly isRefused: boolean }[]
  readonly fileProblems: readonly Problem[]
  readonly questions: readonly { readonly uuid: string; readonly address: string; readonly subject: string; readonly text: string }[]
}

export interface ReturnReading {
  questions(request: QuestionsRequest): { total: number; questions: OfficeQuestion[] }
  /** Fails with not-found where the batch is gone or not staged to its end. */
  facts(batch: number): ReturnFacts
  /** By the uuid of the marker; null for one that this workspace did not make. `sentRows` is empty for a round. */
  sent(purpose: string, uuid: string): { readonly origin: ReturnOrigin; readonly sentRows: string } | null
  /** Texts of questions by the last twelve digits of their uuid. */
  questionTexts(): ReadonlyMap<string, { readonly text: string; readonly address: string; readonly subject: string }>
  /** JSON of the note that staging kept; null for a file that never went out. */
  note(batch: number): string | null
}

/** Rows whose findings one workbook tells. */
const mostRows = 20_000

export function createReturnReading(db: Database): ReturnReading {
  const batchRow = db.prepare<[number], { at: string; name: string; sha256: string; sheet: string; mapping: string; decisions: string; report: string | null }>(
    'SELECT at, file_name AS name, file_sha256 AS sha256, sheet, mapping, decisions, report FROM staging_batch WHERE id = ?',
  )
  const problemRows = db.prepare<[number, number], { row: number; problems: string; store_problems: string }>(
    `SELECT row, problems, store_problems FROM staged_row WHERE batch_id = ? AND (problems <> '[]' OR store_problems <> '[]') AND kind IN ('accepted', 'rejected', 'parked') ORDER BY row LIMIT ?`,
  )
  const openQuestions = db.prepare<[string, string], ReturnFacts['questions'][number]>(
    `SELECT uuid, address, subject, text FROM office_question WHERE file_sha256 = ? AND sheet = ? AND state = 'open' AND audience <> 'confidential' AND removed_in IS NULL ORDER BY id`,
  )
  const sentBy = db.prepare<[string, string, string], ReturnOrigin & { sentRows: string }>(
    `SELECT id AS sent, purpose, office_key AS office, file_name AS file, sent_on AS sentOn, sheet, iif(purpose = 'return', sent_rows, '') AS sentRows
     FROM sent_workbook WHERE purpose = ? AND natural_key IN (?, ?) AND removed_in IS NULL`,
  )
  return {
    questions({ offset, limit, search, office, batch, isOpen }) {
      const where = [
        'q.removed_in IS NULL',
        ...(isOpen ? [`q.state = 'open'`] : []),
        ...(office === undefined ? [] : ['q.office_key = $office']),
        ...(batch === undefined ? [] : ['EXISTS (SELECT 1 FROM staging_batch b WHERE b.id = $batch AND b.file_sha256 = q.file_sha256 AND b.sheet = q.sheet)']),
        ...(search ? [`(q.text LIKE $search ESCAPE '\\' OR q.subject LIKE $search ESCAPE '\\' OR q.file_name LIKE $search ESCAPE '\\')`] : []),
      ].join(' AND ')
      const values = { ...(office === undefined ? {} : { office }), ...(batch === undefined ? {} : { batch }), ...(search ? { search: containing(search) } : {}) }
      const total = db.prepare<[object], number>(`SELECT count(*) FROM office_question q WHERE ${where}`).pluck().get(values) ?? 0
      const questions = db.prepare<[object], OfficeQuestion>(
        `SELECT q.id, q.office_key AS office, q.file_name AS file, q.sheet, q.address, q.cell_text AS cellText, q.subject, q.text, q.state, q.asked_on AS askedOn, q.asked_by AS askedBy, q.answer, q.answered_on AS answeredOn, q.answered_in AS answeredIn
         FROM office_question q WHERE ${where} ORDER BY q.id DESC LIMIT $limit OFFSET $offset`,
      ).all({ ...values, limit, offset })
      return { total, questions }
    },
    facts(batch) {
      const row = batchRow.get(batch)
      if (!row?.report) return fail('not-found', 'error.batch-gone')
      // The store wrote these texts itself, as a BatchReport and as Problem[].
      const report = JSON.parse(row.report) as BatchReport
      const mapping = readMapping(JSON.parse(row.mapping))
      const { accepted, rejected, parked } = report.accounting
      return {
        file: { name: row.name, sha256: row.sha256 }, sheet: row.sheet, office: mapping.constants.office ?? null, decisions: row.decisions, mapping, receivedOn: row.at.slice(0, 10),
        counts: { rows: accepted + rejected + parked, accepted, rejected, parked },
        rows: problemRows.all(batch, mostRows).map(({ row: number, problems, store_problems }) => ({ row: number, problems: JSON.parse(problems) as Problem[], isRefused: (JSON.parse(store_problems) as Problem[]).some(({ severity }) => severity === 'error') })),
        fileProblems: report.fileProblems,
        questions: openQuestions.all(row.sha256, row.sheet),
      }
    },
    sent(purpose, uuid) {
      const found = sentBy.get(purpose, uuid, `RMMS-${purpose.toUpperCase()}-${uuid}`)
      if (!found) return null
      const { sentRows, ...origin } = found
      return { origin, sentRows }
    },
    questionTexts: () => new Map(db.prepare<[], { uuid: string; text: string; address: string; subject: string }>('SELECT uuid, text, address, subject FROM office_question WHERE removed_in IS NULL').all().map(({ uuid, ...rest }) => [uuid.slice(-12).toUpperCase(), rest])),
    note: (batch) => db.prepare<[number], string | null>('SELECT return_origin FROM staging_batch WHERE id = ?').pluck().get(batch) ?? null,
  }
}
