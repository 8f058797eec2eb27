import { missingFields } from '../../../../shared/domain/catalogue.ts'
import { submissionKinds, type KindGuess, type SubmissionField, type SubmissionKind } from '../../../../shared/domain/kinds.ts'
import type { SheetRow } from '../../../../shared/domain/sheet.ts'
import { isProjectSymbol } from '../../../../shared/domain/project-symbol.ts'
import { foldSpace, textKey } from '../../../../shared/domain/text-key.ts'
import { headerText } from '../detect/header-path.ts'
import type { SheetTable } from '../detect/sheet-layout.ts'
import { fillWords } from './header-phrases.ts'
import { headerPeriods } from './header-period.ts'
import { defaultPoints, kindSignals, type KindSignals } from './kind-signals.ts'
import { commaList, createPhraseIndex, wordsOfKey } from './phrase-index.ts'
import { readHeader, type HeaderReading } from './read-header.ts'
import { readTemplateTags } from './template-tags.ts'

/** What kind of submission a table is, from the words of its headers, the look of its values, and what is written above it. */
export interface KindQuestion {
  readonly columns: readonly { readonly column: number; readonly header: string }[]
  /** First texts of each column. */
  readonly samples: ReadonlyMap<number, readonly string[]>
  readonly sheetName: string
  /** Texts above the table. */
  readonly captions: readonly string[]
  /** What a template's hidden row says. */
  readonly tagged?: SubmissionKind | null
}

const fill = new Set(commaList(fillWords).map(textKey))
const wordIndex = createPhraseIndex(submissionKinds.map((kind) => ({ value: kind, phrases: commaList(kindSignals[kind].words), isWeak: false })), new Set(), fill)
const wordPoints = 0.8
const letter = /^[RACIS](?:\s*[/,;+]\s*[RACIS])*$/
/** Words that are used for other things too, `Date`, give half the points and never the sign that a kind needs. */
const certain = 0.66
const sureEnough = 0.6

interface Column { readonly column: number; readonly header: string; readonly reading: HeaderReading; readonly samples: readonly string[] }
interface Sign { readonly name: string; readonly points: number; readonly header: string }

/** The last part of a path, short enough to be quoted in a list. */
const shortHeader = (header: string): string => {
  const name = foldSpace(header.slice(header.lastIndexOf(' > ') + 1).replace(/^> /, ''))
  return name.length > 40 ? `${name.slice(0, 39)}…` : name
}

/** What speaks for a kind: of each field and measure its best column, once. */
function signsOf(signals: KindSignals, columns: readonly Column[], months: readonly Column[]): Sign[] {
  const found = new Map<string, Sign>()
  const add = (name: string, points: number | undefined, header: string): void => {
    if (points !== undefined && points !== 0 && !found.has(name)) found.set(name, { name, points, header: shortHeader(header) })
  }
  const letters = columns.filter(({ samples }) => samples.length > 0 && samples.every((text) => letter.test(text))).flatMap(({ samples }) => samples)
  // One letter alone is a class or a mark.
  const hasLetters = new Set(letters).size >= 2
  for (const { header, reading, samples } of columns) {
    const [top] = reading.fields
    const isMoney = reading.measure !== null && reading.measure.sureness > (top?.sureness ?? 0)
    const isRate = reading.ignored !== null && reading.ignored.reason !== 'reason.requirement'
    if (isRate) continue
    if (reading.measure && isMoney && reading.measure.isMoneyWord) add('money', signals.money, header)
    else if (reading.measure && isMoney && reading.measure.sureness >= sureEnough) {
      const isVague = reading.measure.sureness < certain && !reading.isConstantPrice
      add(isVague ? `${reading.measure.measure}?` : reading.measure.measure, (signals.measures[reading.measure.measure] ?? 0) * (isVague ? 0.5 : 1), header)
    }
    if (reading.isConstantPrice) add('constant', signals.constantPrices, header)
    for (const { field, sureness } of isMoney ? [] : reading.fields) if (sureness >= sureEnough && sureness >= (top?.sureness ?? 0) - 0.05) add(sureness < certain ? `${field}?` : field, (signals.fields[field] ?? 0) * (sureness < certain ? 0.5 : 1), header)
    if (hasLetters && samples.length > 0 && samples.every((text) => letter.test(text))) add('letters', signals.letters, header)
    if (samples.some(isProjectSymbol)) add('identifier', signals.fields.identifier, header)
  }
  if (months.length >= 3) add('months', signals.months, months[0]?.header ?? '')
  return [...found.values()]
}

