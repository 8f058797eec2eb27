/** The life of a correction: said, kept over imports, retired by its source, contradicted, answered, withdrawn, undone. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CorrectedFigure } from '../../../src/shared/domain/correction.ts'
import { openRegister, type RegisterDesk } from './register-desk.ts'

let desk: RegisterDesk
beforeEach(async () => {
  desk = await openRegister()
})
afterEach(() => desk.dispose())

const symbol = 'GCP/PHI/101/JPN'
const usd = (original: string): CorrectedFigure => ({ state: 'value', original, currency: 'USD', usdCents: null })
const told = { saidBy: 'R. Cruz', channel: 'telephone', saidOn: '2010-05-04' } as const
const addTo = async ({ ask, workspace, figure }: RegisterDesk, original: string) => ask('corrections.add', { workspace, amount: (await figure(symbol)).amount, figure: usd(original), ...told, note: 'Signed for more' })
const listed = async ({ ask, workspace }: RegisterDesk) => (await ask('corrections.list', { workspace, states: ['live', 'asked', 'retired', 'withdrawn'] })).entries

test('rule 6: survives the next import, retires itself once the source has caught up', async () => {
  const { ask, workspace, importLines, stageLines, total, figure } = desk
  await importLines([{ symbol, usd: 1000 }])
  const before = await desk.state()
  const added = await addTo(desk, '1200')
  expect(await total()).toBe(120_000)
  expect((await ask('corrections.list', { workspace })).entries).toMatchObject([{ id: added.correction, state: 'live', project: symbol, partner: 'Japan', measure: 'approval', period: '2010-03-01', effect: 20_000, saidBy: 'R. Cruz', channel: 'telephone', note: 'Signed for more', source: { original: '1000', usdCents: 100_000 }, corrected: { original: '1200', usdCents: 120_000 } }])
  expect((await ask('corrections.list', { workspace })).entries[0]?.age).toBeGreaterThan(5000)
  const same = await stageLines([{ symbol, usd: 1000 }])
  expect(same).toMatchObject({ corrections: { kept: 1, retired: 0, asked: 0 }, diff: { unchanged: 1, changed: 0, added: 0 }, moneyEffect: [] })
  const caught = await importLines([{ symbol, usd: 1200 }])
  expect(caught).toMatchObject({ corrections: { kept: 0, retired: 1, asked: 0 }, diff: { changed: 1 }, moneyEffect: [] })
  expect(await listed(desk)).toMatchObject([{ state: 'retired', endReason: 'correction.end.source-caught-up' }])
  expect(await figure(symbol)).toMatchObject({ text: '1200 USD' })
  expect(await stageLines([{ symbol, usd: 1200 }])).toMatchObject({ corrections: { kept: 0, retired: 0, asked: 0 }, diff: { unchanged: 1 } })
  await ask('activity.undo', { workspace, changeset: caught.changeset })
  expect(await listed(desk)).toMatchObject([{ state: 'live' }])
  await ask('activity.undo', { workspace, changeset: added.changeset })
  expect((await desk.state()).contentHash).toBe(before.contentHash)
  expect(await ask('workspaces.verify', { workspace })).toMatchObject({ isWhole: true })
})

test('rule 6: a newer figure that contradicts it is asked about; the corrected figure stays until somebody answers', async () => {
  const { ask, refusal, workspace, importLines, stageLines, total } = desk
  await importLines([{ symbol, usd: 1000 }])
  const { correction } = await addTo(desk, '1200')
  expect(await refusal('corrections.answer', { workspace, correction, take: 'newer' })).toMatchObject({ code: 'conflict', reason: 'error.correction-not-asked' })
  const newer = await importLines([{ symbol, usd: 1500 }])
  expect(newer).toMatchObject({ corrections: { kept: 0, retired: 0, asked: 1 }, moneyEffect: [], diff: { changed: 1 } })
  expect(newer.problemCounts).toContainEqual({ code: 'finding.store.correction-contradicted', severity: 'warning', count: 1 })
  expect(await total()).toBe(120_000)
  expect(await listed(desk)).toMatchObject([{ state: 'asked', newer: { original: '1500' } }])
  expect((await ask('overview.summary', { workspace })).attention).toContainEqual({ key: 'attention.asked-corrections', count: 1, section: 'corrections' })
  expect(await stageLines([{ symbol, usd: 1500 }])).toMatchObject({ corrections: { asked: 1 }, diff: { unchanged: 1 } })
  await ask('corrections.answer', { workspace, correction, take: 'corrected' })
  expect(await listed(desk)).toMatchObject([{ state: 'live', source: { original: '1500' }, newer: null, effect: -30_000 }])
  expect(await stageLines([{ symbol, usd: 1500 }])).toMatchObject({ corrections: { kept: 1 }, diff: { unchanged: 1 } })
  await importLines([{ symbol, usd: 1700 }])
  const answer = await ask('corrections.answer', { workspace, correction, take: 'newer' })
  expect(await total()).toBe(170_000)
  expect(await listed(desk)).toMatchObject([{ state: 'retired', endReason: 'correction.end.newer-taken' }])
  expect(await refusal('corrections.withdraw', { workspace, correction, reason: '' })).toMatchObject({ code: 'conflict', reason: 'error.correction-ended' })
  await ask('activity.undo', { workspace, changeset: answer.changeset })
  expect(await total()).toBe(120_000)
})

test('withdrawn, the figure of the source counts again, whole; currency and key follow both ways', async () => {
  const { ask, workspace, importLines, total, figure, stageLines } = desk
  await importLines([{ symbol, usd: 1000 }])
  const { amount } = await figure(symbol)
  const { correction } = await ask('corrections.add', { workspace, amount, figure: { state: 'value', original: '900', currency: 'EUR', usdCents: 117_000 }, ...told })
  expect(await total()).toBe(117_000)
  expect(await figure(symbol)).toMatchObject({ text: '900 EUR' })
  expect(await stageLines([{ symbol, usd: 1000 }])).toMatchObject({ corrections: { kept: 1 }, diff: { unchanged: 1 } })
  // The file has another figure for the same partner and day beside it.
  expect(await importLines([{ symbol, usd: 1000 }, { symbol, usd: 50 }])).toMatchObject({ diff: { added: 1, unchanged: 1 } })
  await ask('corrections.withdraw', { workspace, correction, reason: 'Misheard' })
  expect(await total()).toBe(105_000)
  expect(await listed(desk)).toMatchObject([{ state: 'withdrawn', endReason: 'correction.end.withdrawn' }])
  expect(await stageLines([{ symbol, usd: 1000 }, { symbol, usd: 50 }])).toMatchObject({ diff: { unchanged: 2 } })
  expect(await ask('workspaces.verify', { workspace })).toMatchObject({ isWhole: true })
})

test('what makes no sense is refused and changes nothing', async () => {
  const { refusal, ask, workspace, importLines, figure, untouched } = desk
  await importLines([{ symbol, usd: 1000 }])
  const { amount } = await figure(symbol)
  const add = { workspace, amount, figure: usd('1200'), ...told }
  await untouched(async () => {
    expect(await refusal('corrections.add', { ...add, figure: usd('1000') })).toMatchObject({ reason: 'error.correction-same' })
    expect(await refusal('corrections.add', { ...add, saidOn: '2999-01-01' })).toMatchObject({ reason: 'error.correction-in-future' })
    expect(await refusal('corrections.add', { ...add, amount: 999_999 })).toMatchObject({ code: 'not-found', reason: 'error.correction-no-amount' })
    expect(await refusal('corrections.add', { ...add, figure: { ...usd('1200'), original: null } })).toMatchObject({ reason: 'error.correction-no-figure' })
    expect(await refusal('corrections.add', { ...add, figure: { ...usd('1200'), usdCents: 5 } })).toMatchObject({ reason: 'error.correction-usd-differs' })
    expect(await refusal('corrections.withdraw', { workspace, correction: 7, reason: '' })).toMatchObject({ code: 'not-found', reason: 'error.correction-gone' })
  })
  await ask('corrections.add', add)
  expect(await refusal('corrections.add', { ...add, figure: usd('1300') })).toMatchObject({ code: 'conflict', reason: 'error.correction-live' })
})

test('the message that came with it is kept, and the import below cannot be undone unheard', async () => {
  const { ask, refusal, workspace, importLines, figure, token } = desk
  const { changeset } = await importLines([{ symbol, usd: 1000 }])
  const { amount } = await figure(symbol)
  const attachment = await token('message.txt', 'It is 1200, says the ministry.')
  await ask('corrections.add', { workspace, amount, figure: usd('1200'), ...told, attachment })
  expect(await listed(desk)).toMatchObject([{ attachment: 'message.txt' }])
  expect(await refusal('activity.undo', { workspace, changeset })).toMatchObject({ code: 'conflict', reason: 'error.store-undo-conflict' })
})

test('a blank cell keeps, clears or asks, as its column says', async () => {
  const { ask, workspace, importLines, stageLines, total } = desk
  await importLines([{ symbol, usd: 1000 }, { symbol: 'GCP/PHI/102/JPN', usd: 2000 }])
  const blank = [{ symbol, usd: null }, { symbol: 'GCP/PHI/102/JPN', usd: 2000 }]
  const kept = await stageLines(blank)
  expect(kept).toMatchObject({ diff: { unchanged: 2 } })
  expect(kept.problemCounts).toContainEqual({ code: 'finding.store.blank-kept', severity: 'warning', count: 1 })
  const asked = await stageLines(blank, { blanks: [{ column: 4, meaning: 'ask' }] })
  expect(asked).toMatchObject({ diff: { unchanged: 1, rejected: 1 } })
  expect(asked.problemCounts).toContainEqual({ code: 'finding.store.blank-amount-asked', severity: 'error', count: 1 })
  const cleared = await importLines(blank, { blanks: [{ column: 4, meaning: 'clear' }] })
  expect(cleared).toMatchObject({ diff: { changed: 1, unchanged: 1 }, moneyEffect: [{ before: 300_000, after: 200_000 }] })
  expect(await total()).toBe(200_000)
  await ask('activity.undo', { workspace, changeset: cleared.changeset })
  expect(await total()).toBe(300_000)
})

test('a cell that is edited in staging is committed with a correction, and the file is known again unedited', async () => {
  const { ask, workspace, stageLines, total, figure } = desk
  const { batch } = await stageLines([{ symbol, usd: 1000 }])
  await ask('staging.edit', { workspace, batch, cells: [{ row: 2, column: 4, text: '1,250.50' }] })
  await ask('staging.check', { workspace, batch })
  await ask('submissions.commit', { workspace, batch })
  expect(await total()).toBe(125_050)
  expect(await listed(desk)).toMatchObject([{ state: 'live', channel: 'edited-cell', source: { original: '1000', usdCents: 100_000 }, corrected: { original: '1250.5' }, effect: 25_050 }])
  expect(await stageLines([{ symbol, usd: 1000 }])).toMatchObject({ diff: { unchanged: 1 }, corrections: { kept: 1 } })
  const trace = await ask('matrices.trace', { workspace, amount: (await figure(symbol)).amount })
  expect(trace).toMatchObject({ cells: [{ address: 'E2', raw: '1000' }], correction: { channel: 'edited-cell', source: { original: '1000' } } })
})

test('only its own source confirms or contradicts a correction; a file that may only add leaves it alone', async () => {
  const { importLines, stageLines } = desk
  await importLines([{ symbol, usd: 1000 }], undefined, 'FRPHL')
  await addTo(desk, '1200')
  const other = await stageLines([{ symbol, usd: 1500 }], undefined, 'FRIDN')
  expect(other).toMatchObject({ diff: { rejected: 1 }, corrections: { asked: 0 } })
  expect(other.problemCounts).toContainEqual({ code: 'finding.store.other-office', severity: 'error', count: 1 })
  expect(await stageLines([{ symbol, usd: 1200 }], undefined, 'FRIDN')).toMatchObject({ diff: { unchanged: 1 }, corrections: { kept: 1, retired: 0 } })
  expect(await stageLines([{ symbol, usd: 1500 }], { behaviour: 'add-only' }, 'FRPHL')).toMatchObject({ diff: { unchanged: 1, changed: 0 }, corrections: { asked: 0 } })
  expect(await stageLines([{ symbol, usd: 1200 }], { behaviour: 'add-only' }, 'FRPHL')).toMatchObject({ diff: { unchanged: 1, changed: 0 }, corrections: { retired: 0 } })
  expect(await listed(desk)).toMatchObject([{ state: 'live' }])
})
