/**
 * Corrections at an import (rules of the same figure): the amount of the register holds the corrected figure, the correction what
 * its source says. What the source says now leaves it in force, confirms it (it retires), or contradicts it (a person is asked).
 */
import type { Database } from 'better-sqlite3'
import type { Problem } from '../../../../shared/domain/submission.ts'
import type { Writer } from '../../store/write-gate.ts'
import { figureText, isSameFigure, readKept, type KeptFigure } from './corrected-figure.ts'

export interface LiveCorrection {
  readonly id: number
  readonly state: 'live' | 'asked'
  readonly source: KeptFigure
  readonly figure: KeptFigure
  readonly newer: KeptFigure | null
}

export interface CorrectionCounts {
  kept: number
  retired: number
  asked: number
}

interface CorrectionRow {
  readonly id: number
  readonly amount_id: number
  readonly state: LiveCorrection['state']
  readonly source_figure: string
  readonly figure: string
  readonly newer_figure: string | null
}

/** Corrections in force by the amount that they correct; a handful, so they are read at once. */
export const readLiveCorrections = (db: Database): ReadonlyMap<number, LiveCorrection> =>
  new Map(
    db.prepare<[], CorrectionRow>(`SELECT id, amount_id, state, source_figure, figure, newer_figure FROM correction WHERE state IN ('live', 'asked') AND removed_in IS NULL`).all()
      .map(({ id, amount_id, state, source_figure, figure, newer_figure }) => [amount_id, { id, state, source: readKept(source_figure), figure: readKept(figure), newer: newer_figure === null ? null : readKept(newer_figure) }]),
  )

/** What the source said last. */
export const lastSaid = (correction: LiveCorrection): KeptFigure => correction.newer ?? correction.source

export type CorrectionVerdict = 'kept' | 'retired' | 'asked'
export function judgeCorrection(correction: LiveCorrection, said: KeptFigure): CorrectionVerdict {
  if (isSameFigure(said, correction.source)) return 'kept'
  return isSameFigure(said, correction.figure) ? 'retired' : 'asked'
}

/** Writes the verdict. Gives false where nothing is new. */
export function writeVerdict(writer: () => Writer, correction: LiveCorrection, verdict: CorrectionVerdict, said: KeptFigure, today: string): boolean {
  if (verdict === 'kept') {
    if (correction.state === 'live') return false
    writer().update('correction', correction.id, { state: 'live', newer_figure: null })
  } else if (verdict === 'retired') writer().update('correction', correction.id, ended('retired', today, 'correction.end.source-caught-up'))
  else {
    if (correction.newer && isSameFigure(said, correction.newer)) return false
    writer().update('correction', correction.id, { state: 'asked', newer_figure: JSON.stringify(said) })
  }
  return true
}

export const ended = (state: 'retired' | 'withdrawn', on: string, reason: string): { readonly state: string; readonly ended_on: string; readonly end_reason: string } => ({ state, ended_on: on, end_reason: reason })

export const contradicted = ({ source, figure }: LiveCorrection, said: KeptFigure): Problem => ({
  severity: 'warning', code: 'finding.store.correction-contradicted', params: { source: figureText(source), corrected: figureText(figure), newer: figureText(said) }, field: 'amount',
})

export interface NewCorrection {
  readonly amount: number
  /** Natural key of the amount. */
  readonly key: string
  readonly source: KeptFigure
  readonly figure: KeptFigure
  readonly saidBy: string
  readonly channel: string
  readonly saidOn: string
  readonly note: string
  readonly attachment: { readonly name: string; readonly sha256: string } | null
}

export type PutCorrection = (writer: Writer, correction: NewCorrection) => number

/** Inserts corrections; their keys are those of their amounts and an ordinal. */
export function createPutCorrection(db: Database): PutCorrection {
  const isTaken = db.prepare<[string], number>('SELECT 1 FROM correction WHERE natural_key = ? AND removed_in IS NULL').pluck()
  return (writer, { amount, key, source, figure, saidBy, channel, saidOn, note, attachment }) => {
    let ordinal = 1
    while (isTaken.get(`${key}|${ordinal}`)) ordinal += 1
    return writer.insert('correction', {
      natural_key: `${key}|${ordinal}`, amount_id: amount, source_figure: JSON.stringify(source), figure: JSON.stringify(figure), state: 'live', said_by: saidBy, channel, said_on: saidOn, note,
      attachment_name: attachment?.name ?? null, attachment_sha256: attachment?.sha256 ?? null,
    })
  }
}
