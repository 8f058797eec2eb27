import { describe, expect, it } from 'vitest'
import { answersOf, applyAnswers, carryRenamed } from '../../../src/main/core/importing/map/apply-memory.ts'
import { compareForms } from '../../../src/main/core/importing/map/compare-forms.ts'
import { readMapping } from '../../../src/shared/domain/mapping-version.ts'
import type { ColumnMapping, SubmissionMapping } from '../../../src/shared/domain/submission.ts'

const form = (...headers: string[]) => headers.map((header, column) => ({ column, header }))
const changes = (before: string[], now: string[]) => compareForms(form(...before), form(...now)).map(({ change, header, before: old }) => [change, header, old])

describe('a form that changed', () => {
  it('is the same where case, accents and blanks alone differ', () => {
    expect(changes(['Project symbol', 'Année', 'Budget (USD)'], ['PROJECT  SYMBOL', 'annee', 'Budget\n(USD)'])).toEqual([])
  })
  it('tells new, missing, renamed and moved columns apart', () => {
    expect(changes(['Symbol', 'Title', 'Donor', 'Budget 2010', 'Status'], ['Symbol', 'Title', 'Resource partner (donor)', 'Budget 2010', 'Budget 2011'])).toEqual([
      ['renamed', 'Resource partner (donor)', 'Donor'], ['new', 'Budget 2011', null], ['missing', 'Status', 'Status'],
    ])
  })
  it.each([
    // A column put in between moves nothing.
    [['A', 'B', 'C'], ['A', 'New one', 'B', 'C'], [['new', 'New one', null]]],
    [['A', 'B', 'C'], ['A', 'C'], [['missing', 'B', 'B']]],
    [['First', 'Second', 'Third'], ['Third', 'First', 'Second'], [['moved', 'Third', 'Third']]],
    // A typing error in the same place; another word in another place is another column.
    [['Symbol', 'Deliverd USD', 'Status'], ['Symbol', 'Delivered USD', 'Status'], [['renamed', 'Delivered USD', 'Deliverd USD']]],
    [['Symbol', 'Rate', 'Status'], ['Symbol', 'Status', 'Remarks'], [['new', 'Remarks', null], ['missing', 'Rate', 'Rate']]],
    // Headers that stand twice go in order.
    [['Name', 'Amount', 'Amount'], ['Name', 'Amount', 'Amount', 'Amount'], [['new', 'Amount', null]]],
    // Bands above are not what makes two headers alike.
    [['Financial > Budget', 'Financial > Delivery'], ['Financial > Budget', 'Money > Delivery'], [['renamed', 'Money > Delivery', 'Financial > Delivery']]],
  ])('%j to %j', (before, now, expected) => expect(changes(before, now)).toEqual(expected))
  it('has nothing in common with an empty one', () => {
    expect(changes([], ['A'])).toEqual([['new', 'A', null]])
    expect(changes(['A'], [])).toEqual([['missing', 'A', 'A']])
  })
  it('same values speak for a new name', () => {
    const before = [{ column: 0, header: 'Symbol', samples: [] }, { column: 1, header: 'Donor', samples: ['Japan', 'Sweden'] }]
    expect(compareForms(before, [{ column: 0, header: 'Symbol', samples: [] }, { column: 1, header: 'Financier', samples: ['Japan'] }])).toMatchObject([{ change: 'renamed', header: 'Financier', before: 'Donor', columnBefore: 1 }])
  })
})

const column = (more: Partial<ColumnMapping>): ColumnMapping => ({ column: 0, header: 'Amount', field: 'amount', confidence: 0.5, reason: { key: 'reason.no-match', params: {} }, isConfirmed: false, samples: [], ...more })
const mapping = (...columns: ColumnMapping[]): SubmissionMapping => readMapping({ sheetIndex: 0, sheetName: 'S', headerRow: 1, headerRows: 1, columns, constants: {} })

describe('what was answered before', () => {
  it('is learnt from confirmed columns only, and never where the question is still open', () => {
    expect(answersOf(column({ isConfirmed: true, measure: 'delivery', currency: 'USD' }))).toEqual([{ headerKey: 'amount', ask: 'measure', answer: 'delivery' }, { headerKey: 'amount', ask: 'currency', answer: 'USD' }])
    expect(answersOf(column({ measure: 'delivery' }))).toEqual([])
    expect(answersOf(column({ isConfirmed: true, measure: 'delivery', asks: ['measure'] }))).toEqual([])
    expect(answersOf(column({ isConfirmed: true, field: 'ignore', currency: 'USD' }))).toEqual([])
  })
  it('answers the same question under the same header, says so, and confirms nothing', () => {
    const asked = mapping(column({ asks: ['measure', 'decimal-mark'] }), column({ column: 1, header: 'Other', asks: ['measure'] }))
    const [first, second] = applyAnswers(asked, [{ headerKey: 'amount', ask: 'measure', answer: 'delivery' }]).columns
    expect(first).toMatchObject({ measure: 'delivery', asks: ['decimal-mark'], isConfirmed: false, reason: { key: 'reason.remembered-answer' } })
    expect(second).toEqual(asked.columns[1])
  })
  it('leaves alone what is not asked, and what today’s columns do not take', () => {
    const settled = mapping(column({ measure: 'approval', asks: ['decimal-mark'] }))
    expect(applyAnswers(settled, [{ headerKey: 'amount', ask: 'measure', answer: 'delivery' }, { headerKey: 'amount', ask: 'decimal-mark', answer: ';' }])).toEqual(settled)
  })
  it('follows a renamed column, unless the field is taken or the proposal knows better', () => {
    const before = [column({ header: 'Donor', field: 'partner', isConfirmed: true }), column({ column: 1, header: 'Money', measure: 'delivery', currency: 'EUR', isConfirmed: true })]
    const renamed = (to: number, from: number) => ({ change: 'renamed' as const, column: to, header: 'x', before: 'x', columnBefore: from })
    const now = mapping(column({ header: 'Payer', field: 'ignore' }), column({ column: 1, header: 'Figures', field: 'ignore' }))
    expect(carryRenamed(now, before, [renamed(0, 0), renamed(1, 1)]).columns).toMatchObject([
      { field: 'partner', isConfirmed: false, confidence: 0.7, reason: { key: 'reason.remembered-renamed', params: { before: 'Donor' } } }, { field: 'amount', measure: 'delivery', currency: 'EUR', header: 'Figures' },
    ])
    const taken = mapping(column({ header: 'Payer', field: 'ignore' }), column({ column: 1, header: 'Partner', field: 'partner' }))
    expect(carryRenamed(taken, before, [renamed(0, 0)])).toEqual(taken)
    const known = mapping(column({ header: 'Payer', field: 'title' }))
    expect(carryRenamed(known, before, [renamed(0, 0)])).toEqual(known)
  })
})
