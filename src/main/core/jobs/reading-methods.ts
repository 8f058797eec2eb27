/** What the query worker answers from SQLite: lists, details, the register for the matcher. */
import type { PageRequest } from '../store/reading/table-page.ts'
import { createCellNames } from '../store/reading/changed-cell-names.ts'
import type { BatchRowsRequest } from '../store/reading/batches.ts'
import type { MemoryReading } from '../store/reading/memory.ts'
import type { ProjectPageRequest } from '../store/reading/projects.ts'
import type { ReferenceReading } from '../store/reading/reference.ts'
import type { FacetRequest, GridPageRequest } from '../store/reading/staging/grid-reading.ts'
import type { QuerySession } from './query-session.ts'

interface Localized {
  readonly locale: string
}
type ReferencePageRequest = Parameters<ReferenceReading['referencePage']>[0]

export const readingMethods = (session: QuerySession) => ({
  open: ({ path }: { readonly path: string }) => ({ changeset: session.open(path) }),
  close: (_input: object): void => session.close(),
  /** Head of the file; the event `changed` tells of a new one. */
  refresh: (_input: object) => ({ changeset: session.refresh() }),

  summary: (_input: object) => session.run(({ reading }) => reading.summary.summary()),
  /** Partners, countries and modalities with all their names, for the pure stages of an import. */
  register: (_input: object) => session.run(({ reading }) => reading.register()),

  submissionList: (_input: object) => session.run(({ reading }) => reading.batches.submissionList()),
  batch: ({ batch }: { readonly batch: number }) => session.run(({ reading }) => reading.batches.batch(batch)),
  batchRows: (request: BatchRowsRequest) => session.run(({ reading }) => reading.batches.batchRows(request)),
  changedCells: ({ locale, ...page }: PageRequest & Localized & { readonly batch: number }) => session.run(({ reading, db }) => {
    const { total, cells } = reading.batches.changedCells(page)
    return { total, cells: cells.map(createCellNames(db, locale)) }
  }),
  gridColumns: ({ batch }: { readonly batch: number }) => session.run(({ reading }) => reading.grid.gridColumns(batch)),
  gridPage: (request: GridPageRequest) => session.run(({ reading }) => reading.grid.gridPage(request)),
  facet: (request: FacetRequest) => session.run(({ reading }) => reading.grid.facet(request)),
  committedBefore: ({ sha256 }: { readonly sha256: string }) => session.run(({ reading }) => reading.batches.committedBefore(sha256)),
  /** By the fingerprint of importing/stage/header-fingerprint.ts, and what was confirmed for the office. */
  recall: (question: Parameters<MemoryReading['recall']>[0]) => session.run(({ reading }) => reading.memory.recall(question)),
  rememberedNames: ({ office }: { readonly office: string | null }) => session.run(({ reading }) => reading.memory.rememberedNames(office)),
  rememberedValues: (request: PageRequest & Localized) => session.run(({ reading }) => reading.memory.rememberedValues(request)),

  projectPage: (request: ProjectPageRequest) => session.run(({ reading }) => reading.projects.projectPage(request)),
  project: ({ project, locale }: Localized & { readonly project: number }) => session.run(({ reading }) => reading.projects.project(project, locale)),
  trace: ({ amount, locale }: Localized & { readonly amount: number }) => session.run(({ reading }) => reading.amounts.trace(amount, locale)),
  recordsById: ({ ids, locale }: Localized & { readonly ids: readonly number[] }) => session.run(({ reading }) => reading.amounts.recordsById(ids, locale)),

  packs: ({ locale }: Localized) => session.run(({ reading }) => reading.reference.packs(locale)),
  referencePage: (request: ReferencePageRequest) => session.run(({ reading }) => reading.reference.referencePage(request)),
  findPartners: ({ search, limit, locale }: Localized & { readonly search: string; readonly limit: number }) => session.run(({ reading }) => reading.reference.findPartners(search, limit, locale)),

  changesetList: (page: PageRequest) => session.run(({ reading }) => reading.activity.changesetList(page)),
  changes: (page: PageRequest & { readonly changeset: number }) => session.run(({ reading }) => reading.activity.changes(page)),
})
