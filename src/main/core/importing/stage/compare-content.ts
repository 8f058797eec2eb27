/** Two contents line by line: what both say, what only one says, and in which fields lines of the same subject differ. */
import type { ContentLine } from './submission-content.ts'

export interface DifferingCell {
  readonly field: string
  readonly before: string | null
  readonly after: string | null
}

export interface ComparedLine {
  /** Null where only the other content has the line. */
  readonly before: ContentLine | null
  readonly after: ContentLine | null
  /** What a person calls the line. */
  readonly name: string
  /** Empty where only one content has the line. */
  readonly cells: readonly DifferingCell[]
}

export interface ContentComparison {
  readonly unchanged: number
  readonly added: readonly ComparedLine[]
  readonly removed: readonly ComparedLine[]
  readonly changed: readonly ComparedLine[]
  /** Cells that differ; a line that only one has differs in all of its cells. */
  readonly differing: number
  /** Cells of the larger content. */
  readonly cells: number
}

interface OpenLine {
  readonly line: ContentLine
  readonly name: string
  readonly fields: ReadonlyMap<string, string>
}

/** Lines of one subject are matched with the most alike; beyond so many pairs, in their order. */
const mostPairs = 2500

export function compareContent(before: readonly ContentLine[], after: readonly ContentLine[]): ContentComparison {
  const waiting = Map.groupBy(before, ({ text }) => text)
  const news = after.filter(({ text }) => waiting.get(text)?.pop() === undefined)
  const gone = Map.groupBy([...waiting.values()].flat(), subjectOf)
  const added: ComparedLine[] = []
  const removed: ComparedLine[] = []
  const changed: ComparedLine[] = []
  for (const [subject, lines] of Map.groupBy(news, subjectOf)) {
    const olds = (gone.get(subject) ?? []).map(open)
    gone.delete(subject)
    const { pairs, left, right } = pairUp(olds, lines.map(open))
    for (const { old, fresh, cells } of pairs) changed.push({ before: old.line, after: fresh.line, name: fresh.name, cells })
    removed.push(...left.map(({ line, name }) => ({ before: line, after: null, name, cells: [] })))
    added.push(...right.map(({ line, name }) => ({ before: null, after: line, name, cells: [] })))
  }
  for (const line of [...gone.values()].flat()) removed.push({ before: line, after: null, name: open(line).name, cells: [] })
  const count = (lines: readonly (ContentLine | null)[]): number => lines.reduce((sum, line) => sum + (line?.cells ?? 0), 0)
  return {
    unchanged: after.length - news.length, added, removed, changed,
    differing: changed.reduce((sum, { cells }) => sum + cells.length, 0) + count(added.map((line) => line.after)) + count(removed.map((line) => line.before)),
    cells: Math.max(count(before), count(after)),
  }
}

/** The text begins with its subject as a JSON string: lines of one subject begin alike. */
function subjectOf({ text }: ContentLine): string {
  let end = 2
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
  return text.slice(1, end + 1)
}

function open(line: ContentLine): OpenLine {
  // submission-content.ts wrote this text itself, as a list of strings.
  const [subject = '', ...cells] = JSON.parse(line.text) as string[]
  const fields = new Map<string, string>()
  for (let at = 0; at < cells.length; at += 2) fields.set(cells[at] ?? '', cells[at + 1] ?? '')
  return { line, fields, name: fields.get('identifier') ?? fields.get('title') ?? subject }
}

interface Pair {
  readonly old: OpenLine
  readonly fresh: OpenLine
  readonly cells: readonly DifferingCell[]
}

function pairUp(olds: readonly OpenLine[], news: readonly OpenLine[]): { readonly pairs: Pair[]; readonly left: OpenLine[]; readonly right: OpenLine[] } {
  const all: Pair[] = olds.length * news.length <= mostPairs
    ? olds.flatMap((old) => news.map((fresh) => ({ old, fresh, cells: differingCells(old, fresh) }))).sort((a, b) => a.cells.length - b.cells.length)
    : olds.flatMap((old, index) => (news[index] ? [{ old, fresh: news[index], cells: differingCells(old, news[index]) }] : []))
  const left = new Set(olds)
  const right = new Set(news)
  const pairs = all.filter(({ old, fresh }) => left.has(old) && right.has(fresh) && left.delete(old) && right.delete(fresh))
  return { pairs, left: [...left], right: [...right] }
}

function differingCells({ fields: before }: OpenLine, { fields: after }: OpenLine): DifferingCell[] {
  const cells: DifferingCell[] = []
  for (const [field, value] of after) if (before.get(field) !== value) cells.push({ field, before: before.get(field) ?? null, after: value })
  for (const [field, value] of before) if (!after.has(field)) cells.push({ field, before: value, after: null })
  return cells
}
