/**
 * What the register holds of each office for the days of a confirmation round. A project is its office's: the one it names, else those
 * that reported its figures (each sees only its own), else the country office of its country. What is above "internal" stays here.
 */
import type { Database } from 'better-sqlite3'
import { audiences, measures, type Measure, type Period } from '../../../shared/domain/amount.ts'
import { periodKey, periodOfDays } from '../../../shared/domain/period.ts'
import type { Locale } from '../../../shared/messages/locales.ts'
import { fail } from '../../../shared/result.ts'
import { readFigureAudience } from '../cube/figure-audience.ts'
import { rowKeyText } from '../importing/map/round-tags.ts'
import { referenceSql } from '../importing/returning/marker.ts'
import type { OfficeRound, RoundQuestion, RoundRow } from './round-content.ts'
import { nameOf } from '../store/reading/names.ts'

export interface RoundRequest {
  readonly start: string
  readonly end: string
  /** Null: every office that has projects in the period, in this language. */
  readonly offices: readonly { readonly office: string; readonly language: Locale }[] | null
  readonly language: Locale
}

export interface RoundData {
  /** Offices with projects, by key. */
  readonly offices: readonly OfficeRound[]
  /** Of those asked for: without a project of the period. */
  readonly without: readonly { readonly office: string; readonly officeName: string; readonly leftOut: number }[]
}

interface ProjectRow {
  readonly id: number
  readonly identifier: string | null
  readonly title: string | null
  readonly audience: string
  readonly isTitleHidden: number
  readonly area: string | null
  readonly start_date: string | null
  readonly end_date: string | null
  readonly office: string | null
  readonly countryOffice: string | null
}

interface FigureRow {
  readonly project: number
  readonly contribution: number
  readonly contributionAudience: string
  readonly partnerId: number
  readonly partner: string
  readonly partnerAudience: string
  readonly amount: number | null
  readonly natural_key: string | null
  readonly measure: Measure | null
  readonly state: 'value' | 'not-reported' | 'not-applicable' | null
  readonly original: string | null
  readonly currency: string | null
  readonly period_start: string | null
  readonly period_end: string | null
  readonly period_precision: Period['precision'] | null
  readonly audience: string | null
  readonly submission_id: number | null
  readonly sender: string | null
}

const internal = audiences.indexOf('internal')
const isAbove = (audience: string | null): boolean => audience !== null && audiences.findIndex((known) => known === audience) > internal
const always: readonly Measure[] = ['approval', 'delivery']
const ordinal = (key: string | null): number => Number((key ?? '').slice((key ?? '').lastIndexOf('|') + 1))

