/**
 * The list of everything that needs a person, over a reading connection. An area is looked at again when the day or the language is
 * another one, or when the log tells of a change in its tables. What a person put off is read with the list, and counts for as
 * long as the finding says the same and its day has not come.
 */
import type { Database } from 'better-sqlite3'
import { findingAreas, type Finding } from '../../../shared/contract/findings.ts'
import { severities } from '../../../shared/domain/submission.ts'
import { en, type MessageKey } from '../../../shared/messages/en/index.ts'
import { formatMessage } from '../../../shared/messages/format.ts'
import type { Locale } from '../../../shared/messages/locales.ts'
import { headOf } from '../store/reading/names.ts'
import type { PageRequest } from '../store/reading/table-page.ts'
import { createFactContext, type FactSources } from './fact-context.ts'
import type { FindingArea, FoundFinding, RecordRef } from './finding-area.ts'
import { allAreas } from './finding-areas.ts'

export interface FindingsRequest extends PageRequest {
  readonly filter: {
    readonly areas: readonly Finding['area'][]
    readonly codes: readonly string[]
    readonly severities: readonly Finding['severity'][]
    readonly snoozed: 'only' | 'without' | 'all'
    readonly about?: RecordRef | undefined
  }
  readonly locale: Locale
  /** ISO date. */
  readonly today: string
}

export interface FindingsPage {
  readonly total: number
  readonly findings: Finding[]
  /** Of everything but the choice of rules; `areas` of everything but the choice of areas and rules. */
  readonly codes: { code: string; severity: Finding['severity']; count: number }[]
  readonly areas: { area: Finding['area']; count: number }[]
  /** Put off, of what the other conditions let through. */
  readonly snoozed: number
}

export interface FindingList {
  page(request: FindingsRequest): FindingsPage
  /** What the findings of these keys say now; those that are not found any more are left out. */
  saidOf(keys: readonly string[], at: { readonly locale: Locale; readonly today: string }): { readonly key: string; readonly said: string }[]
}

interface Moment { readonly changeset: number; readonly locale: Locale; readonly today: string; readonly version: number }
interface Kept { readonly moment: string; readonly changeset: number; readonly version: number; readonly findings: readonly FoundFinding[] }
interface Listed extends FoundFinding { readonly snooze: Finding['snooze'] }
interface SnoozeRow { readonly key: string; readonly said: string; readonly until: string; readonly reason: string; readonly person: string }

const rank = (severity: Finding['severity']): number => severities.indexOf(severity)
const place = (area: Finding['area']): number => findingAreas.indexOf(area)
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
/** Findings without a day come after those that have one. */
const byDay = (a: string | null, b: string | null): number => byText(a ?? '9999', b ?? '9999')
const isMessage = (key: string): key is MessageKey => Object.hasOwn(en, key)

const orders: Readonly<Record<string, (a: Listed, b: Listed) => number>> = {
  severity: (a, b) => rank(a.severity) - rank(b.severity),
  area: (a, b) => place(a.area) - place(b.area),
  code: (a, b) => byText(a.code, b.code),
  on: (a, b) => byDay(a.on, b.on),
  until: (a, b) => byDay(a.snooze?.until ?? null, b.snooze?.until ?? null),
}

