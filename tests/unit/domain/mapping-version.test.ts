import { describe, expect, it } from 'vitest'
import { readMapping } from '../../../src/shared/domain/mapping-version.ts'
import { mappingVersion } from '../../../src/shared/domain/submission.ts'
import { errorOf } from '../../fixtures/workspace-file.ts'

const column = { column: 3, header: 'Budget (USD)', field: 'amount', measure: 'approval', currency: 'USD', scale: 1000, confidence: 0.9, reason: { key: 'reason.remembered', params: {} }, isConfirmed: true, samples: ['1'] }
const first = { sheetIndex: 2, sheetName: 'Projets', headerRow: 4, headerRows: 2, columns: [column], constants: { office: 'FAO-KEN' } }

describe('a stored mapping', () => {
  it('of the first version is one table of one block, of the one kind there was', () => {
    expect(readMapping(first)).toEqual({
      version: mappingVersion, kind: 'project-contributions', sheetIndex: 2, sheetName: 'Projets', table: 0, sections: [], repeatedAmounts: [], headerRow: 4, headerRows: 2, constants: { office: 'FAO-KEN' }, columns: [column],
      blocks: [{ firstRow: 3, lastRow: null, headerRow: 4, headerRows: 2, labels: [], notes: [] }],
    })
    expect(readMapping({ ...first, headerRow: 0, headerRows: 0 }).blocks[0]).toMatchObject({ firstRow: 1, headerRow: 0 })
  })

  it('of today comes back as it is', () => {
    const today = readMapping(first)
    expect(readMapping(JSON.parse(JSON.stringify(today)))).toEqual(today)
  })

  it('of a later version is refused by name, and anything else is not taken for one', () => {
    expect(errorOf(() => readMapping({ ...first, version: 3 }))).toMatchObject({ code: 'newer-file', reason: 'error.mapping-newer', params: { version: 3 } })
    for (const bad of [null, 7, [], {}, { ...first, columns: 'no' }, { ...first, columns: [{ ...column, field: 'nothing' }] }, { ...first, columns: [column, column] }]) expect(() => readMapping(bad)).toThrow()
  })
})
