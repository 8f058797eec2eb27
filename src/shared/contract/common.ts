import { z } from 'zod'

/** Id of a workspace as the host lists it; never a path. */
export const WorkspaceId = z.string().min(1).max(100)
/** Stands for a file that the host holds; never a path. */
export const FileToken = z.string().regex(/^file-[A-Za-z0-9_-]{16,64}$/, 'not a file token')
export const InWorkspace = z.object({ workspace: WorkspaceId })
export const Nothing = z.object({})

export const FileEntry = z.object({ token: FileToken, name: z.string(), size: z.int() })
export type FileEntry = z.infer<typeof FileEntry>

/** Most cells that one page of a grid may carry. */
export const maxPageCells = 20_000

const ColumnValues = z.array(z.union([z.string(), z.number(), z.null()]))
/** Columnar page of a grid. A column with a dictionary holds indexes into it. */
export const TableColumn = z.object({ key: z.string(), values: ColumnValues, dictionary: z.array(z.string()).optional() })
export const Table = z.object({
  columns: z.array(TableColumn),
  offset: z.int(),
  /** Rows of the whole result, not of this page. */
  total: z.int(),
  /** Changeset the page was read at. */
  changeset: z.int(),
})
export type Table = z.infer<typeof Table>

export const Sort = z.object({ key: z.string(), direction: z.enum(['asc', 'desc']) })
export const Page = z.object({
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(2000).default(200),
  sort: Sort.optional(),
  /** Free text searched in the texts of a row. */
  search: z.string().max(200).optional(),
})
