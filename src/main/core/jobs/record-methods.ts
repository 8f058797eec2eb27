/** Records by the catalogue: what the query worker reads of them, and the store worker writes. */
import type { Database } from 'better-sqlite3'
import type { MessageKey } from '../../../shared/messages/en/index.ts'
import { en } from '../../../shared/messages/en/index.ts'
import { formatMessage } from '../../../shared/messages/format.ts'
import type { Locale } from '../../../shared/messages/locales.ts'
import { fieldSpec } from '../../../shared/domain/register/record-catalogue.ts'
import { choiceKey } from '../../../shared/domain/register/record-texts.ts'
import type { RecordType } from '../../../shared/domain/register/record-types.ts'
import type { ChoicesRequest } from '../store/reading/records/record-choices.ts'
import { createRecordReading, type RecordFacetRequest, type RecordIdsRequest, type RecordPageRequest, type RecordReading } from '../store/reading/records/record-reading.ts'
import { assignRecords, replaceRecords, type AssignRecords, type ReplaceRecords } from '../register/fill-records.ts'
import { removeView, saveView, type SaveView } from '../register/record-views.ts'
import { writeRecords, type WriteRecords } from '../register/write-records.ts'
import { writeSampleRecords, type WriteSample } from '../sample/write-sample-records.ts'
import type { OpenQuery, QuerySession } from './query-session.ts'
import type { WorkerTask } from './worker-channel.ts'
import type { StoreState } from './workspace-methods.ts'

type Read<K extends 'totals' | 'show' | 'history'> = Parameters<RecordReading[K]>[0]
interface Localized { readonly locale: Locale }

/** How long nobody asks before columns are made, in milliseconds. */
const quietMs = 100

const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(en, key)

/** What a window shows of the codes of a choice field. */
export function choiceTexts(type: RecordType, key: string, locale: Locale): Map<string, string> {
  const choices = fieldSpec(type, key)?.choices
  const texts = (choices?.codes ?? []).flatMap((code): [string, string][] => {
    const message = choiceKey(choices?.list ?? '', code)
    return isMessageKey(message) ? [[code, formatMessage(locale, message)]] : []
  })
  return new Map(texts)
}

export const recordMethods = ({ session }: StoreState) => ({
  writeRecords: (request: WriteRecords, task: WorkerTask) => writeRecords(session.write(), request, task),
  assignRecords: (request: AssignRecords, task: WorkerTask) => assignRecords(session.write(), request, task),
  writeSampleRecords: (request: WriteSample, task: WorkerTask) => writeSampleRecords(session.write(), request, task),
  replaceRecords: (request: ReplaceRecords, task: WorkerTask) => replaceRecords(session.write(), request, task),
  saveView: (request: SaveView) => saveView(session.write(), request),
  removeView: (request: Parameters<typeof removeView>[1]) => removeView(session.write(), request),
})

export function recordReadingMethods(session: QuerySession) {
  const made = new WeakMap<Database, RecordReading>()
  function readingOf({ db }: OpenQuery): RecordReading {
    const known = made.get(db) ?? createRecordReading(db)
    made.set(db, known)
    return known
  }
  let waiting: NodeJS.Timeout | null = null
  /** Columns that sorting and filtering will need are made once nobody has asked for a moment, so that the first click need not wait for them. */
  function warmSoon(type: RecordType, reader: { readonly locale: string; readonly today: string }): void {
    if (waiting) clearTimeout(waiting)
    const next = (): void => {
      try {
        if (session.run((open) => readingOf(open).warm(type, reader))) waiting = setTimeout(next, 0).unref()
      } catch {
        // Closed meanwhile, or away for a moment: the columns are made when they are asked for.
      }
    }
    waiting = setTimeout(next, quietMs).unref()
  }
  return {
    recordCounts: (_input: object) => session.run((open) => readingOf(open).counts()),
    recordPage(request: RecordPageRequest) {
      const page = session.run((open) => readingOf(open).page(request))
      warmSoon(request.type, { locale: request.locale, today: request.today })
      return page
    },
    recordIds: (request: RecordIdsRequest) => session.run((open) => readingOf(open).ids(request)),
    recordFacet: (request: Omit<RecordFacetRequest, 'texts'> & Localized) => session.run((open) => readingOf(open).facet({ ...request, texts: choiceTexts(request.type, request.field, request.locale) })),
    recordTotals: (request: Read<'totals'>) => session.run((open) => readingOf(open).totals(request)),
    recordShow: (request: Read<'show'>) => session.run((open) => readingOf(open).show(request)),
    recordHistory: (request: Read<'history'>) => session.run((open) => readingOf(open).history(request)),
    recordChoices: (request: Omit<ChoicesRequest, 'texts'> & Localized) => session.run((open) => readingOf(open).choices({ ...request, texts: choiceTexts(request.type, request.field, request.locale) })),
    recordViews: ({ type }: { readonly type: RecordType }) => session.run((open) => readingOf(open).views(type)),
  }
}
