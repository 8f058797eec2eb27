/** A staged file beside the last submission of its sender: are its figures a thousand times as large or as small? */
import type { Database } from 'better-sqlite3'
import { columnMeasures } from '../../../../shared/domain/kinds.ts'
import type { Problem } from '../../../../shared/domain/submission.ts'
import { detectUnitsSlip, type SlipFigure } from '../validate/units-slip.ts'
import { previousOf, type EarlierSubmission } from './nearest-submission.ts'
import { readContent, type ContentLine } from './submission-content.ts'

const measures: ReadonlySet<string> = new Set(columnMeasures)
const money = /^(-?\d+(?:\.\d+)?)(?: ([A-Z]{3}))?(?: |$)/

/** In: what the file says, as kept of each submission. Nothing is found where the sender sent nothing before. */
export function unitsSlipFindings(db: Database, earlier: readonly EarlierSubmission[], lines: readonly ContentLine[]): Problem[] {
  const previous = lines.length === 0 ? null : previousOf(earlier)
  const before = previous === null ? null : readContent(db, previous.submission)
  if (previous === null || before === null) return []
  return detectUnitsSlip(lines.flatMap(figuresOf), before.flatMap(figuresOf)).map(({ factor, direction, matched, fitting, example }) => ({
    severity: 'warning', code: 'finding.store.units-slip', field: 'file', params: { factor, direction, matched, fitting, subject: example.subject, now: example.now, before: example.before, file: previous.file },
  }))
}

function figuresOf({ text }: ContentLine): SlipFigure[] {
  // Written by submission-content.ts: [subject, field, value, field, value, …].
  const [subject = '', ...fields] = JSON.parse(text) as string[]
  const figures: SlipFigure[] = []
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [measure = ''] = (fields[at] ?? '').split(' ')
    const figure = measures.has(measure) ? money.exec(fields[at + 1] ?? '') : null
    if (figure) figures.push({ subject, measure, currency: figure[2] ?? null, figure: figure[1] ?? '' })
  }
  return figures
}
