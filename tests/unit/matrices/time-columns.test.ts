import { describe, expect, it } from 'vitest'
import { planColumns } from '../../../src/main/core/matrices/time-columns.ts'

const slots = [{ kind: 'none', year: 0 }, { kind: 'year', year: 2013 }, { kind: 'year', year: 2008 }, { kind: 'biennium', year: 2008 }, { kind: 'year', year: 2010 }] as const
const open = { fromYear: null, toYear: null } as const
const keysOf = (plan: ReturnType<typeof planColumns>, filled = plan.keys.map((_, index) => index)): string[] => plan.shown(filled).map(({ key }) => key)

describe('columns of time', () => {
  it('stand in order with the empty years between them, a whole biennium after its years, none last', () => {
    expect(keysOf(planColumns(slots, { columns: 'year', ...open }))).toEqual(['2008', '2009', '2008-09', '2010', '2011', '2012', '2013', 'none'])
    expect(keysOf(planColumns(slots, { columns: 'biennium', ...open }))).toEqual(['2008-09', '2010-11', '2012-13', 'none'])
  })

  it('are shown only where something counts', () => {
    const plan = planColumns(slots, { columns: 'year', ...open })
    expect(keysOf(plan, [])).toEqual([])
    expect(keysOf(plan, [plan.keys.indexOf('2010')])).toEqual(['2010'])
    expect(plan.shown([plan.keys.indexOf('2008'), plan.keys.indexOf('2010')]).map(({ column }) => column)).toEqual([0, -1, 2])
  })

  it('do not fill the centuries around a mistyped year', () => {
    const plan = planColumns([...slots, { kind: 'year', year: 210 }], { columns: 'year', ...open })
    expect(keysOf(plan)).toEqual(['210', '2008', '2008-09', '2010', '2013', 'none'])
  })

  it('leave out what lies outside, also a biennium that lies half outside', () => {
    expect(planColumns(slots, { columns: 'year', fromYear: 2009, toYear: 2010 }).ofSlot).toEqual(['no-date', 'outside-period', 'outside-period', 'outside-period', 0])
    expect(planColumns(slots, { columns: 'year', fromYear: 2008, toYear: 2009 }).ofSlot).toEqual(['no-date', 'outside-period', 0, 1, 'outside-period'])
    expect(planColumns(slots, { columns: 'year', fromYear: null, toYear: 2009 }).ofSlot[0]).toBe('no-date')
  })
})
