import { z } from 'zod'
import { fail } from '../result.ts'
import { mappingVersion, SubmissionMapping } from './submission.ts'

/** The first version knew one kind, one table a sheet, one block a table, and did not say its number. */
const FirstMapping = z.looseObject({ sheetIndex: z.int().min(0), sheetName: z.string(), headerRow: z.int().min(0), headerRows: z.int().min(0), columns: z.array(z.unknown()), constants: z.unknown() })
const Versioned = z.looseObject({ version: z.int().default(1) })

/**
 * In: a mapping as it was stored, by this version of the application or an earlier one. Out: the same in today's form.
 * Fails with newer-file where a later version wrote it.
 */
export function readMapping(stored: unknown): SubmissionMapping {
  const { version } = Versioned.parse(stored)
  if (version > mappingVersion) return fail('newer-file', 'error.mapping-newer', { version })
  return SubmissionMapping.parse(version === 1 ? fromFirst(FirstMapping.parse(stored)) : stored)
}

function fromFirst({ sheetIndex, sheetName, headerRow, headerRows, columns, constants }: z.infer<typeof FirstMapping>): unknown {
  const block = { firstRow: Math.max(1, headerRow - headerRows + 1), lastRow: null, headerRow, headerRows, labels: [], notes: [] }
  return { version: mappingVersion, kind: 'project-contributions', sheetIndex, sheetName, table: 0, blocks: [block], sections: [], headerRow, headerRows, columns, repeatedAmounts: [], constants }
}