const round = (value: number): number => Math.round(value * 100) / 100

/** All kinds that something speaks for, likeliest first, with a confidence above 0.1; never empty. */
export function recognizeKind({ columns: named, samples, sheetName, captions, tagged }: KindQuestion): KindGuess[] {
  const above = [sheetName, ...captions].map((text) => wordsOfKey(textKey(text), fill).slice(0, 40))
  const said = above.flatMap((words) => wordIndex.find(words, 0))
  const periods = headerPeriods([...named])
  const guesses = submissionKinds.map((kind) => {
    const columns = named.map(({ column, header }) => ({ column, header, reading: readHeader(header, kind), samples: samples.get(column) ?? [] }))
    const signals = kindSignals[kind]
    const signs = signsOf(signals, columns, columns.filter(({ column }) => periods.get(column)?.kind === 'month'))
    const [words] = said.filter(({ value }) => value === kind).sort((a, b) => b.phrase.length - a.phrase.length)
    const present = new Set<SubmissionField>(columns.flatMap(({ reading }) => [...(reading.fields[0] && reading.fields[0].sureness >= 0.5 ? [reading.fields[0].field] : []), ...(reading.measure ? (['amount'] as const) : [])]))
    const hasCore = kind === 'project-contributions' || signals.core.some((name) => (name === 'words' ? words !== undefined : signs.some((sign) => sign.name === name)))
    const sum = signs.reduce((total, { points }) => total + points, 0) + (words ? wordPoints : 0) + (kind === 'project-contributions' ? defaultPoints : 0)
    const points = !hasCore ? 0 : kind !== 'project-contributions' && missingFields(kind, present).length > 1 ? sum * 0.6 : sum
    return { kind, points, signs: signs.filter((sign) => sign.points >= 0.2).sort((a, b) => b.points - a.points), phrase: words?.phrase ?? null }
  })
  const best = guesses
    .map(({ kind, points, signs, phrase }): KindGuess & { readonly points: number } => ({ kind, points, confidence: round(Math.min(0.99, 1 - 0.5 ** Math.max(0, points))), reason: reasonOf(signs, phrase) }))
    .filter(({ kind, confidence }) => confidence > 0.1 || kind === 'project-contributions')
    .sort((a, b) => b.points - a.points)
    .map(({ kind, confidence, reason }): KindGuess => ({ kind, confidence, reason }))
  if (!tagged) return best
  return [{ kind: tagged, confidence: 1, reason: { key: 'reason.kind-template', params: {} } }, ...best.filter(({ kind }) => kind !== tagged)]
}

function reasonOf(signs: readonly Sign[], phrase: string | null): KindGuess['reason'] {
  const columns = [...new Set(signs.map(({ header }) => header).filter((header) => header !== ''))].slice(0, 4).join(', ')
  if (columns === '') return phrase === null ? { key: 'reason.kind-default', params: {} } : { key: 'reason.kind-words', params: { phrase } }
  return phrase === null ? { key: 'reason.kind-columns', params: { columns } } : { key: 'reason.kind-columns-words', params: { columns, phrase } }
}

/** Rows of data whose texts are looked at, and rows above a table that are read as its captions. */
const sampleRows = 40
const captionRows = 12

/** The same for a table of a sheet whose first rows are given. */
export function kindsOfTable(table: SheetTable, rows: readonly SheetRow[], sheetName: string): KindGuess[] {
  const [first] = table.blocks
  const headerTop = first && first.headerRow > 0 ? first.headerRow - first.headerRows + 1 : (first?.firstRow ?? 1)
  const samples = new Map<number, string[]>()
  const captions: string[] = []
  let seen = 0
  for (const row of rows) {
    if (row.row < headerTop) {
      if (row.row >= headerTop - captionRows) for (const { text, type } of row.cells) if (type === 'text' && text.length < 200) captions.push(text)
      continue
    }
    if (row.row <= (first?.headerRow ?? 0)) continue
    if (++seen > sampleRows) break
    for (const { column, text } of row.cells) {
      if (text.trim() === '') continue
      const texts = samples.get(column)
      if (texts) texts.push(text.trim())
      else samples.set(column, [text.trim()])
    }
  }
  const tags = readTemplateTags(rows)
  return recognizeKind({ columns: table.columns.map(({ column, path }) => ({ column, header: foldSpace(headerText(path)) })), samples, sheetName, captions, tagged: tags !== null && tags.row < (first?.headerRow ?? 0) ? tags.kind : null })
}
