/**
 * What each office owes and what became of it. The state is derived from what is there: an answer of the office ("nothing to report"),
 * submissions of the office and kind that cover a day of the period, workbooks that went back to it, staged files; else the due date.
 */
import type { Database } from 'better-sqlite3'
import type { DutyEntry, DutyState } from '../../../../shared/contract/offices.ts'
import type { BatchReport } from '../../../../shared/contract/submissions.ts'
import type { SubmissionKind } from '../../../../shared/domain/kinds.ts'
import { periodOfDays, periodText } from '../../../../shared/domain/period.ts'
import { qualityScore } from '../../../../shared/domain/quality-score.ts'
import { fail } from '../../../../shared/result.ts'
import { nameOf } from './names.ts'

export interface TrackerRequest {
  /** Periods that meet these days; all where they are left out. */
  readonly start?: string | undefined
  readonly end?: string | undefined
  readonly states?: readonly DutyState[] | undefined
  readonly locale: string
  /** ISO date. */
  readonly today: string
}

/** What a reminder has to say; texts are made from it in the office's language. */
export interface ReminderFacts {
  readonly duty: DutyEntry
  readonly questions: readonly { readonly file: string; readonly address: string; readonly subject: string; readonly text: string }[]
  /** Problems of the last submission by code, errors first, each with the words of its first one. */
  readonly lastTime: readonly { readonly code: string; readonly count: number; readonly params: Readonly<Record<string, string | number>> }[]
  readonly lastFile: string | null
  readonly sentBackOn: string | null
}

export interface OfficeTracker {
  tracker(request: TrackerRequest): DutyEntry[]
  /** Fails with not-found. */
  reminder(request: { readonly duty: number; readonly locale: string; readonly today: string }): ReminderFacts
}

interface DutyRow {
  readonly id: number
  readonly office: string
  readonly officeName: string
  readonly kind: SubmissionKind
  readonly period_start: string
  readonly period_end: string
  readonly due_on: string
  readonly nil_on: string | null
}

interface Received {
  readonly at: string
  readonly file: string
  readonly sha256: string
  readonly batch: number | null
  readonly isStaged: boolean
  readonly start: string | null
  readonly end: string | null
  readonly accepted: number
  readonly rejected: number
  readonly problemCounts: BatchReport['problemCounts']
  readonly totalsDiffering: number
}

interface StoredReceived extends Omit<Received, 'problemCounts' | 'isStaged'> {
  readonly isStaged: number
  readonly problemCounts: string | null
}
/** Of a report, which may be long, only what a score needs. */
const judged = (report: string): string => `${report} -> '$.problemCounts' AS problemCounts, coalesce((SELECT sum(value ->> '$.totalsDiffering') FROM json_each(${report}, '$.controlSums')), 0) AS totalsDiffering`

const trendLength = 6
const mostProblems = 6
const mostQuestions = 20
const dayMs = 86_400_000
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from)) / dayMs)