/** Fails with invalid-input for an office that the reference data does not have. */
export function readRoundData(db: Database, { start, end, offices: asked, language }: RoundRequest): RoundData {
  const audience = readFigureAudience(db)
  const projects = db.prepare<[], ProjectRow>(
    `SELECT p.id, coalesce(p.symbol, p.symbol_written) AS identifier, p.title, p.audience, p.start_date, p.end_date, iif(r.kind = 'country', r.natural_key, NULL) AS area, o.natural_key AS office,
       EXISTS (SELECT 1 FROM field_audience f WHERE f.table_name = 'project' AND f.row_uuid IN (p.uuid, '*') AND f.field = 'title' AND f.audience = 'confidential') AS isTitleHidden,
       (SELECT k.natural_key FROM office k WHERE k.area_id = p.area_id AND k.level = 'country' AND k.removed_in IS NULL ORDER BY k.id LIMIT 1) AS countryOffice
     FROM project p LEFT JOIN area r ON r.id = p.area_id LEFT JOIN office o ON o.id = p.office_id AND o.removed_in IS NULL WHERE p.removed_in IS NULL ORDER BY p.id`,
  ).all()
  const figures = Map.groupBy(
    db.prepare<[], FigureRow>(
      `SELECT c.project_id AS project, c.id AS contribution, c.audience AS contributionAudience, g.id AS partnerId, g.natural_key AS partner, g.audience AS partnerAudience, a.id AS amount, a.natural_key, a.measure, a.state, a.original, a.currency,
         a.period_start, a.period_end, a.period_precision, a.audience, a.submission_id, coalesce((SELECT k.natural_key FROM office k WHERE k.id = s.office_id), s.mapping ->> '$.constants.office') AS sender
       FROM contribution c JOIN partner g ON g.id = c.signatory_id LEFT JOIN amount a ON a.contribution_id = c.id AND a.to_changeset IS NULL LEFT JOIN submission s ON s.id = a.submission_id
       WHERE c.removed_in IS NULL ORDER BY c.id, a.id`,
    ).all(),
    ({ project }) => project,
  )
  const isHidden = (row: FigureRow): boolean =>
    isAbove(row.contributionAudience) || isAbove(row.partnerAudience) || isAbove(row.audience) || Math.max(audience.contribution(row.contribution), audience.partner(row.partnerId), row.amount === null ? 0 : Math.max(audience.amount(row.amount), audience.submission(row.submission_id))) > internal
  const meets = ({ period_start: from, period_end: to }: FigureRow): boolean => from !== null && from <= end && (to ?? from) >= start

  interface Held { readonly project: ProjectRow; readonly figures: readonly FigureRow[] }
  const held = new Map<string, Held[]>()
  const leftOut = new Map<string, number>()
  const add = (office: string, project: ProjectRow, own: readonly FigureRow[]): void => {
    const isActive = project.start_date !== null && project.end_date !== null && project.start_date <= end && project.end_date >= start
    if (!isActive && !own.some(meets)) return
    const relevant = own.filter((row) => row.amount === null || meets(row) || (row.period_start === null && row.period_end === null))
    const open = isAbove(project.audience) ? [] : relevant.filter((row) => !isHidden(row))
    const hidden = isAbove(project.audience) ? Math.max(1, relevant.length) : relevant.length - open.length
    if (hidden > 0) leftOut.set(office, (leftOut.get(office) ?? 0) + hidden)
    // A project whose every payer is hidden is not told by its title either.
    if (isAbove(project.audience) || (relevant.length > 0 && open.length === 0)) return
    // A contribution without a figure of the period is asked about where the project runs.
    const rest = isActive ? [...Map.groupBy(own.filter((row) => !isHidden(row)), ({ contribution }) => contribution)].flatMap(([id, [first]]) => (first && !open.some((row) => row.contribution === id) ? [{ ...first, amount: null }] : [])) : []
    held.set(office, [...(held.get(office) ?? []), { project, figures: [...open, ...rest] }])
  }
  for (const project of projects) {
    const own = figures.get(project.id) ?? []
    const senders = [...new Set(own.flatMap(({ sender }) => (sender === null ? [] : [sender])))]
    if (project.office !== null) add(project.office, project, own)
    else if (senders.length > 0) for (const sender of senders) add(sender, project, own.filter((row) => row.sender === sender))
    else if (project.countryOffice !== null) add(project.countryOffice, project, own)
  }

  const names = { office: nameStatement(db, 'office'), partner: nameStatement(db, 'partner'), area: nameStatement(db, 'area') }
  const questions = db.prepare<[string], RoundQuestion>(
    `SELECT ${referenceSql('q')} AS reference, trim(subject || ' ' || file_name || ' ' || address) AS about, text FROM office_question q WHERE office_key = ? AND state = 'open' AND audience <> 'confidential' AND removed_in IS NULL ORDER BY id`,
  )
  const isOffice = db.prepare<[string], number>('SELECT 1 FROM office WHERE natural_key = ? AND removed_in IS NULL').pluck()
  for (const { office } of asked ?? []) if (isOffice.get(office) === undefined) fail('invalid-input', 'error.unknown-office', { key: office })
  // An office that is named twice gets one workbook, in the language named last.
  const once = asked && [...new Map(asked.map((one) => [one.office, one])).values()]
  const wanted = once ?? [...held.keys(), ...[...leftOut.keys()].filter((office) => !held.has(office))].sort().map((office) => ({ office, language }))
  const made: OfficeRound[] = []
  const without: RoundData['without'][number][] = []
  for (const { office, language: own } of wanted) {
    const officeName = names.office(office, own)
    const of = held.get(office)
    if (!of) {
      without.push({ office, officeName, leftOut: leftOut.get(office) ?? 0 })
      continue
    }
    const order = new Intl.Collator(own, { numeric: true })
    const rows = of
      .toSorted((a, b) => order.compare(a.project.identifier ?? '', b.project.identifier ?? '') || order.compare(a.project.title ?? '', b.project.title ?? '') || a.project.id - b.project.id)
      .flatMap(({ project, figures: ofProject }) => rowsOf(project, ofProject, { partner: (key) => names.partner(key, own), area: (key) => names.area(key, own) }, periodOfDays({ start, end })))
    const present = new Set(rows.flatMap(({ row }) => Object.keys(row.figures)))
    made.push({
      office, officeName, language: own, measures: measures.filter((measure) => always.includes(measure) || present.has(measure)),
      rows: rows.map(({ row, isOneOfSeveral }, index) => ({ ...row, key: rowKeyText(index + 1, isOneOfSeveral) })), questions: questions.all(office), leftOut: leftOut.get(office) ?? 0,
    })
  }
  return { offices: made, without }
}

