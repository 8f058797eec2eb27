import { describe, expect, test } from 'vitest'
import { findMarker, markerText, parseReference, questionReference } from '../../../../src/main/core/importing/returning/marker.ts'
import { compareRows, packSentRows, unpackSentRows, type SentRows } from '../../../../src/main/core/importing/returning/sent-rows.ts'

const uuid = '0193a1b2-1111-7abc-8def-0123456789ab'
const columns: SentRows['columns'] = [{ header: 'Symbol', field: 'identifier', isKey: true }, { header: 'Year', field: 'year', isKey: false }, { header: 'Budget', field: 'amount', isKey: false }]
const sheet = (...rows: (string | null)[][]): SentRows => ({ version: 1, columns, rows: rows.map((texts, index) => ({ row: index + 2, texts })) })
/** The same project in three years: only all of a row's texts tell them apart. */
const sent = sheet(['GCP/PHI/1/JPN', '2010', '5'], ['GCP/PHI/1/JPN', '2011', '6'], ['GCP/PHI/1/JPN', '2012', '7'], ['GCP/PHI/2/JPN', '2010', null])

describe('rows are compared by what they are about', () => {
  test('as they were, in any order, with other white space: nothing differs', () => {
    expect(compareRows(sent, { ...sent, rows: sent.rows.toReversed() })).toEqual({ differences: [], total: 0, unchanged: 4 })
    expect(compareRows(sent, sheet(['GCP/PHI/2/JPN ', '2010', ''], ...sent.rows.slice(0, 3).map(({ texts }) => [...texts])))).toMatchObject({ total: 0, unchanged: 4 })
  })

  test('of several rows of one project, the one that says most of the same is the one that changed', () => {
    const now = sheet(['GCP/PHI/1/JPN', '2012', '7'], ['GCP/PHI/1/JPN', '2011', '66'], ['GCP/PHI/1/JPN', '2010', '5'], ['GCP/PHI/2/JPN', '2010', '9'])
    expect(compareRows(sent, now)).toEqual({
      unchanged: 2, total: 2,
      differences: [{ row: 3, name: 'GCP/PHI/1/JPN', change: 'changed', field: 'Budget', before: '6', after: '66' }, { row: 5, name: 'GCP/PHI/2/JPN', change: 'changed', field: 'Budget', before: null, after: '9' }],
    })
  })

  test('columns that were moved, renamed, added or deleted', () => {
    const moved: SentRows = { version: 1, columns: [{ header: 'New', field: 'note', isKey: false }, { header: 'Approved money', field: 'amount', isKey: false }, { header: 'SYMBOL', field: 'identifier', isKey: true }], rows: sent.rows.map(({ row, texts }) => ({ row, texts: [null, texts[2] ?? null, texts[0] ?? null] })) }
    expect(compareRows(sent, moved)).toMatchObject({ unchanged: 4, total: 2, differences: [{ change: 'removed', field: 'Year' }, { change: 'added', field: 'New' }] })
  })

  test('nothing in common: every row of both is listed, the first of many', () => {
    const many = sheet(...Array.from({ length: 3000 }, (_, index) => [`A${index}`, '1', String(index)]))
    const others = sheet(...Array.from({ length: 10 }, (_, index) => [`B${index}`, '2', `x${index}`]))
    const found = compareRows(many, others)
    expect(found).toMatchObject({ total: 3010, unchanged: 0 })
    expect(found.differences).toHaveLength(2000)
  })

  test('kept as text and read back; anything else is refused', () => {
    expect(unpackSentRows(packSentRows(sent))).toEqual(sent)
    expect(() => unpackSentRows('not packed')).toThrow()
  })
})

describe('marker and references', () => {
  test('found inside a sentence, in any case; damaged where it goes on as none does', () => {
    expect(findMarker(`Référence : ${markerText('return', uuid)}.`)).toEqual({ purpose: 'return', uuid })
    expect(findMarker(markerText('round', uuid).toUpperCase())).toEqual({ purpose: 'round', uuid })
    expect(findMarker('RMMS-RETURN-of-the-king')).toBe('damaged')
    expect(findMarker(`${markerText('return', uuid)}7`)).toBe('damaged')
    expect(findMarker('Return to sender')).toBeNull()
  })

  test('a question is known by its short reference and by its uuid', () => {
    expect(questionReference(uuid)).toBe('Q-0123456789AB')
    expect(parseReference(' q-0123456789ab ')).toBe('Q-0123456789AB')
    expect(parseReference(uuid)).toBe('Q-0123456789AB')
    expect(parseReference('Q-2010')).toBeNull()
  })
})
