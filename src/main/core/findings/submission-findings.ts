/** Files that wait to be committed, rows that no total holds, questions that offices have not answered. */
import type { Place } from '../../../shared/contract/findings.ts'
import { readSubmissionFacts, type SubmissionFacts } from '../store/reading/findings/submission-facts.ts'
import { atSection, findingArea, type FindingRule } from './finding-area.ts'

const atBatch = (batch: number | null): Place => (batch === null ? atSection('submissions') : { kind: 'submission', batch })

export const submissionRules: readonly FindingRule<SubmissionFacts>[] = [
  {
    name: 'batch-waiting', severity: 'warning',
    find: ({ staged }) => staged.map(({ batch, file, sheet, at, accepted }) => ({ of: `${at}|${file}|${sheet}`, params: { file, accepted }, subject: file, place: atBatch(batch), on: at.slice(0, 10) })),
  },
  {
    name: 'rows-parked', severity: 'warning',
    find: ({ staged }) => staged.filter(({ parked }) => parked > 0).map(({ batch, file, sheet, at, parked }) => ({ of: `${at}|${file}|${sheet}`, params: { file, count: parked }, subject: file, place: atBatch(batch), on: at.slice(0, 10) })),
  },
  {
    name: 'rows-refused-waiting', severity: 'error',
    find: ({ staged }) => staged.filter(({ rejected }) => rejected > 0).map(({ batch, file, sheet, at, rejected }) => ({ of: `${at}|${file}|${sheet}`, params: { file, count: rejected }, subject: file, place: atBatch(batch), on: at.slice(0, 10) })),
  },
  {
    name: 'rows-refused', severity: 'warning',
    find: ({ rejected }) => rejected.map(({ uuid, submission, batch, file, at, rejected: count }) => ({
      of: uuid, params: { file, count }, subject: file, place: batch === null ? atSection('submissions', { submission, rejected: 1 }) : atSection('submissions', { batch, rejected: 1 }), on: at.slice(0, 10),
    })),
  },
  {
    name: 'question-open', severity: 'warning',
    find: ({ questions }) => questions.filter(({ state }) => state === 'open').map(({ key, office, officeName, file, address, text, askedOn }) => ({
      of: key, params: { office: officeName ?? 'none', file, address, text, date: askedOn }, subject: officeName ?? file, place: atSection('offices', { tab: 'questions', ...(office === null ? {} : { office }) }), on: askedOn,
    })),
  },
  {
    name: 'question-answered', severity: 'warning',
    find: ({ questions }) => questions.filter(({ state, batch }) => state === 'answered' && batch !== null).map(({ key, officeName, file, address, answeredOn, batch }) => ({
      of: key, params: { office: officeName ?? 'none', file, address }, subject: officeName ?? file, place: atBatch(batch), on: answeredOn,
    })),
  },
]

export const submissionFindings = findingArea('submissions', null, ({ db, locale }) => readSubmissionFacts(db, locale), submissionRules)