export function createFindingList(sources: FactSources): FindingList {
  const { db } = sources
  const head = headOf(db)
  const snoozes = db.prepare<[string], SnoozeRow>('SELECT natural_key AS key, said, until, reason, person FROM finding_snooze WHERE until > ? AND removed_in IS NULL')
  const touched = db.prepare<[number], string>('SELECT DISTINCT table_name FROM change WHERE changeset_id > ?').pluck()
  const texts = new WeakMap<Finding['message'], string>()
  const kept = new Map<FindingArea, Kept>()
  let listed: { readonly state: string; readonly list: readonly Listed[] } | null = null

  /** Is what was kept of an area what it would find now? */
  function holds({ moment, changeset, version }: Kept, area: FindingArea, now: Moment, touchedSince: (changeset: number) => readonly string[]): boolean {
    if (moment !== `${now.locale} ${now.today}` || changeset > now.changeset) return false
    if (area.tables === null) return version === now.version
    const { tables } = area
    return changeset === now.changeset || !touchedSince(changeset).some((table) => tables.includes(table))
  }
  function all(locale: Locale, today: string): readonly Listed[] {
    const now: Moment = { changeset: head(), locale, today, version: dataVersion(db) }
    const state = JSON.stringify(now)
    if (listed?.state === state) return listed.list
    const context = createFactContext(sources, { ...now, word: (key) => (isMessage(key) ? formatMessage(locale, key) : key) })
    const changes = new Map<number, readonly string[]>()
    const touchedSince = (changeset: number): readonly string[] => {
      const tables = changes.get(changeset) ?? touched.all(changeset)
      changes.set(changeset, tables)
      return tables
    }
    const found = allAreas.flatMap((area) => {
      const known = kept.get(area)
      const findings = known && holds(known, area, now, touchedSince) ? known.findings : area.find(context)
      kept.set(area, { moment: `${locale} ${today}`, changeset: now.changeset, version: now.version, findings })
      return findings
    })
    const putOff = new Map(snoozes.all(today).map((row) => [row.key, row]))
    const list = found.map((finding): Listed => {
      const row = putOff.get(finding.key)
      return { ...finding, snooze: row && row.said === finding.said ? { until: row.until, reason: row.reason, person: row.person } : null }
    }).sort((a, b) => rank(a.severity) - rank(b.severity) || place(a.area) - place(b.area) || byText(a.code, b.code) || byDay(a.on, b.on) || byText(a.subject, b.subject))
    listed = { state, list }
    return list
  }
  function textOf({ message }: Listed, locale: Locale): string {
    const known = texts.get(message) ?? (isMessage(message.key) ? formatMessage(locale, message.key, message.params) : message.key)
    texts.set(message, known)
    return known
  }

  return {
    page({ filter, search, sort, offset, limit, locale, today }) {
      const wanted = search?.trim().toLocaleLowerCase(locale) ?? ''
      const { about } = filter
      const inScope = all(locale, today).filter((finding) =>
        (about === undefined || finding.about.some(({ type, id }) => type === about.type && id === about.id)) && (filter.severities.length === 0 || filter.severities.includes(finding.severity))
        && (wanted === '' || `${finding.subject}\n${textOf(finding, locale)}`.toLocaleLowerCase(locale).includes(wanted)))
      const awake = inScope.filter(({ snooze }) => filter.snoozed === 'all' || (snooze === null) === (filter.snoozed === 'without'))
      const ofAreas = filter.areas.length === 0 ? awake : awake.filter(({ area }) => filter.areas.includes(area))
      const found = filter.codes.length === 0 ? [...ofAreas] : ofAreas.filter(({ code }) => filter.codes.includes(code))
      const order = sort?.key === 'subject' || sort?.key === 'message' ? bySpoken(sort.key, locale) : sort ? orders[sort.key] : undefined
      const sign = sort?.direction === 'desc' ? -1 : 1
      if (order) found.sort((a, b) => sign * order(a, b))
      return {
        total: found.length,
        findings: found.slice(offset, offset + limit).map(({ said: _said, about: _about, ...finding }) => finding),
        codes: [...Map.groupBy(ofAreas, ({ code }) => code)].flatMap(([code, same]) => (same[0] ? [{ code, severity: same[0].severity, count: same.length }] : [])),
        areas: findingAreas.map((area) => ({ area, count: awake.filter((finding) => finding.area === area).length })).filter(({ count }) => count > 0),
        snoozed: inScope.filter(({ snooze }) => snooze !== null).length,
      }
    },
    saidOf(keys, { locale, today }) {
      const wanted = new Set(keys)
      return all(locale, today).filter(({ key }) => wanted.has(key)).map(({ key, said }) => ({ key, said }))
    },
  }

  function bySpoken(key: 'subject' | 'message', locale: Locale): (a: Listed, b: Listed) => number {
    const collator = new Intl.Collator(locale, { numeric: true })
    return key === 'subject' ? (a, b) => collator.compare(a.subject, b.subject) : (a, b) => collator.compare(textOf(a, locale), textOf(b, locale))
  }
}

/** Changes with whatever another connection commits, staging included. */
const dataVersion = (db: Database): number => Number(db.pragma('data_version', { simple: true }))
