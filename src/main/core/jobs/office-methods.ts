/** What is between the analyst and the offices: what the store worker writes of it, and what the query worker reads. */
import { addDuties, markNil, removeDuties, type NewDuties, type Span } from '../offices/duties.ts'
import { nextRoundKey, recordRound, type MadeRound } from '../offices/record-round.ts'
import { readRoundData, type RoundRequest } from '../offices/round-data.ts'
import { readRounds } from '../store/reading/office-rounds.ts'
import type { TrackerRequest } from '../store/reading/office-tracker.ts'
import type { QuerySession } from './query-session.ts'
import type { StoreState } from './workspace-methods.ts'

interface By {
  readonly person: string
  readonly now: string
}

export const officeMethods = ({ session }: StoreState) => ({
  addDuties: (duties: NewDuties) => addDuties(session.write(), duties),
  removeDuties: (request: By & { readonly duties: readonly number[] }) => removeDuties(session.write(), request),
  markNil: (request: By & { readonly duty: number; readonly saidBy: string | null }) => markNil(session.write(), request),
  nextRoundKey: (round: { readonly period: Span; readonly name: string }) => nextRoundKey(session.write(), round),
  recordRound: (round: MadeRound) => recordRound(session.write(), round),
})

export const officeReadingMethods = (session: QuerySession) => ({
  officeTracker: (request: TrackerRequest) => session.run(({ reading }) => reading.offices.tracker(request)),
  reminderFacts: (request: { readonly duty: number; readonly locale: string; readonly today: string }) => session.run(({ reading }) => reading.offices.reminder(request)),
  officeRounds: (request: { readonly locale: string }) => session.run(({ db }) => readRounds(db, request)),
  roundData: (request: RoundRequest) => session.run(({ db }) => readRoundData(db, request)),
})