function nameStatement(db: Database, entity: 'office' | 'partner' | 'area'): (key: string, locale: Locale) => string {
  const statement = db.prepare<[{ key: string; locale: string }], string>(`SELECT ${nameOf(entity, '$key')}`).pluck()
  return (key, locale) => statement.get({ key, locale }) ?? key
}

interface Names { readonly partner: (key: string) => string; readonly area: (key: string) => string }

/** A row for each contribution, period and currency; the nth of equal figures stands in the nth row. */
function rowsOf(project: ProjectRow, figures: readonly FigureRow[], names: Names, asked: Period): { readonly row: Omit<RoundRow, 'key'>; readonly isOneOfSeveral: boolean }[] {
  const common = { identifier: project.identifier, title: project.isTitleHidden === 1 ? null : project.title, country: project.area === null ? null : names.area(project.area) }
  const none = { row: { ...common, partner: null, period: asked, currency: 'USD', figures: {} }, isOneOfSeveral: false }
  const found = [...Map.groupBy(figures, ({ contribution }) => contribution).values()].flatMap((ofContribution) => {
    const partner = names.partner(ofContribution[0]?.partner ?? '')
    const real = ofContribution.filter(({ amount }) => amount !== null)
    if (real.length === 0) return [{ ...none, row: { ...none.row, partner } }]
    const periods = Map.groupBy(real, (row) => `${periodKey(periodOf(row))} ${row.currency ?? ''}`)
    return [...periods].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, equals]) => {
      const byMeasure = Map.groupBy(equals.toSorted((a, b) => ordinal(a.natural_key) - ordinal(b.natural_key)), ({ measure }) => measure)
      const count = Math.max(...[...byMeasure.values()].map((list) => list.length))
      return Array.from({ length: count }, (_, index) => {
        const own = [...byMeasure].flatMap(([measure, list]): [Measure, string][] => {
          const figure = list[index]
          const text = figure?.state === 'value' ? figure.original : figure?.state === 'not-applicable' ? 'n/a' : null
          return measure === null || text === null ? [] : [[measure, text]]
        })
        const [first] = equals
        return { row: { ...common, partner, period: first ? periodOf(first) : asked, currency: first?.currency ?? null, figures: Object.fromEntries(own) }, isOneOfSeveral: count > 1 }
      })
    })
  })
  return found.length === 0 ? [none] : found
}

const periodOf = ({ period_start: start, period_end: end, period_precision: precision }: FigureRow): Period => ({ start, end, precision: precision ?? 'none' })