export function createOfficeTracker(db: Database): OfficeTracker {
  const duties = db.prepare<[{ locale: string }], DutyRow>(
    `SELECT d.id, d.office_key AS office, ${nameOf('office', 'd.office_key')} AS officeName, d.kind, d.period_start, d.period_end, d.due_on, d.nil_on FROM reporting_duty d WHERE d.removed_in IS NULL`,
  )
  const committed = db.prepare<[string, string], StoredReceived>(
    `SELECT s.received_at AS at, f.name AS file, f.sha256, b.id AS batch, 0 AS isStaged, s.accepted, s.rejected, ${judged('b.report')},
       coalesce(s.period_start, (SELECT min(a.period_start) FROM amount a WHERE a.submission_id = s.id)) AS start, coalesce(s.period_end, (SELECT max(coalesce(a.period_end, a.period_start)) FROM amount a WHERE a.submission_id = s.id)) AS "end"
     FROM submission s JOIN source_file f ON f.id = s.source_file_id LEFT JOIN staging_batch b ON b.submission_id = s.id
     WHERE s.removed_in IS NULL AND s.kind = ? AND coalesce((SELECT o.natural_key FROM office o WHERE o.id = s.office_id), s.mapping ->> '$.constants.office') = ?`,
  )
  // Of a staged file the period is what was set; one without is taken to be about whatever its office owes.
  const staged = db.prepare<[string, string], StoredReceived>(
    `SELECT at, file_name AS file, file_sha256 AS sha256, id AS batch, 1 AS isStaged, report ->> '$.accounting.accepted' AS accepted, report ->> '$.accounting.rejected' AS rejected, ${judged('report')},
       options ->> '$.period.start' AS start, options ->> '$.period.end' AS "end"
     FROM staging_batch WHERE state = 'staged' AND report ->> '$.kind' = ? AND report ->> '$.office' = ?`,
  )
  const sent = db.prepare<[string], { readonly purpose: 'return' | 'round'; readonly sha256: string; readonly state: string; readonly sent_on: string; readonly received_on: string | null; readonly received_name: string | null; readonly start: string | null; readonly end: string | null }>(
    `SELECT w.purpose, w.file_sha256 AS sha256, w.state, w.sent_on, w.received_on, w.received_name, r.period_start AS start, r.period_end AS "end"
     FROM sent_workbook w LEFT JOIN confirmation_round r ON r.id = w.round_id WHERE w.office_key = ? AND w.removed_in IS NULL ORDER BY w.id`,
  )
  const openQuestions = db.prepare<[string], number>(`SELECT count(*) FROM office_question WHERE office_key = ? AND state = 'open' AND removed_in IS NULL`).pluck()
  const questions = db.prepare<[string, number], ReminderFacts['questions'][number]>(
    `SELECT file_name AS file, address, subject, text FROM office_question WHERE office_key = ? AND state = 'open' AND audience <> 'confidential' AND removed_in IS NULL ORDER BY id LIMIT ?`,
  )
  const example = db.prepare<[number, string], string>(
    `SELECT p.value ->> '$.params' FROM staged_row r, json_each(json_array(json(r.problems), json(r.store_problems))) l, json_each(l.value) p
     WHERE r.batch_id = ? AND (r.problems <> '[]' OR r.store_problems <> '[]') AND p.value ->> 'code' = ? LIMIT 1`,
  ).pluck()

  function receivedOf(kind: string, office: string): Received[] {
    // The store wrote these reports itself.
    return [...committed.all(kind, office), ...staged.all(kind, office)]
      .map((row) => ({ ...row, isStaged: row.isStaged === 1, problemCounts: row.problemCounts === null ? [] : (JSON.parse(row.problemCounts) as BatchReport['problemCounts']) }))
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  }
  const covers = ({ start, end, isStaged }: Received, duty: DutyRow): boolean => (start === null || end === null ? isStaged : start <= duty.period_end && end >= duty.period_start)
  function scoreOf({ accepted, rejected, problemCounts, totalsDiffering }: Received, open: number): number | null {
    const count = (severity: string): number => problemCounts.filter((problem) => problem.severity === severity).reduce((sum, problem) => sum + problem.count, 0)
    return qualityScore({ accepted, rejected, annexProblems: count('annex'), warnings: count('warning'), totalsDiffering, openQuestions: open })
  }

  function entryOf(duty: DutyRow, all: readonly Received[], today: string): DutyEntry & { readonly last: Received | null; readonly sentBackOn: string | null } {
    const own = all.filter((received) => covers(received, duty))
    const last = own.findLast(({ isStaged }) => !isStaged) ?? null
    const waiting = own.findLast(({ isStaged, at }) => isStaged && (last === null || at > last.at)) ?? null
    const shown = waiting ?? last
    const workbooks = sent.all(duty.office)
    const back = workbooks.findLast(({ purpose, state, sha256 }) => purpose === 'return' && state === 'sent' && own.some((received) => received.sha256 === sha256)) ?? null
    const isBack = back !== null && shown?.sha256 === back.sha256
    // What a round confirms are contributions.
    const confirmed = duty.kind !== 'project-contributions' ? null : workbooks.findLast(({ purpose, state, start, end }) => purpose === 'round' && state === 'received' && start !== null && end !== null && start <= duty.period_end && end >= duty.period_start) ?? null
    const state: DutyState = duty.nil_on !== null ? 'nil' : isBack ? 'returned' : waiting ? 'staged' : last || confirmed ? 'committed' : today > duty.due_on ? 'late' : 'awaited'
    const receivedOn = shown?.at ?? (confirmed?.received_on == null ? null : `${confirmed.received_on}T00:00:00.000Z`) ?? (duty.nil_on === null ? null : `${duty.nil_on}T00:00:00.000Z`)
    const open = openQuestions.get(duty.office) ?? 0
    const before = all.slice(0, shown ? all.indexOf(shown) : 0).filter(({ isStaged }) => !isStaged)
    return {
      id: duty.id, office: duty.office, officeName: duty.officeName, kind: duty.kind, period: { start: duty.period_start, end: duty.period_end },
      periodText: periodText(periodOfDays({ start: duty.period_start, end: duty.period_end })), dueOn: duty.due_on, state,
      daysLate: daysBetween(duty.due_on, receivedOn ?? today), receivedAt: receivedOn, file: shown?.file ?? confirmed?.received_name ?? null, batch: shown?.batch ?? null,
      quality: shown ? scoreOf(shown, open) : null, trend: before.slice(-trendLength).flatMap((received) => scoreOf(received, 0) ?? []), openQuestions: open,
      last: shown ?? all.findLast(({ isStaged }) => !isStaged) ?? null, sentBackOn: isBack ? back.sent_on : null,
    }
  }

  return {
    tracker({ start, end, states, locale, today }) {
      const known = new Map<string, readonly Received[]>()
      const wanted = duties.all({ locale }).filter((duty) => (end === undefined || duty.period_start <= end) && (start === undefined || duty.period_end >= start))
      const entries = wanted.map((duty): DutyEntry => {
        const key = `${duty.kind} ${duty.office}`
        const all = known.get(key) ?? receivedOf(duty.kind, duty.office)
        known.set(key, all)
        const { last: _last, sentBackOn: _sentBackOn, ...entry } = entryOf(duty, all, today)
        return entry
      })
      const order = new Intl.Collator(locale)
      return entries
        .filter(({ state }) => states === undefined || states.includes(state))
        .sort((a, b) => (a.dueOn === b.dueOn ? order.compare(a.officeName, b.officeName) || a.id - b.id : a.dueOn < b.dueOn ? -1 : 1))
    },
    reminder({ duty: id, locale, today }) {
      const duty = duties.all({ locale }).find((candidate) => candidate.id === id) ?? fail('not-found', 'error.duty-gone')
      const { last, sentBackOn, ...entry } = entryOf(duty, receivedOf(duty.kind, duty.office), today)
      const rank = (severity: string): number => ['error', 'annex', 'warning'].indexOf(severity)
      const counts = (last?.problemCounts ?? []).filter(({ severity }) => rank(severity) >= 0).sort((a, b) => rank(a.severity) - rank(b.severity) || b.count - a.count)
      const lastTime = counts.slice(0, mostProblems).map(({ code, count }) => {
        const params = last?.batch == null ? undefined : example.get(last.batch, code)
        return { code, count, params: params === undefined ? {} : (JSON.parse(params) as Record<string, string | number>) }
      })
      return { duty: entry, questions: questions.all(duty.office, mostQuestions), lastTime, lastFile: last?.file ?? null, sentBackOn }
    },
  }
}
