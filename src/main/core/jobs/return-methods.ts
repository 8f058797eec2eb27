/** Questions to offices and workbooks that go back to them: what the store worker writes of them, and what the query worker reads. */
import { writeFileSync } from 'node:fs'
import { keepReturn, recordSent, ReturnNote, type SentWorkbook } from '../importing/returning/receive-return.ts'
import { readSourceBytes } from '../importing/stage/keep-source-bytes.ts'
import { answerQuestion, askQuestion, withdrawQuestions, type NewQuestion } from '../offices/questions.ts'
import { withRoundDifferences } from '../offices/returned-round.ts'
import type { QuestionsRequest } from '../store/reading/returns.ts'
import { fail } from '../../../shared/result.ts'
import type { QuerySession } from './query-session.ts'
import type { StoreState } from './workspace-methods.ts'

interface By {
  readonly person: string
  readonly now: string
}

export const returnMethods = ({ session }: StoreState) => ({
  askQuestion: (question: NewQuestion) => askQuestion(session.write(), question),
  withdrawQuestions: (request: By & { readonly questions: readonly number[] }) => withdrawQuestions(session.write(), request),
  answerQuestion: (request: By & { readonly question: number; readonly text: string }) => answerQuestion(session.write(), request),
  recordSent: (sent: SentWorkbook) => recordSent(session.write(), sent),
  keepReturn: ({ batch, note }: { readonly batch: number; readonly note: ReturnNote }): void => keepReturn(session.write(), batch, note),
})

export const returnReadingMethods = (session: QuerySession) => ({
  questions: (request: QuestionsRequest) => session.run(({ reading }) => reading.returns.questions(request)),
  returnFacts: ({ batch }: { readonly batch: number }) => session.run(({ reading }) => reading.returns.facts(batch)),
  sentWorkbook: ({ purpose, uuid }: { readonly purpose: string; readonly uuid: string }) => session.run(({ reading }) => reading.returns.sent(purpose, uuid)),
  /** What a staged file brought back; null where it never went out. Answers stand among the differences, with their questions. */
  returnedBatch: ({ batch }: { readonly batch: number }) => session.run(({ db, reading }) => {
    const text = reading.returns.note(batch)
    if (text === null) return null
    const { differences, total, unchanged, answers, isNil, ...origin } = withRoundDifferences(db, batch, ReturnNote.parse(JSON.parse(text)))
    const known = reading.returns.questionTexts()
    const answered = answers.flatMap(({ reference, text: answer }) => {
      const question = known.get(reference.slice(-12))
      return question === undefined ? [] : [{ row: Number(/\d+$/.exec(question.address)?.[0] ?? 0), name: question.subject, change: 'answered' as const, field: question.address, before: question.text, after: answer }]
    })
    return { origin, differences: [...answered, ...differences], total: total + answered.length, unchanged, answers: answered.length, isNil }
  }),
  /** Writes the bytes of a kept file to an empty place; refused where only its hash is known. */
  writeSource: ({ sha256, path, name }: { readonly sha256: string; readonly path: string; readonly name: string }): void => session.run(({ db }) => {
    writeFileSync(path, readSourceBytes(db, sha256) ?? fail('not-found', 'error.return-source-not-kept', { name }), { mode: 0o600, flag: 'wx' })
  }),
})
