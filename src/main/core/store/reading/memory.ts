/** What was remembered of earlier imports: the forms of offices, names that persons matched, answers to questions. */
import type { Database } from 'better-sqlite3'
import type { Table } from '../../../../shared/contract/common.ts'
import type { RememberedType } from '../../../../shared/contract/reference.ts'
import { readMapping } from '../../../../shared/domain/mapping-version.ts'
import { columnAsks, type ColumnAsk, type SubmissionMapping } from '../../../../shared/domain/submission.ts'
import { headOf, nameOf } from './names.ts'
import { pageOfList, type GridRow, type PageRequest } from './table-page.ts'

export interface RememberedForm {
  readonly mapping: SubmissionMapping
  readonly fingerprint: string
  readonly office: string | null
  readonly file: string
  readonly person: string
  readonly at: string
}

export interface Recollection {
  /** Forms of the office, latest first, and the one of the same header, whoever sent it. */
  readonly forms: readonly RememberedForm[]
  readonly sameHeader: RememberedForm | null
  readonly answers: readonly { readonly headerKey: string; readonly ask: ColumnAsk; readonly answer: string }[]
}

interface Name {
  readonly type: RememberedType
  readonly text: string
  readonly key: string
  readonly office: string | null
}

export interface MemoryReading {
  recall(question: { readonly fingerprint: string; readonly office: string | null }): Recollection
  /** Names that hold everywhere, and those of one office. */
  rememberedNames(office: string | null): Name[]
  /** Latest first; a few thousand at most, and held whole. */
  rememberedValues(request: PageRequest & { readonly locale: string }): Table
}

interface FormRow extends Omit<RememberedForm, 'mapping'> { readonly mapping: string }
interface AnswerRow { readonly headerKey: string; readonly ask: ColumnAsk; readonly answer: string }

/** Forms of one office that a new one is compared with. */
const recalledForms = 20
const asks: ReadonlySet<string> = new Set(columnAsks)

export function createMemoryReading(db: Database): MemoryReading {
  const columns = 'fingerprint, office_key AS office, mapping, file_name AS file, person, at'
  const ofOffice = db.prepare<[string], FormRow>(`SELECT ${columns} FROM remembered_mapping WHERE office_key = ? ORDER BY at DESC, id DESC LIMIT ${recalledForms}`)
  const ofHeader = db.prepare<[string, string | null], FormRow>(`SELECT ${columns} FROM remembered_mapping WHERE fingerprint = ? ORDER BY office_key IS ? DESC, office_key IS NULL DESC, at DESC LIMIT 1`)
  const answers = db.prepare<[string], AnswerRow>('SELECT header_key AS headerKey, ask, answer FROM remembered_answer WHERE office_key = ?')
  const names = db.prepare<[string | null], Name>('SELECT type, text, key, scope_office AS office FROM remembered_value WHERE scope_office IS NULL OR scope_office = ? ORDER BY id')
  const head = headOf(db)
  const values = db.prepare<[object], GridRow>(
    `SELECT v.id, v.type, v.text, v.key, CASE v.type WHEN 'country' THEN ${nameOf('area', 'v.key')} WHEN 'office' THEN ${nameOf('office', 'v.key')} WHEN 'result' THEN ${nameOf('result', 'v.key')}
       WHEN 'modality' THEN ${nameOf('modality', 'v.key')} ELSE ${nameOf('partner', 'v.key')} END AS name, ${nameOf('office', 'v.scope_office')} AS office, v.person, v.at
     FROM remembered_value v ORDER BY v.at DESC, v.id DESC`,
  )
  const form = ({ mapping, ...row }: FormRow): RememberedForm => ({ ...row, mapping: readMapping(JSON.parse(mapping)) })
  return {
    recall({ fingerprint, office }) {
      const same = ofHeader.get(fingerprint, office)
      return {
        forms: office === null ? [] : ofOffice.all(office).map(form),
        sameHeader: same ? form(same) : null,
        answers: office === null ? [] : answers.all(office).filter(({ ask }) => asks.has(ask)),
      }
    },
    rememberedNames: (office) => names.all(office),
    rememberedValues: ({ locale, ...request }) => pageOfList(['id', 'type', 'text', 'key', 'name', 'office', 'person', 'at'], values.all({ locale }), request, head(), locale),
  }
}
