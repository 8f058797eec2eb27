/** Which rows of a staged file meet the conditions of a filter. Texts are looked at once an entry, not once a row. */
import type { RowFilter } from '../../../../../shared/contract/staging.ts'
import type { StagedColumn } from './staged-column.ts'
import type { StagedRows } from './staged-rows.ts'

export type Places = Uint32Array<ArrayBuffer>

/** In: a filter; a column whose own condition is left out. Out: places in the order of the sheet. */
export function matchingPlaces(rows: StagedRows, filter: Partial<RowFilter>, without = -1): Places {
  const wanted = new Uint8Array(rows.length)
  const kinds = filter.kinds ? new Set(filter.kinds) : null
  const changes = filter.changes ? new Set<string>(filter.changes) : null
  for (let place = 0; place < rows.length; place++) {
    const kind = rows.kindAt(place)
    if (kind === null || kinds?.has(kind) === false) continue
    if (changes?.has(rows.changeAt(place)) === false) continue
    wanted[place] = 1
  }
  if (filter.problem !== undefined || filter.severities !== undefined) keepProblems(rows, filter, wanted)
  if (filter.isEdited !== undefined) {
    const edited = new Set(rows.editedPlaces())
    for (let place = 0; place < rows.length; place++) if (edited.has(place) !== filter.isEdited) wanted[place] = 0
  }
  for (const { column, texts } of filter.columns ?? []) if (column !== without) keepTexts(rows.column(column), texts, wanted)
  const search = filter.search?.trim().toLowerCase() ?? ''
  if (search !== '') keepFound(rows, search, wanted)
  let count = 0
  for (const one of wanted) count += one
  const places = new Uint32Array(count)
  let next = 0
  for (let place = 0; place < wanted.length; place++) if (wanted[place] === 1) places[next++] = place
  return places
}

function keepProblems(rows: StagedRows, { problem, severities }: Partial<RowFilter>, wanted: Uint8Array): void {
  const { at, sets } = rows.problems()
  const fits = sets.map((set) => set.some(({ code, severity }) => (problem === undefined || code === problem) && (severities === undefined || severities.includes(severity))))
  for (let place = 0; place < wanted.length; place++) if (fits[at(place)] !== true) wanted[place] = 0
}

function keepTexts(column: StagedColumn, texts: readonly (string | null)[], wanted: Uint8Array): void {
  const allowed = new Set(texts)
  const fits = new Uint8Array(column.entries())
  for (let entry = 0; entry < fits.length; entry++) fits[entry] = allowed.has(column.shown(entry)) ? 1 : 0
  const codes = column.codes()
  const isEmptyAllowed = allowed.has(null)
  for (let place = 0; place < wanted.length; place++) {
    const entry = codes[place] ?? -1
    if (entry < 0 ? !isEmptyAllowed : fits[entry] === 0) wanted[place] = 0
  }
}

function keepFound(rows: StagedRows, search: string, wanted: Uint8Array): void {
  const found = new Uint8Array(rows.length)
  for (const column of rows.columns()) {
    const fits = new Uint8Array(column.entries())
    let isAny = false
    for (let entry = 0; entry < fits.length; entry++) {
      if (column.shown(entry)?.toLowerCase().includes(search) !== true) continue
      fits[entry] = 1
      isAny = true
    }
    if (!isAny) continue
    const codes = column.codes()
    for (let place = 0; place < found.length; place++) if (fits[codes[place] ?? -1] === 1) found[place] = 1
  }
  for (let place = 0; place < wanted.length; place++) if (found[place] === 0) wanted[place] = 0
}
